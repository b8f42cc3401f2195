// Countries as countries.csv states them.
// Members carry the names of the CSV columns; blank numbers are NaN, blank text is empty.
#pragma once
#include <string>

#include "model/world/row.hpp"

namespace orepolitik {

inline constexpr const char* union_code = "EUU";  // the aggregate row that stands for the members of the customs union

struct CountryRow {
    static constexpr TableText table{
        "countries.csv",
        "Places with a government, and the aggregates (`EUU` the European Union, `ROW` the rest of the world).",
        Presence::required};
    static constexpr std::array<std::string_view, 1> key{"iso3"};
    std::string iso3;
    std::string name;
    std::string region;
    double is_aggregate = blank;
    double eu_member = blank;
    double landlocked = blank;
    std::string bloc;
    std::string bloc_basis;
    double un_ideal_point_2023 = blank;
    double us_china_alignment_2023 = blank;
    double gdp_usd_bn = blank;
    double gdp_year = blank;
    std::string gdp_quality;
    std::string currency;
    double mining_royalty_pct_typical = blank;
    double wgi_political_stability_2023 = blank;
    double wgi_regulatory_quality_2023 = blank;
    double wgi_government_effectiveness_2023 = blank;
    double wgi_control_of_corruption_2023 = blank;
    double expropriation_risk_0_1 = blank;
    double nationalisation_events_2000_2025 = blank;
    double strike_propensity_0_1 = blank;
    double carbon_price_economy_avg_usd_per_tco2_2023 = blank;
    double carbon_price_headline_usd_per_tco2_2023 = blank;
    double industrial_electricity_usd_per_mwh_2023 = blank;
    double policy_rate_pct_end_2023 = blank;
    std::string source;
    std::string quality_note;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"iso3", "", "ISO 3166-1 alpha-3 code, or EUU, ROW, WLD."}, iso3, anything().required());
        visit({"name", "", "Name for people."}, name, anything().required());
        visit({"region", "", "World region."}, region, anything());
        visit({"is_aggregate", "0 or 1", "1 for EUU, ROW and WLD."}, is_aggregate, in_range(0, 1));
        visit({"eu_member", "0 or 1", "1 for members of the customs union EUU."}, eu_member, in_range(0, 1));
        visit({"landlocked", "0 or 1", "1 if without a coast."}, landlocked, in_range(0, 1));
        visit({"bloc", "", "Political camp."}, bloc, one_of({"us-allied", "china-aligned", "non-aligned"}));
        visit({"bloc_basis", "", "Why it is counted so."}, bloc_basis, anything());
        visit({"un_ideal_point_2023", "", "Position in votes of the UN General Assembly."}, un_ideal_point_2023,
              in_range(-5, 5));
        visit({"us_china_alignment_2023", "", "-1 votes like China, +1 like the USA."}, us_china_alignment_2023,
              in_range(-1, 1));
        visit({"gdp_usd_bn", "billion USD", "Gross domestic product."}, gdp_usd_bn, at_least(0));
        visit({"gdp_year", "year", "Year of the product."}, gdp_year, in_range(1900, 2200));
        visit({"gdp_quality", "", "How sure the product is; see the quality words above."}, gdp_quality,
              quality_word());
        visit({"currency", "", "ISO 4217 code."}, currency, anything());
        visit({"mining_royalty_pct_typical", "% of revenue", "Usual royalty on mining."}, mining_royalty_pct_typical,
              in_range(0, 60));
        visit({"wgi_political_stability_2023", "", "World Bank governance index."}, wgi_political_stability_2023,
              in_range(-3.5, 3.5));
        visit({"wgi_regulatory_quality_2023", "", "World Bank governance index."}, wgi_regulatory_quality_2023,
              in_range(-3.5, 3.5));
        visit({"wgi_government_effectiveness_2023", "", "World Bank governance index."},
              wgi_government_effectiveness_2023, in_range(-3.5, 3.5));
        visit({"wgi_control_of_corruption_2023", "", "World Bank governance index."}, wgi_control_of_corruption_2023,
              in_range(-3.5, 3.5));
        visit({"expropriation_risk_0_1", "fraction", "Proxy for the risk of losing a mine to the state."},
              expropriation_risk_0_1, in_range(0, 1));
        visit({"nationalisation_events_2000_2025", "events", "Mines and oil fields taken by the state."},
              nationalisation_events_2000_2025, at_least(0));
        visit({"strike_propensity_0_1", "fraction", "Proxy for strikes at plants."}, strike_propensity_0_1,
              in_range(0, 1));
        visit({"carbon_price_economy_avg_usd_per_tco2_2023", "USD/tCO2", "Mean carbon price over all emissions."},
              carbon_price_economy_avg_usd_per_tco2_2023, at_least(0));
        visit({"carbon_price_headline_usd_per_tco2_2023", "USD/tCO2", "Price in the main carbon scheme."},
              carbon_price_headline_usd_per_tco2_2023, at_least(0));
        visit({"industrial_electricity_usd_per_mwh_2023", "USD/MWh", "Power price for industry."},
              industrial_electricity_usd_per_mwh_2023, in_range(0, 1000));
        visit({"policy_rate_pct_end_2023", "%/year", "Rate of the central bank."}, policy_rate_pct_end_2023,
              in_range(-2, 200));
        visit({"source", "", "Rows of sources.csv the figures come from, `;` between them."}, source,
              names_a(Refers::source).many());
        visit({"quality_note", "", "How sure the figures are, in words."}, quality_note, anything());
    }
};

