// What all agents share in a month: markets, lanes, laws, the ledger, the calendar and how people behave.
// Leaves out: the agents themselves (world.hpp adds them), files of any kind.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/background/background.hpp"
#include "model/background/demand_cycle.hpp"
#include "model/behaviour.hpp"
#include "model/diplomacy.hpp"
#include "model/law/law_book.hpp"
#include "model/ledger.hpp"
#include "model/market/lane.hpp"
#include "model/market/market.hpp"
#include "model/month.hpp"
#include "model/need_trend.hpp"
#include "model/power/power_system.hpp"
#include "model/record.hpp"
#include "model/route_caps.hpp"

namespace orepolitik {

// Freight of one material: USD per contained tonne and nautical mile, for detours.
struct FreightRates {
    double usd_per_t_per_nm = 0;
    double ship_nm_per_month = 9000;
};

struct Economy {
    Month first_month, month;
    std::uint64_t seed = 1;
    Behaviour behaviour;
    double demand_growth_per_month = 0;  // log growth of every need at base prices
    std::vector<std::string> region_codes, mineral_ids, material_names, country_codes;
    std::vector<RegionId> region_of_country;
    std::vector<MaterialId> ore_of_mineral, refined_of_mineral;  // may not exist
    std::vector<MaterialId> feed_of_material;                    // may not exist
    std::vector<double> ore_t_per_t_refined;                     // by mineral, at the base year's recovery
    std::vector<Market> markets;                                 // by MaterialId
    std::vector<FreightRates> freight;
    std::vector<Lane> lanes;  // dense: from * regions + to
    LawBook laws;
    Diplomacy diplomacy;
    Background background;
    DemandCycle demand_cycle;
    PowerSystem power;
    std::vector<NeedTrend> need_trends;  // by mineral
    std::vector<RouteCap> caps;          // in force, over several routes or materials
    Ledger ledger{{}};
    std::vector<Event> events;  // of this month

    std::uint32_t elapsed() const { return static_cast<std::uint32_t>(month - first_month); }
    double growth() const;  // of needs since the first month
    Route route(const Market& market, std::size_t exporter, std::size_t importer) const;
    void carried(auto&& visit) {
        visit(month, markets, laws, diplomacy, background, demand_cycle, power, need_trends, caps, ledger);
    }
    const Lane& lane(RegionId from, RegionId to) const { return lanes[from.value * region_codes.size() + to.value]; }
};

// Whether a law can fall on a route at all: cheaper than the route itself, and mostly it cannot.
inline bool concerns_route(const Economy& economy, const BoundLaw& law, const Market& market, std::size_t exporter,
                           std::size_t importer) {
    return law.concerns(economy.diplomacy.sovereign(market.exporters[exporter].region),
                        economy.diplomacy.sovereign(market.importers[importer].region));
}

// Reads paths and outages off the calendar: what money is worth to each side of every market, and who is out of work.
void observe_background(Economy& economy);

// Brings the laws of this month onto every route: open or banned, taxed, capped, detoured. Also what they restrict of
// each importer's base-year purchases, which buyers hoard against.
void apply_laws(Economy& economy);

// Tells every buying side what laws and outages that are known take of its purchases, or of the feed they are made of.
void hear_of_restrictions(Economy& economy);

// What buyers think a supplier costs beyond its price: what laws say of it, and the distance gained since the start.
void perceive_distance(Economy& economy);

}  // namespace orepolitik
