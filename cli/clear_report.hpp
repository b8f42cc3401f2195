// What `clear` found, as one tree of names and numbers, which is printed as JSON or as tables.
#pragma once
#include <nlohmann/json.hpp>

#include "config/market_file.hpp"

namespace orepolitik::cli {

nlohmann::ordered_json market_report(const config::MarketFile& file);
std::string as_tables(const nlohmann::ordered_json& report);

}  // namespace orepolitik::cli
