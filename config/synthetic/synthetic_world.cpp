#include "config/synthetic/synthetic_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "config/scalar.hpp"
#include "config/synthetic/figures.hpp"

namespace orepolitik::config {
namespace {

constexpr int least_plants_per_mineral = 2;  // one that digs, one that smelts
constexpr double smelters_of_plants = 0.1;
constexpr double foreign_owner_chance = 0.25, foreign_owner_share = 0.4;
constexpr double state_company_chance = 0.2;
constexpr double nm_per_radian = 3440;
constexpr double way_over_distance = 1.3;  // ships go around land
constexpr const char* parts_of_world[] = {"east", "north", "west", "south"};
constexpr const char* straits[] = {"Strait of Dawn", "Strait of Dusk"};

class Tables {
  public:
    Tables(const SyntheticKeys& keys, const Place& place, WorldData& data)
        : keys_(keys), figures_(keys.seed), origin_{place.file, place.line}, data_(data) {}

    void make() {
        for (int c = 0; c < keys_.countries; ++c) add_country(c);
        for (const char* strait : straits) data_.chokepoints.push_back(with_name(strait));
        for (int a = 0; a < keys_.countries; ++a)
            for (int b = a + 1; b < keys_.countries; ++b) add_route(a, b);
        const std::vector<int> plants = apportion(keys_.plants, std::vector<double>(keys_.minerals, 1.0));
        for (int m = 0; m < keys_.minerals; ++m) add_mineral(m, plants[m]);
    }

  private:
    struct Position {
        double latitude, longitude;  // radians
    };
    template <class Row>
    Row& add(std::vector<Row>& rows) {
        rows.emplace_back().origin = origin_;
        return rows.back();
    }
    ChokepointRow with_name(const char* name) const {
        ChokepointRow row;
        row.origin = origin_;
        row.name = name;
        return row;
    }
    static int part_of(const Position& at) {
        return static_cast<int>(std::floor(at.longitude / (std::numbers::pi / 2))) & 3;
    }

    void add_country(int c) {
        auto& row = add(data_.countries);
        row.iso3 = country_code(c);
        row.name = "Land " + row.iso3;
        const double pi = std::numbers::pi;
        positions_.push_back({figures_.uniform(Figure::latitude, c, -pi / 3, pi / 3),
                              figures_.uniform(Figure::longitude, c, 0, 2 * pi)});
        row.region = parts_of_world[part_of(positions_.back())];
        const double leaning = figures_.uniform(Figure::camp, c, -1, 1);
        row.bloc = leaning > 0.4 ? "us-allied" : leaning < -0.4 ? "china-aligned" : "non-aligned";
        row.un_ideal_point_2023 = 2 * leaning;
        row.gdp_usd_bn = figures_.spread(Figure::gdp, c, 10, 10000);
        row.industrial_electricity_usd_per_mwh_2023 = figures_.spread(Figure::power_price, c, 50, 160);
        row.mining_royalty_pct_typical = figures_.uniform(Figure::royalty, c, 1, 8);
        row.policy_rate_pct_end_2023 = figures_.uniform(Figure::policy_rate, c, 2, 10);
        row.expropriation_risk_0_1 = figures_.uniform(Figure::expropriation, c, 0.05, 0.6);
        row.strike_propensity_0_1 = figures_.uniform(Figure::strikes, c, 0.05, 0.5);
        auto& company = add(data_.companies);
        company.id = company_of(c);
        company.name = "Mining of " + row.iso3;
        company.home_iso3 = row.iso3;
        company.state_owned = figures_.uniform(Figure::state_company, c, 0, 1) < state_company_chance ? 1 : 0;
    }
    static std::string company_of(int country) { return "mining_" + country_code(country); }

    void add_route(int a, int b) {
        const Position &from = positions_[a], &to = positions_[b];
        const double cosine = std::sin(from.latitude) * std::sin(to.latitude) +
                              std::cos(from.latitude) * std::cos(to.latitude) * std::cos(from.longitude - to.longitude);
        auto& row = add(data_.routes);
        row.origin_iso3 = country_code(a);
        row.destination_iso3 = country_code(b);
        row.sea_distance_nm = way_over_distance * nm_per_radian * std::acos(std::clamp(cosine, -1.0, 1.0));
        row.freight_bulk_usd_per_t =
            data_.rules.bulk_freight_base_usd_per_t + data_.rules.bulk_freight_usd_per_t_per_nm * row.sea_distance_nm;
        row.freight_container_usd_per_t = data_.rules.container_freight_base_usd_per_t +
                                          data_.rules.container_freight_usd_per_t_per_nm * row.sea_distance_nm;
        const int parts[] = {part_of(from), part_of(to)};
        const bool dawn = (parts[0] < 2) != (parts[1] < 2), dusk = parts[0] % 2 != parts[1] % 2;
        row.chokepoints =
            fmt::format("{}{}{}", dawn ? straits[0] : "", dawn && dusk ? ";" : "", dusk ? straits[1] : "");
    }

