// Demand that everybody can read about: of a demand path's coming change, the part that its `foresight` states is met
// by projects which begin when the run does, so that they open as demand comes, no sooner than a lead time from the
// start. Over as many years again, because nobody starts everything at once. The rest is left to what prices tell.
// Leaves out: what foreseen projects cost (as of projects under way), and minerals that hosts carry.
#include <algorithm>
#include <cmath>

#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

constexpr std::uint32_t months_foreseen = 480;

// By mineral: needs over those at base prices in a month to come.
std::vector<double> foreseen_multiples(const WorldDraft& d, std::uint32_t ahead) {
    const auto& users = std::get<Manufacturers>(d.world.kinds);
    const auto& e = d.world.economy;
    const double growth = std::exp(e.demand_growth_per_month * ahead);
    std::vector<double> base(d.base.minerals.size(), 0.0), foreseen(base);
    for (std::size_t i = 0; i < users.size(); ++i) {
        const MineralId mineral = d.base.materials[users.material[i].value].mineral;
        base[mineral.value] += users.base_need_t[i];
        foreseen[mineral.value] +=
            users.base_need_t[i] * e.background.foreseen_demand(users.region[i], mineral, users.sector[i],
                                                                e.first_month + static_cast<int>(ahead), growth);
    }
    for (std::size_t k = 0; k < base.size(); ++k) foreseen[k] = base[k] > 0 ? foreseen[k] / base[k] : 1;
    return foreseen;
}

// Capacity over the base year's that has opened by then.
double opened(double foreseen_multiple, double growth, std::uint32_t ahead, std::uint32_t lead) {
    const double ready = std::clamp((static_cast<double>(ahead) - lead) / lead, 0.0, 1.0);
    return ready * growth * (foreseen_multiple - 1);
}

void plan(Plants& plants, const std::vector<std::vector<double>>& multiples, double growth_per_month,
          std::uint32_t lead, const std::vector<double>& share) {
    plants.openings.resize(plants.size());
    for (std::size_t i = 0; i < plants.size(); ++i) {
        double open = 0;
        for (std::uint32_t ahead = lead; ahead < multiples.size() && plants.capacity_t[i] > 0; ++ahead) {
            const double growth = std::exp(growth_per_month * ahead);
            const double multiple = multiples[ahead][plants.mineral[i].value];
            const double due = share[i] * plants.capacity_t[i] * opened(multiple, growth, ahead, lead);
            if (due <= open) continue;
            plants.openings[i].push_back({ahead, due - open});
            open = due;
        }
    }
}

}  // namespace

void foresee_demand(WorldDraft& d) {
    if (!d.economy().background.anything_foreseen()) return;
    std::vector<std::vector<double>> multiples;
    for (std::uint32_t ahead = 0; ahead < months_foreseen; ++ahead) multiples.push_back(foreseen_multiples(d, ahead));
    auto& mines = std::get<Mines>(d.world.kinds);
    auto& smelters = std::get<Smelters>(d.world.kinds);
    const auto& b = d.scenario.behaviour;
    const double g = d.economy().demand_growth_per_month;
    std::vector<double> not_hosted;
    for (std::size_t i = 0; i < mines.size(); ++i) not_hosted.push_back(1 - mines.host_share[i]);
    plan(mines.plants, multiples, g, static_cast<std::uint32_t>(std::lround(12 * b.mine_lead_years)), not_hosted);
    plan(smelters.plants, multiples, g, static_cast<std::uint32_t>(std::lround(12 * b.smelter_lead_years)),
         std::vector<double>(smelters.size(), 1.0));
}

}  // namespace orepolitik::start
