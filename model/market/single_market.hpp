// One market by itself, as a textbook has it: countries with curves, what trade costs and what the law takes of it ->
// prices, flows, and who gains and loses. The exchange clears it; charges per tonne are made consistent with prices.
// Leaves out: months, stocks and agents (market.hpp), which country does what (best_response.hpp).
// Source: Samuelson (1952), AER 42; Takayama and Judge (1971); welfare as in Krugman, Obstfeld and Melitz, ch. 9.
#pragma once
#include <cstdint>
#include <limits>
#include <vector>

#include "model/market/curves.hpp"
#include "model/market/trade_cost.hpp"

namespace orepolitik {

enum class RentHolder : std::uint8_t { exporter, importer };
// Sourcing weights as given, or where the rule that they move toward the shares actually traded leads in the end.
enum class Relationships : std::uint8_t { as_given, long_run };

// What lies between a seller's and a buyer's price; by route [from * countries + to] or by exporter.
struct TradeMeasures {
    explicit TradeMeasures(std::size_t countries = 0)
        : freight_usd_per_t(countries * countries),
          export_tax(countries * countries),
          export_tax_usd_per_t(countries * countries),
          import_duty(countries * countries),
          import_duty_usd_per_t(countries * countries),
          closed(countries * countries),
          export_quota_t(countries, std::numeric_limits<double>::infinity()),
          rent_to(countries) {}

    std::vector<double> freight_usd_per_t;
    std::vector<double> export_tax, export_tax_usd_per_t;    // fraction of FOB value; USD per tonne
    std::vector<double> import_duty, import_duty_usd_per_t;  // fraction of CIF value; USD per tonne
    std::vector<std::uint8_t> closed;                        // 1: banned
    std::vector<double> export_quota_t;                      // all routes abroad together; infinity: none
    std::vector<RentHolder> rent_to;                         // who holds the quota's licences

    // With a rent of the exporter's quota: taxed with the price where exporters hold the licences, else behind the
    // border.
    PriceSplit split(std::size_t route, double fob_usd_per_t, double rent_usd_per_t = 0) const;
};

struct SingleMarket {
    std::vector<Curve> supply, demand;  // by country; none where the quantity is zero
    std::vector<double> log_weight;     // [from * countries + to]
    double sourcing_elasticity = 8;     // infinity: all origins are the same good
    Relationships relationships = Relationships::as_given;

    std::size_t countries() const { return supply.size(); }
};

struct MarketOutcome {
    std::vector<double> log_price, log_rent, log_delivered;  // by country, as ExchangeResult has them
    std::vector<double> flow_t;                              // [from * countries + to]
    bool converged = false;
};

// The same good is the limit of ever more alike origins, extrapolated from high elasticities. Relationships in the long
// run are a fixed point, weights = shares: whoever still sells to a buyer costs him the same, delivered, at any finite
// elasticity, so there is no gain from variety that nobody pays. Getting there by clearing again and again is the
// proximal point method with relative entropy on the spatial equilibrium: Teboulle (1992), Math. Oper. Res. 17.
MarketOutcome clear_market(const SingleMarket& market, const TradeMeasures& measures);

// One country's share of the outcome. Consumers' surplus is measured at the buyer's price index.
struct CountryAccounts {
    double fob_usd_per_t = 0, rent_usd_per_t = 0, delivered_usd_per_t = 0;
    double supply_t = 0, demand_t = 0, exports_t = 0, imports_t = 0;
    double outlay_usd = 0, sales_usd = 0, freight_usd = 0;  // buyers pay; sellers receive; carriers to this country
    double export_tax_usd = 0, import_duty_usd = 0, rent_usd = 0;
    double producer_surplus_usd = 0, consumer_surplus_usd = 0;

    double treasury_usd() const { return export_tax_usd + import_duty_usd; }
    double welfare_usd() const { return producer_surplus_usd + consumer_surplus_usd + treasury_usd() + rent_usd; }
};
std::vector<CountryAccounts> accounts_of(const SingleMarket& market, const TradeMeasures& measures,
                                         const MarketOutcome& outcome);

// What buyers of a country gain between two outcomes: finite also where their surplus is not.
double consumer_gain_usd(const SingleMarket& market, std::size_t country, const MarketOutcome& before,
                         const MarketOutcome& after);

// Weights, supply and demand that make base-year flows an equilibrium for any sourcing elasticity: each buyer's index
// is his mean delivered price, w = s exp(sigma (ln delivered - ln index)) with base shares s of tonnes.
void fit_to_flows(SingleMarket& market, const TradeMeasures& measures, const std::vector<double>& flow_t,
                  const std::vector<double>& fob_usd_per_t);

}  // namespace orepolitik
