// Events that would stop no plant: most likely a slip in a name, so the run is refused.
#include <fmt/format.h>

#include <utility>

#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

bool meets_a_plant(const BoundOutage& outage, const OreWorld& world) {
    for (const Plants* p : plants_by_kind(world.kinds))
        for (std::size_t i = 0; i < p->size(); ++i) {
            const Form form = world.economy.markets[p->product[i].value].form;
            if (meets(outage, {p->name[i], p->country[i], p->mineral[i], form})) return true;
        }
    return false;
}

void find_faults(const BoundOutage& outage, const OreWorld& world, std::string& text) {
    const auto fault = [&](const std::string& key, const char* why) {
        text += fmt::format("{}events.{}{} ({})", text.empty() ? "" : "\n", outage.name, key, why);
    };
    if (outage.plants.empty() && !meets_a_plant(outage, world)) fault("", "covers no plant of this world");
    for (const std::string& word : outage.plants) {
        BoundOutage alone = outage;
        alone.plants = {word};
        if (!meets_a_plant(alone, world)) fault(".plants=" + word, "no plant that the event covers is named so");
    }
}

}  // namespace

void refuse_idle_outages(const WorldDraft& d) {
    std::string text;
    for (const BoundOutage& outage : d.world.economy.background.outages()) find_faults(outage, d.world, text);
    if (!text.empty()) throw StartError(text);
}

}  // namespace orepolitik::start
