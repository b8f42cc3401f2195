// Which shipments an instrument can touch, seen from who enacts it. Trade within a region is no law's business.
#pragma once
#include <cstdint>

namespace orepolitik {

enum class Reach : std::uint8_t {
    imports,    // of the actor, from its targets
    exports,    // of the actor, to its targets
    both,       // between the actor and its targets
    passage,    // whatever passes the strait it names
    members,    // between its members
    within,     // no shipment: what happens inside borders, or among companies
    industry,   // plants and collectors of the actor; no trade
    everywhere  // all trade
};

}  // namespace orepolitik
