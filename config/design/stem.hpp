// What runs have in common before they part: a scenario without what nobody knows of before a month. Runs with the same
// stem are the same run until that month.
// Laws and events that become known (leaked or announced, else in force) in that month or later are left out, and so is
// the end of others that comes later; ends of laws move nobody before. All else belongs to the stem, strategic reserves
// too: their purse is filled on the first day; and capital subsidies: sites of plants that they may found are there
// from it. Smugglers stand ready on every relation that some law may restrict one day; where they may find work before
// (states react, or laws reach beyond the relations they name), whom the later laws aim at belongs to the stem, too.
#pragma once
#include <string>
#include <vector>

#include "config/inherit.hpp"
#include "model/month.hpp"

namespace orepolitik::config {

struct Stem {
    yaml::Node tree;
    // The tree as text; each law's place among all of the scenario by name, which its draws are keyed by; and, where it
    // matters, whom later laws aim at.
    std::string key;
};

Stem stem_of(yaml::Node scenario, Month branch);

// Which of the settings between two scenarios make their stems differ.
std::vector<const Setting*> touching_stem(const Stem& before, const Stem& after, const std::vector<Setting>& settings);

// Names of the scenario's laws that are not in its stem.
std::vector<std::string> later_laws(const yaml::Node& scenario, Month branch);

}  // namespace orepolitik::config
