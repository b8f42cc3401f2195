#include "model/market/single_market.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/market/exchange.hpp"
#include "model/market/surplus.hpp"

namespace orepolitik {
namespace {

// Owns what an ExchangeProblem refers to, and solves it until charges per tonne agree with prices.
class Clearing {
  public:
    Clearing(const SingleMarket& market, const TradeMeasures& measures)
        : market_(market), measures_(measures), countries_(market.countries()), first_(countries_ + 1, 0) {
        log_weight_ = market.log_weight;
        for (std::size_t r = 0; r < log_weight_.size(); ++r)
            if (measures.closed[r]) log_weight_[r] = -infinity;
        for (std::size_t i = 0; i < countries_; ++i) {
            const Curve& curve = market.supply[i].quantity_t > 0 ? market.supply[i] : market.demand[i];
            result_.log_price.push_back(curve.log_price);
            home_.push_back(static_cast<std::uint32_t>(i));
        }
        result_.log_rent.assign(countries_, 0.0);
        log_cost_.assign(countries_ * countries_, 0.0);
    }

    const ExchangeResult& solve(double sourcing_elasticity) {
        constexpr int most_rounds = 1000;
        const ExchangeProblem problem{{{}, {}, {}, first_, market_.supply},
                                      {{}, {}, {}, first_, market_.demand},
                                      countries_,
                                      countries_,
                                      sourcing_elasticity,
                                      log_weight_,
                                      log_cost_,
                                      home_,
                                      measures_.export_quota_t};
        update_costs();
        solver_.solve(problem, result_);
        bool settled = update_costs() < 1e-14;
        for (int round = 0; round < most_rounds && !settled; ++round) {
            solver_.solve_again(problem, result_);
            settled = update_costs() < 1e-14;
        }
        result_.converged = result_.converged && settled;
        return result_;
    }

    // Weights become the shares traded, in logs, so that a route out of use can come back.
    void follow_trade(double sourcing_elasticity) {
        for (std::size_t r = 0; r < log_weight_.size(); ++r) {
            const std::size_t i = r / countries_, j = r % countries_;
            if (!std::isfinite(log_weight_[r]) || !std::isfinite(result_.log_delivered[j])) continue;
            const double cost = result_.log_price[i] + (i == j ? 0.0 : result_.log_rent[i]) + log_cost_[r];
            log_weight_[r] -= sourcing_elasticity * (cost - result_.log_delivered[j]);
        }
    }

  private:
    double update_costs() {
        double largest = 0;
        for (std::size_t r = 0; r < log_cost_.size(); ++r) {
            const std::size_t i = r / countries_;
            const double fob = std::exp(result_.log_price[i]);
            const double rent = r % countries_ == i ? 0.0 : fob * std::expm1(result_.log_rent[i]);
            const double cost = std::log(measures_.split(r, fob, rent).delivered() / (fob + rent));
            largest = std::max(largest, std::abs(cost - log_cost_[r]));
            log_cost_[r] = cost;
        }
        return largest;
    }

