// `orepolitik check FILE...`: every fault of scenarios and worlds at once, nothing run.
#pragma once
#include <string>
#include <vector>

namespace orepolitik::cli {

// Each file is a scenario or the folder of a world. Returns the exit code: 0, 2 (faults) or 3 (cannot be read).
int check_files(const std::vector<std::string>& files);

}  // namespace orepolitik::cli
