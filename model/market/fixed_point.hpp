// A fixed point of several unknowns by Anderson's mixing: each step combines the last few, so that misses that feed on
// each other cancel. Leaves out: what is being solved, and when to stop.
// Source: Anderson (1965), J. ACM 12; Walker and Ni (2011), SIAM J. Numerical Analysis 49.
#pragma once
#include <Eigen/Dense>
#include <algorithm>
#include <cstddef>
#include <deque>

namespace orepolitik {

class AndersonMixing {
  public:
    // Where to look next, from a point and its miss there (zero at the fixed point).
    Eigen::VectorXd next(const Eigen::VectorXd& point, const Eigen::VectorXd& miss) {
        if (last_miss_.size() == miss.size()) {
            steps_.emplace_back(point - last_point_);
            changes_.emplace_back(miss - last_miss_);
            if (steps_.size() > memory) {
                steps_.pop_front();
                changes_.pop_front();
            }
        }
        last_point_ = point;
        last_miss_ = miss;
        Eigen::VectorXd there = point + caution * miss;
        if (steps_.empty()) return there;
        const auto columns = static_cast<Eigen::Index>(steps_.size());
        Eigen::MatrixXd changes(miss.size(), columns), steps(miss.size(), columns);
        for (Eigen::Index k = 0; k < columns; ++k) {
            changes.col(k) = changes_[static_cast<std::size_t>(k)];
            steps.col(k) = steps_[static_cast<std::size_t>(k)];
        }
        const Eigen::VectorXd parts = changes.colPivHouseholderQr().solve(miss);
        return there - (steps + caution * changes) * parts;
    }

  private:
    static constexpr std::size_t memory = 8;
    static constexpr double caution = 0.5;  // of a plain step
    std::deque<Eigen::VectorXd> steps_, changes_;
    Eigen::VectorXd last_point_, last_miss_;
};

}  // namespace orepolitik
