// Laws and paths of a scenario that change nothing in its run: most likely a slip in a date, so the user is told.
#pragma once
#include <string>
#include <vector>

#include "model/scenario.hpp"

namespace orepolitik::cli {

// One line each: `laws.ban.from=2050-01 (the run ends with 2033-12: this law changes nothing)`.
std::vector<std::string> idle_laws(const Scenario& scenario);

// Tells them on stderr, each behind the name of the file.
void warn_of_idle_laws(const Scenario& scenario, const std::string& file);

}  // namespace orepolitik::cli
