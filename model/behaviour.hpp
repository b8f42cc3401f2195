// How agents behave: few numbers, shared by all minerals and countries, each with its source.
#pragma once
#include "model/fields.hpp"
#include "model/politics.hpp"
#include "model/power/power_rules.hpp"

namespace orepolitik {

struct Behaviour {
    bool shocks = true;                       // strikes, accidents and weather at plants
    bool investment = true;                   // new projects are started
    double sourcing_elasticity = 5.7;         // sigma of the exchange
    double relationship_months = 24;          // how slowly trading relationships follow trade
    double relationship_memory = 0.5;         // part of the long-run response of relationships to prices
    double relationship_floor = 1e-4;         // weight of a route never used
    double tranche_steepness = 10;            // steepness of one buying tranche
    double cover_scale_months = 0.7;          // x0 of the convex convenience yield
    double cover_surplus_penalty = 1.5;       // b: fall of log value per target cover held above target
    double stocking_months = 3;               // tranches beyond the first month are bought over this many
    double spot_share_of_expectation = 0.54;  // the rest is the three-year mean
    double expectation_memory_months = 18;    // mean age in the three-year mean
    double trend_extrapolation = 0.34;        // of prices' way over their short memory, that is expected to go on
    double trend_on_news = 0.61;              // the same, where losses of supply or laws on prices are known
    double trend_months = 3.5;                // mean age in that memory
    double usual_move = 0.083;                // of prices from that memory, log price: of what is less, few take note
    double foresight_months = 8.7;            // within which a stock's end raises the expected price
    double anticipation_months = 4;           // ahead of which purchases count that an announced law would meet
    double storage_cost_per_month = 0.098;    // log price; what stocking ahead of a rise costs
    double alarm_months = 13;                 // in which buyers get used to a restriction and store less against it
    double feed_alarm_months = 18;            // ahead, for which buyers of metal count the ore that will be short
    double hoarding = 7.1;                    // extra target cover per unit of perceived risk
    double seller_steepness = 5;              // steepness of a smelter's offer of its stock
    double trader_steepness = 20;
    double trader_sentiment = 2;  // part of what a loss does to prices at short-run elasticities, that traders add
    double trader_band = 0.15;    // traders buy this far below and sell this far above expectation, in logs
    double sales_turning_elasticity = 0.75;  // at which exporters turn sales from one destination to another
    double licence_months = 11;          // in which holders of licences that are left over come down with what they ask
    double smuggling_capacity = 0.93;    // most that is smuggled, of the base year's trade of a relation; 0: none
    double smuggling_slope = 0.6;        // margin at which as much as all of that trade would be
    double smuggling_price_share = 0.7;  // of a price gap that smugglers keep
    double smuggling_detection = 0.1;    // of what is hidden from customs
    double transshipment_detection = 0.05;  // of what comes under another origin
    double smuggling_loss = 1.5;            // over the value of the goods, when they are found; goods included
    double smuggling_freight_multiple = 5;  // cost of hiding a tonne over the freight of its route
    double smuggling_build_months = 12;     // in which volumes near their aim
    double blending_share = 0;              // most that is mixed into what a third country sells by right; 0: nobody
    double illegal_mining_share = 0;        // most of what a quota idles that is dug all the same; 0: nobody
    double substitution_speed_per_year = 0.105;
    double substitution_reversible = 0.6;
    double project_hazard_per_year = 0.1;
    double project_margin_power = 1;      // by which that grows with what a project earns over what it must
    double need_extrapolation = 3;        // power of the growth of needs to come, in what builders expect to earn
    double need_trend_months = 6;         // over which they look back for it
    double eligible_share_at_base = 0.3;  // of projects, that pay at base prices
    double project_cost_spread = 0.4;     // standard deviation of log project cost
    double put_off_fall = 0.19;           // of prices below their memory of late, at which work at projects rests
    double project_capital_years = 2;     // capital cost of a project over a year of its running cost
    double mine_lead_years = 3;
    double deposit_lead_years = 7;
    double smelter_lead_years = 2.5;
    double mothball_months = 6;  // months below the closing threshold before a mine is mothballed
    int smelter_lines = 4;       // of a smelter, that stop and come back one by one
    double restart_months = 6;   // from the decision to reopen a mothballed plant to its first tonne
    double cost_grade_elasticity = 0.4;
    double grade_decline_multiple = 1;  // of the world's grade_decline_pct_per_year
    double exploration_cost_share = 0;  // finding a tonne over the cost of mining one, in the base year; 0: nobody pays
    double exploration_dearer = 0;      // log rise of that per reserves mined
    double collection_cost_share = 0;   // least cost of collecting scrap over its base price; 0: costs nothing
    double local_cost_share = 0.5;      // wages, local supplies and services in running cost; estimate, 0.4 to 0.7
    // Ryter et al. (2024), J. Ind. Ecol., table S7: panels of mine costs on oil, copper 0.40, base metals 0.48.
    double mine_fuel_cost_elasticity = 0.44;
    double plant_fuel_cost_elasticity = 0.25;  // smelters' fuel and transport, beside power; estimate
    // IMF, External Sector Report 2023, ch. 2: 10 % on the dollar takes 1.9 % of emerging economies' output within a
    // year; times the income elasticity of metals, 0.9 (World Bank).
    double currency_need_elasticity = 0.17;
    double demand_cycle = 0;           // standard deviation of log needs round their trend; 0: no business cycle
    double demand_cycle_months = 24;   // in which a deviation falls to 1/e
    double demand_cycle_shared = 0.5;  // part of its variance that all regions have together
    double disruption_strike_per_year = 0.04;
    double disruption_accident_per_year = 0.01;
    double disruption_weather_per_year = 0.02;
    PowerRules power;   // whether and how the price of power is made of a country's sources
    Politics politics;  // how states and companies react

