// Small linear complementarity problems: x >= 0, w = M x + q >= 0, x w = 0, for a symmetric positive definite M.
// Block principal pivoting with Murty's rule as its fallback, so that it always ends: Judice and Pires (1994),
// Computers and Operations Research 21.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/market/ldlt.hpp"

namespace orepolitik {

class Complementarity {
  public:
    void reset(std::size_t size) {
        size_ = size;
        matrix_.resize(size * size);
        constant_.resize(size);
        positive_.assign(size, 0);
        x_.assign(size, 0.0);
    }
    double* row(std::size_t index) { return matrix_.data() + index * size_; }  // M, both triangles
    double& constant(std::size_t index) { return constant_[index]; }           // q
    void guess_positive(std::size_t index) { positive_[index] = 1; }
    void solve();
    double x(std::size_t index) const { return x_[index]; }

  private:
    void solve_positive();
    void list_violations();

    std::size_t size_ = 0;
    std::vector<double> matrix_, constant_, x_, right_side_;
    std::vector<std::uint8_t> positive_;  // guessed: x > 0 and w = 0
    std::vector<std::uint32_t> members_, violations_;
    Ldlt factor_;
};

}  // namespace orepolitik
