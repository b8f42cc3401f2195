// One company bids for another: an offer, raised while it is refused; a review by states; closing.
// Leaves out: payment in shares against cash; rival bidders.
#pragma once
#include <string>
#include <string_view>

#include "model/law/reach.hpp"
#include "model/law/terms.hpp"
#include "model/law/timing.hpp"

namespace orepolitik {

struct MergerBid : Timing {
    static constexpr std::string_view name = "merger_bid";
    static constexpr std::string_view meaning =
        "One company bids for another: an offer, raised while it is refused; a review by states; closing.";
    static constexpr std::string_view source =
        "Premiums of 20 to 40 %: bids of 2006 to 2026 (BHP and Anglo American, Vale and Inco, Nippon Steel and US "
        "Steel); "
        "review: U.S. Merger Guidelines (2023), 2.1, Herfindahl index above 1800 and rise above 100.";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    std::string bidder, target;
    double offer_usd_bn = 0, last_offer_usd_bn = 0, undisturbed_usd_bn = 0, wanted_premium = 0, raise_ratio = 1;
    int offers = 1, months_between = 1, review_months = 12;
    std::string outcome = "decide";

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        Timing::fields(visit);
        visit({"bidder", "", "Company that bids."}, bidder, names_a(Refers::company).required());
        visit({"target", "", "Company that is bid for."}, target, names_a(Refers::company).required());
        visit({"offer_usd_bn", "billion USD", "First offer for the whole."}, offer_usd_bn, at_least(0).required());
        visit({"last_offer_usd_bn", "billion USD", "Last of the offers; the first if left out."}, last_offer_usd_bn,
              at_least(0));
        visit({"raise_ratio", "", "Each raise over the one before; 1: equal raises."}, raise_ratio, in_range(0.1, 10));
        visit({"offers", "", "How many offers are made while the target refuses."}, offers, in_range(1, 20));
        visit({"months_between", "months", "From one offer to the next."}, months_between, in_range(1, 60));
        visit({"undisturbed_usd_bn", "billion USD",
               "Value of the target before the first rumour; as the model has it if left out."},
              undisturbed_usd_bn, at_least(0));
        visit({"wanted_premium", "fraction", "Over that, what the target accepts; drawn from .2 to .4 if left out."},
              wanted_premium, in_range(0, 10));
        visit({"review_months", "months", "That states take to review."}, review_months, in_range(0, 120));
        visit({"outcome", "", "What becomes of it: as target and states decide, or as stated."}, outcome,
              one_of({"decide", "closes", "refused", "blocked"}));
    }
};

}  // namespace orepolitik
