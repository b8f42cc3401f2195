// Countries and trade regions: who is kept, who forms the customs union, and what blanks mean.
#include <array>
#include <cmath>
#include <unordered_set>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

constexpr const char* world_code = "WLD";  // totals, never a place

std::unordered_set<std::string> codes_with_plants(const WorldData& data) {
    std::unordered_set<std::string> codes;
    for (const auto& row : data.mine_production) {
        codes.insert(row.iso3);
    }
    for (const auto& row : data.refined_production) {
        codes.insert(row.iso3);
    }
    return codes;
}

Country country_from(const CountryRow& row, const WorldRules& rules) {
    return {.code = row.iso3,
            .name = row.name,
            .region = {},
            .electricity_usd_per_mwh =
                or_else(row.industrial_electricity_usd_per_mwh_2023, rules.default_electricity_usd_per_mwh),
            .carbon_price_usd_per_t = or_else(row.carbon_price_economy_avg_usd_per_tco2_2023, 0),
            .policy_rate = or_else(row.policy_rate_pct_end_2023, rules.default_policy_rate_pct) / 100,
            .royalty = or_else(row.mining_royalty_pct_typical, rules.default_royalty_pct) / 100,
            .expropriation_risk = or_else(row.expropriation_risk_0_1, rules.default_expropriation_risk),
            .strike_propensity = or_else(row.strike_propensity_0_1, rules.default_strike_propensity),
            .has_numeraire = row.currency == rules.numeraire};
}

RegionId region_named(Draft& draft, const std::string& code) {
    const auto [entry, added] =
        draft.regions.try_emplace(code, RegionId{static_cast<std::uint32_t>(draft.base.regions.size())});
    if (added) {
        draft.base.regions.push_back({code, {}});
    }
    return entry->second;
}

int camp_of(const CountryRow& row) {
    return row.bloc == "us-allied" ? 1 : row.bloc == "china-aligned" ? -1 : 0;
}

// Who casts no votes stands with the mean of its camp; GDP unknown stays 0.
void place_among_others(Draft& draft) {
    std::array<double, 3> sum{}, count{};
    for (const CountryRow& row : draft.data.countries) {
        if (std::isnan(row.un_ideal_point_2023)) continue;
        const int from_zero = camp_of(row) + 1;
        const auto camp = static_cast<std::size_t>(from_zero);
        sum[camp] += row.un_ideal_point_2023;
        count[camp] += 1;
    }
    for (const CountryRow& row : draft.data.countries) {
        const auto found = draft.regions.find(row.iso3);
        if (found == draft.regions.end() || draft.base.regions[found->second.value].code != row.iso3) continue;
        const int from_zero = camp_of(row) + 1;
        const auto camp = static_cast<std::size_t>(from_zero);
        const double mean = count[camp] > 0 ? sum[camp] / count[camp] : 0;
        draft.base.regions[found->second.value].standing = {
            .ideal_point = or_else(row.un_ideal_point_2023, mean),
            .camp = static_cast<std::int8_t>(camp_of(row)),
            .gdp_usd = 1e9 * or_else(row.gdp_usd_bn, 0),
            .expropriation_risk = or_else(row.expropriation_risk_0_1, draft.data.rules.default_expropriation_risk)};
    }
}

}  // namespace

void name_places(Draft& draft) {
    const auto producing = codes_with_plants(draft.data);
    bool has_union = false;
    for (const CountryRow& row : draft.data.countries) {
        has_union = has_union || row.iso3 == union_code;
    }
    for (const CountryRow& row : draft.data.countries) {
        const bool member = has_union && (row.eu_member == 1 || row.iso3 == union_code);
        if (row.iso3 == world_code) {
            continue;
        }
        if (member) {  // trade rows may name members that nothing else does
            draft.regions.insert_or_assign(row.iso3, region_named(draft, union_code));
        }
        if (row.iso3 == union_code && !producing.contains(union_code)) {
            continue;  // the union itself is a market; it is a country only if plants stand in it
        }
        const CountryId id{static_cast<std::uint32_t>(draft.base.countries.size())};
        draft.base.countries.push_back(country_from(row, draft.data.rules));
        const RegionId region = region_named(draft, member ? union_code : row.iso3);
        draft.base.countries.back().region = region;
        draft.base.regions[region.value].is_state = member || row.is_aggregate != 1;
        draft.base.regions[region.value].members.push_back(id);
        draft.countries.emplace(row.iso3, id);
    }
    place_among_others(draft);
}

}  // namespace orepolitik::start