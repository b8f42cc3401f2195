// A design: read, and its points laid out. Not swept: any number of runs may be asked for.
#include "config/design/design.hpp"
#include "tests/fuzz/harness.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orepolitik;
    static const fuzz::Workshop workshop;
    workshop.write("design.yaml", {data, size});
    try {
        const auto design = config::load_design("design.yaml");
        for (const std::size_t run : {std::size_t{0}, design.runs() - 1})
            if (run < design.runs()) design.settings(run);
    } catch (const config::InputError&) {
    } catch (const config::FileError&) {
    }
    return 0;
}
