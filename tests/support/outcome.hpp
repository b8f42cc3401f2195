// What a run comes to, by label: prices and tonnes of every month, material and place, and the comparison of two runs.
#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <string>

#include "model/step.hpp"
#include "start/world.hpp"

namespace orepolitik::test {

// By "material place what", month after month.
using Outcome = std::map<std::string, std::vector<double>>;

// What is done to a world before its first month.
using Prepare = std::function<void(OreWorld&)>;

inline void record(const OreWorld& world, Outcome& outcome) {
    const auto& e = world.economy;
    const auto add = [&](const Market& m, RegionId region, const char* what, double value) {
        outcome[e.material_names[m.material.value] + " " + e.region_codes[region.value] + " " + what].push_back(value);
    };
    for (const Market& m : e.markets) {
        for (const auto& side : m.exporters) {
            add(m, side.region, "price", std::exp(side.log_price));
            add(m, side.region, "sold_t", side.sold_t);
            add(m, side.region, "capacity_t", side.capacity_t);
        }
        for (const auto& side : m.importers) {
            add(m, side.region, "delivered", std::exp(side.log_delivered));
            add(m, side.region, "bought_t", side.bought_t);
            add(m, side.region, "unmet_t", side.unmet_t);
        }
    }
}

inline Outcome outcome_of(const start::BaseYear& base, const Scenario& scenario, const Prepare& prepare = {}) {
    auto world = start::make_world(base, scenario);
    if (prepare) prepare(world);
    Outcome outcome;
    for (int month = 0; month < scenario.months; ++month)
        step(world, [&](const OreWorld& now) { record(now, outcome); });
    return outcome;
}

// Same labels, and numbers that differ by no more than so much of the largest of their kind and material.
inline void expect_same(const Outcome& one, const Outcome& other, double rounding) {
    ASSERT_EQ(one.size(), other.size());
    std::map<std::string, double> largest;
    const auto kind = [](const std::string& label) {
        return label.substr(0, label.find(' ')) + label.substr(label.rfind(' '));
    };
    for (const auto& [label, values] : one)
        for (const double value : values) largest[kind(label)] = std::fmax(largest[kind(label)], std::abs(value));
    for (const auto& [label, values] : one) {
        const auto found = other.find(label);
        ASSERT_NE(found, other.end()) << label;
        for (std::size_t month = 0; month < values.size(); ++month)
            ASSERT_NEAR(values[month], found->second[month], rounding * (1e-6 + largest[kind(label)]))
                << label << " in month " << month;
    }
}

}  // namespace orepolitik::test
