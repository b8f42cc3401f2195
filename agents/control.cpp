#include "agents/control.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace orepolitik {
namespace {

constexpr std::size_t camps = 3;

struct ControlSums {
    double world_t, on_soil_t, in_hands_t;
    void add(double tonnes) {
        world_t += tonnes;
        on_soil_t += tonnes;
        in_hands_t += tonnes;
    }
};

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
    for_each_group(mines.plants, [&](Rows rows) {
        const auto material = mines.plants.product[rows.first].value;
        const double price = std::exp(e.markets[material].exporters[mines.plants.exporter[rows.first]].log_price);
        LernerIndex sum = indices[material];
        for (std::size_t i = rows.first; i < rows.last; ++i) {
            if (mines.plants.output_t[i] == 0) continue;
            sum.weighted_t += mines.plants.output_t[i] * (1 - mines.cost_usd_per_t[i] / price);
            sum.tonnes += mines.plants.output_t[i];
        }
        indices[material] = sum;
    });
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
    companies.for_each_portfolio(plants_by_kind, [&](std::span<const Holding> held, const Plants& plants) {
        const auto one = held.front();
        const std::size_t k = plants.mineral[one.plant].value;
        if (plants.product[one.plant] != forms[k]) return;
        auto& of = shares[k];
        const RegionId ruler = e.diplomacy.sovereign(plants.region[one.plant]);
        const RegionId owner = region_of_owner(companies, one.owner, e);
        double nobodys = 0;
        double& on_soil = of.territory[ruler.value];
        double& in_hands = owner.exists() ? of.ownership[owner.value] : nobodys;
        ControlSums sums{of.world_t, on_soil, in_hands};
        for (const auto& h : held) sums.add(h.share * plants.output_t[h.plant]);
        of.world_t = sums.world_t, on_soil = sums.on_soil_t, in_hands = sums.in_hands_t;
    });
    for (auto& of : shares)
        for (std::size_t r = 0; r < of.territory.size() && of.world_t > 0; ++r) {
            of.territory[r] /= of.world_t;
            of.ownership[r] /= of.world_t;
        }
}

}  // namespace orepolitik