struct ElectricityRow {
    static constexpr TableText table{
        "electricity.csv", "Electric power: carbon released in making it, and what it is made of.", Presence::optional};
    static constexpr std::array<std::string_view, 1> key{"iso3"};
    std::string iso3;
    double t_co2_per_mwh = blank;
    std::string grid;
    double generation_twh = blank;
    double coal_share = blank, gas_share = blank, oil_share = blank, nuclear_share = blank;
    double hydro_share = blank, wind_solar_share = blank;
    double reserve_margin = blank, market_priced_share = blank;
    double year = blank;
    std::string source;
    std::string quality;
    std::string mix_source, mix_quality;
    RowOrigin origin;

    void fields(auto&& visit) {
        visit({"iso3", "", "Country, or WLD for the mean of the world."}, iso3, names_a(Refers::country).required());
        visit({"t_co2_per_mwh", "tCO2/MWh", "Carbon dioxide per unit of electricity generated."}, t_co2_per_mwh,
              in_range(0, 3).required());
        visit({"grid", "", "Market for power that it shares with rows of the same name; if blank, it is one alone."},
              grid, anything());
        visit({"generation_twh", "TWh/year", "Electricity generated; if blank, its price of power is given."},
              generation_twh, at_least(1e-6));
        visit({"coal_share", "fraction", "Part of it made of coal."}, coal_share, in_range(0, 1));
        visit({"gas_share", "fraction", "Part of it made of natural gas."}, gas_share, in_range(0, 1));
        visit({"oil_share", "fraction", "Part of it made of oil."}, oil_share, in_range(0, 1));
        visit({"nuclear_share", "fraction", "Part of it made of uranium."}, nuclear_share, in_range(0, 1));
        visit({"hydro_share", "fraction", "Part of it made of water."}, hydro_share, in_range(0, 1));
        visit({"wind_solar_share", "fraction", "Part of it made of wind and sun; the rest is biomass and others."},
              wind_solar_share, in_range(0, 1));
        visit({"reserve_margin", "fraction", "Energy that could be generated beyond the base year's use, over it."},
              reserve_margin, in_range(0.01, 2));
        visit({"market_priced_share", "fraction",
               "Part of power that costs what its dearest source costs, as on an exchange; the rest the mean cost."},
              market_priced_share, in_range(0, 1));
        visit({"year", "year", "Year of the figure."}, year, in_range(1900, 2200));
        visit({"source", "", "Row of sources.csv the figure comes from."}, source, names_a(Refers::source).many());
        visit({"quality", "", "How sure the figure is; see the quality words above."}, quality, quality_word());
        visit({"mix_source", "", "Row of sources.csv that generation and shares come from."}, mix_source,
              names_a(Refers::source).many());
        visit({"mix_quality", "", "How sure generation and shares are; see the quality words above."}, mix_quality,
              quality_word());
    }
};

}  // namespace orepolitik
