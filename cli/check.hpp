// `orepolitik check FILE... [--notes]`: every fault of scenarios and worlds at once, nothing run.
#pragma once
#include <string>
#include <vector>

namespace orepolitik::cli {

struct CheckOptions {
    std::vector<std::string> files;  // scenarios, designs, markets, folders or files of worlds
    bool notes = false;              // tell how tables were read: what they lack, what was mended or left out
};

// Returns the exit code: 0, 2 (faults) or 3 (cannot be read).
int check_files(const CheckOptions& options);

}  // namespace orepolitik::cli
