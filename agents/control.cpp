#include "agents/control.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace orepolitik {
namespace {

constexpr std::size_t camps = 3;

}  // namespace

double fragmentation_of(const Economy& e, MaterialId material) {
    const auto& m = e.markets[material.value];
    const auto camp = [&](const auto& side) {
        return static_cast<std::size_t>(e.diplomacy.of(e.diplomacy.sovereign(side.region)).camp + 1);
    };
    std::vector<std::size_t> camp_of_importer;
    for (const auto& side : m.importers) camp_of_importer.push_back(camp(side));
    std::array<double, camps> sold{}, bought{};
    double within = 0, all = 0;
    for (std::size_t i = 0; i < m.exporters.size(); ++i) {
        const std::size_t from = camp(m.exporters[i]);
        for (std::size_t j = 0; j < m.importers.size(); ++j) {
            if (m.exporters[i].region == m.importers[j].region) continue;
            const double tonnes = m.routes.flow_t[m.route(i, j)];
            const std::size_t to = camp_of_importer[j];
            sold[from] += tonnes;
            bought[to] += tonnes;
            all += tonnes;
            if (from == to) within += tonnes;
        }
    }
    double by_chance = 0;
    for (std::size_t c = 0; c < camps && all > 0; ++c) by_chance += sold[c] / all * bought[c] / all;
    const bool one_camp = by_chance >= 1 - 1e-9;
    return all > 0 && !one_camp ? (within / all - by_chance) / (1 - by_chance)
                                : std::numeric_limits<double>::quiet_NaN();
}

double lerner_index_of(const Mines& mines, const Economy& e, MaterialId material) {
    double weighted = 0, tonnes = 0;
    for (std::size_t i = 0; i < mines.size(); ++i) {
        if (mines.plants.product[i] != material) continue;
        const double price = std::exp(e.markets[material.value].exporters[mines.plants.exporter[i]].log_price);
        weighted += mines.plants.output_t[i] * (1 - mines.cost_usd_per_t[i] / price);
        tonnes += mines.plants.output_t[i];
    }
    return tonnes > 0 ? weighted / tonnes : std::numeric_limits<double>::quiet_NaN();
}

RegionId region_of_owner(const Companies& companies, std::uint32_t owner, const Economy& e) {
    if (!companies.is_company(owner)) return RegionId{static_cast<std::uint32_t>(owner - companies.size())};
    const CountryId home = companies.home[owner];
    return home.exists() ? e.region_of_country[home.value] : RegionId{};
}

std::vector<ControlShares> control_of(const Companies& companies, std::span<const Plants* const> plants_by_kind,
                                      const Economy& e, std::span<const MaterialId> materials) {
    const std::vector<double> nothing(e.region_codes.size(), 0.0);
    std::vector<ControlShares> shares(materials.size(), {nothing, nothing});
    std::vector<double> world(materials.size(), 0.0);
    std::vector<std::size_t> place(e.markets.size(), none_index);  // among the materials
    for (std::size_t k = 0; k < materials.size(); ++k)
        if (materials[k].exists()) place[materials[k].value] = k;
    for (const auto& h : companies.holdings) {
        const auto& plants = *plants_by_kind[h.kind];
        const std::size_t k = place[plants.product[h.plant].value];
        if (k == none_index) continue;
        const double tonnes = h.share * plants.output_t[h.plant];
        world[k] += tonnes;
        shares[k].territory[e.diplomacy.sovereign(plants.region[h.plant]).value] += tonnes;
        const RegionId owner = region_of_owner(companies, h.owner, e);
        if (owner.exists()) shares[k].ownership[owner.value] += tonnes;
    }
    for (std::size_t k = 0; k < shares.size(); ++k)
        for (std::size_t r = 0; r < nothing.size() && world[k] > 0; ++r) {
            shares[k].territory[r] /= world[k];
            shares[k].ownership[r] /= world[k];
        }
    return shares;
}

}  // namespace orepolitik
