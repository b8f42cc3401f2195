// A world: the first byte says which file of the tiny one the rest takes the place of; whatever holds runs for two
// months.
#include <algorithm>

#include "tests/fuzz/harness.hpp"

namespace {

constexpr const char* files[] = {
    "world.yaml",      "minerals.csv",    "countries.csv",   "mine_production.csv", "refined_production.csv",
    "consumption.csv", "chains.csv",      "routes.csv",      "ownership.csv",       "companies.csv",
    "sectors.csv",     "sources.csv",     "chokepoints.csv", "trade_flows.csv",     "pipeline.csv",
    "deposits.csv",    "electricity.csv", "stockpiles.csv"};

constexpr std::string_view synth = "synth";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace orepolitik::fuzz;
    static const Workshop workshop;
    if (size == 0) return 0;
    const std::string name = files[data[0] % std::size(files)],
                      whole = OREPOLITIK_SOURCE_DIR "/config/worlds/tiny/" + name;
    workshop.write("tiny/" + name, {data + 1, size - 1});
    const bool made_up = std::search(data, data + size, synth.begin(), synth.end()) != data + size;
    if (type({"check", "tiny"}) == 0 && !made_up)  // of which there may be ten million plants
        type({"run", "short.yaml", "--months", "2", "--threads", "1", "-o", "run.h5"});
    fs::remove("tiny/" + name);
    if (fs::exists(whole)) fs::copy(whole, "tiny/" + name);
    return 0;
}
