// What no single cell shows: shares that sum to one, ordered costs and prices, uses that have a row of their own.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "config/world.hpp"
#include "model/law/terms.hpp"

namespace orepolitik::config {
namespace {

constexpr double sector_sum_tolerance = 0.005;
constexpr double ownership_sum_tolerance = 0.02;

constexpr std::size_t most_chokepoints = std::numeric_limits<decltype(Route::chokepoints)>::digits;  // a bit each

// Faults between cells stand at the row, in the cell of its key.
Place row_place(const RowOrigin& origin) {
    return {origin.file, origin.line, 1};
}

struct Share {
    std::string name;
    double part;
};

// "construction:0.6;other:0.4". Bad parts are named and left out.
std::vector<Share> parse_shares(const std::string& text, const std::string& column, const Place& place,
                                Faults& faults) {
    std::vector<Share> shares;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(';', at), text.size());
        const std::string item = text.substr(at, end - at);
        const std::size_t colon = item.rfind(':');
        const std::string part_text = colon == item.npos ? "" : item.substr(colon + 1);
        const Parsed<double> part = parse_number(part_text, "a fraction");
        if (colon == item.npos || colon == 0)
            faults.add(place, column + "=" + item, "must read NAME:SHARE;NAME:SHARE");
        else if (!part.good() || part.value < 0 || part.value > 1)
            faults.add(place, column + "=" + item, "the share must be a number within 0..1");
        else if (std::ranges::find(shares, item.substr(0, colon), &Share::name) != shares.end())
            faults.add(place, column + "=" + item, "stands twice in the list");
        else
            shares.push_back({item.substr(0, colon), part.value});
        at = end + 1;
    }
    return shares;
}

void check_uses(const MineralRow& mineral, const Names& names, Faults& faults) {
    const Place place = row_place(mineral.origin);
    const std::size_t before = faults.list().size();
    double sum = 0;
    for (const Share& use : parse_shares(mineral.demand_sectors, "demand_sectors", place, faults)) {
        sum += use.part;
        const Parsed<std::string> known = names.check(Refers::sector, use.name);
        if (!known.good()) faults.add(place, "demand_sectors=" + use.name, known.why, known.suggestion);
    }
    if (faults.list().size() == before && !mineral.demand_sectors.empty() && std::abs(sum - 1) > sector_sum_tolerance)
        faults.add(place, "demand_sectors=" + mineral.demand_sectors,
                   fmt::format("the shares of {} sum to {:.4g}, not to 1", mineral.id, sum));
}

void check_hosts(const MineralRow& mineral, Faults& faults) {
    const Place place = row_place(mineral.origin);
    double sum = 0;
    for (const Share& host : parse_shares(mineral.by_product_of, "by_product_of", place, faults)) {
        sum += host.part;
        if (host.name == mineral.id) faults.add(place, "by_product_of=" + host.name, "a mineral is not its own host");
    }
    if (sum > 1 + sector_sum_tolerance)
        faults.add(place, "by_product_of=" + mineral.by_product_of,
                   fmt::format("the shares of {} sum to {:.4g}, more than 1", mineral.id, sum));
}

void check_order(const MineralRow& mineral, Faults& faults) {
    const auto ordered = [&](const char* what, double low, double high) {
        if (low > high)  // a blank is neither more nor less
            faults.add(row_place(mineral.origin), fmt::format("{}={} and {}", what, low, high),
                       "the second must not be below the first");
    };
    ordered("cash_cost_p25_usd_per_t, cash_cost_p50_usd_per_t", mineral.cash_cost_p25_usd_per_t,
            mineral.cash_cost_p50_usd_per_t);
    ordered("cash_cost_p50_usd_per_t, cash_cost_p90_usd_per_t", mineral.cash_cost_p50_usd_per_t,
            mineral.cash_cost_p90_usd_per_t);
    ordered("price_min_2009_2023_usd_per_t, price_max_2009_2023_usd_per_t", mineral.price_min_2009_2023_usd_per_t,
            mineral.price_max_2009_2023_usd_per_t);
    ordered("size of demand_elasticity_sr, demand_elasticity_lr", std::abs(mineral.demand_elasticity_sr),
            std::abs(mineral.demand_elasticity_lr));
    ordered("supply_elasticity_sr, supply_elasticity_lr", mineral.supply_elasticity_sr, mineral.supply_elasticity_lr);
}

