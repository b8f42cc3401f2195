// Companies from the plants' owners; states as treasuries of the trade regions.
#include <cmath>

#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

constexpr double cash_months_of_revenue = 2;
constexpr double debt_years_of_revenue = 0.3;

}  // namespace

void make_companies_and_states(WorldDraft& d) {
    auto& companies = std::get<Companies>(d.world.kinds);
    std::vector<std::vector<Holding>> holdings(d.base.companies.size());
    std::vector<double> revenue(d.base.companies.size(), 0.0);
    const auto plants_of = plants_by_kind(d.world.kinds);
    for (std::uint32_t kind = 0; kind < plants_of.size(); ++kind) {
        const auto& plants = *plants_of[kind];
        for (std::uint32_t i = 0; i < plants.size(); ++i) {
            const auto& plant = d.base.plants[plants.key[i]];
            for (const auto& owner : plant.owners) {
                holdings[owner.company.value].push_back({kind, i, owner.share, owner.company.value});
                revenue[owner.company.value] +=
                    owner.share * plant.output_t_per_month * std::exp(d.base_log_price(plant.product));
            }
        }
    }
    for (std::size_t c = 0; c < holdings.size(); ++c) {
        const auto& company = d.base.companies[c];
        companies.id.push_back(company.id);
        companies.home.push_back(company.home);
        companies.state_owned.push_back(company.state_owned);
        companies.holdings.insert(companies.holdings.end(), holdings[c].begin(), holdings[c].end());
        companies.cash_usd.push_back(cash_months_of_revenue * revenue[c]);
        companies.debt_usd.push_back(debt_years_of_revenue * 12 * revenue[c]);
        companies.yearly_revenue_usd.push_back(12 * revenue[c]);
        companies.listed.push_back(company.market_value_usd > 0);
        companies.value_usd.push_back(company.market_value_usd > 0 ? company.market_value_usd : 0);
        companies.trading_house.push_back(company.trading_house);
    }
    for (auto* column : {&companies.revenue_usd, &companies.profit_usd, &companies.investment_usd,
                         &companies.yearly_profit_usd, &companies.multiple})
        column->assign(companies.size(), 0);
    companies.gone.assign(companies.size(), 0);
    auto& states = std::get<States>(d.world.kinds);
    for (std::uint32_t r = 0; r < d.base.regions.size(); ++r) {
        states.region.push_back(RegionId{r});
        states.decides.push_back(d.base.regions[r].is_state);
    }
    for (const auto& stock : d.base.government_stocks)
        states.stockpiles.push_back({stock.material, stock.region, stock.holder, stock.stock_t});
    for (auto* column : {&states.duties_usd, &states.export_taxes_usd, &states.royalties_usd, &states.fines_usd,
                         &states.subsidies_usd, &states.treasury_usd})
        column->assign(states.size(), 0);
    for (const auto& mineral : d.base.minerals)
        states.traits.push_back({mineral.demand_elasticity_sr, mineral.demand_elasticity_lr,
                                 mineral.supply_elasticity_sr, mineral.supply_elasticity_lr});
    states.open_archives(d.base.minerals.size());
}

}  // namespace orepolitik::start
