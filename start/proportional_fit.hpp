// Base-year trade of one market from its margins: home first, then a prior fitted to what is left (iterative
// proportional fitting, Deming and Stephan 1940). Pure; knows regions by place only.
#pragma once
#include <cstddef>
#include <stdexcept>
#include <vector>

namespace orepolitik::start {

struct TradeCannotBalance : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A square table of flows, row by row.
struct FlowTable {
    std::size_t size = 0;
    std::vector<double> cells;

    double& at(std::size_t from, std::size_t to) { return cells[from * size + to]; }
    double at(std::size_t from, std::size_t to) const { return cells[from * size + to]; }
};

// Scales the prior until rows sum to `supply` and columns to `use` within 1e-12 of the total, or within twice what the
// two totals differ by (rounding of larger margins), at most 1e-9 of them. Throws if it cannot.
FlowTable proportional_fit(FlowTable prior, const std::vector<double>& supply, const std::vector<double>& use);

// What stays at home: the smaller of supply and use less its cross-hauled share, raised where a region is so large
// that the others together could not take or fill what it leaves.
std::vector<double> home_flows(const std::vector<double>& supply, const std::vector<double>& use,
                               const std::vector<double>& cross_hauling_share);

// Home flows on the diagonal and the rest fitted to the prior, whose diagonal is not read.
FlowTable trade_table(const FlowTable& prior, const std::vector<double>& supply, const std::vector<double>& use,
                      const std::vector<double>& cross_hauling_share);

}  // namespace orepolitik::start