void check_ownership(const WorldData& data, Faults& faults) {
    using Asset = std::tuple<std::string, std::string, std::string, std::string>;
    std::map<Asset, std::pair<double, RowOrigin>> sums;
    for (const OwnershipRow& row : data.ownership) {
        auto& [sum, origin] = sums[Asset{row.mineral, row.host_iso3, row.asset, row.stage}];
        sum += row.share;  // a share that could not be read makes it NaN, which no limit calls wrong
        if (origin.line == 0) origin = row.origin;
    }
    for (const auto& [asset, entry] : sums) {
        const auto& [sum, origin] = entry;
        const bool is_part_of_country = std::get<2>(asset) == "ALL";
        if (sum > 1 + ownership_sum_tolerance || (!is_part_of_country && sum < 1 - ownership_sum_tolerance))
            faults.add(row_place(origin), "asset=" + std::get<2>(asset),
                       fmt::format("the owners' shares sum to {:.4g}, {}", sum,
                                   is_part_of_country ? "more than 1" : "not to 1"));
    }
}

void check_owner_ids(const WorldData& data, const Names& names, Faults& faults) {
    for (const OwnershipRow& row : data.ownership) {
        if (row.owner_is_company_id != 1 || row.owner.empty()) continue;
        const Parsed<std::string> known = names.check(Refers::company, row.owner);
        if (!known.good()) faults.add(row_place(row.origin), "owner=" + row.owner, known.why, known.suggestion);
    }
}

// Sources that are not named make up the rest; blanks count as none of it.
void check_power_sources(const WorldData& data, Faults& faults) {
    for (const ElectricityRow& row : data.electricity) {
        double sum = 0;
        for (const double share :
             {row.coal_share, row.gas_share, row.oil_share, row.nuclear_share, row.hydro_share, row.wind_solar_share})
            if (!is_blank(share)) sum += share;
        if (sum > 1 + sector_sum_tolerance)
            faults.add(row_place(row.origin), "iso3=" + row.iso3,
                       fmt::format("the shares of its sources sum to {:.4g}, more than 1", sum));
    }
}

void check_closed_hormuz(const WorldData& data, Faults& faults) {
    for (const RouteRow& row : data.routes) {
        const std::string& text = row.distance_nm_hormuz_closed;
        if (!text.empty() && text != "closed" && !parse_number(text, "nautical miles").good())
            faults.add(row_place(row.origin), "distance_nm_hormuz_closed=" + text,
                       "must be a number, in nautical miles, or the word closed");
    }
}

// The tables of a mineral describe one year, so that output, use and price belong together.
template <class Row>
void check_years(const std::vector<Row>& rows, const std::map<std::string, double>& base_year, Faults& faults) {
    for (const Row& row : rows) {
        const auto year = base_year.find(row.mineral);
        if (year != base_year.end() && !is_blank(row.year) && row.year != year->second && !is_blank(year->second))
            faults.add(row_place(row.origin), fmt::format("year={}", row.year),
                       fmt::format("minerals.csv gives {} the base year {}", row.mineral, year->second));
    }
}

// Without a refined product the model sells what is mined, and the use of metal would be counted as use of ore.
void check_refined_products(const WorldData& data, Faults& faults) {
    std::set<std::string> without;
    for (const MineralRow& mineral : data.minerals)
        if (mineral.refined_product.empty() && mineral.demand_stage.empty()) without.insert(mineral.id);
    for (const RefinedProductionRow& row : data.refined_production)
        if (row.production_t > 0 && without.contains(row.mineral))
            faults.add(row_place(row.origin), "mineral=" + row.mineral, "minerals.csv names no refined_product of it",
                       "name it there, or say what demand_stage is");
}

}  // namespace

void check_tables(const WorldData& data, const Names& names, Faults& faults) {
    std::map<std::string, double> base_year;
    for (const MineralRow& mineral : data.minerals) {
        base_year[mineral.id] = mineral.base_year;
        check_uses(mineral, names, faults);
        check_hosts(mineral, faults);
        check_order(mineral, faults);
    }
    check_years(data.mine_production, base_year, faults);
    check_years(data.refined_production, base_year, faults);
    check_years(data.consumption, base_year, faults);
    check_refined_products(data, faults);
    check_ownership(data, faults);
    check_owner_ids(data, names, faults);
    check_closed_hormuz(data, faults);
    check_power_sources(data, faults);
    if (data.chokepoints.size() > most_chokepoints)
        faults.add(row_place(data.chokepoints[most_chokepoints].origin),
                   "name=" + data.chokepoints[most_chokepoints].name,
                   fmt::format("a world has at most {} chokepoints", most_chokepoints));
}

}  // namespace orepolitik::config
