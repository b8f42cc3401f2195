#include "output/quantile_stream.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace orepolitik::output {
namespace {

constexpr std::size_t least_kept = 64;  // many more than P-square has markers

double exact_quantile(const std::vector<double>& sorted, double q) {
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace

QuantileStream::QuantileStream(std::size_t cells, std::size_t most_bytes)
    : most_kept_(std::max(least_kept, most_bytes / sizeof(double) / std::max<std::size_t>(cells, 1))), cells_(cells) {}

void QuantileStream::add(std::span<const double> values) {
    for (std::size_t c = 0; c < cells_.size(); ++c)
        if (!std::isnan(values[c])) add(cells_[c], values[c]);
}

void QuantileStream::add(Cell& cell, double value) {
    if (cell.markers) {
        (*cell.markers)(value);
        return;
    }
    cell.kept.push_back(value);
    if (cell.kept.size() <= most_kept_) return;
    cell.markers = std::make_unique<Markers>(boost::accumulators::extended_p_square_probabilities = band_quantiles);
    for (const double kept : cell.kept) (*cell.markers)(kept);
    std::vector<double>().swap(cell.kept);
    is_exact_ = false;
}

std::vector<double> QuantileStream::quantiles() const {
    std::vector<double> found(band_quantiles.size() * cells_.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t c = 0; c < cells_.size(); ++c) {
        const Cell& cell = cells_[c];
        std::vector<double> sorted = cell.kept;
        std::ranges::sort(sorted);
        for (std::size_t q = 0; q < band_quantiles.size(); ++q)
            if (cell.markers)
                found[q * cells_.size() + c] =
                    boost::accumulators::extended_p_square(*cell.markers)[static_cast<std::ptrdiff_t>(q)];
            else if (!sorted.empty())
                found[q * cells_.size() + c] = exact_quantile(sorted, band_quantiles[q]);
    }
    return found;
}

}  // namespace orepolitik::output
