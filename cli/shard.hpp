// Which part of a sweep this program does, as the launcher says that started it.
#pragma once
#include <optional>
#include <string>

#include "output/sweep_folder.hpp"

namespace orepolitik::cli {

// "I/N", I from 0 to N - 1; nothing if it does not read so.
std::optional<output::Shard> parse_shard(const std::string& text);

// From the environment: the rank of an MPI launcher or a step of SLURM, within the element of a job array of SLURM, PBS
// or LSF; all of the sweep if nothing launched more than one. Nothing if an array was launched and its numbers do not
// say which part this is.
std::optional<output::Shard> launched_shard();

}  // namespace orepolitik::cli