    const SingleMarket& market_;
    const TradeMeasures& measures_;
    std::size_t countries_;
    std::vector<std::uint32_t> first_, home_;
    std::vector<double> log_weight_, log_cost_;
    ExchangeSolver solver_;
    ExchangeResult result_;
};

double largest_change(const std::vector<double>& before, const std::vector<double>& after) {
    double largest = 0;
    for (std::size_t k = 0; k < after.size(); ++k)
        if (std::isfinite(after[k])) largest = std::max(largest, std::abs(after[k] - before[k]));
    return largest;
}

MarketOutcome outcome_of(const ExchangeResult& result) {
    return {result.log_price, result.log_rent, result.log_delivered, result.flow_t, result.converged};
}

MarketOutcome clear_in_the_long_run(Clearing& clearing, double sourcing_elasticity) {
    constexpr int most_rounds = 20000;
    constexpr double settled = 1e-12;  // change of a log price
    MarketOutcome last = outcome_of(clearing.solve(sourcing_elasticity));
    for (int round = 0; round < most_rounds && last.converged; ++round) {
        clearing.follow_trade(sourcing_elasticity);
        MarketOutcome next = outcome_of(clearing.solve(sourcing_elasticity));
        const double change = std::max(largest_change(last.log_price, next.log_price),
                                       largest_change(last.log_delivered, next.log_delivered));
        last = std::move(next);
        if (change < settled) return last;
    }
    last.converged = false;
    return last;
}

// Prices and flows are smooth in 1/sigma: the polynomial through the last levels, read at zero.
constexpr std::array<double, 4> levels{500, 1000, 2000, 4000};

double extrapolated(const std::array<double, levels.size()>& values) {
    double sum = 0;
    for (std::size_t k = 0; k < levels.size(); ++k) {
        if (!std::isfinite(values[k])) return values[k];
        double weight = 1;
        for (std::size_t m = 0; m < levels.size(); ++m)
            if (m != k) weight *= levels[k] / (levels[k] - levels[m]);
        sum += weight * values[k];
    }
    return sum;
}

MarketOutcome clear_same_good(Clearing& clearing) {
    std::array<MarketOutcome, levels.size()> at;
    for (std::size_t k = 0; k < levels.size(); ++k) at[k] = outcome_of(clearing.solve(levels[k]));
    MarketOutcome limit = at.back();
    const auto extrapolate = [&](std::vector<double> MarketOutcome::*column, double lowest) {
        for (std::size_t n = 0; n < (limit.*column).size(); ++n) {
            std::array<double, levels.size()> values;
            for (std::size_t k = 0; k < levels.size(); ++k) values[k] = (at[k].*column)[n];
            (limit.*column)[n] = std::max(lowest, extrapolated(values));
        }
    };
    extrapolate(&MarketOutcome::log_price, -infinity);
    extrapolate(&MarketOutcome::log_delivered, -infinity);
    extrapolate(&MarketOutcome::log_rent, 0);
    extrapolate(&MarketOutcome::flow_t, 0);
    for (const MarketOutcome& level : at) limit.converged = limit.converged && level.converged;
    return limit;
}

}  // namespace

PriceSplit TradeMeasures::split(std::size_t route, double fob_usd_per_t, double rent_usd_per_t) const {
    PriceSplit split;
    split.fob = fob_usd_per_t;
    const bool taxed = rent_to[route / rent_to.size()] == RentHolder::exporter;
    (taxed ? split.export_rent : split.import_rent) = rent_usd_per_t;
    const double value = split.fob + split.export_rent;
    split.export_tax = value * export_tax[route] + export_tax_usd_per_t[route];
    split.freight = freight_usd_per_t[route];
    const double cif = value + split.export_tax + split.freight;
    split.import_duty = cif * import_duty[route] + import_duty_usd_per_t[route];
    return split;
}

MarketOutcome clear_market(const SingleMarket& market, const TradeMeasures& measures) {
    Clearing clearing(market, measures);
    if (std::isinf(market.sourcing_elasticity)) return clear_same_good(clearing);
    if (market.relationships == Relationships::long_run)
        return clear_in_the_long_run(clearing, market.sourcing_elasticity);
    return outcome_of(clearing.solve(market.sourcing_elasticity));
}

std::vector<CountryAccounts> accounts_of(const SingleMarket& market, const TradeMeasures& measures,
                                         const MarketOutcome& outcome) {
    const std::size_t countries = market.countries();
    std::vector<CountryAccounts> accounts(countries);
    for (std::size_t i = 0; i < countries; ++i) {
        CountryAccounts& a = accounts[i];
        a.fob_usd_per_t = std::exp(outcome.log_price[i]);
        a.rent_usd_per_t = a.fob_usd_per_t * std::expm1(outcome.log_rent[i]);
        a.delivered_usd_per_t = std::exp(outcome.log_delivered[i]);
        a.consumer_surplus_usd = surplus_at(market.demand[i], Side::buy, outcome.log_delivered[i]);
    }
    for (std::size_t r = 0; r < countries * countries; ++r) {
        const bool abroad = r / countries != r % countries;
        CountryAccounts &from = accounts[r / countries], &to = accounts[r % countries];
        const double tonnes = outcome.flow_t[r], rent = abroad ? from.rent_usd_per_t : 0.0;
        const PriceSplit split = measures.split(r, from.fob_usd_per_t, rent);
        from.supply_t += tonnes;
        to.demand_t += tonnes;
        if (abroad) from.exports_t += tonnes, to.imports_t += tonnes;
        from.sales_usd += tonnes * from.fob_usd_per_t;
        to.outlay_usd += tonnes * split.delivered();
        to.freight_usd += tonnes * split.freight;
        from.export_tax_usd += tonnes * split.export_tax;
        to.import_duty_usd += tonnes * split.import_duty;
        (measures.rent_to[r / countries] == RentHolder::exporter ? from : to).rent_usd += tonnes * rent;
    }
    for (std::size_t i = 0; i < countries; ++i) {
        CountryAccounts& a = accounts[i];
        const bool offers = point_on(market.supply[i], Side::sell, outcome.log_price[i]).quantity_t > 0;
        if (offers && a.supply_t == 0) a.fob_usd_per_t = 0;  // nobody can buy: a tonne fetches nothing
        if (a.supply_t > 0) a.producer_surplus_usd = surplus_at(market.supply[i], Side::sell, outcome.log_price[i]);
    }
    return accounts;
}

double consumer_gain_usd(const SingleMarket& market, std::size_t country, const MarketOutcome& before,
                         const MarketOutcome& after) {
    const double was = before.log_delivered[country], is = after.log_delivered[country];
    const Curve& demand = market.demand[country];
    return is < was ? surplus_between(demand, Side::buy, is, was) : -surplus_between(demand, Side::buy, was, is);
}

void fit_to_flows(SingleMarket& market, const TradeMeasures& measures, const std::vector<double>& flow_t,
                  const std::vector<double>& fob_usd_per_t) {
    const std::size_t countries = market.countries();
    market.log_weight.assign(flow_t.size(), -infinity);
    for (std::size_t j = 0; j < countries; ++j) {
        double sold_t = 0, bought_t = 0, outlay_usd = 0;
        const auto delivered = [&](std::size_t r) {
            return measures.split(r, fob_usd_per_t[r / countries]).delivered();
        };
        for (std::size_t i = 0; i < countries; ++i) {
            const std::size_t r = i * countries + j;
            sold_t += flow_t[j * countries + i];
            bought_t += flow_t[r];
            outlay_usd += flow_t[r] * delivered(r);
        }
        market.supply[j].quantity_t *= sold_t;
        market.supply[j].log_price = std::log(fob_usd_per_t[j]);
        market.demand[j].quantity_t *= bought_t;
        if (bought_t > 0) market.demand[j].log_price = std::log(outlay_usd / bought_t);
        for (std::size_t r = j; r < flow_t.size(); r += countries) {
            if (!(flow_t[r] > 0)) continue;
            const double above_index = std::log(delivered(r)) - market.demand[j].log_price;
            market.log_weight[r] = std::log(flow_t[r] / bought_t) + market.sourcing_elasticity * above_index;
        }
    }
}

}  // namespace orepolitik
