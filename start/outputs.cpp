// Output by country and use by region as the tables count them, and how much of refined output came from scrap.
#include <algorithm>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

template <class Rows>
void read_production(Draft& draft, const Rows& rows, std::string_view stage) {
    for (const auto& row : rows) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto country = draft.countries.find(row.iso3);
        if (mineral == draft.minerals.end() || country == draft.countries.end()) {
            continue;
        }
        const MaterialId material = material_of_stage(draft.mineral(mineral->second), stage);
        if (material.exists()) {
            CountryOutput& output = draft.output(material);
            output.primary[country->second.value] += or_else(row.production_t, 0) / months_per_year;
            output.plants[country->second.value] += static_cast<int>(or_else(row.plants, 0));
        }
    }
}

void read_demand(Draft& draft) {
    draft.demand.assign(draft.base.minerals.size(), std::vector<double>(draft.base.regions.size(), 0.0));
    for (const ConsumptionRow& row : draft.data.consumption) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto region = draft.regions.find(row.iso3);
        if (mineral != draft.minerals.end() && region != draft.regions.end()) {
            draft.demand[mineral->second.value][region->second.value] += or_else(row.demand_t, 0) / months_per_year;
        }
    }
}

// Feed per tonne before the base year is balanced: all that is mined over all that is made from it.
double first_guess_of_feed(const Draft& draft, const Mineral& mineral, double primary_world) {
    const MaterialId feed = draft.base.recipes[mineral.refined.value].feed;
    return sum(draft.outputs[feed.value].primary) / primary_world;
}

// Hands out `total` in proportion to the shortfalls, none above its ceiling; what they cannot hold in proportion to
// the room that is left, which is what primary output would have made.
std::vector<double> share_out(double total, std::vector<double> weights, const std::vector<double>& ceiling) {
    std::vector<double> given(weights.size(), 0.0);
    for (int pass = 0; pass < 200 && total > 0; ++pass) {
        double weight = sum(weights);
        if (weight <= 0) {
            for (std::size_t j = 0; j < weights.size(); ++j) {
                weights[j] = ceiling[j] - given[j];
            }
            weight = sum(weights);
        }
        if (weight <= 0) {
            break;
        }
        double placed = 0;
        for (std::size_t j = 0; j < weights.size(); ++j) {
            const double part = std::min(total * weights[j] / weight, ceiling[j] - given[j]);
            given[j] += part;
            placed += part;
            weights[j] = given[j] < ceiling[j] ? weights[j] : 0;
        }
        total = placed < total ? total - placed : 0;
    }
    return given;
}

// Recycling by region where the tables' refined output includes it: where home feed cannot explain the output.
std::vector<double> secondary_within(const Draft& draft, const Mineral& mineral, double world_total) {
    const std::vector<double> refined = by_region(draft, draft.outputs[mineral.refined.value].primary);
    const MaterialId feed = draft.base.recipes[mineral.refined.value].feed;
    std::vector<double> shortfall = refined;
    std::vector<double> ceiling(refined.size());
    if (feed.exists()) {
        const std::vector<double> home_feed = by_region(draft, draft.outputs[feed.value].primary);
        const double feed_t_per_t = first_guess_of_feed(draft, mineral, sum(refined) - world_total);
        for (std::size_t j = 0; j < refined.size(); ++j) {
            shortfall[j] = std::max(0.0, refined[j] - home_feed[j] / feed_t_per_t);
        }
    }
    for (std::size_t j = 0; j < refined.size(); ++j) {
        ceiling[j] = draft.data.rules.secondary_share_most * refined[j];
    }
    return share_out(world_total, shortfall, ceiling);
}

double gdp_of(const Draft& draft, CountryId country) {
    for (const CountryRow& row : draft.data.countries) {
        if (row.iso3 == draft.base.countries[country.value].code) {
            return or_else(row.gdp_usd_bn, 0);
        }
    }
    return 0;
}

// Within a union: by its members' refined output, or all to its largest economy if none refines the mineral.
void place_in_countries(Draft& draft, MaterialId refined, const std::vector<double>& by_region_t, bool within_output) {
    CountryOutput& output = draft.output(refined);
    const std::vector<double> table = output.primary;
    for (std::size_t r = 0; r < by_region_t.size(); ++r) {
        const std::vector<CountryId>& members = draft.base.regions[r].members;
        double total = 0;
        for (const CountryId member : members) {
            total += table[member.value];
        }
        const auto largest =
            std::ranges::max_element(members, {}, [&](CountryId member) { return gdp_of(draft, member); });
        for (const CountryId member : members) {
            const double share = total > 0 ? table[member.value] / total : member == *largest ? 1 : 0;
            output.secondary[member.value] = share * by_region_t[r];
            if (within_output) {
                output.primary[member.value] -= output.secondary[member.value];
            }
        }
    }
}

// Recycling that the tables leave out of refined output and of use alike: added to both, in proportion to use.
void add_secondary(Draft& draft, MineralId id, double world_total) {
    std::vector<double>& demand = draft.demand[id.value];
    const double used = sum(demand);
    std::vector<double> added(demand.size(), 0.0);
    for (std::size_t r = 0; r < demand.size() && used > 0; ++r) {
        if (!draft.base.regions[r].members.empty()) {
            added[r] = world_total * demand[r] / used;
            demand[r] += added[r];
        }
    }
    place_in_countries(draft, draft.mineral(id).refined, added, false);
}

}  // namespace

void read_outputs_and_demand(Draft& draft) {
    const std::vector<double> none(draft.base.countries.size(), 0.0);
    const std::vector<int> unsaid(draft.base.countries.size(), 0);
    draft.outputs.assign(draft.base.materials.size(), {none, none, unsaid});
    read_production(draft, draft.data.mine_production, "mine");
    read_production(draft, draft.data.refined_production, "refined");
    read_demand(draft);
}

void split_secondary_output(Draft& draft) {
    for (std::uint32_t m = 0; m < draft.base.minerals.size(); ++m) {
        const MineralId id{m};
        const Mineral& mineral = draft.mineral(id);
        if (!mineral.scrap.exists()) {
            continue;
        }
        const double share = draft.row(id).recycled_share_of_supply;
        const double table_total = sum(draft.output(mineral.refined).primary);
        if (draft.row(id).tables_count == "primary") {
            add_secondary(draft, id, share / (1 - share) * table_total);
        } else {
            place_in_countries(draft, mineral.refined, secondary_within(draft, mineral, share * table_total), true);
        }
    }
}

}  // namespace orepolitik::start
