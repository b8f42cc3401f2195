// Where a treasury pays for plants that do not stand, sites for them: so that a chain can be founded where its users
// are. General rule, for every capital subsidy of the scenario, and for each state that reacts where it uses at least
// `reshoring_founds_from` of the world's: in the actor's region, for each refined product that it covers and that is
// used there, what is used and not made is shared by sites: recyclers for the scrap that arises, for the rest smelters
// of imported feed, or plants beside the host of a by-product as far as the host carries it where it is won best. They
// cost what the middle of the world's plants does at the country's power, and begin like other
// projects, when they earn it, but while a treasury pays; they grow with needs and no further. Leaves out: sites that
// nobody pays for; where plants stand already, those grow by the ordinary rule. Source: Zuo and Li (2025), on subsidies
// that bring chains of small metals home; the rule is an estimate.
#pragma once
#include <vector>

#include "model/scenario.hpp"
#include "start/base_year.hpp"

namespace orepolitik::start {

// Plants of output 0, each with its `site_t_per_month`, in the order of laws, minerals and kinds.
std::vector<Plant> founding_sites(const BaseYear& base, const Scenario& scenario);

// The base year with these sites behind its own plants, so that these keep the numbers that key their draws.
BaseYear with_sites(const BaseYear& base, std::vector<Plant> sites);

}  // namespace orepolitik::start
