// A market file for `orepolitik clear`: one market by curves or by base-year flows, trade measures, and a change of any
// of it; or firms that share a demand; or a plant that opens and closes. Every key is listed by `orepolitik describe
// market` and the groups it names.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "config/fault.hpp"
#include "model/fields.hpp"
#include "model/market/best_response.hpp"
#include "model/market/conduct.hpp"
#include "model/market/first_order.hpp"
#include "model/market/single_market.hpp"

namespace orepolitik::config {

// The keys at the top of a market file beside its sections.
struct MarketKeys {
    std::string title, question, source, base;
    double sourcing_elasticity = 8;
    bool same_good = false;
    std::string relationships = "as_given";
    bool first_order = false;

    void fields(auto&& visit) {
        visit({"title", "", "What the market is called, in one line."}, title, anything().required());
        visit({"question", "", "What it asks, in a sentence."}, question, anything());
        visit({"source", "", "Where the case comes from."}, source, anything());
        visit({"base", "", "Market file that this one inherits, relative to this file; what stands here wins."}, base,
              anything());
        visit({"sourcing_elasticity", "", "Elasticity of substitution between origins (sigma of the exchange)."},
              sourcing_elasticity, in_range(1.01, 4000));
        visit({"same_good", "", "All origins are the same good: the limit of an infinite sourcing elasticity."},
              same_good, anything());
        visit({"relationships", "",
               "Sourcing weights: as_given, or long_run, where they have followed trade until they are the shares "
               "traded."},
              relationships, one_of({"as_given", "long_run"}));
        visit({"first_order", "", "Also prints the first-order response to the change (GSIM)."}, first_order,
              anything());
    }
};

// A curve through a point, or a straight line.
struct CurveKeys {
    std::string shape = "isoelastic";
    double quantity_t = unset, price_usd_per_t = unset, elasticity = unset;
    double intercept_t = unset, slope_t_per_usd = unset;
    double shift = 1;

    static constexpr double unset = std::numeric_limits<double>::quiet_NaN();

    void fields(auto&& visit) {
        visit({"shape", "", "How quantity answers the price."}, shape, one_of({"logistic", "isoelastic", "linear"}));
        visit({"quantity_t", "t", "Quantity at the price; of a logistic curve the most that is offered or wanted."},
              quantity_t, in_range(1e-9, 1e15));
        visit({"price_usd_per_t", "USD/t", "Price of that quantity; of a logistic curve that of half the quantity."},
              price_usd_per_t, in_range(1e-9, 1e15));
        visit({"elasticity", "", "Elasticity at that point, above zero for buyers too; steepness of a logistic curve."},
              elasticity, in_range(1e-6, 1000));
        visit({"intercept_t", "t", "Quantity of a straight line at a price of zero; below zero for most supply."},
              intercept_t, in_range(-1e15, 1e15));
        visit({"slope_t_per_usd", "t per USD/t", "Slope of a straight line, above zero for buyers too."},
              slope_t_per_usd, in_range(1e-12, 1e15));
        visit({"shift", "", "Factor on the quantity at every price."}, shift, in_range(1e-6, 1e6));
    }
};

struct ChoiceKeys {
    std::string country, charge, partner;
    double low = 0, high = 0;

    void fields(auto&& visit) {
        visit({"country", "", "Who chooses the charge for his own welfare."}, country, anything().required());
        visit({"charge", "", "What he chooses."}, charge,
              one_of({"import_duty", "import_duty_usd_per_t", "export_tax", "export_tax_usd_per_t"}).required());
        visit({"partner", "", "Trade with whom it falls on; all abroad if left out."}, partner, anything());
        visit({"low", "fraction or USD/t", "Lowest value tried."}, low, in_range(0, 1e9));
        visit({"high", "fraction or USD/t", "Highest value tried."}, high, in_range(1e-6, 1e9).required());
    }
};

struct FirmKeys {
    double conduct = 1, merged_cost_usd_per_t = CurveKeys::unset;
    std::vector<std::string> merge;

    void fields(auto&& visit) {
        visit({"conduct", "", "Market power of each firm: 0 price taker, 1 Cournot."}, conduct, in_range(0, 10));
        visit({"merge", "", "Firms that become one."}, merge, anything());
        visit({"merged_cost_usd_per_t", "USD/t", "Marginal cost of the merged firm; the lowest of theirs if left out."},
              merged_cost_usd_per_t, in_range(-1e15, 1e15));
    }
};

// A plant that may open and close at a cost while the price wanders; money in any one unit.
struct PlantKeys {
    double running_cost_usd_per_t = 0, entry_cost_usd_per_t = 0, exit_cost_usd_per_t = 0;
    double discount_rate = 0.08, drift = 0, volatility = 0;

    void fields(auto&& visit) {
        visit({"running_cost_usd_per_t", "USD/t", "Avoidable cost of a tonne."}, running_cost_usd_per_t,
              in_range(0, 1e15).required());
        visit({"entry_cost_usd_per_t", "USD per t/year", "Cost of opening, per tonne of yearly output."},
              entry_cost_usd_per_t, in_range(0, 1e15).required());
        visit({"exit_cost_usd_per_t", "USD per t/year", "Cost of closing; below zero if something is recovered."},
              exit_cost_usd_per_t, in_range(-1e15, 1e15));
        visit({"discount_rate", "1/year", "Continuous rate at which the owner discounts."}, discount_rate,
              in_range(1e-6, 10));
        visit({"drift", "1/year", "Expected growth of the price; below discount_rate."}, drift, in_range(-10, 10));
        visit({"volatility", "per square root of a year", "Of the log price."}, volatility, in_range(0, 10).required());
    }
};

// A section of `trade`: numbers by route or by country.
struct TradeKey {
    FieldInfo info;
    double high;
    std::vector<double> TradeMeasures::*column;
    bool by_importer;  // the outer name is the importer's, the inner one the exporter's
};
const std::vector<TradeKey>& trade_keys();

// The sections of `trade` that are no charges.
struct TradeWord {
    FieldInfo info;
    Check check;
    bool numeric;
};
const std::vector<TradeWord>& trade_words();

struct NamedMarket {
    SingleMarket market;
    TradeMeasures measures;
};

struct NamedFirms {
    std::vector<std::string> names;
    Oligopoly oligopoly;
    std::vector<std::string> merged;  // names of those that became one
};

struct MarketFile {
    std::string title, question, source;
    Place place;  // of the countries, firms or plant, for what only clearing can tell
    bool has_change = false, first_order = false;
    std::vector<std::string> countries;
    NamedMarket before, after;              // alike without a change
    std::vector<std::string> choice_names;  // charges to be found, over those of `after`
    std::vector<Choice> choices;
    std::optional<NamedFirms> firms_before, firms_after;
    std::optional<PlantKeys> plant_before, plant_after;
};

// Whether a file describes one market, firms or a plant, and not a scenario. Throws FileError if it cannot be read.
bool is_market_file(const std::string& file);

// Throws InputError with every fault, FileError if the file cannot be read.
MarketFile load_market(const std::string& file, const std::vector<std::string>& overrides = {});

}  // namespace orepolitik::config
