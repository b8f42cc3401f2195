// What a run records each month, as columns over (material, country), minerals, routes and agents; each column stands
// once in a list with its unit and sentence. Knows no file format: output/ writes whatever schema it is given.
// A union's market stands under the union's code; its members carry production only.
#pragma once
#include <array>

#include "agents/control.hpp"
#include "agents/kinds.hpp"
#include "model/record.hpp"
#include "model/scenario.hpp"

namespace orepolitik {

class Recorder {
  public:
    Recorder(const OreWorld& world, const RecordSettings& settings);

    const RunSchema& schema() const { return schema_; }
    // This month's values, table by table in the order of the schema; valid until the next call.
    std::span<const TableValues> month(const OreWorld& world);

  private:
    struct Filler;  // one table: how its rows are found and its columns filled
    std::size_t add_table(TableInfo table);
    void add_unions(const Economy& economy);
    void add_stockpiles(const OreWorld& world);
    void add_market_table(const OreWorld& world);
    void add_mineral_tables(const OreWorld& world);
    void add_route_table(const OreWorld& world);
    void add_plant_tables(const OreWorld& world);
    void add_agent_tables(const OreWorld& world);
    void fill_tables_of_materials(const OreWorld& world);
    void fill_other_tables(const OreWorld& world);
    void fill_market_table(const OreWorld& world);
    void fill_market_sides(const Market& market);
    void add_unlicensed(const Plants& mines);
    void add_production(const OreWorld& world);
    void add_stocks_and_use(const OreWorld& world);
    void add_to_market(std::size_t column, MaterialId material, RegionId region, double tonnes) {
        at(market_table_, column, row(material, country_of_region_[region.value])) += tonnes;
    }
    void fill_mineral_tables(const OreWorld& world);
    void fill_route_table(const OreWorld& world);
    void fill_plant_tables(const OreWorld& world);
    void fill_agent_tables(const OreWorld& world);
    void fill_concentration(std::size_t mineral);
    void fill_stock_cover(std::size_t mineral);
    void fill_unit_costs(const OreWorld& world);
    void find_makings(const OreWorld& world);
    void add_output_shares(const OreWorld& world);
    void fill_output_shares(const OreWorld& world);
    void list_rows_of_minerals(const Economy& economy);
    void add_smugglers(const OreWorld& world);
    void add_power(const OreWorld& world);
    void fill_power(const OreWorld& world);
    void add_control(const OreWorld& world);
    void fill_control(const OreWorld& world);
    void fill_control_of(std::size_t mineral, const Market& used);
    void find_margins(const Market& used);
    void fill_smugglers(const OreWorld& world);
    double& at(std::size_t table, std::size_t column, std::size_t row) {
        return values_[table][column * rows_[table] + row];
    }
    std::uint32_t row(MaterialId material, std::size_t country) const {
        return row_of_[material.value * countries_.size() + country];
    }

    // Sums that say how concentrated outputs are.
    struct Concentration {
        double sum = 0, squares = 0, top = 0;
        void add(double output);
        double herfindahl() const;
        double top_share() const;
    };
    // Tonnes and cost of what one exporter's mines and plants made of a form that is used.
    struct Makings {
        double tonnes = 0, usd = 0;
    };

    RunSchema schema_;
    RecordSettings settings_;
    std::vector<std::vector<double>> values_;
    std::vector<std::size_t> rows_;
    std::vector<TableValues> views_;
    std::vector<std::string> countries_;          // labels of the dimension
    std::vector<std::size_t> country_of_region_;  // place of a region's code among them
    std::vector<std::uint32_t> row_of_;           // of the market table
    std::vector<MaterialId> first_form_;          // by mineral: ore, or metal that no ore precedes; may not exist
    std::vector<std::vector<std::uint32_t>> first_rows_, used_rows_;  // by mineral: of its first and its used form
    // Room for a month's sums, kept from month to month.
    std::array<std::vector<double>, 3> unit_cost_;  // of plants by kind
    std::vector<Concentration> by_company_;         // by mineral
    std::vector<LernerIndex> lerner_;
    std::vector<ControlShares> control_;
    std::vector<std::vector<Makings>> made_;  // by material and exporter; empty for those that nobody uses as they are
    std::vector<double> paid_, cost_;         // by importer
    std::size_t market_table_ = 0, price_table_ = 0, mineral_table_ = 0, route_table_ = 0, first_plant_table_ = 0,
                user_table_ = 0, smuggler_table_ = 0, company_table_ = 0, share_table_ = 0, state_table_ = 0,
                control_table_ = 0, power_table_ = 0;
};

}  // namespace orepolitik