    void fields(auto&& visit) {
        visit({"shocks", "", "Strikes, accidents and weather stop plants at random."}, shocks, anything());
        visit({"investment", "", "Companies start new projects."}, investment, anything());
        visit({"sourcing_elasticity", "", "Elasticity of substitution between suppliers (sigma of the exchange)."},
              sourcing_elasticity, in_range(1.01, 1000));
        visit({"relationship_months", "months", "How slowly trading relationships follow what is traded."},
              relationship_months, in_range(1, 1200));
        visit({"relationship_memory", "fraction", "Long-run part of relationships that lasting price gaps win."},
              relationship_memory, in_range(0, 0.95));
        visit({"relationship_floor", "fraction", "Weight of a route never used, per unit of its freight prior."},
              relationship_floor, in_range(1e-12, 0.1));
        visit({"tranche_steepness", "", "Steepness of one tranche of a buyer's order."}, tranche_steepness,
              in_range(0.5, 100));
        visit({"cover_scale_months", "months", "Cover at which the value of stock falls by 1/e toward expectation."},
              cover_scale_months, in_range(0.05, 24));
        visit({"cover_surplus_penalty", "", "Fall of log value per target cover held above target."},
              cover_surplus_penalty, in_range(0.01, 10));
        visit({"stocking_months", "months", "Tranches beyond a month's need are bought over this many months."},
              stocking_months, in_range(1, 60));
        visit({"spot_share_of_expectation", "fraction", "Weight of the spot price in the expected price."},
              spot_share_of_expectation, in_range(0, 1));
        visit({"expectation_memory_months", "months", "Mean age of the prices in the long part of expectation."},
              expectation_memory_months, in_range(1, 240));
        visit({"trend_extrapolation", "fraction",
               "Of the distance of prices from their mean of late, that buyers, sellers and traders expect on top; 0: "
               "nobody follows a trend."},
              trend_extrapolation, in_range(0, 3));
        visit({"trend_on_news", "fraction",
               "The same where many know of restrictions, outages, shortages or laws on prices: news that goes round "
               "slowly "
               "makes trends worth following. Hong and Stein (1999)."},
              trend_on_news, in_range(0, 3));
        visit({"trend_months", "months", "Mean age of the prices in the mean of late."}, trend_months, in_range(1, 60));
        visit({"usual_move", "log price",
               "Distance of prices from their mean of late of which half as much is carried on as of a large one. "
               "Standard "
               "deviation of it for six metals, 2000 to 2023, World Bank Pink Sheet: 0.063 to 0.104, median 0.085."},
              usual_move, in_range(0, 1));
        visit({"foresight_months", "months",
               "How far ahead the month counts in which cover runs out at the present net supply; 0: not at all."},
              foresight_months, in_range(0, 24));
        visit({"anticipation_months", "months",
               "How far ahead purchases and sales count that an announced law would meet; 0: nobody acts before it."},
              anticipation_months, in_range(0, 24));
        visit({"storage_cost_per_month", "log price per month",
               "Warehouse, insurance, capital and risk of a tonne held against an announced rise of its price."},
              storage_cost_per_month, in_range(0.001, 1));
        visit(
            {"alarm_months", "months",
             "In which buyers get used to a restriction in force and store less against it. Stocks laid in against the "
             "rare-earth quota of 2010 were run down in 2012, when exports were half the quota."},
            alarm_months, in_range(1, 1200));
        visit({"feed_alarm_months", "months",
               "Ahead, for which those who trade and use a metal ask whether its ore will come or lies in store."},
              feed_alarm_months, in_range(0.1, 240));
        visit({"hoarding", "target covers", "Extra target cover per unit of perceived supply risk."}, hoarding,
              in_range(0, 10));
        visit({"seller_steepness", "", "Steepness of a smelter's offer of finished metal."}, seller_steepness,
              in_range(0.5, 100));
        visit({"trader_steepness", "", "Steepness of traders' orders."}, trader_steepness, in_range(0.5, 100));
        visit({"trader_sentiment", "fraction",
               "Part of the rise that a loss of supply makes at short-run elasticities, that traders add on the news."},
              trader_sentiment, in_range(0, 10));
        visit({"trader_band", "log price", "Distance from expectation at which traders buy and sell."}, trader_band,
              in_range(0, 2));
        visit({"sales_turning_elasticity", "",
               "Elasticity at which exporters turn sales from one destination to another where they pay less duty than "
               "rivals; what they cannot turn, they ask on top."},
              sales_turning_elasticity, in_range(0, 1000));
        visit({"licence_months", "months",
               "In which the rent that holders of quotas ask falls to 1/e while quotas are not used up; 1: at once."},
              licence_months, in_range(1, 1200));
        visit({"smuggling_capacity", "fraction",
               "Most that is smuggled on a restricted relation, of its base-year trade; 0: nobody smuggles."},
              smuggling_capacity, in_range(0, 5));
        visit({"smuggling_slope", "fraction of price",
               "Margin of smugglers at which they would carry all of the base year's trade."},
              smuggling_slope, in_range(0.01, 10));
        visit({"smuggling_price_share", "fraction", "Part of a price gap that smugglers keep."}, smuggling_price_share,
              in_range(0.05, 1));
        visit({"smuggling_detection", "fraction", "Part of what is hidden from customs that is found and seized."},
              smuggling_detection, in_range(0, 1));
        visit({"transshipment_detection", "fraction",
               "Part of what is sent through a third country under its name that is found and seized."},
              transshipment_detection, in_range(0, 1));
        visit({"smuggling_loss", "value of the goods", "Loss when found: the goods, and a fine for what is above 1."},
              smuggling_loss, in_range(1, 100));
        visit({"smuggling_freight_multiple", "", "Cost of hiding a tonne, or of another origin, over its freight."},
              smuggling_freight_multiple, in_range(0, 1000));
        visit({"smuggling_build_months", "months", "In which smuggled volumes near what pays."}, smuggling_build_months,
              in_range(1, 240));
        visit({"blending_share", "fraction",
               "Most that is mixed into what a third country sells by right, of that, and sold as its own; 0: nobody "
               "blends."},
              blending_share, in_range(0, 1));
        visit({"illegal_mining_share", "fraction",
               "Most of the capacity idled by a quota that mines work without a permit and blend into what they sell; "
               "0: none."},
              illegal_mining_share, in_range(0, 1));
        visit({"substitution_speed_per_year", "fraction of use",
               "Demand that substitution removes in a year at twice the base price, and as much again per doubling."},
              substitution_speed_per_year, in_range(0, 1));
        visit({"substitution_reversible", "fraction", "Part of substitution that comes back when prices fall."},
              substitution_reversible, in_range(0, 1));
        visit({"project_hazard_per_year", "1/year", "Chance that an eligible project starts."}, project_hazard_per_year,
              in_range(0, 2));
        visit({"project_margin_power", "",
               "Power by which that chance grows with what a project earns over what it must."},
              project_margin_power, in_range(0, 5));
        visit({"need_extrapolation", "",
               "Power by which what a project earns seems to rise with needs, carried on beyond usual growth until it "
               "opens; "
               "0: builders look at prices alone."},
              need_extrapolation, in_range(0, 5));
        visit({"need_trend_months", "months", "Over which builders look back for how needs grow."}, need_trend_months,
              in_range(2, 120));
        visit(
            {"eligible_share_at_base", "fraction",
             "Share of projects that pay at base prices; with growth and lead times it fixes how large projects are."},
            eligible_share_at_base, in_range(0.02, 0.9));
        visit({"project_cost_spread", "log cost", "Standard deviation of the costs of a mineral's projects."},
              project_cost_spread, in_range(0.05, 2));
        visit(
            {"put_off_fall", "log price",
             "Distance of a price below its mean of the months before (`trend_months`), beyond which work at projects "
             "rests and none begins; 10: never. The standard deviation of that distance is 0.09 to 0.16 (seven "
             "metals, 2000 to 2023, World Bank Pink Sheet); in autumn 2008 all fell twice that below."},
            put_off_fall, in_range(0.05, 10));
        visit({"project_capital_years", "years of running cost", "Capital cost of a project."}, project_capital_years,
              in_range(0.1, 20));
        visit({"mine_lead_years", "years", "From the decision to enlarge a mine to first ore."}, mine_lead_years,
              in_range(0.1, 30));
        visit({"deposit_lead_years", "years", "From the decision to open a known deposit to first ore."},
              deposit_lead_years, in_range(0.1, 40));
        visit({"smelter_lead_years", "years", "From decision to first metal."}, smelter_lead_years, in_range(0.1, 30));
        visit({"mothball_months", "months", "Time below the closing threshold before a mine is mothballed."},
              mothball_months, in_range(1, 120));
        visit(
            {"smelter_lines", "lines", "Equal parts of a smelter that stop and come back one by one; 1: all at once."},
            smelter_lines, in_range(1, 50));
        visit({"restart_months", "months", "From the decision to reopen a mothballed plant to its first tonne."},
              restart_months, in_range(0, 60));
        visit({"cost_grade_elasticity", "", "Rise of cash cost with falling grade."}, cost_grade_elasticity,
              in_range(0, 3));
        visit({"grade_decline_multiple", "", "Fall of ore grades over what the world's rules say."},
              grade_decline_multiple, in_range(0, 20));
        visit({"exploration_cost_share", "fraction of mining cost",
               "Cost of finding a tonne of reserves in the base year; 0: reserves are replaced for nothing."},
              exploration_cost_share, in_range(0, 2));
        visit({"exploration_dearer", "", "Log rise of the cost of finding after as much as all reserves was mined."},
              exploration_dearer, in_range(0, 20));
        visit(
            {"collection_cost_share", "fraction of base price",
             "What collecting the easiest scrap costs: nothing is collected below that price; 0: collecting is free."},
            collection_cost_share, in_range(0, 0.95));
        visit({"local_cost_share", "fraction", "Part of running cost, power included, that is paid in local money."},
              local_cost_share, in_range(0, 1));
        visit({"mine_fuel_cost_elasticity", "", "Rise of mines' running cost with the price of oil and gas."},
              mine_fuel_cost_elasticity, in_range(0, 1));
        visit({"plant_fuel_cost_elasticity", "",
               "Rise of smelters' and recyclers' running cost, power apart, with the price of oil and gas."},
              plant_fuel_cost_elasticity, in_range(0, 1));
        visit({"currency_need_elasticity", "",
               "Fall of needs with the value of a country's money, while that is news: dearer debt and imports."},
              currency_need_elasticity, in_range(0, 5));
        visit({"demand_cycle", "log need",
               "Standard deviation of needs round their trend, while shocks are on; 0: none."},
              demand_cycle, in_range(0, 1));
        visit({"demand_cycle_months", "months", "In which a deviation of needs from their trend falls to 1/e."},
              demand_cycle_months, in_range(1, 240));
        visit({"demand_cycle_shared", "fraction", "Part of its variance that all regions have together."},
              demand_cycle_shared, in_range(0, 1));
        visit({"disruption_strike_per_year", "1/year", "Strikes per plant at full strike propensity."},
              disruption_strike_per_year, in_range(0, 12));
        visit({"disruption_accident_per_year", "1/year", "Accidents that stop a plant for three months."},
              disruption_accident_per_year, in_range(0, 12));
        visit({"disruption_weather_per_year", "1/year", "Weather that stops a plant for a month."},
              disruption_weather_per_year, in_range(0, 12));
        power.fields(visit);
        politics.fields(visit);
    }
};

}  // namespace orepolitik
