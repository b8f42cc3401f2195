// Words of --set over the tiny scenario, one a line: whatever holds runs for two months.
#include <sstream>

#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orepolitik::fuzz;
    static const Workshop workshop;
    std::vector<std::string> words{"run", "short.yaml", "--months", "2", "--threads", "1", "-o", "run.h5"};
    std::istringstream lines(std::string(reinterpret_cast<const char*>(data), size));
    for (std::string line; std::getline(lines, line) && words.size() < 40;) {
        line.resize(std::min(line.size(), line.find('\0')));
        words.insert(words.end(), {"--set", line});
    }
    type(words);
    return 0;
}
