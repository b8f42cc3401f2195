// `orepolitik sweep`: all runs of a design, side by side on this machine's cores and on as many machines as share them.
#pragma once
#include <optional>
#include <string>

namespace orepolitik::cli {

struct SweepOptions {
    std::string design;
    std::string output;       // folder
    std::optional<int> jobs;  // runs at a time; what the machine allows if left out
    std::string shard;        // "I/N"; what launched the program says if empty
};

// The exit code: 0 also if some runs failed, which the ledger tells. Throws what config/ and output/ throw.
int sweep(const SweepOptions& options);

}  // namespace orepolitik::cli
