#include "start/base_year.hpp"

#include <algorithm>
#include <ranges>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

void list_final_uses_and_residuals(Draft& draft) {
    for (std::uint32_t m = 0; m < draft.base.materials.size(); ++m) {
        const MaterialBalance& balance = draft.balances[m];
        for (std::uint32_t r = 0; r < draft.base.regions.size(); ++r) {
            if (balance.final_use[r] > 0) {
                draft.base.final_uses.push_back({MaterialId{m}, RegionId{r}, balance.final_use[r]});
            }
            if (balance.unreported[r] != 0) {
                draft.base.residuals.push_back({MaterialId{m}, RegionId{r}, balance.unreported[r]});
            }
        }
    }
}

}  // namespace

BaseYear derive_base_year(const WorldData& data) {
    Draft draft{.data = data,
                .base = {},
                .countries = {},
                .regions = {},
                .minerals = {},
                .companies = {},
                .balances = {},
                .outputs = {},
                .demand = {}};
    draft.base.rules = data.rules;
    name_places(draft);
    name_materials(draft);
    link_hosts(draft);
    link_feeds(draft);
    read_outputs_and_demand(draft);
    split_secondary_output(draft);
    balance_materials(draft);
    leave_treatment_margins(draft);
    balance_scrap(draft);
    list_final_uses_and_residuals(draft);
    weigh_carbon(draft);
    mix_power(draft);
    lay_lanes(draft);
    fit_base_flows(draft);
    name_companies(draft);
    build_plants(draft);
    place_government_stocks(draft);
    place_pipeline(draft);
    return std::move(draft.base);
}

}  // namespace orepolitik::start
