// What the laws in force make of one route of one material in one month.
// Composition order on a shipment: export tax, freight, carbon border charge, import duty; a ban removes the route.
#pragma once
#include <cstdint>

#include "model/ids.hpp"
#include "model/month.hpp"

namespace orepolitik {

// What a border may ask of a good: how it was made.
struct Making {
    double co2_t_per_t = 0;             // released on the way to the exporter's gate
    double carbon_price_usd_per_t = 0;  // paid for it there, per tonne of CO2
};

struct Route {
    MaterialId material;
    MineralId mineral;
    Form form;
    RegionId exporter, importer;
    std::uint32_t chokepoints;  // bit k: chokepoint k lies on the way
    Making made{};
    double distance = 0;                         // political, 0 to 1, between whose laws hold at the two ends
    int voyage_months = 0;                       // duties are due on landing
    double importer_carbon_price_usd_per_t = 0;  // what makers there pay per tonne of CO2
};

struct Terms {
    bool open = true;
    bool passable = true;                  // ships find a way: false where closed straits leave none
    double export_tax = 0;                 // fraction of FOB value, to the exporter's treasury
    double import_duty = 0;                // fraction of CIF value, to the importer's treasury
    std::uint32_t closed_chokepoints = 0;  // of those on the way
    double strait_charge = 0;            // extra freight, fraction of the route's freight, while a strait is disturbed
    double carbon_charge_usd_per_t = 0;  // to the importer's treasury; no part of the customs value
    double detection = 0;                // part of what is smuggled that is found, beside the usual
    double perceived_cost = 0;           // log price, of buying there; nobody is paid it
    double preference = 0;               // fraction of FOB value, that suppliers ask on top where rivals pay duty

    bool northern_way = false;   // the Arctic is open
    double northern_charge = 0;  // extra freight through it, fraction of the route's freight

    bool operator==(const Terms&) const = default;
    void carried(auto&& visit) {
        visit(open, passable, export_tax, import_duty, closed_chokepoints, strait_charge, carbon_charge_usd_per_t,
              detection, preference, northern_way, northern_charge, perceived_cost);
    }
};

}  // namespace orepolitik