    void add_mineral(int m, int plants) {
        const bool refined = m % 5 != 4, by_product = m % 4 == 3;
        const double recycled =
            refined && !by_product && m % 2 == 0 ? figures_.uniform(Figure::recycled, m, 0.1, 0.4) : 0;
        const double mined_t = figures_.spread(Figure::tonnage, m, 1e4, 1e8);
        MineralRow& row = describe_mineral(m, mined_t, refined, recycled);
        if (by_product) row.by_product_of = fmt::format("{}:0.6", mineral_name(m - 1));
        const double refined_t = figures_.uniform(Figure::recovery, m, 0.9, 0.98) * mined_t / (1 - recycled);
        const int smelters = refined ? std::max(1, static_cast<int>(std::lround(smelters_of_plants * plants))) : 0;
        make_at(m, mined_t, plants - smelters, keys_.countries / 2, "mine");
        if (refined) make_at(m, refined_t, smelters, keys_.countries / 3, "refined");
        use(m, (refined ? refined_t : mined_t) * figures_.uniform(Figure::residual, m, 0.98, 1.02));
    }

    MineralRow& describe_mineral(int m, double mined_t, bool refined, double recycled) {
        MineralRow& row = add(data_.minerals);
        row.id = row.name = mineral_name(m);
        row.mine_product = "ore of " + row.id;
        if (refined) row.refined_product = "metal of " + row.id;
        const double price = figures_.spread(Figure::value, m, 1e9, 1e11) / mined_t;
        row.base_price_usd_per_t = price;
        row.price_stage = refined ? "refined" : "mine";
        const double ore_share = figures_.uniform(Figure::ore_price, m, 0.6, 0.85);
        if (refined) row.other_stage_price_usd_per_t = ore_share * price;
        row.price_min_2009_2023_usd_per_t = figures_.uniform(Figure::lowest_price, m, 0.4, 0.8) * price;
        row.price_max_2009_2023_usd_per_t = figures_.uniform(Figure::highest_price, m, 1.2, 2.5) * price;
        row.demand_elasticity_sr = -figures_.uniform(Figure::demand_elasticity, m, 0.05, 0.2);
        row.demand_elasticity_lr = 3 * row.demand_elasticity_sr;
        row.supply_elasticity_sr = figures_.uniform(Figure::supply_elasticity, m, 0.1, 0.3);
        row.supply_elasticity_lr = 4 * row.supply_elasticity_sr;
        row.cash_cost_p50_usd_per_t = figures_.uniform(Figure::median_cost, m, 0.45, 0.65) * price;
        row.cash_cost_p25_usd_per_t = 0.8 * row.cash_cost_p50_usd_per_t;
        row.cash_cost_p90_usd_per_t = 1.45 * row.cash_cost_p50_usd_per_t;
        row.eol_recycling_rate = recycled > 0 ? 0.5 : 0;
        row.recycled_share_of_supply = recycled;
        row.product_lifetime_years = figures_.uniform(Figure::lifetime, m, 5, 30);
        row.typical_ore_grade_pct = figures_.spread(Figure::grade, m, 0.2, 40);
        row.electricity_mwh_per_t = 0.2 * (1 - ore_share) * price / data_.rules.default_electricity_usd_per_mwh;
        row.co2_t_per_t = 2 * row.electricity_mwh_per_t * data_.rules.default_grid_t_co2_per_mwh;
        row.demand_sectors = "building:0.5;vehicles:0.3;devices:0.2";
        return row;
    }

