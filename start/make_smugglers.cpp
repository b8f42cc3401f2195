// Smugglers on every trade relation of the base year that some law of the scenario may restrict, or all where states
// make laws of their own; none without either.
#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

bool restricts(const BoundLaw& law, const Route& route) {
    const bool on_trade = law.scope.reach != Reach::passage && law.scope.reach != Reach::members;
    return on_trade && !std::holds_alternative<TradeEnforcement>(law.instrument) && law.covers(route);
}

bool may_be_restricted(const WorldDraft& d, const BaseFlow& flow) {
    const auto& material = d.base.materials[flow.material.value];
    const Route route{flow.material, material.mineral, material.form, flow.from, flow.to, 0};
    const auto& laws = d.world.economy.laws;
    for (std::size_t k = 0; k < laws.size(); ++k)
        if (restricts(laws.law(k), route)) return true;
    return false;
}

void add_smuggler(WorldDraft& d, Smugglers& s, const BaseFlow& flow) {
    s.material.push_back(flow.material);
    s.from.push_back(flow.from);
    s.to.push_back(flow.to);
    s.buyer.push_back(none_index);
    s.seller.push_back(none_index);
    s.buy_slot.push_back(d.places.add_buyer(flow.material, flow.from, 1));
    s.sell_slot.push_back(d.places.add_seller(flow.material, flow.to));
    s.base_flow_t.push_back(flow.t_per_month);
}

}  // namespace

void make_smugglers(WorldDraft& d) {
    auto& s = std::get<Smugglers>(d.world.kinds);
    const bool states_react = d.scenario.behaviour.politics.states_react();  // with laws that nobody knows yet
    for (const auto& flow : d.base.flows) {
        const bool scrap = d.base.materials[flow.material.value].form == Form::scrap;
        const bool used_at_both =
            d.use_t[d.cell(flow.material, flow.from)] > 0 && d.use_t[d.cell(flow.material, flow.to)] > 0;
        const bool sold_at_goal = d.supply_t[d.cell(flow.material, flow.to)] > 0;
        if (flow.from != flow.to && !scrap && used_at_both && sold_at_goal &&
            (states_react || may_be_restricted(d, flow)))
            add_smuggler(d, s, flow);
    }
    for (auto* column : {&s.planned_t, &s.claims_t, &s.on_offer_t, &s.bought_t, &s.arrived_t, &s.shipped_t, &s.seized_t,
                         &s.landed_t, &s.sold_t, &s.sales_usd, &s.purchases_usd, &s.fines_usd})
        column->assign(s.size(), 0);
    s.hidden_t.resize(s.size());
    s.awake.assign(s.size(), 0);
    s.way.resize(s.size());
}

}  // namespace orepolitik::start
