// A market file: checked, and cleared if it holds.
#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orepolitik::fuzz;
    static const Workshop workshop;
    workshop.write("market.yaml", {data, size});
    type({"clear", "market.yaml"});
    return 0;
}
