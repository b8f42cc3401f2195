// Routes, straits and customs figures.
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
#pragma once
#include <string>

#include "model/world/row.hpp"

namespace orepolitik {

struct RouteRow {
    static constexpr TableText table{"routes.csv", "Ways between countries, by sea and land.", Presence::optional};
    static constexpr std::array<std::string_view, 4> key{"origin_iso3", "destination_iso3", "origin_port",
                                                         "destination_port"};
    std::string origin_iso3;
    std::string destination_iso3;
    std::string origin_port;
    std::string destination_port;
    double overland_km = blank;
    double sea_distance_nm = blank;
    std::string chokepoints;
    double distance_nm_suez_closed = blank;
    double distance_nm_bab_el_mandeb_closed = blank;
    double distance_nm_malacca_closed = blank;
    double distance_nm_panama_closed = blank;
    std::string distance_nm_hormuz_closed;
    double distance_nm_arctic_open = blank;
    double freight_bulk_usd_per_t = blank;
    double freight_container_usd_per_t = blank;
    double overland_freight_usd_per_t = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"origin_iso3", "", "From."}, origin_iso3, names_a(Refers::country).required());
        visit({"destination_iso3", "", "To."}, destination_iso3, names_a(Refers::country).required());
        visit({"origin_port", "", "Port of loading."}, origin_port, anything());
        visit({"destination_port", "", "Port of unloading."}, destination_port, anything());
        visit({"overland_km", "km", "Land part before or after the sea."}, overland_km, at_least(0));
        visit({"sea_distance_nm", "nautical miles", "Sea part."}, sea_distance_nm, in_range(0, 25000).required());
        visit({"chokepoints", "", "Rows of chokepoints.csv on the way, `;` between them."}, chokepoints,
              names_a(Refers::chokepoint).many());
        visit({"distance_nm_suez_closed", "nautical miles", "Sea part with Suez closed."}, distance_nm_suez_closed,
              in_range(0, 25000));
        visit({"distance_nm_bab_el_mandeb_closed", "nautical miles", "Sea part with Bab-el-Mandeb closed."},
              distance_nm_bab_el_mandeb_closed, in_range(0, 25000));
        visit({"distance_nm_malacca_closed", "nautical miles", "Sea part with Malacca closed."},
              distance_nm_malacca_closed, in_range(0, 25000));
        visit({"distance_nm_panama_closed", "nautical miles", "Sea part with Panama closed."},
              distance_nm_panama_closed, in_range(0, 25000));
        visit(
            {"distance_nm_hormuz_closed", "nautical miles", "Sea part with Hormuz closed; `closed` if no way remains."},
            distance_nm_hormuz_closed, anything());
        visit({"distance_nm_arctic_open", "nautical miles", "Sea part with the Northwest Passage open, where shorter."},
              distance_nm_arctic_open, in_range(0, 25000));
        visit({"freight_bulk_usd_per_t", "USD/t", "Freight in bulk carriers, per gross tonne."}, freight_bulk_usd_per_t,
              at_least(0).required());
        visit({"freight_container_usd_per_t", "USD/t", "Freight in containers, per gross tonne."},
              freight_container_usd_per_t, at_least(0).required());
        visit({"overland_freight_usd_per_t", "USD/t", "Freight of the land part, per gross tonne."},
              overland_freight_usd_per_t, at_least(0));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct ChokepointRow {
    static constexpr TableText table{"chokepoints.csv", "Straits and canals that routes name and laws can close.",
                                     Presence::optional};
    static constexpr std::array<std::string_view, 1> key{"name"};
    std::string name;
    double transits_per_year = blank;
    double oil_flow_million_bbl_per_day = blank;
    std::string littoral_iso3;
    double share_of_seaborne_trade = blank;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"name", "", "Name."}, name, anything().required());
        visit({"transits_per_year", "ships/year", "Ships through it."}, transits_per_year, at_least(0));
        visit({"oil_flow_million_bbl_per_day", "million bbl/day", "Oil through it."}, oil_flow_million_bbl_per_day,
              at_least(0));
        visit({"littoral_iso3", "", "ISO codes of the states on its shores; they need no row in countries.csv."},
              littoral_iso3, anything());
        visit({"share_of_seaborne_trade", "fraction", "Part of world sea trade."}, share_of_seaborne_trade,
              in_range(0, 1));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

struct TradeFlowRow {
    static constexpr TableText table{"trade_flows.csv", "Customs figures.", Presence::optional};
    static constexpr std::array<std::string_view, 6> key{"reporter_iso3", "partner_iso3", "mineral",
                                                         "stage",         "flow",         "year"};
    std::string reporter_iso3;
    std::string partner_iso3;
    std::string mineral;
    std::string stage;
    std::string flow;
    double quantity_t = blank;
    double value_usd = blank;
    double year = blank;
    std::string hs_codes;
    std::string source;
    std::string quality;
    std::string note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"reporter_iso3", "", "Code of the country that reports; it needs no row in countries.csv."},
              reporter_iso3, anything().required());
        visit({"partner_iso3", "", "Code of the partner; WLD for all together."}, partner_iso3, anything().required());
        visit({"mineral", "", "Mineral."}, mineral, names_a(Refers::mineral).required());
        visit({"stage", "", "Ore (primary) or refined."}, stage, one_of({"primary", "refined"}).required());
        visit({"flow", "", "X exports, M imports."}, flow, one_of({"X", "M"}).required());
        visit({"quantity_t", "t", "Gross weight."}, quantity_t, at_least(0));
        visit({"value_usd", "USD", "Value."}, value_usd, at_least(0));
        visit({"year", "year", "Year of the trade."}, year, in_range(1900, 2200));
        visit({"hs_codes", "", "Customs codes counted."}, hs_codes, anything());
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality", "", "How sure the figures are; see the quality words above."}, quality, quality_word());
        visit({"note", "", "Anything a reader should know."}, note, anything());
    }
};

}  // namespace orepolitik
