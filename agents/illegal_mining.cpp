#include "agents/illegal_mining.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double about_all = 0.95;  // of a permit; estimate

double detected_at(const Plants& p, std::size_t i, const Behaviour& b) {
    return 1 - (1 - b.smuggling_detection) * (1 - p.terms[i].detection);
}

// The permit binds: what was sold by right last month is about all of it.
bool is_held_back(const Plants& p, std::size_t i, std::uint32_t month) {
    return p.output_t[i] - p.blended_t[i] >= about_all * p.available_capacity_t(i, month);
}

}  // namespace

double worth_digging_t(const Plants& p, std::size_t i, double margin, const Economy& e) {
    const bool pays = margin > 0 && is_held_back(p, i, e.elapsed());
    return pays ? p.idled_by_law_t(i, e.elapsed()) *
                      std::min(margin / e.behaviour.smuggling_slope, e.behaviour.illegal_mining_share)
                : 0;
}

double illegal_mining_margin(double price_usd_per_t, double cost_usd_per_t, double detection, const Behaviour& b) {
    return b.smuggling_price_share * (1 - cost_usd_per_t / price_usd_per_t) - detection * b.smuggling_loss;
}

void dig_without_permit(Mines& mines, Rows rows, const Economy& e) {
    const auto& b = e.behaviour;
    if (b.illegal_mining_share <= 0 || !e.laws.governs_plants()) return;
    auto& p = mines.plants;
    mines.for_each_site(rows, e, [&](const Mines::Site& site, Rows here) {
        const double price = std::exp(site.side.log_price);
        for (std::size_t i = here.first; i < here.last; ++i) {
            const double detection = detected_at(p, i, b);
            const double margin = illegal_mining_margin(price, mines.unit_cost_usd_per_t(i, site), detection, b);
            const double aim_t = worth_digging_t(p, i, margin, e);
            const double planned_t = p.unlicensed_t[i] + (aim_t - p.unlicensed_t[i]) / b.smuggling_build_months;
            const double dug_t = aim_t > 0 ? std::min(planned_t, p.idled_by_law_t(i, e.elapsed())) : 0;
            p.unlicensed_t.set(i, planned_t);
            p.found_t.set(i, detection * dug_t);
            p.blended_t.set(i, dug_t - p.found_t[i]);
            p.fine_usd.set(i, 0);
        }
    });
}

void settle_unlicensed(Plants& p, std::size_t i, double price_usd_per_t, const Economy& e) {
    const double offered_t = p.available_capacity_t(i, e.elapsed()) + p.blended_t[i];
    const double sold_share = offered_t > 0 ? p.output_t[i] / offered_t : 0;
    p.blended_t.set(i, sold_share * p.blended_t[i]);
    p.found_t.set(i, sold_share * p.found_t[i]);
    p.fine_usd.set(i, p.found_t[i] * std::max(0.0, e.behaviour.smuggling_loss - 1) * price_usd_per_t);
}

}  // namespace orepolitik
