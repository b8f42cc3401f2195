// What is left of one run of a sweep.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace orepolitik::output {

enum class RunState : std::uint32_t { done, failed, missing };

struct RunResult {
    std::size_t run = 0;
    RunState state = RunState::missing;
    std::string reason;          // why it failed
    std::vector<double> values;  // of all outputs one after the other, each [time][dimensions]; empty unless done
};

}  // namespace orepolitik::output
