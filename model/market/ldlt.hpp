// Small dense symmetric systems, factored as L D L' with a floor under the pivots, so that a flat curve costs accuracy
// of one step and not the solve. Own code rather than a library: no allocation, and the same bits on every machine.
#pragma once
#include <cstddef>
#include <vector>

namespace orepolitik {

class Ldlt {
  public:
    void reset(std::size_t size) {
        size_ = size;
        lower_.assign(size * size, 0.0);
        column_.resize(size);
    }
    double* row(std::size_t index) { return lower_.data() + index * size_; }
    void subtract_outer_product(double weight, const double* vector);
    void factor();                         // the lower triangle, rows filled by the caller
    void solve(double* right_side) const;  // in place

  private:
    std::size_t size_ = 0;
    std::vector<double> lower_, column_, floor_;
};

}  // namespace orepolitik
