// A scenario, checked: which world, which months, which laws and how agents behave.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "model/background/background.hpp"
#include "model/behaviour.hpp"
#include "model/law/instruments.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct NamedLaw {
    std::string name;
    Instrument instrument;
    int line = 0;  // where the scenario states it
};

struct RecordSettings {
    bool flows = true;   // bilateral flows by route and month
    bool plants = true;  // one row per mine, smelter, recycler
    void fields(auto&& visit) {
        visit({"flows", "", "Record bilateral flows by route and month."}, flows, anything());
        visit({"plants", "", "Record every plant's output and capacity."}, plants, anything());
    }
};

struct Scenario {
    std::string title;     // one line
    std::string question;  // what it asks
    std::string source;    // where the case comes from
    std::string world;     // folder of the world, resolved
    Month from;            // first simulated month; at or after the world's base_month
    int months = 360;
    std::int64_t seed = 1;
    std::vector<NamedLaw> laws;
    std::vector<NamedPath> paths;
    std::vector<NamedOutage> outages;
    Behaviour behaviour;
    RecordSettings record;
    std::string text;  // the scenario after inheritance and --set, as YAML, for provenance
};

}  // namespace orepolitik
