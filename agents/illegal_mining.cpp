#include "agents/illegal_mining.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

double detected_at(const Plants& p, std::size_t i, const Behaviour& b) {
    return 1 - (1 - b.smuggling_detection) * (1 - p.terms[i].detection);
}

}  // namespace

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
            const double idle_t = p.idled_by_law_t(i, e.elapsed()), detection = detected_at(p, i, b);
            const double margin = illegal_mining_margin(price, mines.unit_cost_usd_per_t(i, site), detection, b);
            const double aim_t = idle_t * std::clamp(margin / b.smuggling_slope, 0.0, b.illegal_mining_share);
            const double planned_t = p.unlicensed_t[i] + (aim_t - p.unlicensed_t[i]) / b.smuggling_build_months;
            p.found_t.set(i, 0);
            p.fine_usd.set(i, 0);
            p.unlicensed_t.set(i, planned_t);
            p.blended_t.set(i, (1 - detection) * std::min(planned_t, idle_t));
        }
    });
}

void settle_unlicensed(Plants& p, std::size_t i, double price_usd_per_t, const Economy& e) {
    const auto& b = e.behaviour;
    const double offered_t = p.available_capacity_t(i, e.elapsed()) + p.blended_t[i];
    const double sold_t = offered_t > 0 ? p.output_t[i] * p.blended_t[i] / offered_t : 0;
    const double detection = detected_at(p, i, b);
    const double found_t = detection < 1 ? sold_t * detection / (1 - detection) : 0;
    p.blended_t.set(i, sold_t);
    p.found_t.set(i, found_t);
    p.fine_usd.set(i, found_t * std::max(0.0, b.smuggling_loss - 1) * price_usd_per_t);
}

}  // namespace orepolitik
