#include "output/sweep_layout.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "output/file_error.hpp"

namespace orepolitik {
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(DimensionInfo, name, long_name, labels)
}  // namespace orepolitik

namespace orepolitik::output {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SweepOutput, name, variable, units, long_name, statistic, every_months, times, time,
                                   dimensions, cells)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(SweepLayout, title, sampling, program, program_version, world, scenario,
                                   world_checksum, runs_checksum, from, months, runs, runs_per_batch, parameters,
                                   dimensions, outputs)

std::size_t SweepLayout::runs_in(std::size_t batch) const {
    return std::min(runs_per_batch, runs - first_run(batch));
}

std::size_t SweepLayout::values_per_run() const {
    std::size_t values = 0;
    for (const SweepOutput& output : outputs) values += output.times * output.cells;
    return values;
}

const DimensionInfo& SweepLayout::dimension(const std::string& name) const {
    const auto at = std::ranges::find(dimensions, name, &DimensionInfo::name);
    if (at == dimensions.end()) throw std::logic_error("no dimension is called " + name);
    return *at;
}

Month SweepLayout::first_month() const {
    return Month{from};
}

std::string to_json(const SweepLayout& layout) {
    return nlohmann::json(layout).dump(1) + "\n";
}

namespace {

// No number of a layout has a sign, a fraction or an exponent; -1 and 1e30 would be read as any whole number.
bool is_whole(const nlohmann::json& value) {
    if (value.is_structured()) return std::ranges::all_of(value, is_whole);
    return !value.is_number() || value.is_number_unsigned();
}

// Throws FileError where something is not read as it stands: a number too large for its place, a key of another
// version.
SweepLayout layout_of(const nlohmann::json& tree, const std::filesystem::path& file) {
    if (is_whole(tree))
        if (auto layout = tree.get<SweepLayout>(); nlohmann::json(layout) == tree) return layout;
    throw FileError(file, "is damaged or of another version (it holds a number or a key that has no place)");
}

// What does not hold together; empty if all does.
std::string fault_of(const SweepLayout& layout) {
    if (layout.runs < 1 || layout.runs_per_batch < 1) return "without runs";
    if (layout.months < 1 || layout.from < 0) return "without months";
    if (layout.runs_per_batch > layout.runs) return "with more runs in a batch than there are";
    for (const SweepOutput& output : layout.outputs) {
        std::size_t cells = 1;
        for (const std::string& name : output.dimensions) {
            const auto at = std::ranges::find(layout.dimensions, name, &DimensionInfo::name);
            if (at == layout.dimensions.end()) return output.name + " has a dimension that is not there, " + name;
            cells *= at->labels.size();
        }
        if (cells != output.cells) return output.name + " has another number of cells than of labels";
        if (output.times > static_cast<std::size_t>(layout.months)) return output.name + " has more times than months";
        if (output.times < 1 || output.every_months < 1) return output.name + " is never recorded";
    }
    return "";
}

}  // namespace

SweepLayout read_layout(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw FileError(file, "cannot be read", "is this the folder of a sweep?");
    try {
        SweepLayout layout = layout_of(nlohmann::json::parse(stream), file);
        if (const auto fault = fault_of(layout); !fault.empty()) throw FileError(file, "is damaged (" + fault + ")");
        return layout;
    } catch (const nlohmann::json::exception& error) {
        throw FileError(file, std::string("is damaged or of another version (") + error.what() + ")");
    }
}

std::size_t runs_per_batch(std::size_t runs, std::size_t neighbours) {
    constexpr std::size_t most_batches = 256;
    const std::size_t least = std::max<std::size_t>(1, (runs + most_batches - 1) / most_batches);
    return (least + neighbours - 1) / neighbours * neighbours;
}

}  // namespace orepolitik::output
