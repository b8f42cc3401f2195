#include <algorithm>

#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {
namespace {

template <std::size_t n>
std::vector<ColumnInfo> columns_of(const std::array<ColumnInfo, n>& list) {
    return {list.begin(), list.end()};
}

std::vector<std::uint32_t> all_cells(std::size_t rows) {
    std::vector<std::uint32_t> cells(rows);
    for (std::uint32_t i = 0; i < rows; ++i) cells[i] = i;
    return cells;
}

// By plant of a kind: a company, or the state that took or won the largest share; the first of equals.
std::vector<std::string> largest_owners(const Companies& companies, const Economy& e, std::uint32_t kind,
                                        std::size_t plants) {
    std::vector<double> most(plants, 0.0);
    std::vector<std::string> names(plants);
    for (const auto& holding : companies.holdings) {
        if (holding.kind != kind || holding.share <= most[holding.plant]) continue;
        most[holding.plant] = holding.share;
        names[holding.plant] = companies.is_company(holding.owner) ? companies.id[holding.owner]
                                                                   : e.region_codes[holding.owner - companies.size()];
    }
    return names;
}

}  // namespace

Recorder::Recorder(const OreWorld& world, const RecordSettings& settings) : settings_(settings) {
    const auto& e = world.economy;
    countries_ = e.country_codes;
    for (const auto& code : e.region_codes) {
        auto found = std::find(countries_.begin(), countries_.end(), code);
        if (found == countries_.end()) found = countries_.insert(countries_.end(), code);
        country_of_region_.push_back(static_cast<std::size_t>(found - countries_.begin()));
    }
    schema_.dimensions.push_back({"material", "traded form of a mineral", e.material_names});
    schema_.dimensions.push_back({"country", "ISO 3166-1 alpha-3 code, or code of a customs union", countries_});
    schema_.dimensions.push_back({"mineral", "mineral", e.mineral_ids});
    add_unions(e);
    add_stockpiles(world);
    add_market_table(world);
    add_mineral_tables(world);
    add_control(world);
    if (world.economy.power.on()) add_power(world);
    if (settings_.flows) add_route_table(world);
    if (settings_.plants) add_plant_tables(world);
    add_agent_tables(world);
    for (std::size_t t = 0; t < values_.size(); ++t) views_.push_back({values_[t]});
}

std::size_t Recorder::add_table(TableInfo table) {
    rows_.push_back(table.cells.size());
    values_.emplace_back(table.cells.size() * table.columns.size(), blank_cell);
    schema_.tables.push_back(std::move(table));
    return schema_.tables.size() - 1;
}

void Recorder::add_unions(const Economy& e) {
    FactInfo unions{"", "country", "customs_union", "", "union whose market the country's plants sell in; or itself",
                    {}, {}};
    unions.texts = countries_;
    for (std::size_t c = 0; c < e.country_codes.size(); ++c)
        unions.texts[c] = e.region_codes[e.region_of_country[c].value];
    schema_.facts.push_back(std::move(unions));
}

void Recorder::add_stockpiles(const OreWorld& world) {
    const auto& states = std::get<States>(world.kinds);
    std::vector<std::string> labels;
    FactInfo tonnes{"/stockpiles", "stockpile", "stock", "t", "held by the government, not traded", {}, {}};
    for (const auto& stockpile : states.stockpiles) {
        labels.push_back(world.economy.region_codes[stockpile.region.value] + " " +
                         world.economy.material_names[stockpile.material.value] + " " + stockpile.holder);
        tonnes.numbers.push_back(stockpile.stock_t);
    }
    if (labels.empty()) return;
    schema_.dimensions.push_back({"stockpile", "country, material and holder", std::move(labels)});
    schema_.facts.push_back(std::move(tonnes));
}

void Recorder::add_market_table(const OreWorld& world) {
    const auto& e = world.economy;
    std::vector<std::uint8_t> present(e.markets.size() * countries_.size(), 0);
    for (const auto& m : e.markets) {
        for (const auto& side : m.exporters)
            present[m.material.value * countries_.size() + country_of_region_[side.region.value]] = 1;
        for (const auto& side : m.importers)
            present[m.material.value * countries_.size() + country_of_region_[side.region.value]] = 1;
    }
    const auto mark = [&](const Plants& plants) {
        for (std::size_t i = 0; i < plants.size(); ++i)
            present[plants.product[i].value * countries_.size() + plants.country[i].value] = 1;
    };
    for (const Plants* plants : plants_by_kind(world.kinds)) mark(*plants);
    row_of_.assign(present.size(), Id<void>::none_value);
    TableInfo table{"", {"material", "country"}, {}, columns_of(market_columns)};
    for (std::uint32_t cell = 0; cell < present.size(); ++cell) {
        if (!present[cell]) continue;
        row_of_[cell] = static_cast<std::uint32_t>(table.cells.size());
        table.cells.push_back(cell);
    }
    market_table_ = add_table(std::move(table));
    list_rows_of_minerals(e);
}

