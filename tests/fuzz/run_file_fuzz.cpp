// A run file, damaged or changed by another program, given to `compare` and `export`.
#include "tests/fuzz/damage.hpp"
#include "tests/fuzz/foreign.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orepolitik::fuzz;
    static const Workshop workshop;
    static const Bytes whole = [] {
        type({"run", "short.yaml", "--threads", "1", "-o", "base.h5"});
        return bytes_of("base.h5");
    }();
    FuzzedDataProvider input(data, size);
    if (input.ConsumeBool()) {
        workshop.write("damaged.h5", whole);
        make_foreign("damaged.h5", input);
    } else {
        workshop.write("damaged.h5", damaged(whole, input));
    }
    type({"compare", "base.h5", "damaged.h5"});
    type({"export", "damaged.h5", "events", "-o", "table.csv"});
    return 0;
}
