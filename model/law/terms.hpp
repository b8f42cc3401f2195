// What the laws in force make of one route of one material in one month.
// Composition order on a shipment: export tax, freight, import duty; a ban removes the route.
#pragma once
#include <cstdint>
#include <limits>

#include "model/ids.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct Route {
    MaterialId material;
    MineralId mineral;
    Form form;
    RegionId exporter, importer;
    std::uint32_t chokepoints;  // bit k: chokepoint k lies on the way
};

struct Terms {
    bool open = true;
    double export_tax = 0;                 // fraction of FOB value, to the exporter's treasury
    double import_duty = 0;                // fraction of CIF value, to the importer's treasury
    std::uint32_t closed_chokepoints = 0;  // of those on the way
    double strait_charge = 0;  // extra freight, fraction of the route's freight, while a strait is disturbed
    double export_cap_t_per_month =
        std::numeric_limits<double>::infinity();  // of the exporter, all routes abroad together
};

}  // namespace orepolitik
