// What a run records each month, as columns over (material, country), minerals, routes and agents; each column stands
// once in a list with its unit and sentence. Knows no file format: output/ writes whatever schema it is given.
// A union's market stands under the union's code; its members carry production only.
#pragma once
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
    void fill_market_table(const OreWorld& world);
    void fill_market_sides(const Market& market);
    void add_production(const OreWorld& world);
    void add_stocks_and_use(const OreWorld& world);
    void add_to_market(std::size_t column, MaterialId material, RegionId region, double tonnes) {
        at(market_table_, column, row(material, country_of_region_[region.value])) += tonnes;
    }
    void fill_mineral_tables(const OreWorld& world);
    void fill_route_table(const OreWorld& world);
    void fill_plant_tables(const OreWorld& world);
    void fill_agent_tables(const OreWorld& world);
    void add_output_shares(const OreWorld& world);
    void fill_output_shares(const OreWorld& world);
    static MaterialId first_form(const Economy& economy, std::size_t mineral);  // ore, or metal that no ore precedes
    std::vector<double> first_outputs_by_company(std::size_t mineral, std::size_t minerals) const;
    void add_smugglers(const OreWorld& world);
    void add_power(const OreWorld& world);
    void fill_power(const OreWorld& world);
    void add_control(const OreWorld& world);
    void fill_control(const OreWorld& world);
    void fill_control_of(std::size_t mineral, const ControlShares& shares, const Market& used,
                         std::span<const double> lerner_by_importer);
    void fill_smugglers(const OreWorld& world);
    double& at(std::size_t table, std::size_t column, std::size_t row) {
        return values_[table][column * rows_[table] + row];
    }
    std::uint32_t row(MaterialId material, std::size_t country) const {
        return row_of_[material.value * countries_.size() + country];
    }

    RunSchema schema_;
    RecordSettings settings_;
    std::vector<std::vector<double>> values_;
    std::vector<std::size_t> rows_;
    std::vector<TableValues> views_;
    std::vector<std::string> countries_;                           // labels of the dimension
    std::vector<std::size_t> country_of_region_;                   // place of a region's code among them
    std::vector<std::uint32_t> row_of_;                            // of the market table
    std::vector<std::pair<std::uint32_t, std::uint32_t>> routes_;  // market, route
    std::size_t market_table_ = 0, price_table_ = 0, mineral_table_ = 0, route_table_ = 0, first_plant_table_ = 0,
                user_table_ = 0, smuggler_table_ = 0, company_table_ = 0, share_table_ = 0, state_table_ = 0,
                control_table_ = 0, power_table_ = 0;
};

}  // namespace orepolitik
