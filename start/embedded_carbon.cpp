// What a border may ask of a region's goods: carbon released in making them, and the carbon price paid there. The
// minerals table gives the world's mean; where electricity is dirtier or cleaner than the world's, so is what it makes.
// Leaves out: differences between plants of one country other than by their electricity.
#include <algorithm>

#include "start/draft.hpp"

namespace orepolitik::start {
namespace {

constexpr double cleanest_share = 0.1;  // of the world's mean: what remains where electricity releases nothing

double embedded_t_co2(const Material& material, double grid_t_per_mwh, double world_t_per_mwh) {
    const double moved = material.electricity_mwh_per_t * (grid_t_per_mwh - world_t_per_mwh);
    return std::max(cleanest_share * material.co2_t_per_t, material.co2_t_per_t + moved);
}

double world_grid(const WorldData& data) {
    for (const ElectricityRow& row : data.electricity)
        if (row.iso3 == "WLD") return row.t_co2_per_mwh;
    return data.rules.default_grid_t_co2_per_mwh;
}

}  // namespace

void weigh_carbon(Draft& draft) {
    BaseYear& base = draft.base;
    const double world = world_grid(draft.data);
    for (Country& country : base.countries) country.grid_t_co2_per_mwh = world;
    for (const ElectricityRow& row : draft.data.electricity)
        if (const auto found = draft.countries.find(row.iso3); found != draft.countries.end())
            base.countries[found->second.value].grid_t_co2_per_mwh = row.t_co2_per_mwh;
    const auto making = [&](const Material& material, CountryId country) {
        const Country& c = base.countries[country.value];
        return Making{embedded_t_co2(material, c.grid_t_co2_per_mwh, world), c.carbon_price_usd_per_t};
    };
    for (std::uint32_t m = 0; m < base.materials.size(); ++m)
        for (const Region& region : base.regions) {
            Making mean;
            double tonnes = 0;
            const auto add = [&](CountryId country, double t) {
                const Making made = making(base.materials[m], country);
                mean.co2_t_per_t += t * made.co2_t_per_t;
                mean.carbon_price_usd_per_t += t * made.carbon_price_usd_per_t;
                tonnes += t;
            };
            for (const CountryId member : region.members)
                add(member, draft.outputs[m].primary[member.value] + draft.outputs[m].secondary[member.value]);
            if (tonnes <= 0)
                for (const CountryId member : region.members) add(member, 1);
            base.making.push_back(tonnes > 0 ? Making{mean.co2_t_per_t / tonnes, mean.carbon_price_usd_per_t / tonnes}
                                             : Making{base.materials[m].co2_t_per_t, 0});
        }
}

}  // namespace orepolitik::start
