// The actor runs a strategic reserve of the minerals, in the form that its manufacturers buy: it buys cheap and sells
// dear within bands round a three-year mean, and releases in a crisis of supply. Leaves out: rotation of old stock;
// storage abroad.
#pragma once
#include <string_view>

#include "model/law/measure.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

// How a reserve is run: five bands between a floor and a ceiling.
struct ReserveRule {
    double target_days = 60;
    double most_days = 180;
    double band = 0.3;
    double budget_usd = 0;
    double credit_usd = 0;

    void fields(auto&& visit) {
        visit({"target_days", "days of use", "Stock that it aims at, and below which users' cover is a crisis."},
              target_days, in_range(0, 3650));
        visit({"most_days", "days of use", "Most that its stores hold."}, most_days, in_range(0, 36500));
        visit({"band", "fraction", "Floor and ceiling lie this far below and above the three-year mean price."}, band,
              in_range(0.01, 5));
        visit({"budget_usd", "USD", "Money that it starts with."}, budget_usd, at_least(0));
        visit({"credit_usd", "USD", "Most that it may borrow; beyond it the reserve is insolvent and sells out."},
              credit_usd, at_least(0));
    }
};

struct StrategicReserve {
    static constexpr std::string_view name = "strategic_reserve";
    static constexpr std::string_view meaning =
        "The actor runs a strategic reserve: it buys cheap, sells dear, and releases in a crisis of supply.";
    static constexpr std::string_view source =
        "International Tin Agreement 1956 to 1985, buffer stock with five price bands, insolvent in 1985 with 900 "
        "million "
        "pounds of loans; JOGMEC, 60 days of use; U.S. Strategic and Critical Materials Stock Piling Act.";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    Measure measure;
    ReserveRule rule;

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        rule.fields(visit);
    }
};

}  // namespace orepolitik
