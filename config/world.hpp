// A world folder, world.yaml and CSV tables, read and checked: after this nothing about it is checked again.
// The columns are described in config/worlds/FORMAT.md.
#pragma once
#include <string>

#include "config/fault.hpp"
#include "config/names.hpp"
#include "model/world_data.hpp"

namespace orepolitik::config {

// Throws InputError with every fault of the folder, FileError if there is no such folder.
WorldData read_world(const std::string& folder);

// The same, adding to faults that the caller has; `names` receives what laws may refer to.
WorldData read_world(const std::string& folder, Names& names, Faults& faults);

// All of a folder that a world is read from, names and contents, in the order of names: the same text, the same world.
// Throws FileError if it cannot be read.
std::string text_of_world(const std::string& folder);

// What rows say about each other: shares that sum to one, ordered cost curves, one base year. (world_checks.cpp)
void check_tables(const WorldData& data, const Names& names, Faults& faults);

}  // namespace orepolitik::config
