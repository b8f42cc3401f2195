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

// Returns the exit code; throws what is wrong with the market file.
int clear(const ClearOptions& options);

}  // namespace orepolitik::cli
