// Bands of a sweep: quantiles of every output over the seeds of each point and arm, as one netCDF-4 file beside the
// merged sweep. Runs are taken in as they are read, one point and arm after the other; memory is bounded
// (quantile_stream.hpp) but for the file itself, which is made in memory.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "output/quantile_stream.hpp"
#include "output/run_result.hpp"
#include "output/sweep_layout.hpp"

namespace orepolitik::output {

struct DesignPlaces {
    std::size_t points = 0, seeds = 0;
    std::vector<std::string> arms;
};

class SweepBands {
  public:
    // `neighbours`: points and arms whose runs alternate.
    SweepBands(const SweepLayout& layout, DesignPlaces places, std::size_t neighbours);
    void add(std::size_t point, const std::string& arm, const RunResult& run);  // each run once, in its order
    // Throws FileError.
    void write(const std::filesystem::path& path) const;
    // Of the file; too large to be worth making in memory beyond a limit.
    double bytes() const;

  private:
    struct Open {
        QuantileStream stream;
        std::size_t seen = 0;
        double done = 0;
    };
    void close(std::size_t place, const Open& open);

    const SweepLayout& layout_;
    DesignPlaces places_;
    std::size_t bytes_per_stream_;
    std::map<std::size_t, Open> open_;            // by point * arms + arm
    std::vector<std::vector<double>> quantiles_;  // [point * arms + arm][quantile][value of a run]
    std::vector<double> done_;
    bool is_exact_ = true;
};

}  // namespace orepolitik::output
