// The section `plant` of a market file.
#include <fmt/format.h>

#include "config/market_reading.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {

PlantKeys read_plant(const yaml::Node& section, Faults& faults) {
    PlantKeys plant;
    const std::size_t before = faults.list().size();
    yaml::read_fields(plant, section, "plant.", nullptr, faults);
    if (faults.list().size() > before) return plant;
    const auto refuse = [&](const char* key, double value, const char* why) {
        const yaml::Entry* const entry = section.find(key);
        faults.add(entry ? entry->value.place : section.place, fmt::format("plant.{}={}", key, value), why);
    };
    if (plant.drift >= plant.discount_rate)
        refuse("drift", plant.drift, "should be below discount_rate, or waiting is always better");
    if (plant.entry_cost_usd_per_t + plant.exit_cost_usd_per_t < 0)
        refuse("exit_cost_usd_per_t", plant.exit_cost_usd_per_t, "opening and closing in turn would earn money");
    return plant;
}

}  // namespace orepolitik::config
