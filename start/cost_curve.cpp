// Cash cost along a mineral's cost curve, and freight per tonne of metal on a lane.
#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "start/base_year.hpp"

namespace orepolitik::start {

double cost_at_quantile(const Mineral& mineral, double quantile) {
    static const boost::math::normal standard;
    static const double score_p25 = boost::math::quantile(standard, 0.25);
    static const double score_p90 = boost::math::quantile(standard, 0.90);
    const double score = boost::math::quantile(standard, std::clamp(quantile, 0.001, 0.999));
    const double below = std::log(mineral.cost_p50 / mineral.cost_p25) / -score_p25;
    const double above = std::log(mineral.cost_p90 / mineral.cost_p50) / score_p90;
    return mineral.cost_p50 * std::exp(score * (score < 0 ? below : above));
}

double freight_usd_per_t(const Material& material, const Lane& lane, const WorldRules& rules) {
    if (lane.from == lane.to) {
        return 0;
    }
    const double gross_price_usd_per_t = material.base_price_usd_per_t * material.content_share;
    const bool in_bulk = gross_price_usd_per_t < rules.bulk_below_usd_per_gross_t;
    const double gross_freight = in_bulk ? lane.bulk_usd_per_t : lane.container_usd_per_t;
    return gross_freight / material.content_share + material.handling_usd_per_t;
}

}  // namespace orepolitik::start
