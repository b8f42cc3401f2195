// `orepolitik run`: reads a scenario, makes its world, steps it, writes one run file.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace orepolitik::cli {

struct RunOptions {
    std::string scenario;
    std::string output;
    std::optional<int> months;
    std::optional<long long> seed;
    std::optional<int> threads;
    std::optional<int> checkpoint_every;  // months
    std::vector<std::string> overrides;   // key.path=value
    bool live = false;
};

int run(const RunOptions& options);

}  // namespace orepolitik::cli
