// Small dense symmetric systems, factored as L D L' with a floor under the pivots, so that a flat curve costs accuracy
// of one step and not the solve. Own code rather than a library: no allocation, and the same bits on every machine.
#pragma once
#include <cstddef>
#include <vector>

namespace orepolitik {

class Ldlt {
  public:
    // Rows are padded to whole tiles. What is given to set_to_products is padded likewise, with zeros.
    static constexpr std::size_t tile = 4;
    static constexpr std::size_t padded(std::size_t size) { return (size + tile - 1) / tile * tile; }

    void reset(std::size_t size) {
        size_ = size;
        stride_ = padded(size);
        lower_.resize(stride_ * stride_);
        column_.resize(size);
        floor_.resize(size);
    }
    double* row(std::size_t index) { return lower_.data() + index * stride_; }  // the lower triangle counts

    // Sets the matrix to the sum over k of left[k] right[k]', symmetric by the caller's choice of left and right, each
    // `count` rows of padded(size) numbers.
    void set_to_products(std::size_t count, const double* left, const double* right);

    // Eliminates the first `count` variables; the rows after them then hold the Schur complement.
    void factor(std::size_t count);
    // The two halves of a solution in place: the right side of the eliminated variables is carried into that of the
    // rest, and, once the rest is known, the eliminated variables follow from it.
    void forward(double* right_side) const;
    void backward(double* right_side) const;

  private:
    std::size_t size_ = 0, stride_ = 0, factored_ = 0;
    std::vector<double> lower_, column_, floor_;
};

}  // namespace orepolitik
