// Where a run came from: written as root attributes of its file so that the file alone says how to repeat it.
#pragma once
#include <cstdint>
#include <string>

namespace orepolitik::output {

struct RunMetadata {
    std::string title;     // the scenario's one line
    std::string world;     // name of the world
    std::string scenario;  // whole text of the scenario after inheritance and overrides
    std::int64_t seed = 0;
    std::string program_version;
    std::string git_hash;  // with "-dirty" where the tree had changes
    std::string compiler, flags;
    std::string platform;        // processor and C library
    std::string self_test_hash;  // of draws and exp, log, pow: equal hashes, equal bits
};

struct PhaseTime {
    std::string phase;
    double wall_seconds = 0;
};

}  // namespace orepolitik::output
