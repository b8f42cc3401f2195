// A world made up from a few numbers, for measuring and testing at sizes that no table describes: as many plants as
// asked for, with trade, owners, cost curves, recycling and by-products. Consistent as real tables are: what is made is
// used, but for a stated residual; the same seed gives the same world. Leaves out: likeness to any real mineral or
// country; plants of one country and mineral are equally large.
#pragma once
#include <cstdint>
#include <string>

#include "config/fault.hpp"
#include "model/world_data.hpp"

namespace orepolitik::config {

// Section `synth` of a world.yaml, in the place of tables.
struct SyntheticKeys {
    int plants = 1000, countries = 40, minerals = 10;
    std::int64_t seed = 1;

    void fields(auto&& visit) {
        visit({"plants", "plants",
               "Mines and smelters, nine to one; recyclers and deposits come on top. At least two for each mineral."},
              plants, in_range(2, 1e7).required());
        visit({"countries", "countries", "Countries, each a market of its own."}, countries, in_range(1, 300));
        visit({"minerals", "minerals",
               "Minerals: every fifth is used as mined, every fourth a by-product, half of the others are recycled."},
              minerals, in_range(1, 100));
        visit({"seed", "", "Number that all figures are drawn from."}, seed, at_least(0));
    }
};

// What is wrong with keys that were not read from a file; `place` says where each was said.
void check_synthetic_keys(SyntheticKeys keys, const Place& place, Faults& faults);

// What they must say together: enough plants for all minerals. Empty if they do.
std::string fault_of_plants(const SyntheticKeys& keys);

// Adds the tables to `data`, whose rules stay; rows claim to stand at `place`. Never fails for keys within their
// ranges.
void add_synthetic_tables(const SyntheticKeys& keys, const Place& place, WorldData& data);

// The text of a world.yaml that asks for such a world.
std::string synthetic_world_text(const SyntheticKeys& keys);

}  // namespace orepolitik::config
