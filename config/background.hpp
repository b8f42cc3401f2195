// The sections `paths` and `events` of a scenario: named courses of the background, and dated events.
#pragma once
#include <vector>

#include "config/names.hpp"
#include "config/yaml/node.hpp"
#include "model/background/background.hpp"

namespace orepolitik::config {

// What names the world's rows is checked against `names`, unless there is no world.
std::vector<NamedPath> read_paths(const yaml::Node& section, const Names* names, Faults& faults);
std::vector<NamedOutage> read_events(const yaml::Node& section, const Names* names, Faults& faults);

}  // namespace orepolitik::config
