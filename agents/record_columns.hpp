// Every recorded column once: name, unit, sentence. The enumerators below give their places in the same order.
#pragma once
#include <array>
#include <limits>

#include "model/record.hpp"

namespace orepolitik {

inline constexpr double blank_cell = std::numeric_limits<double>::quiet_NaN();

enum MarketColumn : std::size_t {
    price,
    delivered_price,
    realised_price,
    supply,
    demand,
    use,
    unmet_demand,
    unmet_value,
    production,
    imports,
    exports,
    export_price,
    realised_sale_price,
    realised_export_price,
    export_rent,
    import_rent,
    import_duty,
    carbon_charge,
    export_tax,
    freight,
    user_stock,
    feed_stock,
    producer_stock,
    trader_stock,
    reserve_stock,
    in_transit,
    offtake,
    smuggled_out,
    smuggled_in,
    seized,
    unlicensed,
    royalty,
    carbon_paid,
    market_column_count
};
inline const std::array<ColumnInfo, market_column_count> market_columns{{
    {"price", "USD t-1", "quoted price free on board, before export licences"},
    {"delivered_price", "USD t-1", "price index of buyers, delivered", Precision::single},
    {"realised_price", "USD t-1", "value over tonnes of what was bought, delivered"},
    {"supply", "t month-1", "sold by the country's sellers"},
    {"demand", "t month-1", "bought by the country's buyers, stocking included"},
    {"use", "t month-1", "went into manufacturers' products"},
    {"unmet_demand", "t month-1", "needed by manufacturers and not to be had"},
    {"unmet_value", "USD month-1", "output that manufacturers lost for want of it, at each sector's loss per tonne"},
    {"production", "t month-1",
     "output of mines, smelters, recyclers and collectors; of a union's plants under its members"},
    {"imports", "t month-1", "bought from abroad"},
    {"exports", "t month-1", "sold abroad"},
    {"export_price", "USD t-1", "quoted price free on board abroad, export licence included", Precision::single},
    {"realised_sale_price", "USD t-1", "value over tonnes of what was sold at home and abroad, licences included",
     Precision::single},
    {"realised_export_price", "USD t-1", "value over tonnes of what was sold abroad, licences included",
     Precision::single},
    {"export_rent", "USD month-1", "paid for licences to holders in the exporting country"},
    {"import_rent", "USD month-1", "paid for licences to holders in the importing country"},
    {"import_duty", "USD month-1", "customs duty paid to the importing treasury"},
    {"carbon_charge", "USD month-1", "carbon border charge paid to the importing treasury"},
    {"export_tax", "USD month-1", "paid to the exporting treasury"},
    {"freight", "USD month-1", "paid to carriers by the country's buyers"},
    {"user_stock", "t", "held by manufacturers at month end", Precision::single},
    {"feed_stock", "t", "held by smelters and recyclers as feed at month end", Precision::single},
    {"producer_stock", "t", "unsold at producers at month end", Precision::single},
    {"trader_stock", "t", "held by traders at month end", Precision::single},
    {"reserve_stock", "t", "held by the state's strategic reserve at month end, where one is run", Precision::single},
    {"in_transit", "t", "at sea toward the country at month end", Precision::single},
    {"offtake", "t month-1", "of mines and plants that its owners hold abroad, bound to come home next month"},
    {"smuggled_out", "t month-1", "left the country hidden or under another origin; in no export"},
    {"smuggled_in", "t month-1", "came into the country so; in no import, sold as supply"},
    {"seized", "t month-1", "found on its way out of the country, or dug without a permit"},
    {"unlicensed", "t month-1", "dug beyond what laws permit and blended into production and supply"},
    {"royalty", "USD month-1", "paid by the country's mines to its treasury"},
    {"carbon_paid", "USD month-1",
     "paid by its mines and smelters to its treasury for the carbon they release, beyond the base year"},
}};

enum PriceColumn : std::size_t { world_price, world_supply, price_column_count };
inline const std::array<ColumnInfo, price_column_count> price_columns{{
    {"world_price", "USD t-1", "sales-weighted price free on board, licences included"},
    {"world_supply", "t month-1", "sold by all sellers"},
}};

enum MineralColumn : std::size_t {
    treatment_charge,
    herfindahl_country,
    herfindahl_company,
    top_supplier_share,
    stock_cover,
    fragmentation,
    lerner_of_mines,
    mineral_column_count
};
inline const std::array<ColumnInfo, mineral_column_count> mineral_columns{{
    {"treatment_charge", "USD t-1", "refined price less the price of the ore in it, world means; may be negative"},
    {"herfindahl_country", "1", "Herfindahl index of production by country, 0 to 1, of the first form made"},
    {"herfindahl_company", "1", "Herfindahl index of production by owner, 0 to 1, of the first form made"},
    {"top_supplier_share", "1", "share of the largest producing country, of the first form made"},
    {"stock_cover", "month", "all stocks of the used form over a month's use"},
    {"fragmentation", "1",
     "assortativity of trade abroad by political camp: 0 if camps trade as if they were none, 1 if only within (Newman "
     "2003)"},
    {"lerner_index", "1", "price less cash cost over price at mines, weighted by output: pricing power and rent"},
}};

enum RouteColumn : std::size_t { flow, route_column_count };
inline const std::array<ColumnInfo, route_column_count> route_columns{{
    {"flow", "t month-1", "shipped", Precision::single},
}};

enum PlantColumn : std::size_t { output, capacity, status, unit_cost, project, plant_column_count };
inline const std::array<ColumnInfo, plant_column_count> plant_columns{{
    {"output", "t month-1", "made", Precision::single},
    {"capacity", "t month-1", "could be made", Precision::single},
    {"status", "1", "0 deposit, 1 running, 2 mothballed, 3 closed", Precision::single},
    {"unit_cost", "USD t-1", "running cost with royalty and feed, less by-products, at this month's prices",
     Precision::single},
    {"project", "t month-1", "capacity being built, or decided before the run began", Precision::single},
}};

enum UserColumn : std::size_t { user_use, user_unmet, user_unmet_value, user_cover, user_column_count };
inline const std::array<ColumnInfo, user_column_count> user_columns{{
    {"use", "t month-1", "went into products", Precision::single},
    {"unmet_demand", "t month-1", "needed and not to be had", Precision::single},
    {"unmet_value", "USD month-1", "output lost for want of it, at the sector's loss per tonne", Precision::single},
    {"cover", "month", "stock over a month's need, at month end", Precision::single},
}};

enum SmugglerColumn : std::size_t { hidden, transshipped, blended, found, smuggler_column_count };
inline const std::array<ColumnInfo, smuggler_column_count> smuggler_columns{{
    {"hidden", "t month-1", "sent straight, past the customs", Precision::single},
    {"transshipped", "t month-1", "sent through a third country under its name", Precision::single},
    {"blended", "t month-1", "mixed in a third country into what that sells by right", Precision::single},
    {"seized", "t month-1", "found and taken", Precision::single},
}};

enum CompanyColumn : std::size_t { revenue, profit, investment, cash, debt, company_value, company_column_count };
inline const std::array<ColumnInfo, company_column_count> company_columns{{
    {"revenue", "USD month-1", "its shares of its plants' sales", Precision::single},
    {"profit", "USD month-1", "its shares of its plants' revenue less running cost and royalty", Precision::single},
    {"investment", "USD month-1", "its shares of projects begun", Precision::single},
    {"cash", "USD", "at month end", Precision::single},
    {"debt", "USD", "at month end", Precision::single},
    {"value", "USD", "to its owners: a multiple of a year's profit, with cash, less debt", Precision::single},
}};

enum ShareColumn : std::size_t { company_mined, company_refined, share_column_count };
inline const std::array<ColumnInfo, share_column_count> share_columns{{
    {"mined", "t month-1", "its shares of the output of ore, or of metal where no ore is modelled", Precision::single},
    {"refined", "t month-1", "its shares of the output of refined metal, from ore and from scrap", Precision::single},
}};

enum PowerColumn : std::size_t {
    power_price,
    power_margin,
    power_cut,
    power_stop_tenth,
    power_stop_nine_tenths,
    power_column_count
};
inline const std::array<ColumnInfo, power_column_count> power_columns{{
    {"price", "USD (MWh)-1", "power for industry in local money of the base year", Precision::single},
    {"margin", "1", "energy that its grid could generate beyond what is used, over that; negative: unserved",
     Precision::single},
    {"cut", "1", "power that the grid's smelters are denied, over what they used in the base year", Precision::single},
    {"stop_tenth", "USD (MWh)-1", "price of power above which a tenth of what its running smelters use stops",
     Precision::single},
    {"stop_nine_tenths", "USD (MWh)-1", "price of power above which nine tenths of what its running smelters use stops",
     Precision::single},
}};

enum ControlColumn : std::size_t {
    control_by_territory,
    control_by_ownership,
    influence,
    lerner_of_sellers,
    control_column_count
};
inline const std::array<ColumnInfo, control_column_count> control_columns{{
    {"control_by_territory", "1", "share of world output, of the first form made, on its soil", Precision::single},
    {"control_by_ownership", "1", "share of world output in the hands of its companies and itself, at home and abroad",
     Precision::single},
    {"influence", "1",
     "the larger of both over itself plus its share of world imports: near 0 for a big buyer without it",
     Precision::single},
    {"lerner_of_sellers", "1",
     "of what it buys abroad in the form that is used: price with licence rents less what it cost to make there, over "
     "that price",
     Precision::single},
}};

enum StateColumn : std::size_t {
    duties,
    export_taxes,
    royalties,
    fines,
    carbon_levies,
    subsidies,
    dividends,
    aid,
    downstream_value,
    treasury,
    state_column_count
};
inline const std::array<ColumnInfo, state_column_count> state_columns{{
    {"duties", "USD month-1", "import duties and carbon border charges received", Precision::single},
    {"export_taxes", "USD month-1", "export taxes received", Precision::single},
    {"royalties", "USD month-1", "royalties received", Precision::single},
    {"fines", "USD month-1", "paid by smugglers and by mines without a permit, where found", Precision::single},
    {"carbon_levies", "USD month-1", "paid by mines and smelters for the carbon they release, beyond the base year",
     Precision::single},
    {"subsidies", "USD month-1",
     "paid to plants, for projects, collection, research and rationed metal, and for plants and benefits abroad",
     Precision::single},
    {"dividends", "USD month-1", "profit of its stakes in plants", Precision::single},
    {"aid", "USD month-1", "received from other states for local benefits", Precision::single},
    {"downstream_value", "USD month-1", "value added at home by research that it paid for", Precision::single},
    {"treasury", "USD", "all received since the start", Precision::single},
}};

}  // namespace orepolitik
