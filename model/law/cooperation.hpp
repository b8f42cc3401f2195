// A state lends at less than the market's rate to projects of its companies in partner countries, pays for schools,
// roads and jobs around their plants, and holds them to standards. What it costs the treasury: the interest forgone on
// what is begun, and the local benefits. Leaves out: the loans themselves, defaults, diplomacy bought with them.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct Cooperation {
    static constexpr std::string_view name = "cooperation";
    static constexpr std::string_view meaning =
        "A state lends cheaply to its companies' projects in partner countries and pays for benefits and standards "
        "around their plants.";
    static constexpr std::string_view source =
        "Malik et al. (2021), Banking on the Belt and Road, AidData: loans at 4.2 % over just under ten years, about 2 "
        "points below the market for such borrowers (recalled); Franks et al. (2014), PNAS 111: conflict with "
        "communities stops mines; the size of the calm that benefits buy is an estimate.";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    double rate_cut = 0.02;
    double loan_years = 10;
    double local_benefits_share = 0;
    double standards_cost_share = 0;
    double calm_per_share = 25;

    // Of a loan repaid evenly, the interest forgone: half the sum is outstanding on average.
    double interest_forgone_share() const { return rate_cut * loan_years / 2; }
    // By how much the log hazards of strikes and claims fall at a plant that the actor's side owns alone.
    double calm() const { return calm_per_share * (local_benefits_share + standards_cost_share); }

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"rate_cut", "per year", "By which the actor's loans are cheaper than the market's."}, rate_cut,
              in_range(0, 0.2));
        visit({"loan_years", "years", "In which they are repaid, evenly."}, loan_years, in_range(0, 50));
        visit({"local_benefits_share", "fraction of revenue",
               "Paid by the actor's treasury to the host's, for its owners' part of the plants."},
              local_benefits_share, in_range(0, 0.5));
        visit({"standards_cost_share", "fraction of running cost",
               "Social and environmental standards, borne by the mines."},
              standards_cost_share, in_range(0, 0.5));
        visit({"calm_per_share", "log hazard", "By which strikes and claims fall per share paid for either."},
              calm_per_share, in_range(0, 200));
    }
};

}  // namespace orepolitik
