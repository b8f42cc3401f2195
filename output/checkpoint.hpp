// A run cut short, as a file: the world's state at the end of a month, what it belongs to, and how much of the months
// recorded so far (month_log.hpp) belongs to it. It appears whole or not at all and carries a checksum.
// Only the build that wrote it reads it; what the state is, the model says (model/carried.hpp).
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "output/month_log.hpp"

namespace orepolitik::output {

struct Checkpoint {
    std::string build;           // of the program: only the same one can go on
    std::string self_test_hash;  // of the machine: another one may round otherwise
    std::string scenario;        // whole text, overrides and seed included
    std::string world_folder;    // absolute
    std::uint32_t world_checksum = 0;
    std::int32_t months_done = 0;
    std::int32_t every_months = 0;  // between checkpoints; 0: only when a signal asks
    std::array<double, 5> phase_seconds{};
    std::string log_name;  // of the file beside it that holds the months recorded so far
    LogMark log;
    std::vector<std::byte> state;

    void carried(auto&& visit) {
        visit(build, self_test_hash, scenario, world_folder, world_checksum, months_done, every_months, phase_seconds,
              log_name, log, state);
    }
};

// Throws FileError if it cannot be written; then what stood there still stands.
void write_checkpoint(const std::filesystem::path& path, Checkpoint& checkpoint);

// Throws FileError if it cannot be read, CheckpointError if it is none, is damaged or comes from another build.
Checkpoint read_checkpoint(const std::filesystem::path& path, const std::string& build);

}  // namespace orepolitik::output
