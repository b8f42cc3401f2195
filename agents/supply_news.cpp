#include "agents/supply_news.hpp"

#include <algorithm>
#include <vector>

namespace orepolitik {

void report_feed_cover(const Kinds& kinds, Economy& economy) {
    for (const MaterialId feed : economy.feed_of_material)
        if (feed.exists())
            for (auto& side : economy.markets[feed.value].importers) side.feed_stock_t = side.feed_need_t = 0;
    for (const Processing* kind : processing_kinds(kinds))
        for (std::size_t i = 0; i < kind->size(); ++i) {
            auto& side = economy.markets[kind->feed.market[i]].importers[kind->feed.importer[i]];
            side.feed_stock_t += kind->feed.stock_t[i];
            side.feed_need_t += kind->plants.capacity_t[i] * kind->rules[i].base_utilisation * kind->feed_t_per_t[i];
        }
}

void report_losses(const Kinds& kinds, Economy& economy) {
    const auto& background = economy.background;
    if (background.outages().empty()) return;
    const double horizon = economy.behaviour.anticipation_months;
    std::vector<std::vector<double>> lost_t;
    for (const auto& market : economy.markets) lost_t.emplace_back(market.exporters.size(), 0.0);
    for (const Plants* p : plants_by_kind(kinds))
        for (std::size_t i = 0; i < p->size(); ++i) {
            if (p->lost_share[i] <= 0 || p->status[i] != static_cast<std::uint8_t>(Status::running)) continue;
            const Form form = economy.markets[p->product[i].value].form;
            lost_t[p->product[i].value][p->exporter[i]] +=
                p->capacity_t[i] *
                background.foreseen_loss({p->name[i], p->country[i], p->mineral[i], form}, economy.month, horizon);
        }
    bool changed = false;
    for (std::size_t m = 0; m < lost_t.size(); ++m)
        for (std::size_t i = 0; i < lost_t[m].size(); ++i) {
            auto& side = economy.markets[m].exporters[i];
            const double share = side.capacity_t > 0 ? std::min(1.0, lost_t[m][i] / side.capacity_t) : 0;
            changed = changed || share != side.outage_share;
            side.outage_share = share;
        }
    if (changed) hear_of_restrictions(economy);
}

void report_needs(const Kinds& kinds, Economy& economy) {
    const auto& users = std::get<Manufacturers>(kinds);
    thread_local std::vector<double> need_t;  // kept from month to month
    need_t.assign(economy.mineral_ids.size(), 0.0);
    for (std::size_t i = 0; i < users.size(); ++i)
        need_t[economy.markets[users.holders.market[i]].mineral.value] += users.need_t[i];
    economy.need_trends.resize(need_t.size());
    for (std::size_t k = 0; k < need_t.size(); ++k)
        economy.need_trends[k].observe(need_t[k] / economy.growth(), economy.behaviour.need_trend_months,
                                       economy.elapsed() == 0);
}

}  // namespace orepolitik
