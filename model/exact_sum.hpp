// A sum whose rounding does not grow with the number of terms: of a million plants, plain sums differ by more than the
// ledger lets pass. Source: Neumaier (1974), Z. angew. Math. Mech. 54.
#pragma once
#include <cmath>

namespace orepolitik {

class ExactSum {
  public:
    void add(double term) {
        const double sum = sum_ + term;
        lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - sum) + term : (term - sum) + sum_;
        sum_ = sum;
    }
    double value() const { return sum_ + lost_; }

  private:
    double sum_ = 0, lost_ = 0;
};

}  // namespace orepolitik
