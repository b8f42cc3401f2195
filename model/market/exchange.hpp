// The exchange of one material in one month: sellers' and buyers' orders, routes, sourcing shares, quotas -> prices,
// rents and flows. One strictly convex problem, so the answer exists, is unique and depends on no order or path.
// Leaves out: how agents form orders (agents/), what laws make of a route (model/law/), who is paid (the ledger).
// Source: Armington (1969), IMF Staff Papers 16, for sourcing by origin; the potential is that of a Samuelson (1952),
// AER 42, spatial equilibrium with that sourcing; projected Newton: Bertsekas (1982), SIAM J. Control 20.
//
//   minimise  sum_i integral S_i(u) du  +  sum_j integral_{v_j}^inf D_j(v) dv  +  sum_i Q_i r_i     over u, r >= 0
//   v_j = -(1/sigma) ln sum_i w_ij exp(-sigma (u_i + [i abroad] r_i + t_ij))
//
// whose gradient is excess supply (by u_i) and unused quota (by r_i).
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "model/ids.hpp"
#include "model/market/complementarity.hpp"
#include "model/market/curves.hpp"
#include "model/market/ldlt.hpp"
#include "model/market/order_curves.hpp"
#include "model/market/sourcing.hpp"

namespace orepolitik {

struct SellSide {  // orders of exporter i are [first[i], first[i + 1])
    std::span<const double> quantity_t, log_reservation, steepness;
    std::span<const std::uint32_t> first;
    std::span<const Curve> curves{};  // besides the orders: one more curve per exporter, or none at all
};

struct BuySide {  // tranches of importer j are [first[j], first[j + 1])
    std::span<const double> quantity_t, log_value, steepness;
    std::span<const std::uint32_t> first;
    std::span<const Curve> curves{};  // besides the tranches: one more curve per importer, or none at all
};

struct ExchangeProblem {
    SellSide sell;
    BuySide buy;
    std::size_t exporters = 0, importers = 0;
    double sourcing_elasticity = 8;
    std::span<const double> log_weight;      // [exporter * importers + importer]; -infinity: no route
    std::span<const double> log_trade_cost;  // same shape; delivered over FOB price, in logs
    std::span<const std::uint32_t> home;     // per exporter: the importer that is its own region, or none_index
    std::span<const double> export_cap_t;    // per exporter, all routes abroad together; +infinity if none
    double least_offer_share = 0;  // of what all offer: who offers no more is left out and keeps his last price
};

// Going in: a warm start if the sizes fit. Coming out: the solution.
struct ExchangeResult {
    std::vector<double> log_price;      // FOB, per exporter; finite also for those who sell nothing
    std::vector<double> log_rent;       // licence rent, >= 0; 0 where the cap is zero: nothing is licensed
    std::vector<double> log_delivered;  // buyers' price index, per importer; +infinity if unserved
    std::vector<double> flow_t;         // [exporter * importers + importer]
    int iterations = 0;
    double residual = 0;  // largest excess supply or quota overrun, over total trade
    bool converged = false;

    void carried(auto&& visit) { visit(log_price, log_rent, log_delivered, flow_t, iterations, residual, converged); }
};

class ExchangeSolver {
  public:
    void solve(const ExchangeProblem& problem, ExchangeResult& result);
    // The problem solved last with other trade costs: its orders and open routes are taken as they were.
    void solve_again(const ExchangeProblem& problem, ExchangeResult& result);
    // Whether an exporter of the problem solved last offered enough to be asked for a price.
    bool offers(std::size_t exporter) const { return supply_.total_t(exporter) > least_offer_t_; }

  private:
    struct Residual {
        double of_trade = 0;  // largest imbalance over total trade
        double of_own = 0;    // largest imbalance over the exporter's own sales
        bool small() const { return of_trade <= 1e-9 && of_own <= 1e-6; }
    };

    void select_participants(const ExchangeProblem& problem);
    void load_routes(const ExchangeProblem& problem);
    void load_routes_of(const ExchangeProblem& problem, std::size_t seller);
    void size_columns();
    void start(const ExchangeResult& last, bool warm);
    void sharpen(const ExchangeProblem& problem);
    bool settle_tails();
    double price_on_own_curve(std::size_t seller);
    void shift_all_prices_to_balance();
    void evaluate(const std::vector<double>& point);
    Residual residual() const;
    void assemble_hessian();
    const double* shares_with_rents();
    void find_direction();
    void choose_rent_steps();
    double step_length();
    double derivative_at(double length);
    void report(const ExchangeProblem& problem, ExchangeResult& result) const;
    double quote_without_sales(std::size_t exporter, double last) const;
    std::size_t variables() const { return exporters_.size() + capped_.size(); }

    OrderCurves supply_, demand_;
    Sourcing sourcing_;
    Ldlt factor_;
    Complementarity rents_;
    double sigma_ = 0;
    double least_offer_t_ = 0;
    double book_t_ = 0;                     // smaller of what is offered and what is wanted: floor for the trade scale
    std::vector<std::uint32_t> exporters_;  // who can sell to somebody, as indices of the problem
    std::vector<std::uint32_t> importers_;  // who can buy from somebody
    std::vector<std::uint32_t> home_;       // per active exporter: active importer, or none_index
    std::vector<std::uint32_t> capped_;     // active exporters with a quota and a route abroad
    std::vector<double> cap_t_;             // per capped exporter
    // A point is all log prices, then all rents.
    std::vector<double> point_, trial_, direction_, gradient_;
    std::vector<double> supply_t_, supply_slope_, demand_t_, demand_slope_, sales_t_, abroad_price_, abroad_t_;
    std::vector<double> weighted_shares_, shares_with_rents_;  // [importer][variable], padded
};

}  // namespace orepolitik
