// All orders of one side of a market: what each participant offers or wants at a log price, and the slope.
// Logistic orders are anchored: exp(e (p - a)) = exp(e (c - a)) * exp(e (p - c)), where the first factor is kept for
// the whole solve and the second is shared by a participant's orders of equal steepness: few calls of exp.
#pragma once
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "model/market/curves.hpp"
#include "model/market/pair.hpp"

namespace orepolitik {

class OrderCurves {
  public:
    // The spans stay the caller's and must outlive the use. `first` has one entry more than participants.
    void load(Side side, std::span<const double> quantity_t, std::span<const double> log_price,
              std::span<const double> steepness, std::span<const std::uint32_t> first, std::span<const Curve> curves);

    // Each of `participants` at his own log price.
    void evaluate(std::span<const std::uint32_t> participants, const double* log_price, double* quantity_t,
                  double* slope_t);
    CurvePoint at(std::uint32_t participant, double log_price) {
        CurvePoint point;
        evaluate({&participant, 1}, &log_price, &point.quantity_t, &point.slope_t);
        return point;
    }
    double total_t(std::size_t participant) const { return anchors_[participant].total_t; }
    double lowest_log_price(std::size_t participant) const;  // of an order with a quantity; +infinity if none has
    double mean_log_price(std::size_t participant) const;    // weighted by quantity

  private:
    struct Anchor {
        double log_price;
        double reach;    // how far from the anchor the kept factors serve
        double total_t;  // of all orders
    };
    struct Run {  // consecutive pairs of one participant's orders with one pair of steepnesses
        std::uint32_t first, last;
        Pair steepness;  // signed: falling odds for sellers, rising for buyers
    };
    void append_orders(std::size_t participant, std::span<const double> steepness);
    void append_runs(std::uint32_t end);
    void move_anchor(std::size_t participant, double log_price);
    CurvePoint near_anchor(std::size_t participant, const double* factors) const;

    Side side_ = Side::sell;
    std::span<const double> given_quantity_t_, given_log_price_;
    std::span<const std::uint32_t> first_;
    std::span<const Curve> curves_;
    std::vector<Anchor> anchors_;
    std::vector<std::uint32_t> first_run_;
    std::vector<Run> runs_;
    // Per order of something; who has an odd number of them gets one more, of nothing.
    std::vector<double> quantity_t_, log_price_, rise_, odds_at_anchor_;
    std::uint32_t filled_ = 0;
    std::vector<double> factors_;  // per pair of a run, of odds at the price to odds at the anchor
};

}  // namespace orepolitik
