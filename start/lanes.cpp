// Ways between regions: the routes table where it has one, else the median route between or from their parts of the
// world. Leaves out: laws and prices on the way; inland distances other than those the table states.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

using Routes = std::vector<const RouteRow*>;
using Pair = std::pair<std::string, std::string>;

double nm(const RouteRow& row) {
    return or_else(row.sea_distance_nm, 0);
}

// All that a lane is made of. Rows alike in it make the same lane, so that no order of rows in the table matters.
auto course(const RouteRow* row) {
    return std::tuple(nm(*row), or_else(row->overland_freight_usd_per_t, 0), std::string_view(row->chokepoints),
                      or_else(row->distance_nm_suez_closed, 0), or_else(row->distance_nm_bab_el_mandeb_closed, 0),
                      or_else(row->distance_nm_malacca_closed, 0), or_else(row->distance_nm_panama_closed, 0),
                      std::string_view(row->distance_nm_hormuz_closed), or_else(row->distance_nm_arctic_open, 0));
}

// The row at the middle of the distances; the shorter one of two.
const RouteRow* median_route(Routes routes) {
    if (routes.empty()) {
        return nullptr;
    }
    std::ranges::sort(routes, {}, course);
    return routes[(routes.size() - 1) / 2];
}

// The routes table, asked from the most to the least certain answer.
class RouteBook {
  public:
    explicit RouteBook(const Draft& draft) : draft_(draft) {
        for (const CountryRow& row : draft.data.countries) {
            part_of_world_[row.iso3] = row.region;
        }
        for (const RouteRow& row : draft.data.routes) {
            file(row);
        }
        for (auto& [parts, routes] : by_parts_) {
            between_[parts] = median_route(routes);
        }
        for (auto& [part, routes] : by_part_) {
            touching_[part] = median_route(routes);
        }
        world_ = median_route(all_);
    }

    const RouteRow* find(const std::string& from, const std::string& to) {
        for (const Pair& ends : {Pair{from, to}, Pair{to, from}}) {
            if (const auto found = direct_.find(ends); found != direct_.end()) {
                return found->second;
            }
        }
        const std::string origin = part(from);
        const std::string destination = part(to);
        const auto [found, unknown] = between_.try_emplace(ordered(origin, destination), nullptr);
        if (unknown) {
            found->second = sharing_an_end(origin, destination);
        }
        return found->second;
    }

  private:
    static Pair ordered(const std::string& one, const std::string& other) {
        return one < other ? Pair{one, other} : Pair{other, one};
    }

    // A member of the union lies where the union lies.
    std::string part(const std::string& code) const {
        const auto found = part_of_world_.find(code);
        return found == part_of_world_.end() ? "" : found->second;
    }

    double bulk_cost(const RouteRow& row) const {
        return draft_.data.rules.bulk_freight_usd_per_t_per_nm * nm(row) + or_else(row.overland_freight_usd_per_t, 0);
    }

    void file(const RouteRow& row) {
        const auto origin = draft_.regions.find(row.origin_iso3);
        const auto destination = draft_.regions.find(row.destination_iso3);
        if (origin != draft_.regions.end() && destination != draft_.regions.end()) {
            const RouteRow*& best = direct_[{draft_.base.regions[origin->second.value].code,
                                             draft_.base.regions[destination->second.value].code}];
            if (best == nullptr ||
                std::pair(bulk_cost(row), course(&row)) < std::pair(bulk_cost(*best), course(best))) {
                best = &row;
            }
        }
        const std::string from = part(row.origin_iso3);
        const std::string to = part(row.destination_iso3);
        if (!from.empty() && !to.empty()) {
            by_parts_[ordered(from, to)].push_back(&row);
        }
        for (const std::string& end : std::set<std::string>{from, to}) {
            if (!end.empty()) {
                by_part_[end].push_back(&row);
            }
        }
        all_.push_back(&row);
    }

    const RouteRow* sharing_an_end(const std::string& origin, const std::string& destination) const {
        const auto one = touching_.find(origin);
        const auto other = touching_.find(destination);
        if (one != touching_.end() && other != touching_.end()) {
            Routes both = by_part_.at(origin);
            both.insert(both.end(), by_part_.at(destination).begin(), by_part_.at(destination).end());
            return median_route(both);
        }
        return one != touching_.end() ? one->second : other != touching_.end() ? other->second : world_;
    }

