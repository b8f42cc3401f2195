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
    thread_local std::vector<std::size_t> camp_of_importer;  // kept from call to call
    camp_of_importer.clear();
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

void find_lerner_indices(const Mines& mines, const Economy& e, std::vector<LernerIndex>& indices) {
    indices.assign(e.markets.size(), {});
    for (std::size_t i = 0; i < mines.size(); ++i) {
        if (mines.plants.output_t[i] == 0) continue;
        const auto material = mines.plants.product[i].value;
        const double price = std::exp(e.markets[material].exporters[mines.plants.exporter[i]].log_price);
        indices[material].weighted_t += mines.plants.output_t[i] * (1 - mines.cost_usd_per_t[i] / price);
        indices[material].tonnes += mines.plants.output_t[i];
    }
}

RegionId region_of_owner(const Companies& companies, std::uint32_t owner, const Economy& e) {
    if (!companies.is_company(owner)) return RegionId{static_cast<std::uint32_t>(owner - companies.size())};
    const CountryId home = companies.home[owner];
    return home.exists() ? e.region_of_country[home.value] : RegionId{};
}

void find_control(const Companies& companies, std::span<const Plants* const> plants_by_kind, const Economy& e,
                  std::span<const MaterialId> forms, std::vector<ControlShares>& shares) {
    shares.resize(forms.size());
    for (auto& of : shares) {
        of.world_t = 0;
        for (auto* by_region : {&of.territory, &of.ownership}) by_region->assign(e.region_codes.size(), 0);
    }
    for (const auto& h : companies.holdings) {
        const auto& plants = *plants_by_kind[h.kind];
        const std::size_t k = plants.mineral[h.plant].value;
        if (plants.product[h.plant] != forms[k]) continue;
        const double tonnes = h.share * plants.output_t[h.plant];
        shares[k].world_t += tonnes;
        shares[k].territory[e.diplomacy.sovereign(plants.region[h.plant]).value] += tonnes;
        const RegionId owner = region_of_owner(companies, h.owner, e);
        if (owner.exists()) shares[k].ownership[owner.value] += tonnes;
    }
    for (auto& of : shares)
        for (std::size_t r = 0; r < of.territory.size() && of.world_t > 0; ++r) {
            of.territory[r] /= of.world_t;
            of.ownership[r] /= of.world_t;
        }
}

}  // namespace orepolitik
