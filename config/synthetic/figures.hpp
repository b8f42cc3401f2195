// The numbers that a synthetic world is drawn from: each keyed by what it is of, so that one more country or mineral
// leaves the others' figures as they are.
#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "model/random.hpp"

namespace orepolitik::config {

enum class Figure : std::uint32_t {
    latitude,
    longitude,
    camp,
    gdp,
    power_price,
    royalty,
    policy_rate,
    expropriation,
    strikes,
    state_company,
    tonnage,
    value,
    recycled,
    recovery,
    residual,
    ore_price,
    lowest_price,
    highest_price,
    demand_elasticity,
    supply_elasticity,
    median_cost,
    lifetime,
    grade,
    reserve_years,
    mines_here,
    smelts_here,
    output,
    use,
    shared,
    partner
};

class Figures {
  public:
    explicit Figures(std::int64_t seed) : seed_(static_cast<std::uint64_t>(seed)) {}

    // Of one country or mineral, within low..high; evenly, and evenly in logs.
    double uniform(Figure figure, int of, double low, double high) const {
        return low + (high - low) * fraction(figure, of, 0, 0);
    }
    double spread(Figure figure, int of, double low, double high) const {
        return std::exp(uniform(figure, of, std::log(low), std::log(high)));
    }
    // Of a mineral in a country, at a stage: within 0..1, and standard normal.
    double fraction(Figure figure, int mineral, int country, int stage) const {
        return stream(figure, mineral, country, stage).uniform();
    }
    double normal(Figure figure, int mineral, int country, int stage) const {
        return stream(figure, mineral, country, stage).normal();
    }

  private:
    Stream stream(Figure figure, int mineral, int country, int stage) const {
        const auto agent = static_cast<std::uint32_t>((mineral * 4096 + country) * 2 + stage);
        return {seed_, Draw::synthetic, agent, static_cast<std::uint32_t>(figure)};
    }
    std::uint64_t seed_;
};

// AAA, AAB and so on: the first of 17,576 codes, none of which is an aggregate's for a few hundred countries.
std::string country_code(int country);
std::string mineral_name(int mineral);  // mineral_001

// Whole numbers in proportion to the weights, which sum to the total, each at least one. There are at most `total`
// weights.
std::vector<int> apportion(int total, const std::vector<double>& weights);

}  // namespace orepolitik::config
