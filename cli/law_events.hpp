// What the laws of a run do this month, as events for the run file.
#pragma once
#include "agents/kinds.hpp"

namespace orepolitik::cli {

// Adds laws that start, end or become known this month to the world's events.
void report_laws(OreWorld& world);

}  // namespace orepolitik::cli
