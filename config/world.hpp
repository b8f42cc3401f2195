// A world read and checked, a folder of world.yaml and CSV tables or the file of a made-up one: after this nothing
// about it is checked again. The columns are described in config/worlds/FORMAT.md.
#pragma once
#include <string>

#include "config/fault.hpp"
#include "config/names.hpp"
#include "model/world_data.hpp"

namespace orepolitik::config {

// Throws InputError with every fault of the world, FileError if there is no such folder or file.
WorldData read_world(const std::string& path);

// The same, adding to faults that the caller has; `names` receives what laws may refer to.
WorldData read_world(const std::string& path, Names& names, Faults& faults);

// Whether a file holds a made-up world, sound or not. Throws FileError if it cannot be read.
bool is_world_file(const std::string& file);

// All of a folder or file that a world is read from, names and contents, in the order of names: the same text, the same
// world. Throws FileError if it cannot be read.
std::string text_of_world(const std::string& path);

// What rows say about each other: shares that sum to one, ordered cost curves, one base year. (world_checks.cpp)
void check_tables(const WorldData& data, const Names& names, Faults& faults);

}  // namespace orepolitik::config
