// Base-year trade of every material: home first, the rest by freight and by what bilateral trade is reported.
#include <cmath>

#include "start/draft.hpp"
#include "start/proportional_fit.hpp"
#include "start/trade_evidence.hpp"

namespace orepolitik::start {

namespace {

// Into regions that use the material: nothing is shipped to the others.
FlowTable freight_prior(const Draft& draft, const Material& material, const std::vector<double>& use) {
    const WorldRules& rules = draft.data.rules;
    const std::size_t size = draft.base.regions.size();
    FlowTable prior{size, std::vector<double>(size * size, 0.0)};
    for (const Lane& lane : draft.base.lanes) {
        if (use[lane.to.value] <= 0) continue;
        const double freight_share = freight_usd_per_t(material, lane, rules) / material.base_price_usd_per_t;
        prior.at(lane.from.value, lane.to.value) =
            std::pow(freight_share + rules.freight_share_floor, -rules.trade_distance_elasticity);
    }
    return prior;
}

double column_sum(const FlowTable& table, std::size_t column) {
    double total = 0;
    for (std::size_t i = 0; i < table.size; ++i) {
        total += i == column ? 0 : table.at(i, column);
    }
    return total;
}

// Where a buyer's purchases are reported, they are the prior; partners it does not name keep a small part by freight.
void follow_reports(FlowTable& prior, const FlowTable& reported, double unreported_weight) {
    for (std::size_t j = 0; j < prior.size; ++j) {
        const double tonnes = column_sum(reported, j);
        if (tonnes <= 0) {
            continue;
        }
        const double all = column_sum(prior, j);
        if (all <= 0) continue;
        for (std::size_t i = 0; i < prior.size; ++i) {
            prior.at(i, j) = unreported_weight * prior.at(i, j) / all + reported.at(i, j) / tonnes;
        }
    }
}

struct Margins {
    std::vector<double> supply, use;
};

Margins margins_of(const MaterialBalance& balance) {
    Margins margins{balance.supply, balance.feed_use};
    for (std::size_t r = 0; r < margins.use.size(); ++r) {
        margins.use[r] += balance.final_use[r];
        (balance.unreported[r] > 0 ? margins.supply[r] : margins.use[r]) += std::abs(balance.unreported[r]);
    }
    return margins;
}

}  // namespace

void fit_base_flows(Draft& draft) {
    for (std::uint32_t m = 0; m < draft.base.materials.size(); ++m) {
        const MaterialId material{m};
        const Margins margins = margins_of(draft.balance(material));
        FlowTable prior = freight_prior(draft, draft.material(material), margins.use);
        follow_reports(prior, reported_tonnes(draft, material), draft.data.rules.unreported_pair_weight);
        const FlowTable table = trade_table(prior, margins.supply, margins.use, cross_hauling_shares(draft, material));
        for (std::uint32_t i = 0; i < table.size; ++i) {
            for (std::uint32_t j = 0; j < table.size; ++j) {
                if (table.at(i, j) > 0) {
                    draft.base.flows.push_back({material, RegionId{i}, RegionId{j}, table.at(i, j)});
                }
            }
        }
    }
}

}  // namespace orepolitik::start
