// A dated course of something that the model does not explain: demand of a sector, a currency, energy prices, interest.
// Values are joined by straight lines; before the first date the base year holds, after the last its value.
// Leaves out: what agents make of it (agents/), where it comes from.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik {

enum class PathKind : unsigned char {
    demand,
    currency,
    dollar,
    electricity_price,
    fuel_price,
    carbon_price,
    policy_rate,
    power_demand,
    generation
};

// What a path moves, in the order of PathKind.
struct PathKindText {
    std::string_view name, unit, meaning;
    double lowest, highest;
};
inline constexpr std::array<PathKindText, 9> path_kinds{{
    {"demand", "base-year level", "needs of users", 0, 1000},
    {"currency", "base-year level", "USD per unit of the countries' money, in real terms", 0.01, 100},
    {"dollar", "base-year level", "value of the numeraire in the money of countries that have another", 0.01, 100},
    {"electricity_price", "base-year level", "power price for industry, in the country's money", 0.01, 100},
    {"fuel_price", "base-year level", "price of oil and gas burned in mines and smelters", 0.01, 100},
    {"carbon_price", "USD/tCO2", "price of carbon in place of the base year's", 0, 10000},
    {"policy_rate", "percentage points", "rise of the cost of money over the base year's", -20, 100},
    {"power_demand", "base-year level", "use of electric power but by smelters, beside its usual growth", 0, 100},
    {"generation", "base-year level", "power to be had from the sources, beside its usual growth", 0, 100},
}};

struct Path {
    std::string path;                    // a name of path_kinds
    std::vector<std::string> countries;  // empty: all
    std::vector<std::string> minerals;   // of demand; empty: all
    std::vector<std::string> sectors;    // of demand; empty: all
    std::vector<std::string> sources;    // of generation; empty: all
    std::vector<DatedValue> values;
    bool steps = false;
    bool replaces_growth = false;
    double foresight = 0;

    PathKind kind() const {
        std::size_t k = 0;
        while (k + 1 < path_kinds.size() && path_kinds[k].name != path) ++k;
        return static_cast<PathKind>(k);
    }
    void fields(auto&& visit) {
        visit({"path", "", "What moves."}, path,
              one_of({"demand", "currency", "dollar", "electricity_price", "fuel_price", "carbon_price", "policy_rate",
                      "power_demand", "generation"})
                  .required());
        visit({"countries", "",
               "Countries or customs unions it moves in; all if left out. Demand and money of a union's member are the "
               "union's."},
              countries, names_a(Refers::region));
        visit({"minerals", "", "Minerals whose demand moves; all if left out."}, minerals, names_a(Refers::mineral));
        visit({"sectors", "", "Sectors whose demand moves; all if left out."}, sectors, names_a(Refers::sector));
        visit(
            {"sources", "",
             "Sources of power whose generation moves: coal, gas, oil, nuclear, hydro, wind_solar, other; all if left "
             "out."},
            sources, anything());
        visit({"values", "multiple of the base year; carbon_price: USD/tCO2; policy_rate: percentage points",
               "Months with values, in order, joined by straight lines."},
              values, anything().required());
        visit({"steps", "", "Values hold until the next date, instead of being joined by lines."}, steps, anything());
        visit({"replaces_growth", "", "Of demand: the world's own growth does not come on top."}, replaces_growth,
              anything());
        visit({"foresight", "fraction",
               "Of demand: part of its coming change that who starts projects counts with, one lead time ahead."},
              foresight, in_range(0, 1));
    }
};

}  // namespace orepolitik
