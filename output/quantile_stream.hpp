// Quantiles of many cells over runs that come one by one, in bounded memory.
// Exact (linear between order statistics, R's and numpy's default) as long as a cell's values fit the memory that is
// given; beyond, the extended P-square algorithm (Jain and Chlamtac 1985; Raatikainen 1987) of Boost.Accumulators,
// which keeps 13 markers per cell and depends on the order of the runs.
#pragma once
#include <array>
#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics/extended_p_square.hpp>
#include <boost/accumulators/statistics/stats.hpp>
#include <memory>
#include <span>
#include <vector>

namespace orepolitik::output {

inline constexpr std::array band_quantiles{0.05, 0.25, 0.5, 0.75, 0.95};

class QuantileStream {
  public:
    // Keeps the values of a cell while those of all fit `most_bytes`, but never fewer than 64.
    QuantileStream(std::size_t cells, std::size_t most_bytes);
    void add(std::span<const double> values);  // one per cell; missing ones (NaN) are left out
    // [quantile][cell]; NaN where a cell has no value.
    std::vector<double> quantiles() const;
    bool is_exact() const { return is_exact_; }

  private:
    using Markers =
        boost::accumulators::accumulator_set<double,
                                             boost::accumulators::stats<boost::accumulators::tag::extended_p_square>>;
    struct Cell {
        std::vector<double> kept;
        std::unique_ptr<Markers> markers;  // once there are too many to keep
    };
    void add(Cell& cell, double value);

    std::size_t most_kept_;
    std::vector<Cell> cells_;
    bool is_exact_ = true;
};

}  // namespace orepolitik::output
