// What one policy of a merged sweep changes against another: each output of the design, run by run, between the runs of
// the same point and seed, which share their draws (common random numbers: Law 2015, "Simulation Modeling and
// Analysis", 5th ed., 11.2).
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "output/effects.hpp"

namespace orepolitik::output {

struct RunPair {
    std::size_t base = 0, run = 0;  // rows of the sweep
};

struct ArmPairs {
    std::vector<RunPair> pairs;  // in the order of the sweep
    std::size_t unpaired = 0;    // runs of either arm whose counterpart failed or is missing
};

// The arms of a merged sweep in the order of its design.
std::vector<std::string> arms_of(const RunReader& sweep);

// Throws FileError if the sweep has no such arm, or no two finished runs of both that belong together.
ArmPairs pair_arms(const RunReader& sweep, const std::string& base_arm, const std::string& run_arm);

// One table per output of the sweep, of means over its times: what the base had, and by how much the run differs.
Effects effects_of_pair(const RunReader& sweep, const RunPair& pair);

}  // namespace orepolitik::output
