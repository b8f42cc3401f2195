// Traders wherever a material other than scrap is used, and the tables' stated residuals. In the base year a trader
// sells and buys the same small amount: his stores are half full and his band is the same on both sides.
#include <cmath>

#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

double churn_share(const Behaviour& b) {
    return Traders::most_moved_in_a_month / (1 + std::exp(b.trader_steepness * b.trader_band));
}

void add_trader(WorldDraft& d, Traders& traders, MaterialId material, RegionId region) {
    const double stock = d.base.rules.trader_cover_months * d.use_t[d.cell(material, region)];
    traders.material.push_back(material);
    traders.exporter.push_back(none_index);
    traders.importer.push_back(none_index);
    traders.sell_slot.push_back(d.places.add_seller(material, region));
    traders.buy_slot.push_back(d.places.add_buyer(material, region, 1));
    traders.stock_t.push_back(stock);
    traders.store_t.push_back(2 * stock);
}

void add_residual(WorldDraft& d, Unrecorded& unrecorded, const Residual& residual) {
    unrecorded.material.push_back(residual.material);
    unrecorded.side.push_back(none_index);
    const bool supply = residual.t_per_month > 0;
    unrecorded.slot.push_back(supply ? d.places.add_seller(residual.material, residual.region)
                                     : d.places.add_buyer(residual.material, residual.region, 1));
    unrecorded.base_t.push_back(residual.t_per_month);
    (supply ? d.supply_t : d.use_t)[d.cell(residual.material, residual.region)] += std::abs(residual.t_per_month);
}

void size_columns(Traders& t, Unrecorded& u) {
    for (auto* column : {&t.claims_t, &t.bought_t, &t.arrived_t, &t.sold_t, &t.sales_usd, &t.purchases_usd})
        column->assign(t.size(), 0);
    for (auto* column : {&u.claims_t, &u.moved_t, &u.arrived_t}) column->assign(u.size(), 0);
}

}  // namespace

void make_traders(WorldDraft& d) {
    auto& traders = std::get<Traders>(d.world.kinds);
    auto& unrecorded = std::get<Unrecorded>(d.world.kinds);
    for (const auto& residual : d.base.residuals)
        if (residual.t_per_month != 0) add_residual(d, unrecorded, residual);
    const double churn = d.base.rules.trader_cover_months * churn_share(d.scenario.behaviour);
    for (std::uint32_t m = 0; m < d.base.materials.size() && churn > 0; ++m)
        for (std::uint32_t r = 0; r < d.base.regions.size(); ++r) {
            const MaterialId material{m};
            const RegionId region{r};
            const auto cell = d.cell(material, region);
            if (d.base.materials[m].form == Form::scrap || d.use_t[cell] <= 0) continue;
            add_trader(d, traders, material, region);
            const double moved = churn * d.use_t[cell];
            d.supply_t[cell] += moved;
            d.use_t[cell] += moved;
            d.trader_churn_t[cell] = moved;
        }
    size_columns(traders, unrecorded);
}

// Claims and stores include what is at sea toward them.
void fit_traders(WorldDraft& d) {
    auto& traders = std::get<Traders>(d.world.kinds);
    auto& unrecorded = std::get<Unrecorded>(d.world.kinds);
    for (std::size_t i = 0; i < traders.size(); ++i) {
        const double moved = churn_share(d.scenario.behaviour) * traders.stock_t[i];
        traders.claims_t[i] = d.lead_months(traders.material[i], traders.importer[i]) * moved;
        traders.store_t[i] += traders.claims_t[i];
    }
    for (std::size_t i = 0; i < unrecorded.size(); ++i)
        if (unrecorded.base_t[i] < 0)
            unrecorded.claims_t[i] = -unrecorded.base_t[i] * d.lead_months(unrecorded.material[i], unrecorded.side[i]);
}

}  // namespace orepolitik::start
