// Supply and use of every material by region: recoveries that the tables imply, final use, and the stated residual that
// the tables leave.
#include <algorithm>
#include <cmath>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

std::string percent(double fraction) {
    return std::to_string(std::lround(100 * fraction)) + " %";
}

std::vector<MaterialId> made_from(const Draft& draft, MaterialId feed) {
    std::vector<MaterialId> products;
    for (std::uint32_t m = 0; m < draft.base.recipes.size(); ++m) {
        if (draft.base.recipes[m].feed == feed) {
            products.push_back(MaterialId{m});
        }
    }
    return products;
}

bool is_demanded(const Draft& draft, MaterialId material) {
    return draft.base.minerals[draft.material(material).mineral.value].demanded == material;
}

double primary_made_from(const Draft& draft, MaterialId feed) {
    double total = 0;
    for (const MaterialId product : made_from(draft, feed)) {
        total += sum(draft.outputs[product.value].primary);
    }
    return total;
}

// Where manufacturers buy the feed as well, the tables' use counts both, so recovery must come from the chains; else
// all the feed there is went into the product, and that is the recovery.
double feed_t_per_t(Draft& draft, MaterialId product) {
    const MaterialId feed = draft.recipe(product).feed;
    const double implied = sum(draft.balance(feed).supply) / primary_made_from(draft, feed);
    const double stated = chain_feed_t_per_t(draft, product);
    const std::string& name = draft.material(product).name;
    if (is_demanded(draft, feed)) {
        return is_blank(stated) ? implied : std::min(stated, implied);
    }
    if (!is_blank(stated) && (implied > 1.6 * stated || implied < 0.6 * stated)) {
        draft.note(name + ": the tables imply " + std::to_string(implied) + " t of feed per tonne, the chains table " +
                   std::to_string(stated) + "; the tables' figure is used");
    }
    return implied;
}

void add_feed_use(Draft& draft, MaterialId product) {
    Recipe& recipe = draft.recipe(product);
    if (!recipe.feed.exists()) {
        return;
    }
    recipe.feed_t_per_t = feed_t_per_t(draft, product);
    const std::vector<double> primary = by_region(draft, draft.output(product).primary);
    std::vector<double>& use = draft.balance(recipe.feed).feed_use;
    for (std::size_t r = 0; r < use.size(); ++r) {
        use[r] += recipe.feed_t_per_t * primary[r];
    }
}

// The tables' use less what modelled plants take of the same form as feed.
void set_final_use(Draft& draft, std::uint32_t mineral) {
    MaterialBalance& balance = draft.balance(draft.base.minerals[mineral].demanded);
    for (std::size_t r = 0; r < balance.final_use.size(); ++r) {
        balance.final_use[r] = std::max(0.0, draft.demand[mineral][r] - balance.feed_use[r]);
    }
}

void spread(std::vector<double>& unreported, const std::vector<double>& over, double amount) {
    const double total = sum(over);
    for (std::size_t r = 0; r < over.size(); ++r) {
        unreported[r] = amount * over[r] / total;
    }
}

// Excess supply is unreported use where it is made, excess use is unreported supply where it is used.
void state_residual(Draft& draft, MaterialId material) {
    MaterialBalance& balance = draft.balance(material);
    std::vector<double> use = balance.feed_use;
    for (std::size_t r = 0; r < use.size(); ++r) {
        use[r] += balance.final_use[r];
    }
    const double excess = sum(balance.supply) - sum(use);
    const double larger = std::max(sum(balance.supply), sum(use));
    if (std::abs(excess) <= 1e-12 * larger) {
        return;
    }
    spread(balance.unreported, excess > 0 ? balance.supply : use, -excess);
    const std::string share = percent(std::abs(excess) / larger);
    if (std::abs(excess) > 0.05 * larger) {
        draft.note(draft.material(material).name + (excess > 0 ? ": " + share + " of supply has no reported use"
                                                               : ": " + share + " of use has no reported supply"));
    }
}

}  // namespace

void balance_materials(Draft& draft) {
    const std::vector<double> none(draft.base.regions.size(), 0.0);
    draft.balances.assign(draft.base.materials.size(), {none, none, none, none});
    for (std::size_t m = 0; m < draft.balances.size(); ++m) {
        const std::vector<double> primary = by_region(draft, draft.outputs[m].primary);
        const std::vector<double> secondary = by_region(draft, draft.outputs[m].secondary);
        for (std::size_t r = 0; r < none.size(); ++r) {
            draft.balances[m].supply[r] = primary[r] + secondary[r];
        }
    }
    for (const Mineral& mineral : draft.base.minerals) {
        if (mineral.refined.exists()) {
            add_feed_use(draft, mineral.refined);
        }
    }
    for (std::uint32_t m = 0; m < draft.base.minerals.size(); ++m) {
        set_final_use(draft, m);
        state_residual(draft, draft.base.minerals[m].refined.exists() ? draft.base.minerals[m].refined
                                                                      : draft.base.minerals[m].ore);
        if (draft.base.minerals[m].refined.exists() && draft.base.minerals[m].ore.exists()) {
            state_residual(draft, draft.base.minerals[m].ore);
        }
    }
}

}  // namespace orepolitik::start
