// Sourcing shares and buyers' price indices from sellers' prices: constant elasticity of substitution over origins.
// Route weights are anchored at a set of prices: one exp per route and solve, then one per exporter and evaluation.
// Leaves out: quantities (exchange.cpp).
#pragma once
#include <cstdint>
#include <vector>

namespace orepolitik {

class Sourcing {
  public:
    void reset(std::size_t exporters, std::size_t importers, double elasticity);
    // ln of weight minus elasticity times trade cost, row per importer; -infinity where no route is.
    double* log_pull(std::size_t importer) { return log_pull_.data() + importer * stride_; }
    // Exporter's route that is paid at the home price, the others at the price abroad.
    void set_home(std::size_t exporter, std::uint32_t importer) { home_[exporter] = importer; }

    // The same address twice says that nobody's prices differ; between two resets always or never.
    void evaluate(const double* log_price_home, const double* log_price_abroad);
    // Rows of stride() shares, the last ones padding with zeros.
    const double* share(std::size_t importer) const { return share_.data() + importer * stride_; }
    std::size_t stride() const { return stride_; }
    const double* log_delivered() const { return log_delivered_.data(); }  // per importer

  private:
    void anchor(const double* log_price_home, const double* log_price_abroad);
    bool near_anchor(const double* log_price, const std::vector<double>& anchor) const;
    void fall_from_anchor(const double* log_price, const std::vector<double>& anchor, std::vector<double>& fall) const;
    double normalise(double* share) const;

    std::size_t exporters_ = 0, importers_ = 0, stride_ = 0;
    double elasticity_ = 1;
    bool anchored_ = false;
    std::vector<std::uint32_t> home_;
    std::vector<double> log_pull_, pull_, share_;                                // [importer][exporter], padded
    std::vector<double> log_scale_, log_delivered_;                              // per importer
    std::vector<double> anchor_home_, anchor_abroad_, fall_home_, fall_abroad_;  // per exporter
};

}  // namespace orepolitik
