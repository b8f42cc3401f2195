#include "start/order_places.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace orepolitik::start {

std::uint32_t OrderPlaces::add(std::vector<Place>& places, RegionId region, std::uint32_t orders) {
    places.push_back({region, orders});
    return static_cast<std::uint32_t>(places.size() - 1);
}

void OrderPlaces::resolve(const std::vector<Place>& places, std::uint32_t& side, std::uint32_t& slot) {
    const Place& place = places[slot];
    side = place.side;
    slot = place.slot;
}

// Regions in the order of their ids; places of one region in the order in which they were asked for.
std::vector<RegionId> OrderPlaces::lay_out_side(std::vector<Place>& places, std::vector<std::uint32_t>& first) {
    std::vector<RegionId> regions;
    for (const auto& place : places) regions.push_back(place.region);
    std::sort(regions.begin(), regions.end());
    regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
    first.assign(regions.size() + 1, 0);
    for (auto& place : places) {
        const auto at = std::lower_bound(regions.begin(), regions.end(), place.region);
        place.side = static_cast<std::uint32_t>(at - regions.begin());
        first[place.side + 1] += place.orders;
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::uint32_t> next(first);
    for (auto& place : places) {
        place.slot = next[place.side];
        next[place.side] += place.orders;
    }
    return regions;
}

void OrderPlaces::lay_out(std::vector<Market>& markets, std::size_t regions) {
    for (std::size_t m = 0; m < markets.size(); ++m) {
        auto& market = markets[m];
        auto& orders = market.orders;
        const auto sellers = lay_out_side(sells_[m], orders.sell_first);
        const auto buyers = lay_out_side(buys_[m], orders.buy_first);
        market.exporter_of_region.assign(regions, none_index);
        market.importer_of_region.assign(regions, none_index);
        for (const RegionId region : buyers) {
            market.importer_of_region[region.value] = static_cast<std::uint32_t>(market.importers.size());
            market.importers.emplace_back().region = region;
        }
        for (const RegionId region : sellers) {
            market.exporter_of_region[region.value] = static_cast<std::uint32_t>(market.exporters.size());
            auto& exporter = market.exporters.emplace_back();
            exporter.region = region;
            exporter.home = market.importer_of_region[region.value];
        }
        for (auto* column :
             {&orders.sell_quantity_t, &orders.sell_log_reservation, &orders.sell_steepness, &orders.sold_t})
            column->assign(orders.sell_first.back(), 0);
        for (auto* column : {&orders.buy_quantity_t, &orders.buy_log_value, &orders.bought_t})
            column->assign(orders.buy_first.back(), 0);
        orders.buy_log_choke.assign(orders.buy_first.back(), -std::numeric_limits<double>::infinity());
        orders.buy_steepness.assign(orders.buy_first.back(), 1);
        for (auto& steepness : orders.sell_steepness) steepness = 1;
    }
}

}  // namespace orepolitik::start
