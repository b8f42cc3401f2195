// What each country's power is made of, as electricity.csv tells.
#include <algorithm>
#include <numeric>

#include "start/draft.hpp"

namespace orepolitik::start {
namespace {

PowerMix mix_of(const ElectricityRow& row, const WorldRules& rules) {
    PowerMix mix{
        .grid = row.grid.empty() ? row.iso3 : row.grid,
        .generation_twh = row.generation_twh,
        .share = {or_else(row.coal_share, 0), or_else(row.gas_share, 0), or_else(row.oil_share, 0),
                  or_else(row.nuclear_share, 0), or_else(row.hydro_share, 0), or_else(row.wind_solar_share, 0), 0},
        .reserve_margin = or_else(row.reserve_margin, rules.default_reserve_margin),
        .market_priced_share = or_else(row.market_priced_share, rules.default_market_priced_share)};
    const double named = std::accumulate(mix.share.begin(), mix.share.end(), 0.0);
    if (named > 1)
        for (double& share : mix.share) share /= named;  // tables round
    mix.share.back() = std::max(0.0, 1 - named);
    return mix;
}

}  // namespace

void mix_power(Draft& draft) {
    for (const ElectricityRow& row : draft.data.electricity) {
        const auto country = draft.countries.find(row.iso3);
        if (country != draft.countries.end() && !is_blank(row.generation_twh))
            draft.base.countries[country->second.value].power = mix_of(row, draft.data.rules);
    }
}

}  // namespace orepolitik::start
