// A run from its first month, or from a checkpoint, to its last month or to a signal: what `run` and `resume` share.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "config/scenario.hpp"
#include "output/checkpoint.hpp"

namespace orepolitik::cli {

struct Simulation {
    std::string source;  // scenario or checkpoint, for messages
    config::LoadedScenario loaded;
    std::filesystem::path output;
    int threads = 1;
    int checkpoint_every = 0;  // months; 0: only when a signal asks
    bool live = false;         // tell the months as they pass, for who watches
};

struct CheckpointFile {
    std::filesystem::path path;
    output::Checkpoint content;
};

// By which a checkpoint knows its world again.
std::uint32_t checksum_of_world(const std::string& folder);

// The exit code. Throws what config/ and output/ throw.
int simulate(const Simulation& simulation, const CheckpointFile* from = nullptr);

}  // namespace orepolitik::cli
