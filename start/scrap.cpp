// Scrap of the base year: what recyclers need, where it arises, and how it splits into collected products and process
// scrap. Leaves out: how collection answers to price, which the recycler's rule says.
#include <cmath>

#include "model/lifetimes.hpp"
#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

// Products at the end of their life per tonne of present use.
double end_of_life_share(const Mineral& mineral, const WorldRules& rules) {
    const double growth = std::log1p(rules.past_demand_growth_pct_per_year / 100);
    double share = 0;
    for (const Sector& sector : mineral.sectors) {
        share += sector.share * steady_discard_share(sector.lifetime_mean_years, sector.lifetime_sd_years, growth);
    }
    return share;
}

// Collection as stated, process scrap for the rest; less collection where that alone is more than recyclers take.
void split_sources(Mineral& mineral, double need_t, double use_t, const WorldRules& rules) {
    const double end_of_life_t = use_t * end_of_life_share(mineral, rules);
    const double collected_t = mineral.collection_rate * end_of_life_t;
    mineral.new_scrap_share = (need_t - collected_t) / use_t;
    if (mineral.new_scrap_share < 0) {
        mineral.new_scrap_share = 0;
        mineral.collection_rate = need_t / end_of_life_t;
    }
}

}  // namespace

void balance_scrap(Draft& draft) {
    for (Mineral& mineral : draft.base.minerals) {
        if (!mineral.scrap.exists()) {
            continue;
        }
        const std::vector<double> made = by_region(draft, draft.output(mineral.refined).secondary);
        const std::vector<double>& used = draft.balance(mineral.refined).final_use;
        MaterialBalance& scrap = draft.balance(mineral.scrap);
        const double need_t = draft.data.rules.scrap_t_per_t_secondary * sum(made);
        const double use_t = sum(used);
        if (use_t <= 0) {
            continue;
        }
        for (std::size_t r = 0; r < made.size(); ++r) {
            scrap.feed_use[r] = draft.data.rules.scrap_t_per_t_secondary * made[r];
            scrap.supply[r] = need_t * used[r] / use_t;
        }
        split_sources(mineral, need_t, use_t, draft.data.rules);
    }
}

}  // namespace orepolitik::start
