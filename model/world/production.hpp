// Output, use and recipes as the tables state them.
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
#pragma once
#include <string>

#include "model/world/row.hpp"

namespace orepolitik {

struct MineProductionRow {
    static constexpr TableText table{"mine_production.csv", "Mine output and reserves by country.", Presence::required};
    static constexpr std::array<std::string_view, 3> key{"mineral", "iso3", "year"};
    std::string mineral;
    std::string iso3;
    double year = blank;
    double production_t = blank;
    double reserves_t = blank;
    double plants = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"iso3", "", "Country."}, iso3, names_a(Refers::country).required());
        visit({"year", "year", "Year of the output."}, year, in_range(1900, 2200));
        visit({"production_t", "t/year", "Output, contained."}, production_t, at_least(0).required());
        visit({"reserves_t", "t", "Reserves, contained."}, reserves_t, at_least(0));
        visit({"plants", "plants",
               "Mines that make it beside named assets; if blank, by generic_plants_per_world_share."},
              plants, in_range(1, 1e7));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct RefinedProductionRow {
    static constexpr TableText table{"refined_production.csv", "Smelter, refinery or separation output by country.",
                                     Presence::required};
    static constexpr std::array<std::string_view, 3> key{"mineral", "iso3", "year"};
    std::string mineral;
    std::string iso3;
    double year = blank;
    double production_t = blank;
    double plants = blank;
    std::string product;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"iso3", "", "Country."}, iso3, names_a(Refers::country).required());
        visit({"year", "year", "Year of the output."}, year, in_range(1900, 2200));
        visit({"production_t", "t/year", "Output, contained."}, production_t, at_least(0).required());
        visit({"plants", "plants",
               "Smelters that make it beside named assets; if blank, by generic_plants_per_world_share."},
              plants, in_range(1, 1e7));
        visit({"product", "", "What is counted."}, product, anything());
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct ConsumptionRow {
    static constexpr TableText table{"consumption.csv", "Use by country or customs union.", Presence::required};
    static constexpr std::array<std::string_view, 3> key{"mineral", "iso3", "year"};
    std::string mineral;
    std::string iso3;
    double year = blank;
    double demand_t = blank;
    std::string product;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"iso3", "", "Country or customs union."}, iso3, names_a(Refers::country).required());
        visit({"year", "year", "Year of the use."}, year, in_range(1900, 2200));
        visit({"demand_t", "t/year", "Use, contained."}, demand_t, at_least(0).required());
        visit({"product", "", "What is counted."}, product, anything());
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct ChainRow {
    static constexpr TableText table{"chains.csv", "What goes into a tonne of product.", Presence::required};
    static constexpr std::array<std::string_view, 3> key{"mineral", "output", "input"};
    std::string mineral;
    std::string output;
    std::string input;
    double input_t_per_t_output = blank;
    std::string note;
    std::string source;
    std::string quality;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"output", "", "Product."}, output, anything().required());
        visit({"input", "", "What goes in: a product, a mineral, scrap, electricity_mwh."}, input,
              anything().required());
        visit({"input_t_per_t_output", "t/t or MWh/t", "Input per tonne of output."}, input_t_per_t_output,
              at_least(0).required());
        visit({"note", "", "Anything a reader should know."}, note, anything());
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
    }
};

struct MineHistoryRow {
    static constexpr TableText table{"mine_production_by_year.csv",
                                     "Mine output of several years, to compare results with; no rule reads it.",
                                     Presence::optional};
    static constexpr std::array<std::string_view, 3> key{"mineral", "iso3", "year"};
    std::string mineral;
    std::string iso3;
    double year = blank;
    double production_t = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"iso3", "", "Country; WLD for the world."}, iso3, names_a(Refers::country).required());
        visit({"year", "year", "Year of the output."}, year, in_range(1900, 2200).required());
        visit({"production_t", "t/year", "Output, contained."}, production_t, at_least(0).required());
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct PipelineRow {
    static constexpr TableText table{"pipeline.csv", "Capacity under construction or decided when the world begins.",
                                     Presence::optional};
    static constexpr std::array<std::string_view, 4> key{"mineral", "iso3", "stage", "project"};
    std::string mineral;
    std::string iso3;
    std::string stage;
    std::string project;
    double capacity_t = blank;
    double opens_year = blank;
    double opens_month = blank;
    double ramp_months = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"iso3", "", "Country."}, iso3, names_a(Refers::country).required());
        visit({"stage", "", "Mine or refined output."}, stage, one_of({"mine", "refined"}).required());
        visit({"project", "",
               "Name of the project; a plant or deposit of that name takes it, else the first of country and product."},
              project, anything().required());
        visit({"capacity_t", "t/year", "Capacity that it adds, contained."}, capacity_t, at_least(0).required());
        visit({"opens_year", "year", "Year in which it opens, as planned when the world begins."}, opens_year,
              in_range(1900, 2200).required());
        visit({"opens_month", "month", "Month of that year, 1 to 12; if blank, 1."}, opens_month, in_range(1, 12));
        visit(
            {"ramp_months", "months", "That it takes from opening to full capacity, a part each quarter; if blank, 0."},
            ramp_months, in_range(0, 240));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct DepositRow {
    static constexpr TableText table{
        "deposits.csv", "Deposits that nobody works, beside those that mine_production.csv knows by reserves alone.",
        Presence::optional};
    static constexpr std::array<std::string_view, 3> key{"mineral", "iso3", "deposit"};
    std::string mineral;
    std::string iso3;
    std::string deposit;
    double reserves_t = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral whose ore it holds."}, mineral, names_a(Refers::mineral).required());
        visit({"iso3", "", "Country."}, iso3, names_a(Refers::country).required());
        visit({"deposit", "", "Its name."}, deposit, anything().required());
        visit({"reserves_t", "t", "What it holds, contained."}, reserves_t, at_least(0).required());
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

}  // namespace orepolitik
