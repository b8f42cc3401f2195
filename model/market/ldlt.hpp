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
        floor_.resize(size);
    }
    double* row(std::size_t index) { return lower_.data() + index * size_; }  // the lower triangle counts
    void subtract_outer_product(double weight, const double* vector);

    // Eliminates the first `count` variables; the rows after them then hold the Schur complement.
    void factor(std::size_t count);
    // The two halves of a solution in place: the right side of the eliminated variables is carried into that of the
    // rest, and, once the rest is known, the eliminated variables follow from it.
    void forward(double* right_side) const;
    void backward(double* right_side) const;

  private:
    std::size_t size_ = 0, factored_ = 0;
    std::vector<double> lower_, column_, floor_;
};

}  // namespace orepolitik
