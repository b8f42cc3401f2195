// The command `synth`: a made-up world of as many plants as wanted, written as the few numbers that it is drawn from.
#pragma once
#include <filesystem>

#include "config/synthetic/synthetic_world.hpp"

namespace orepolitik::cli {

struct SynthOptions {
    config::SyntheticKeys keys;
    std::filesystem::path output;
};

// Returns the exit code. Throws InputError where the numbers make no world, FileError if the file cannot be written.
int synth(const SynthOptions& options);

}  // namespace orepolitik::cli
