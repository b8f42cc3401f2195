// `orepolitik clear MARKET.yaml [--json]`: one market before and after a change: prices, flows, who gains and who
// loses.
#pragma once
#include <string>
#include <vector>

namespace orepolitik::cli {

struct ClearOptions {
    std::string market;
    std::vector<std::string> overrides;
    bool json = false;
};

// Returns the exit code: 0, 2 (faults) or 3 (cannot be read).
int clear(const ClearOptions& options);

}  // namespace orepolitik::cli
