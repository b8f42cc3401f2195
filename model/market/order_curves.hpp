// All orders of one side of a market: what each participant offers or wants at a log price, and the slope.
// Logistic orders are anchored: exp(e (p - a)) = exp(e (c - a)) * exp(e (p - c)), where the first factor is kept for
// the whole solve and the second is shared by a participant's orders of equal steepness: few calls of exp.
#pragma once
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "model/market/curves.hpp"

namespace orepolitik {

class OrderCurves {
  public:
    // The spans stay the caller's and must outlive the use. `first` has one entry more than participants.
    void load(Side side, std::span<const double> quantity_t, std::span<const double> log_price,
              std::span<const double> steepness, std::span<const std::uint32_t> first, std::span<const Curve> curves);

    CurvePoint at(std::size_t participant, double log_price) {
        Anchor& anchor = anchors_[participant];
        const double distance = log_price - anchor.log_price;
        if (!(std::abs(distance) <= anchor.reach)) return at_new_anchor(participant, log_price);
        return near_anchor(participant, distance);
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
    struct Run {  // consecutive orders of one participant with one steepness
        std::uint32_t first, last;
        double steepness;  // signed: falling odds for sellers, rising for buyers
    };
    CurvePoint near_anchor(std::size_t participant, double distance) const;
    CurvePoint at_new_anchor(std::size_t participant, double log_price);

    Side side_ = Side::sell;
    std::span<const double> quantity_t_, log_price_;
    std::span<const std::uint32_t> first_;
    std::span<const Curve> curves_;
    std::vector<Anchor> anchors_;
    std::vector<std::uint32_t> first_run_;
    std::vector<Run> runs_;
    std::vector<double> odds_;  // per order, at the anchor
};

}  // namespace orepolitik
