// Government stocks and the record of past laws.
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
#pragma once
#include <string>

#include "model/world/row.hpp"

namespace orepolitik {

struct StockpileRow {
    static constexpr TableText table{"stockpiles.csv", "Stocks of governments, exchanges and industry.",
                                     Presence::optional};
    static constexpr std::array<std::string_view, 3> key{"iso3", "mineral", "holder"};
    std::string iso3;
    std::string mineral;
    double stock_t = blank;
    std::string as_of;
    std::string holder;
    std::string held_by;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"iso3", "", "Country."}, iso3, names_a(Refers::country).required());
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"stock_t", "t", "Stock, contained."}, stock_t, at_least(0).required());
        visit({"as_of", "", "Day of the figure."}, as_of, anything());
        visit({"holder", "", "Who holds it."}, holder, anything().required());
        visit({"held_by", "", "What kind of holder; a government if left out."}, held_by,
              one_of({"government", "exchange", "industry"}));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct PolicyRow {
    static constexpr TableText table{
        "policies.csv", "Laws of the past and present, as a record; scenarios put laws in force.", Presence::optional};
    static constexpr std::array<std::string_view, 4> key{"iso3", "mineral", "instrument", "start"};
    std::string iso3;
    std::string mineral;
    std::string instrument;
    std::string start;
    std::string end;
    std::string detail;
    std::string status;
    std::string source;
    std::string quality;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"iso3", "", "Country that acts."}, iso3, names_a(Refers::country).required());
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"instrument", "", "Kind of law."}, instrument, anything().required());
        visit({"start", "", "First day."}, start, anything().required());
        visit({"end", "", "Last day; blank if in force."}, end, anything());
        visit({"detail", "", "What it does."}, detail, anything());
        visit({"status", "", "How far the law has come."}, status,
              one_of({"announced", "legislated", "active", "amended", "suspended", "dropped", "history"}));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
    }
};

}  // namespace orepolitik
