// Market power as one number: a firm of share s facing a demand of elasticity eta asks (p - c) / p = conduct s / eta.
// Conduct 0 is a price taker, 1 a Cournot oligopolist. What a merger does to price, rivals and buyers follows.
// Leaves out: capacity, entry, and which companies merge (agents/company).
// Source: Cournot (1838); Bresnahan (1989), Handbook of Industrial Organization; Cowling and Waterson (1976) for the
// sum of share times Lerner index; Salant, Switzer and Reynolds (1983), QJE 98; Farrell and Shapiro (1990), AER 80.
#pragma once
#include <span>
#include <vector>

#include "model/market/curves.hpp"

namespace orepolitik {

// The Lerner index (price - marginal cost) / price that a firm asks; demand_elasticity above zero.
inline double lerner_index(double conduct, double share, double demand_elasticity) {
    return conduct * share / demand_elasticity;
}

// Firms of constant marginal cost that sell one good to one market.
struct Oligopoly {
    Curve demand;
    std::vector<double> cost_usd_per_t;
    double conduct = 1;
};

struct OligopolyOutcome {
    double price_usd_per_t = 0, quantity_t = 0, demand_elasticity = 0;
    std::vector<double> sold_t, profit_usd;  // by firm
    double consumer_surplus_usd = 0;
    double herfindahl = 0;         // of shares in per cent, 0 to 10,000
    double mean_lerner_index = 0;  // weighted by shares
    double total_profit_usd() const;
    double welfare_usd() const { return total_profit_usd() + consumer_surplus_usd; }
};
// Price takers share the market of the cheapest alike. Requires that somebody's cost is below the choke price.
OligopolyOutcome clear_oligopoly(const Oligopoly& market);

// The merged firm's cost up to which the price does not rise: its margin at the old price must be the sum of theirs.
double break_even_cost_usd_per_t(double price_usd_per_t, std::span<const double> merging_costs_usd_per_t);

// What rivals and buyers together gain, per tonne by which merging firms cut total sales a little: with linear demand
// above zero where the merging share is below one half.
double external_gain_usd_per_t(const Oligopoly& market, const OligopolyOutcome& outcome,
                               std::span<const std::size_t> merging);

}  // namespace orepolitik
