#include "cli/shard.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace orepolitik::cli {
namespace {

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::size_t> from_environment(const char* name) {
    const char* text = std::getenv(name);
    return text ? number(text) : std::nullopt;
}

// The launcher's word for a program's number and for how many there are. A SLURM batch script itself has the number of
// a task, too, and no step: it does the whole.
struct Launcher {
    const char *rank, *size;
};
constexpr Launcher launchers[] = {{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"},
                                  {"MV2_COMM_WORLD_RANK", "MV2_COMM_WORLD_SIZE"},
                                  {"PMI_RANK", "PMI_SIZE"},
                                  {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"}};

output::Shard rank() {
    for (const Launcher& launcher : launchers) {
        const auto index = from_environment(launcher.rank), count = from_environment(launcher.size);
        if (index && count && *index < *count) return {*index, *count};
    }
    return {};
}

struct Array {
    const char *index, *first, *last, *step, *count;
};
constexpr Array arrays[] = {
    {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_MAX", "SLURM_ARRAY_TASK_STEP",
     "SLURM_ARRAY_TASK_COUNT"},
    {"LSB_JOBINDEX", nullptr, "LSB_JOBINDEX_END", "LSB_JOBINDEX_STEP", nullptr},
    {"PBS_ARRAY_INDEX", nullptr, nullptr, nullptr, "PBS_ARRAY_COUNT"},  // a batch script that knows its size exports it
    {"PBS_ARRAYID", nullptr, nullptr, nullptr, "PBS_ARRAY_COUNT"}};

// An array of some elements of a larger one (3,7) does not say of how many.
std::optional<output::Shard> element() {
    const auto get = [](const char* name) { return name ? from_environment(name) : std::nullopt; };
    for (const Array& array : arrays) {
        const auto index = get(array.index);
        if (!index || (!array.first && *index == 0 && !get(array.count))) continue;  // LSF: 0 outside of arrays
        const std::size_t first = get(array.first).value_or(array.first || !array.last ? 0 : 1),
                          step = get(array.step).value_or(1);
        const auto last = get(array.last);
        const std::size_t count = get(array.count).value_or(last && step > 0 ? (*last - first) / step + 1 : 1);
        if (step == 0 || *index < first || (*index - first) / step >= count) return std::nullopt;
        return output::Shard{(*index - first) / step, count};
    }
    return output::Shard{};
}

}  // namespace

std::optional<output::Shard> parse_shard(const std::string& text) {
    const std::size_t slash = text.find('/');
    if (slash == text.npos) return std::nullopt;
    const auto index = number(text.substr(0, slash)), count = number(text.substr(slash + 1));
    if (!index || !count || *index >= *count) return std::nullopt;
    return output::Shard{*index, *count};
}

std::optional<output::Shard> launched_shard() {
    const auto outer = element();
    if (!outer) return std::nullopt;
    const output::Shard inner = rank();
    return output::Shard{outer->index * inner.count + inner.index, outer->count * inner.count};
}

}  // namespace orepolitik::cli
