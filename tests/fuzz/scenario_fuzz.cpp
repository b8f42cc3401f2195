// A scenario: whatever holds runs for two months.
#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orepolitik::fuzz;
    static const Workshop workshop;
    workshop.write("fuzzed.yaml", {data, size});
    if (type({"check", "fuzzed.yaml"}) == 0)
        type({"run", "fuzzed.yaml", "--months", "2", "--threads", "1", "-o", "run.h5"});
    return 0;
}
