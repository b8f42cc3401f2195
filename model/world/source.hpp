// Where figures come from, and how the products of each use live.
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
#pragma once
#include <string>

#include "model/world/row.hpp"

namespace orepolitik {

struct SourceRow {
    static constexpr TableText table{
        "sources.csv", "Where figures come from. Without this table sources are not checked.", Presence::optional};
    static constexpr std::array<std::string_view, 1> key{"source_id"};
    std::string source_id;
    std::string citation;
    std::string licence;
    std::string verification;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"source_id", "", "Short name that `source` columns use."}, source_id, anything().required());
        visit({"citation", "", "Full citation."}, citation, anything().required());
        visit({"licence", "", "Terms of use."}, licence, anything());
        visit({"verification", "", "What was checked."}, verification, anything());
    }
};

struct SectorRow {
    static constexpr TableText table{"sectors.csv",
                                     "How long the products of a use live and what stopping them costs. With this "
                                     "table every use in minerals.csv needs a row.",
                                     Presence::optional};
    static constexpr std::array<std::string_view, 1> key{"sector"};
    std::string sector;
    double lifetime_mean_years = blank;
    double lifetime_sd_years = blank;
    double choke_price_multiple = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"sector", "", "Use, as in minerals.csv:demand_sectors."}, sector, anything().required());
        visit({"lifetime_mean_years", "years", "Mean life of the products."}, lifetime_mean_years, in_range(0.1, 200));
        visit({"lifetime_sd_years", "years", "Standard deviation of that life."}, lifetime_sd_years,
              in_range(0.01, 100));
        visit({"choke_price_multiple", "base prices", "Loss of output per tonne of metal short."}, choke_price_multiple,
              in_range(1.5, 1000));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

}  // namespace orepolitik
