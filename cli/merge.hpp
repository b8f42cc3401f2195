// `orepolitik merge DIR`: all runs of a sweep as one array, and as one table.
#pragma once
#include <string>

namespace orepolitik::cli {

struct MergeOptions {
    std::string folder;
    std::string output;  // DIR/sweep.h5 if empty; the table stands beside it as .csv
};

int merge(const MergeOptions& options);

}  // namespace orepolitik::cli
