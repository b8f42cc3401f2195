// The checksum of a whole file at its end, behind what HDF5 reads of it. HDF5 1.10 trusts the heap that texts of
// variable length lie in: with one byte changed there it crashes or reads for ever, so damage is looked for before it
// opens a file. A program that changes a file leaves it without: what follows from that is HDF5's.
#pragma once
#include <cstddef>
#include <filesystem>
#include <vector>

namespace orepolitik::output {

void append_seal(std::vector<std::byte>& file);
// The same for a file that is finished but for this. Throws FileError.
void seal_file(const std::filesystem::path& path);
// Whether a checksum stands at the end that is not the file's. Throws FileError where it cannot be read.
bool has_broken_seal(const std::filesystem::path& path);

}  // namespace orepolitik::output
