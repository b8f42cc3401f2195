#include "output/arm_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

// Outputs of the design: [run][time][labels...]; all else along "run" says which run it is.
std::vector<ReadVariable> outputs_of(const RunReader& sweep) {
    std::vector<ReadVariable> outputs;
    for (const auto& name : sweep.names()) {
        ReadVariable variable = sweep.describe(name);
        if (variable.dimensions.size() > 1 && variable.dimensions.front() == "run")
            outputs.push_back(std::move(variable));
    }
    return outputs;
}

// "country" of a dimension that the output has to itself, "price_country".
std::string plain_dimension(const std::string& output, const std::string& dimension) {
    return dimension.starts_with(output + "_") ? dimension.substr(output.size() + 1) : dimension;
}

std::vector<EffectColumn> columns_in(const std::string& unit) {
    return {{"base", unit, "mean over time in the base"},
            {"change", unit, "mean over time of the difference"},
            {"change_percent", "%", "the change against the mean of the base"},
            {"largest", unit, "largest difference at one time"},
            {"months_to_largest", "month", "from the first month to that time"}};
}

// One series of each run, its differences summed up; times at which either has no value do not count.
std::vector<double> measures(const ReadVariable& base, const ReadVariable& run, const std::vector<double>& months,
                             std::size_t cell) {
    const std::size_t cells = base.size() / months.size();
    double before = 0, change = 0, largest = 0, at = unknown;
    int counted = 0;
    for (std::size_t t = 0; t < months.size(); ++t) {
        const double value = base.numbers[t * cells + cell];
        const double difference = run.numbers[t * cells + cell] - value;
        if (std::isnan(difference)) continue;
        ++counted;
        before += value;
        change += difference;
        if (std::abs(difference) <= std::abs(largest)) continue;
        largest = difference;
        at = months[t] - months.front();
    }
    if (counted == 0) return {unknown, unknown, unknown, unknown, unknown};
    return {before / counted, change / counted, before != 0 ? 100 * change / before : unknown, largest, at};
}

// The words that name each cell, labels of all dimensions after the time; one word, "all", where there is none.
std::vector<std::vector<std::string>> keys_of(const RunReader& sweep, const ReadVariable& output) {
    std::vector<std::vector<std::string>> keys{{}};
    for (std::size_t d = 2; d < output.dimensions.size(); ++d) {
        const auto labels = sweep.labels(output, output.dimensions[d]);
        std::vector<std::vector<std::string>> longer;
        for (const auto& key : keys)
            for (std::size_t i = 0; i < labels.size(); ++i) {
                longer.push_back(key);
                longer.back().push_back(labels.text(i));
            }
        keys = std::move(longer);
    }
    if (output.dimensions.size() == 2) keys = {{"all"}};
    return keys;
}

EffectTable table_of(const RunReader& sweep, const ReadVariable& output, const RunPair& pair) {
    const auto base = sweep.read_row(output.name, pair.base), run = sweep.read_row(output.name, pair.run);
    const auto months = sweep.read(output.dimensions[1]).numbers;
    EffectTable table{output.name, {}, columns_in(output.units), {}};
    for (std::size_t d = 2; d < output.dimensions.size(); ++d)
        table.keys.push_back(plain_dimension(output.name, output.dimensions[d]));
    if (table.keys.empty()) table.keys = {"where"};
    const auto keys = keys_of(sweep, output);
    for (const auto* row : {&base, &run}) expect_cells(*row, months.size() * keys.size(), sweep.path());
    for (std::size_t cell = 0; cell < keys.size(); ++cell)
        table.rows.push_back({keys[cell], measures(base, run, months, cell)});
    return table;
}

}  // namespace

std::vector<std::string> arms_of(const RunReader& sweep) {
    std::vector<std::string> arms;
    for (const auto& arm : sweep.read("arm").texts)
        if (std::find(arms.begin(), arms.end(), arm) == arms.end()) arms.push_back(arm);
    return arms;
}

ArmPairs pair_arms(const RunReader& sweep, const std::string& base_arm, const std::string& run_arm) {
    const auto known = arms_of(sweep);
    for (const auto& arm : {base_arm, run_arm})
        if (std::find(known.begin(), known.end(), arm) == known.end())
            throw FileError(sweep.path(), fmt::format("has no arm {}, but {}", arm, fmt::join(known, ", ")));
    const auto arms = sweep.read("arm").texts;
    const auto points = sweep.read("point").numbers, seeds = sweep.read("seed").numbers,
               status = sweep.read("status").numbers;
    for (const auto* column : {&points, &seeds, &status})
        if (column->size() != arms.size())
            throw FileError(sweep.path(), "is damaged: its runs are not as many as its arms");
    std::map<std::pair<double, double>, std::size_t> bases;
    std::size_t runs = 0;
    for (std::size_t row = 0; row < arms.size(); ++row)
        if (arms[row] == base_arm && status[row] == 0) bases.emplace(std::pair{points[row], seeds[row]}, row);
    ArmPairs found;
    for (std::size_t row = 0; row < arms.size(); ++row) {
        if (arms[row] != run_arm || status[row] != 0) continue;
        ++runs;
        const auto base = bases.find({points[row], seeds[row]});
        if (base != bases.end()) found.pairs.push_back({base->second, row});
    }
    found.unpaired = bases.size() + runs - 2 * found.pairs.size();
    if (found.pairs.empty())
        throw FileError(sweep.path(), fmt::format("has no finished runs of {} and {} with the same point and seed",
                                                  base_arm, run_arm));
    return found;
}

Effects effects_of_pair(const RunReader& sweep, const RunPair& pair) {
    Effects effects;
    for (const ReadVariable& output : outputs_of(sweep)) effects.tables.push_back(table_of(sweep, output, pair));
    return effects;
}

}  // namespace orepolitik::output
