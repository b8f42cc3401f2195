// Strategic reserves where a law runs one, or where reactive states hold stock; else none, and stocks stand still.
#include <cmath>

#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

bool law_runs_one(const LawBook& laws, RegionId region, MineralId mineral) {
    for (std::size_t k = 0; k < laws.size(); ++k)
        if (std::holds_alternative<StrategicReserve>(laws.law(k).instrument) && laws.law(k).scope.actor == region &&
            laws.law(k).covers_goods(mineral, Form::refined))
            return true;
    return false;
}

double government_stock_t(const BaseYear& base, MaterialId material, RegionId region) {
    double tonnes = 0;
    for (const auto& stock : base.government_stocks)
        if (stock.material == material && stock.region == region && stock.of_government) tonnes += stock.stock_t;
    return tonnes;
}

double budget_usd(const LawBook& laws, RegionId region, MineralId mineral, double otherwise) {
    for (std::size_t k = 0; k < laws.size(); ++k)
        if (const auto* reserve = std::get_if<StrategicReserve>(&laws.law(k).instrument))
            if (laws.law(k).scope.actor == region && laws.law(k).covers_goods(mineral, Form::refined))
                return reserve->rule.budget_usd;
    return otherwise;
}

void add_reserve(WorldDraft& d, Reserves& r, MaterialId material, RegionId region, std::uint32_t first,
                 std::uint32_t last) {
    const auto mineral = d.base.materials[material.value].mineral;
    const double month = d.use_t[d.cell(material, region)] * std::exp(d.base_log_price(material));
    r.material.push_back(material);
    r.region.push_back(region);
    r.importer.push_back(none_index);
    r.buy_slot.push_back(d.places.add_buyer(material, region, 1));
    r.first_user.push_back(first);
    r.last_user.push_back(last);
    r.rule.emplace_back();
    r.rule.back().credit_usd = month;
    r.stock_t.push_back(government_stock_t(d.base, material, region));
    r.cash_usd.push_back(budget_usd(d.world.economy.laws, region, mineral, month));
}

}  // namespace

void make_reserves(WorldDraft& d) {
    auto& r = std::get<Reserves>(d.world.kinds);
    const auto& users = std::get<Manufacturers>(d.world.kinds);
    const auto& p = d.scenario.behaviour.politics;
    for (std::uint32_t i = 0, next = 0; i < users.size(); i = next) {
        for (next = i;
             next < users.size() && users.material[next] == users.material[i] && users.region[next] == users.region[i];)
            ++next;
        const auto mineral = d.base.materials[users.material[i].value].mineral;
        const bool held = government_stock_t(d.base, users.material[i], users.region[i]) > 0;
        if (law_runs_one(d.world.economy.laws, users.region[i], mineral) || (held && p.states_react(p.stockpiling)))
            add_reserve(d, r, users.material[i], users.region[i], i, next);
    }
    for (auto* column :
         {&r.claims_t, &r.debt_usd, &r.usual_imports_t, &r.users_cover_months, &r.use_t, &r.planned_release_t,
          &r.bought_t, &r.arrived_t, &r.released_t, &r.purchases_usd, &r.sales_usd})
        column->assign(r.size(), 0);
    for (auto* column : {&r.runs, &r.insolvent, &r.band, &r.emergency, &r.doing}) column->assign(r.size(), 0);
}

}  // namespace orepolitik::start