void Recorder::list_rows_of_minerals(const Economy& e) {
    for (std::size_t k = 0; k < e.mineral_ids.size(); ++k) {
        const MaterialId used = used_form(e, k);
        const MaterialId first = first_form_.emplace_back(e.ore_of_mineral[k].exists() ? e.ore_of_mineral[k] : used);
        auto &first_rows = first_rows_.emplace_back(), &used_rows = used_rows_.emplace_back();
        if (!first.exists()) continue;
        for (std::size_t c = 0; c < countries_.size(); ++c)
            if (row(first, c) != Id<void>::none_value) first_rows.push_back(row(first, c));
        const auto& m = e.markets[used.value];
        for (std::size_t r = 0; r < e.region_codes.size(); ++r)
            if (m.exporter_of_region[r] != none_index || m.importer_of_region[r] != none_index)
                used_rows.push_back(row(used, country_of_region_[r]));
    }
}

void Recorder::add_mineral_tables(const OreWorld& world) {
    price_table_ = add_table({"", {"material"}, all_cells(world.economy.markets.size()), columns_of(price_columns)});
    mineral_table_ =
        add_table({"", {"mineral"}, all_cells(world.economy.mineral_ids.size()), columns_of(mineral_columns)});
}

void Recorder::add_route_table(const OreWorld& world) {
    FactInfo material{"", "route", "route_material", "", "what is shipped", {}, {}};
    FactInfo exporter{"", "route", "route_exporter", "", "from where", {}, {}};
    FactInfo importer{"", "route", "route_importer", "", "to where", {}, {}};
    std::vector<std::string> labels;
    const auto& e = world.economy;
    for (std::uint32_t m = 0; m < e.markets.size(); ++m) {
        const auto& market = e.markets[m];
        for (std::size_t i = 0; i < market.exporters.size(); ++i)
            for (std::size_t j = 0; j < market.importers.size(); ++j) {
                material.texts.push_back(e.material_names[m]);
                exporter.texts.push_back(e.region_codes[market.exporters[i].region.value]);
                importer.texts.push_back(e.region_codes[market.importers[j].region.value]);
                labels.push_back(material.texts.back() + " " + exporter.texts.back() + ">" + importer.texts.back());
            }
    }
    const std::size_t routes = labels.size();
    schema_.dimensions.push_back({"route", "trade relation of a material", std::move(labels)});
    for (auto* fact : {&material, &exporter, &importer}) schema_.facts.push_back(std::move(*fact));
    route_table_ = add_table({"", {"route"}, all_cells(routes), columns_of(route_columns)});
}

void Recorder::add_plant_tables(const OreWorld& world) {
    const auto& e = world.economy;
    const auto& companies = std::get<Companies>(world.kinds);
    const auto add = [&](const Plants& plants, const std::string& kind, std::uint32_t number) {
        const std::string group = "/agents/" + kind;
        FactInfo country{group, kind, kind + "_country", "", "where it stands", {}, {}};
        FactInfo product{group, kind, kind + "_product", "", "what it makes", {}, {}};
        FactInfo owner{group, kind, kind + "_owner", "", "largest owner", {}, {}};
        for (std::uint32_t i = 0; i < plants.size(); ++i) {
            country.texts.push_back(e.country_codes[plants.country[i].value]);
            product.texts.push_back(e.material_names[plants.product[i].value]);
        }
        owner.texts = largest_owners(companies, e, number, plants.size());
        schema_.dimensions.push_back({kind, "plant", plants.name.list()});
        for (auto* fact : {&country, &product, &owner}) schema_.facts.push_back(std::move(*fact));
        return add_table({group, {kind}, all_cells(plants.size()), columns_of(plant_columns)});
    };
    first_plant_table_ = add(std::get<Mines>(world.kinds).plants, "mine", 0);
    add(std::get<Smelters>(world.kinds).plants, "smelter", 1);
    add(std::get<Recyclers>(world.kinds).plants, "recycler", 2);
}

void Recorder::add_agent_tables(const OreWorld& world) {
    const auto& e = world.economy;
    const auto& users = std::get<Manufacturers>(world.kinds);
    const std::string group = "/agents/manufacturer";
    FactInfo country{group, "manufacturer", "manufacturer_country", "", "where it stands", {}, {}};
    FactInfo material{group, "manufacturer", "manufacturer_material", "", "what it uses", {}, {}};
    FactInfo sector{group, "manufacturer", "manufacturer_sector", "", "what it makes", {}, {}};
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < users.size(); ++i) {
        country.texts.push_back(e.region_codes[users.region[i].value]);
        material.texts.push_back(e.material_names[users.material[i].value]);
        sector.texts.push_back(users.sector_names[users.sector[i]]);
        labels.push_back(country.texts.back() + " " + material.texts.back() + " " + sector.texts.back());
    }
    schema_.dimensions.push_back({"manufacturer", "users of a material by country and sector", std::move(labels)});
    for (auto* fact : {&country, &material, &sector}) schema_.facts.push_back(std::move(*fact));
    user_table_ = add_table({group, {"manufacturer"}, all_cells(users.size()), columns_of(user_columns)});
    if (std::get<Smugglers>(world.kinds).size() > 0) add_smugglers(world);
    const auto& companies = std::get<Companies>(world.kinds);
    schema_.dimensions.push_back({"company", "owner of shares of plants", companies.id});
    company_table_ =
        add_table({"/agents/company", {"company"}, all_cells(companies.size()), columns_of(company_columns)});
    add_output_shares(world);
    schema_.dimensions.push_back({"state", "government of a country or customs union", e.region_codes});
    state_table_ = add_table({"/agents/state", {"state"}, all_cells(e.region_codes.size()), columns_of(state_columns)});
}

}  // namespace orepolitik
