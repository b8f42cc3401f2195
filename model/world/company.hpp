// Companies, their output and what they own.
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
#pragma once
#include <string>

#include "model/world/row.hpp"

namespace orepolitik {

struct CompanyRow {
    static constexpr TableText table{"companies.csv", "Companies.", Presence::optional};
    static constexpr std::array<std::string_view, 1> key{"id"};
    std::string id;
    std::string name;
    std::string home_iso3;
    double state_owned = blank;
    double state_share = blank;
    double market_cap_usd_bn = blank;
    std::string market_cap_date;
    double trading_house = blank;
    std::string source;
    std::string quality;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"id", "", "Short name used by other tables."}, id, anything().required());
        visit({"name", "", "Name for people."}, name, anything().required());
        visit({"home_iso3", "", "Country of the head office."}, home_iso3, names_a(Refers::country).required());
        visit({"state_owned", "0 or 1", "1 if a state controls it."}, state_owned, in_range(0, 1));
        visit({"state_share", "fraction", "Part that states own."}, state_share, in_range(0, 1));
        visit({"market_cap_usd_bn", "billion USD", "Market value."}, market_cap_usd_bn, at_least(0));
        visit({"market_cap_date", "", "Day of the value."}, market_cap_date, anything());
        visit({"trading_house", "0 or 1", "1 if it trades metals of others on a large scale."}, trading_house,
              in_range(0, 1));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
    }
};

struct CompanyProductionRow {
    static constexpr TableText table{"company_production.csv", "Output by company, to compare results with.",
                                     Presence::optional};
    static constexpr std::array<std::string_view, 3> key{"company", "mineral", "stage"};
    std::string company;
    std::string mineral;
    std::string stage;
    double production_t = blank;
    double year = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"company", "", "Company."}, company, names_a(Refers::company).required());
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"stage", "", "Mine or refined output."}, stage, one_of({"mine", "refined"}).required());
        visit({"production_t", "t/year", "Attributable or consolidated output."}, production_t, at_least(0).required());
        visit({"year", "year", "Year of the output."}, year, in_range(1900, 2200));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct OwnershipRow {
    static constexpr TableText table{
        "ownership.csv",
        "Who owns how much of which mine or smelter; asset `ALL` is part of a whole country and need not sum to one.",
        Presence::optional};
    static constexpr std::array<std::string_view, 5> key{"mineral", "host_iso3", "asset", "stage", "owner"};
    std::string mineral;
    std::string host_iso3;
    std::string asset;
    std::string stage;
    std::string owner;
    double owner_is_company_id = blank;
    std::string owner_iso3;
    double share = blank;
    double year = blank;
    std::string source;
    std::string quality;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"host_iso3", "", "Country of the asset."}, host_iso3, names_a(Refers::country).required());
        visit({"asset", "", "Name of the mine or smelter, or ALL."}, asset, anything().required());
        visit({"stage", "", "What the asset is."}, stage, one_of({"mine", "refined", "project"}).required());
        visit({"owner", "", "Company id, or a name in words."}, owner, anything().required());
        visit({"owner_is_company_id", "0 or 1", "1 if the owner is a row of companies.csv."}, owner_is_company_id,
              in_range(0, 1));
        visit({"owner_iso3", "", "Home of the owner."}, owner_iso3, names_a(Refers::country));
        visit({"share", "fraction", "Part owned; the shares of an asset sum to one."}, share,
              in_range(0, 1).required());
        visit({"year", "year", "Year of the share."}, year, in_range(1900, 2200));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
    }
};

}  // namespace orepolitik