    const Draft& draft_;
    std::map<std::string, std::string> part_of_world_;
    std::map<Pair, const RouteRow*> direct_, between_;
    std::map<Pair, Routes> by_parts_;
    std::map<std::string, Routes> by_part_;
    std::map<std::string, const RouteRow*> touching_;
    Routes all_;
    const RouteRow* world_ = nullptr;
};

double stated_detour_nm(const RouteRow& row, const std::string& chokepoint) {
    if (chokepoint == "suez") {
        return row.distance_nm_suez_closed;
    }
    if (chokepoint == "babelmandeb") {
        return row.distance_nm_bab_el_mandeb_closed;
    }
    if (chokepoint == "malacca") {
        return row.distance_nm_malacca_closed;
    }
    if (chokepoint == "panama") {
        return row.distance_nm_panama_closed;
    }
    if (chokepoint != "hormuz" || row.distance_nm_hormuz_closed.empty()) {
        return blank;
    }
    char* end = nullptr;
    const double distance = std::strtod(row.distance_nm_hormuz_closed.c_str(), &end);
    return *end == '\0' ? distance : std::numeric_limits<double>::infinity();  // the table says "closed"
}

bool passes(const RouteRow& row, const std::string& chokepoint) {
    std::string_view way = row.chokepoints;
    while (!way.empty()) {
        const std::string_view part = way.substr(0, way.find(';'));
        if (normalised(part) == chokepoint) {
            return true;
        }
        way.remove_prefix(std::min(way.size(), part.size() + 1));
    }
    return false;
}

int months_at_sea(double distance_nm, const WorldRules& rules) {
    return std::clamp(static_cast<int>(std::lround(distance_nm / rules.ship_nm_per_month + rules.port_time_months)), 0,
                      3);
}

Lane lane_along(const RouteRow& row, const WorldRules& rules, const std::vector<std::string>& chokepoints) {
    const double overland = or_else(row.overland_freight_usd_per_t, 0);
    Lane lane{};
    lane.distance_nm = nm(row);
    lane.bulk_usd_per_t =
        rules.bulk_freight_base_usd_per_t + rules.bulk_freight_usd_per_t_per_nm * lane.distance_nm + overland;
    lane.container_usd_per_t =
        rules.container_freight_base_usd_per_t + rules.container_freight_usd_per_t_per_nm * lane.distance_nm + overland;
    lane.months = months_at_sea(lane.distance_nm, rules);
    if (row.distance_nm_arctic_open < lane.distance_nm) lane.northern_nm = row.distance_nm_arctic_open;
    lane.distance_if_closed_nm.assign(chokepoints.size(), lane.distance_nm);
    for (std::size_t k = 0; k < chokepoints.size(); ++k) {
        if (passes(row, chokepoints[k])) {
            lane.chokepoints |= 1U << k;
            lane.distance_if_closed_nm[k] =
                or_else(stated_detour_nm(row, chokepoints[k]), lane.distance_nm + rules.unknown_detour_nm);
        }
    }
    return lane;
}

Lane home_lane(std::size_t chokepoints) {
    Lane home{};
    home.distance_if_closed_nm.assign(chokepoints, 0.0);
    return home;
}

}  // namespace

void lay_lanes(Draft& draft) {
    std::vector<std::string> chokepoints;
    for (const ChokepointRow& row : draft.data.chokepoints) {
        draft.base.chokepoints.push_back(row.name);
        chokepoints.push_back(normalised(row.name));
    }
    RouteBook book(draft);
    RouteRow assumed;  // without a routes table every region is as far from every other as a ship sails in a month
    assumed.sea_distance_nm = draft.data.rules.ship_nm_per_month;
    std::map<const RouteRow*, Lane> along;
    const std::vector<Region>& regions = draft.base.regions;
    for (std::uint32_t from = 0; from < regions.size(); ++from) {
        for (std::uint32_t to = 0; to < regions.size(); ++to) {
            const RouteRow* row = from == to ? nullptr : book.find(regions[from].code, regions[to].code);
            const auto [known, fresh] = along.try_emplace(from == to || row != nullptr ? row : &assumed);
            if (fresh) {
                known->second = from == to ? home_lane(chokepoints.size())
                                           : lane_along(*known->first, draft.data.rules, chokepoints);
            }
            draft.base.lanes.push_back(known->second);
            draft.base.lanes.back().from = RegionId{from};
            draft.base.lanes.back().to = RegionId{to};
        }
    }
}

}  // namespace orepolitik::start
