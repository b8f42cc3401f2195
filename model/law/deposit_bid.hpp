// A state bids for deposits abroad that nobody has begun: a part of the first project's cost for a stake. Where several
// bid, the host gives each deposit to the offer that is best after political distance; what is given stays given.
// Leaves out: lawsuits; force, which is a transfer of territory.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct DepositBid {
    static constexpr std::string_view name = "deposit_bid";
    static constexpr std::string_view meaning = "A state bids for a stake in deposits abroad that nobody has begun.";
    static constexpr std::string_view source =
        "First-price auction of rights, McAfee and McMillan (1987), J. Econ. Lit. 25; hosts' leaning to near states as "
        "the wedge of friend-shoring: Javorcik et al. (2024).";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    double capital_share = 0;
    double stake = 0.5;

    // What the host makes of the offer of a state so far from it.
    double worth(double distance) const { return capital_share * (1 - distance); }

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"capital_share", "fraction of capital cost", "Part of the deposit's first project that the actor pays."},
              capital_share, in_range(0, 0.95).required());
        visit({"stake", "fraction", "Share of the deposit that the actor gets for it, from all owners alike."}, stake,
              in_range(0, 1));
    }
};

}  // namespace orepolitik
