// A manufacturer (country x mineral x sector) needs metal for its output, holds cover, substitutes slowly, and goes
// short when it runs out. Its products come back as scrap after lognormal lifetimes, cohort by cohort.
// need = base x growth x (P / P0)^e_short x (1 - substituted); substitution removes 10 % of use a year for
// each doubling of P / P0, at most 40 %, toward (P / P0)^(e_long - e_short), and 60 % of it is reversible.
// Prices count in the country's own money; needs fall for a while when that loses value; dated demand paths multiply
// them. Sources: elasticities by mineral in the world's tables; Sprecher et al. (2017), Environ. Sci. Technol. 51, for
// the speed of substitution under a lasting price gap.
#pragma once
#include <cmath>
#include <string_view>

#include "agents/stock_holder.hpp"

namespace orepolitik {

inline constexpr std::uint8_t first_served = 1, waiting = 2;  // under an emergency plan

struct DemandRule {
    double short_run_elasticity, long_run_elasticity;  // both <= 0
};

// Part of need that substitution has removed after one more month at this price.
double next_substituted(double substituted, double locked, double log_relative_price, const DemandRule& rule,
                        double speed_per_year);

struct Manufacturers {
    static constexpr std::string_view name = "manufacturer";
    StockHolders holders;
    std::vector<MaterialId> material;
    std::vector<RegionId> region;
    std::vector<std::string> sector_names;
    std::vector<std::uint32_t> sector;  // in sector_names
    std::vector<double> base_need_t, log_choke;
    std::vector<DemandRule> rule;
    std::vector<double> substituted, locked;      // fractions of need; locked: part of it that never comes back
    std::vector<double> need_t, used_t, unmet_t;  // this month
    std::vector<double> need_limit_t;             // by licences for makers; infinite without
    std::vector<double> research_growth;          // of need, by research that a treasury paid for
    // Under emergency plans (agents/rationing): what may be used, what others handed over (negative: was handed over).
    std::vector<double> allowed_t, handed_t;
    std::vector<double> compensation;    // fraction of price, for what it waits for
    std::vector<std::uint8_t> rationed;  // by a plan that runs: first_served, waiting; else 0
    std::vector<double> new_scrap_share;
    std::vector<double> discarded_t, new_scrap_t, used_this_year_t;
    // Cohorts by year of use: ring of `horizon` years, [i * horizon + year % horizon]; fractions discarded by age.
    std::size_t horizon = 0;
    std::vector<double> cohort_t, discard_by_age;
    std::vector<std::uint32_t> lifetime;  // row of discard_by_age

    std::size_t size() const { return holders.size(); }
    void carried(auto&& visit) {
        visit(holders, need_limit_t, research_growth, substituted, locked, need_t, used_t, unmet_t, rationed,
              discarded_t, new_scrap_t, used_this_year_t, cohort_t);
    }
    // What this month's shortage costs: output lost per tonne short, the sector's choke price.
    double unmet_value_usd(std::size_t i) const { return unmet_t[i] > 0 ? unmet_t[i] * std::exp(log_choke[i]) : 0; }
    void observe(std::size_t i, const Economy& economy);
    void decide(std::size_t i, Economy& economy) const;
    void settle(std::size_t i, const Economy& economy);
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>& tonnes, Place place) const;

  private:
    void close_year(std::size_t i, int year);
};

}  // namespace orepolitik