    // Output in some countries, each with its part of the plants, and the companies that own them.
    void make_at(int m, double world_t, int plants, int countries, std::string_view stage) {
        const bool mine = stage == "mine";
        const Figure place = mine ? Figure::mines_here : Figure::smelts_here;
        const auto chosen = choose(m, place, std::clamp(countries, 1, plants));
        std::vector<double> weight;
        for (const int c : chosen) weight.push_back(std::exp(figures_.normal(Figure::output, m, c, mine ? 0 : 1)));
        const double total = std::accumulate(weight.begin(), weight.end(), 0.0);
        const std::vector<int> counts = apportion(plants, weight);
        const double years = figures_.uniform(Figure::reserve_years, m, 25, 80);
        for (std::size_t k = 0; k < chosen.size(); ++k) {
            const double made_t = world_t * weight[k] / total;
            if (mine)
                put(add(data_.mine_production), m, chosen[k], made_t, counts[k]).reserves_t = years * made_t;
            else
                put(add(data_.refined_production), m, chosen[k], made_t, counts[k]);
            add_owners(m, chosen[k], stage);
        }
        if (mine) data_.minerals.back().world_reserves_t = years * world_t;
    }
    template <class Row>
    static Row& put(Row& row, int m, int c, double made_t, int plants) {
        row.mineral = mineral_name(m);
        row.iso3 = country_code(c);
        row.production_t = made_t;
        row.plants = plants;
        return row;
    }

    void add_owners(int m, int c, std::string_view stage) {
        const int part = stage == "mine" ? 0 : 1;
        const bool shared = keys_.countries > 1 && figures_.fraction(Figure::shared, m, c, part) < foreign_owner_chance;
        const int step = 1 + static_cast<int>(figures_.fraction(Figure::partner, m, c, part) * (keys_.countries - 1));
        const double abroad = shared ? foreign_owner_share : 0;
        add_owner(m, c, stage, c, 1 - abroad);
        if (shared) add_owner(m, c, stage, (c + step) % keys_.countries, abroad);
    }
    void add_owner(int m, int host, std::string_view stage, int home, double share) {
        OwnershipRow& row = add(data_.ownership);
        row.mineral = mineral_name(m);
        row.host_iso3 = country_code(host);
        row.asset = "ALL";
        row.stage = stage;
        row.owner = company_of(home);
        row.owner_is_company_id = 1;
        row.owner_iso3 = country_code(home);
        row.share = share;
    }

    void use(int m, double world_t) {
        std::vector<double> weight;
        double total = 0;
        for (int c = 0; c < keys_.countries; ++c) {
            weight.push_back(data_.countries[c].gdp_usd_bn * std::exp(0.3 * figures_.normal(Figure::use, m, c, 0)));
            total += weight.back();
        }
        for (int c = 0; c < keys_.countries; ++c) {
            ConsumptionRow& row = add(data_.consumption);
            row.mineral = mineral_name(m);
            row.iso3 = country_code(c);
            row.demand_t = world_t * weight[c] / total;
        }
    }

    // As many countries as asked for, in their order.
    std::vector<int> choose(int m, Figure figure, int count) const {
        std::vector<int> all(keys_.countries);
        std::iota(all.begin(), all.end(), 0);
        std::ranges::stable_sort(all, {}, [&](int c) { return figures_.fraction(figure, m, c, 0); });
        all.resize(static_cast<std::size_t>(std::min(count, keys_.countries)));
        std::ranges::sort(all);
        return all;
    }

    const SyntheticKeys& keys_;
    Figures figures_;
    RowOrigin origin_;
    WorldData& data_;
    std::vector<Position> positions_;
};

}  // namespace

std::string fault_of_plants(const SyntheticKeys& keys) {
    const int least = least_plants_per_mineral * keys.minerals;
    return keys.plants < least ? fmt::format("{} minerals need at least {}", keys.minerals, least) : "";
}

void check_synthetic_keys(SyntheticKeys keys, const Place& place, Faults& faults) {
    keys.fields([&](const FieldInfo& info, auto member, const Check& check) {
        const auto value = static_cast<double>(member);
        if (value < check.low || value > check.high)
            faults.add(place, fmt::format("--{}={}", info.name, member), "must be a whole number " + range_text(check));
    });
    const std::string why = fault_of_plants(keys);
    if (!faults.any() && !why.empty()) faults.add(place, fmt::format("--plants={}", keys.plants), why);
}

void add_synthetic_tables(const SyntheticKeys& keys, const Place& place, WorldData& data) {
    Tables(keys, place, data).make();
}

std::string synthetic_world_text(const SyntheticKeys& keys) {
    return fmt::format(
        "# A made-up world of many plants; `orepolitik describe synth` lists the keys, and any rule of\n"
        "# `orepolitik describe world` may stand here. Scenarios name this file: `world: world.yaml`.\n"
        "name: synthetic {0} {1} {2} {3}\n"
        "base_month: 2024-01\n"
        "synth: {{plants: {0}, countries: {1}, minerals: {2}, seed: {3}}}\n",
        keys.plants, keys.countries, keys.minerals, keys.seed);
}

}  // namespace orepolitik::config
