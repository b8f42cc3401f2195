#include "cli/clear_report.hpp"

#include <cmath>
#include <stdexcept>

#include "agents/real_options.hpp"

namespace orepolitik::cli {
namespace {

using config::MarketFile;
using nlohmann::ordered_json;

ordered_json number(double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json(nullptr);
}

ordered_json by_country(const CountryAccounts& a) {
    return {{"price_usd_per_t", number(a.fob_usd_per_t)},
            {"licence_rent_usd_per_t", number(a.rent_usd_per_t)},
            {"delivered_usd_per_t", number(a.delivered_usd_per_t)},
            {"supply_t", a.supply_t},
            {"demand_t", a.demand_t},
            {"exports_t", a.exports_t},
            {"imports_t", a.imports_t},
            {"sales_usd", a.sales_usd},
            {"outlay_usd", a.outlay_usd},
            {"freight_usd", a.freight_usd},
            {"export_tax_usd", a.export_tax_usd},
            {"import_duty_usd", a.import_duty_usd},
            {"licence_rent_usd", a.rent_usd},
            {"treasury_usd", a.treasury_usd()},
            {"producer_surplus_usd", number(a.producer_surplus_usd)},
            {"consumer_surplus_usd", number(a.consumer_surplus_usd)},
            {"welfare_usd", number(a.welfare_usd())}};
}

// A line may hold more than anybody wants even for nothing; else it is the solver that failed.
std::string why_unsettled(const SingleMarket& market) {
    constexpr double almost_nothing = -60;  // log price
    double offered_t = 0, wanted_t = 0;
    for (const Curve& curve : market.supply) offered_t += point_on(curve, Side::sell, almost_nothing).quantity_t;
    for (const Curve& curve : market.demand) wanted_t += point_on(curve, Side::buy, almost_nothing).quantity_t;
    return offered_t > wanted_t ? "more is offered than wanted at any price above zero" : "the market did not settle";
}

struct State {
    MarketOutcome outcome;
    std::vector<CountryAccounts> accounts;
};

State cleared(const SingleMarket& market, const TradeMeasures& measures) {
    State state;
    state.outcome = clear_market(market, measures);
    if (!state.outcome.converged) throw std::runtime_error(why_unsettled(market));
    state.accounts = accounts_of(market, measures, state.outcome);
    return state;
}

ordered_json flows_of(const MarketFile& file, const TradeMeasures& measures, const State& state) {
    const std::size_t n = file.countries.size();
    ordered_json flows = ordered_json::array();
    for (std::size_t r = 0; r < n * n; ++r) {
        const double tonnes = state.outcome.flow_t[r];
        if (!(tonnes > 1e-9 * state.accounts[r % n].demand_t)) continue;
        const CountryAccounts& from = state.accounts[r / n];
        const double rent = r / n == r % n ? 0.0 : from.rent_usd_per_t;
        const PriceSplit split = measures.split(r, from.fob_usd_per_t, rent);
        flows.push_back({{"from", file.countries[r / n]},
                         {"to", file.countries[r % n]},
                         {"flow_t", tonnes},
                         {"fob_usd_per_t", split.fob + split.export_rent},
                         {"export_tax_usd_per_t", split.export_tax},
                         {"freight_usd_per_t", split.freight},
                         {"import_duty_usd_per_t", split.import_duty},
                         {"import_rent_usd_per_t", split.import_rent},
                         {"delivered_usd_per_t", split.delivered()}});
    }
    return flows;
}

ordered_json report_of(const MarketFile& file, const TradeMeasures& measures, const State& state) {
    ordered_json countries = ordered_json::object();
    double welfare_usd = 0;
    for (std::size_t i = 0; i < file.countries.size(); ++i) {
        countries[file.countries[i]] = by_country(state.accounts[i]);
        welfare_usd += state.accounts[i].welfare_usd();
    }
    return {{"countries", countries},
            {"flows", flows_of(file, measures, state)},
            {"world_welfare_usd", number(welfare_usd)}};
}

bool same_curve(const Curve& a, const Curve& b) {
    return a.shape == b.shape && a.quantity_t == b.quantity_t && a.log_price == b.log_price &&
           a.steepness == b.steepness;
}

// Buyers' gain is finite where their curve stays, whatever their surplus.
ordered_json change_of(const MarketFile& file, const State& before, const State& after) {
    ordered_json change = ordered_json::object();
    double world_usd = 0;
    for (std::size_t i = 0; i < file.countries.size(); ++i) {
        const CountryAccounts &was = before.accounts[i], &is = after.accounts[i];
        const ordered_json old_row = by_country(was), new_row = by_country(is);
        ordered_json row = ordered_json::object();
        for (const auto& [key, value] : new_row.items())
            row[key] = value.is_null() || old_row[key].is_null()
                           ? ordered_json(nullptr)
                           : ordered_json(value.get<double>() - old_row[key].get<double>());
        if (same_curve(file.before.market.demand[i], file.after.market.demand[i])) {
            const double gain_usd = consumer_gain_usd(file.after.market, i, before.outcome, after.outcome);
            row["consumer_surplus_usd"] = number(gain_usd);
            row["welfare_usd"] = number(gain_usd + is.producer_surplus_usd - was.producer_surplus_usd +
                                        is.treasury_usd() - was.treasury_usd() + is.rent_usd - was.rent_usd);
        }
        world_usd += row["welfare_usd"].is_null() ? NAN : row["welfare_usd"].get<double>();
        change[file.countries[i]] = row;
    }
    return {{"countries", change}, {"world_welfare_usd", number(world_usd)}};
}

// Charges of the change against those before, with the flows and elasticities before it.
ordered_json first_order_of(const MarketFile& file, const TradeMeasures& after, const State& before) {
    SmallChange small;
    const std::size_t n = small.countries = file.countries.size();
    small.sourcing_elasticity = file.before.market.sourcing_elasticity;
    for (std::size_t r = 0; r < n * n; ++r) {
        const double fob = before.accounts[r / n].fob_usd_per_t;
        small.flow_t.push_back(before.outcome.flow_t[r] * fob);
        small.factor_before.push_back(file.before.measures.split(r, fob).delivered() / fob);
        small.factor_after.push_back(after.split(r, fob).delivered() / fob);
    }
    for (std::size_t i = 0; i < n; ++i) {
        const SingleMarket& market = file.before.market;
        const CurvePoint supply = point_on(market.supply[i], Side::sell, before.outcome.log_price[i]);
        const CurvePoint demand = point_on(market.demand[i], Side::buy, before.outcome.log_delivered[i]);
        small.supply_elasticity.push_back(supply.quantity_t > 0 ? supply.slope_t / supply.quantity_t : 0.0);
        small.demand_elasticity.push_back(demand.quantity_t > 0 ? -demand.slope_t / demand.quantity_t : 0.0);
    }
    ordered_json report = ordered_json::object();
    for (const SourcingShare shares : {SourcingShare::value, SourcingShare::tonnes}) {
        small.shares = shares;
        const FirstOrderResponse response = first_order_response(small);
        ordered_json rows = ordered_json::object();
        for (std::size_t i = 0; i < n; ++i)
            rows[file.countries[i]] = {{"producer_price", response.producer_price[i]},
                                       {"output", response.output[i]},
                                       {"composite_price", response.composite_price[i]},
                                       {"producer_surplus_usd", response.producer_surplus[i]},
                                       {"consumer_surplus_usd", response.consumer_surplus[i]},
                                       {"treasury_usd", response.wedge_revenue[i]},
                                       {"welfare_usd", response.welfare(i)}};
        report[shares == SourcingShare::value ? "value_shares" : "tonne_shares"] = rows;
    }
    ordered_json whole = ordered_json::object();
    const MarketOutcome outcome = clear_market(file.after.market, after);
    for (std::size_t i = 0; i < n; ++i)
        whole[file.countries[i]] = {{"producer_price", std::expm1(outcome.log_price[i] - before.outcome.log_price[i])}};
    report["whole_response"] = whole;
    return report;
}

ordered_json report_of(const config::NamedFirms& firms) {
    const OligopolyOutcome out = clear_oligopoly(firms.oligopoly);
    ordered_json rows = ordered_json::object();
    for (std::size_t i = 0; i < firms.names.size(); ++i)
        rows[firms.names[i]] = {{"cost_usd_per_t", firms.oligopoly.cost_usd_per_t[i]},
                                {"sold_t", out.sold_t[i]},
                                {"share", out.quantity_t > 0 ? out.sold_t[i] / out.quantity_t : 0.0},
                                {"profit_usd", out.profit_usd[i]}};
    return {{"price_usd_per_t", out.price_usd_per_t},
            {"quantity_t", out.quantity_t},
            {"demand_elasticity", number(out.demand_elasticity)},
            {"herfindahl", out.herfindahl},
            {"mean_lerner_index", out.mean_lerner_index},
            {"herfindahl_over_elasticity", firms.oligopoly.conduct * out.herfindahl / 1e4 / out.demand_elasticity},
            {"total_profit_usd", out.total_profit_usd()},
            {"consumer_surplus_usd", number(out.consumer_surplus_usd)},
            {"welfare_usd", number(out.welfare_usd())},
            {"firms", rows}};
}

// What the firms that merge earned apart, up to which cost their merger leaves the price, and what others gain by it.
ordered_json merger_of(const config::NamedFirms& before, const config::NamedFirms& after) {
    const OligopolyOutcome apart = clear_oligopoly(before.oligopoly), merged = clear_oligopoly(after.oligopoly);
    std::vector<std::size_t> who;
    std::vector<double> costs;
    double profit_usd = 0, sold_t = 0;
    for (std::size_t i = 0; i < before.names.size(); ++i) {
        if (std::find(after.merged.begin(), after.merged.end(), before.names[i]) == after.merged.end()) continue;
        who.push_back(i);
        costs.push_back(before.oligopoly.cost_usd_per_t[i]);
        profit_usd += apart.profit_usd[i];
        sold_t += apart.sold_t[i];
    }
    return {{"profit_apart_usd", profit_usd},
            {"profit_merged_usd", merged.profit_usd[0]},
            {"share_apart", sold_t / apart.quantity_t},
            {"price_neutral_cost_usd_per_t", break_even_cost_usd_per_t(apart.price_usd_per_t, costs)},
            {"external_gain_usd_per_t", external_gain_usd_per_t(before.oligopoly, apart, who)}};
}

// Prices at which it opens and closes, and those at which it would if the price stood still.
ordered_json report_of(const config::PlantKeys& plant) {
    const auto found =
        real_option_thresholds({plant.running_cost_usd_per_t, plant.entry_cost_usd_per_t, plant.exit_cost_usd_per_t,
                                plant.discount_rate, plant.drift, plant.volatility});
    return {{"opens_at_usd_per_t", found.open},
            {"closes_at_usd_per_t", found.close},
            {"full_cost_usd_per_t", plant.running_cost_usd_per_t + plant.discount_rate * plant.entry_cost_usd_per_t},
            {"running_cost_less_exit_usd_per_t",
             plant.running_cost_usd_per_t - plant.discount_rate * plant.exit_cost_usd_per_t}};
}

void add_choices(const MarketFile& file, const Answer& answer, ordered_json& report) {
    for (std::size_t k = 0; k < file.choices.size(); ++k) report["found"][file.choice_names[k]] = answer.value[k];
}

}  // namespace

ordered_json market_report(const MarketFile& file) {
    ordered_json report = {{"title", file.title}, {"source", file.source}};
    if (file.firms_before) {
        report["before"] = report_of(*file.firms_before);
        if (file.has_change) report["after"] = report_of(*file.firms_after);
        if (!file.firms_after->merged.empty() && file.has_change)
            report["merger"] = merger_of(*file.firms_before, *file.firms_after);
        return report;
    }
    if (file.plant_before) {
        report["before"] = report_of(*file.plant_before);
        if (file.has_change) report["after"] = report_of(*file.plant_after);
        return report;
    }
    const State before = cleared(file.before.market, file.before.measures);
    report["before"] = report_of(file, file.before.measures, before);
    TradeMeasures measures = file.after.measures;
    if (!file.choices.empty()) {
        Answer answer = best_answers(file.after.market, measures, file.choices);
        if (!answer.settled) throw std::runtime_error("the charges to be found did not settle");
        add_choices(file, answer, report);
        measures = std::move(answer.measures);
    }
    if (!file.has_change && file.choices.empty()) return report;
    const State after = cleared(file.after.market, measures);
    report["after"] = report_of(file, measures, after);
    report["change"] = change_of(file, before, after);
    if (file.first_order) report["first_order"] = first_order_of(file, measures, before);
    return report;
}

}  // namespace orepolitik::cli
