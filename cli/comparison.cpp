#include "cli/comparison.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik::cli {
namespace {

double quantile(const std::vector<double>& sorted, double level) {
    const double place = level * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Spread spread_of(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) return {std::nan(""), std::nan(""), std::nan("")};
    std::sort(values.begin(), values.end());
    double sum = 0;
    for (const double value : values) sum += value;
    return {sum / static_cast<double>(values.size()), quantile(values, band), quantile(values, 1 - band)};
}

}  // namespace

void Comparison::add(const output::Effects& effects) {
    if (tables.empty()) tables = effects.tables;
    values.resize(tables.size());
    months = effects.months;
    for (std::size_t t = 0; t < tables.size(); ++t)
        for (const auto& row : effects.tables[t].rows) {
            auto& columns = values[t][row.key];
            columns.resize(row.values.size());
            for (std::size_t c = 0; c < row.values.size(); ++c) columns[c].push_back(row.values[c]);
        }
    ++pairs;
}

Spread Comparison::spread(const std::string& unit, std::vector<double> of_cell) const {
    if (unit.starts_with("USD") || unit == "t" || unit == "points") of_cell.resize(pairs, 0.0);
    return spread_of(std::move(of_cell));
}

}  // namespace orepolitik::cli
