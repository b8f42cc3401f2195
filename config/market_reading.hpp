// Parts of a market file, each read from its section of the tree. Used by market_file.cpp alone.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/market_file.hpp"
#include "config/yaml/node.hpp"

namespace orepolitik::config {

// The place of a name in a list; a fault with a suggestion if it is not there.
std::optional<std::size_t> index_of(const std::string& name, std::span<const std::string> names, const Place& place,
                                    const std::string& what, Faults& faults);

// A section that must be a map; nothing, and perhaps a fault, if it is none.
const yaml::Node* map_section(const yaml::Node& tree, std::string_view name, const std::string& path, Faults& faults);

// One number of a map, by its key.
double number_at(const yaml::Node& map, const yaml::Entry& entry, const std::string& path, const FieldInfo& unit_of,
                 const Check& check, Faults& faults);

enum class CurveSource : unsigned char { own_point, base_flows };

// A curve; with base flows, of one tonne that the flows will scale.
Curve read_curve(const yaml::Node& map, const std::string& path, Side side, CurveSource source, Faults& faults);

// The section `trade`; `market` gets weights and says who has supply.
void read_trade(const yaml::Node& section, std::span<const std::string> names, SingleMarket& market,
                TradeMeasures& measures, Faults& faults);

PlantKeys read_plant(const yaml::Node& section, Faults& faults);
NamedFirms read_firms(const yaml::Node& section, Faults& faults);

}  // namespace orepolitik::config
