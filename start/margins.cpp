// Treatment margins of the base year: a plant that ran earned something between feed and product. Where the tables'
// two prices leave less than the stated margin at the implied recovery, the price that the tables only indicate gives
// way.
#include <fmt/format.h>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

void scale_costs(Mineral& mineral, double factor) {
    mineral.cost_p25 *= factor;
    mineral.cost_p50 *= factor;
    mineral.cost_p90 *= factor;
}

}  // namespace

void leave_treatment_margins(Draft& draft) {
    const double least = draft.base.rules.least_treatment_margin_share;
    for (std::uint32_t m = 0; m < draft.base.materials.size(); ++m) {
        const Recipe& recipe = draft.base.recipes[m];
        if (!recipe.feed.exists()) {
            continue;
        }
        Material& product = draft.base.materials[m];
        Material& feed = draft.base.materials[recipe.feed.value];
        const double dearest_feed = (1 - least) * product.base_price_usd_per_t / recipe.feed_t_per_t;
        if (feed.base_price_usd_per_t <= dearest_feed) {
            continue;
        }
        Mineral& of_feed = draft.mineral(feed.mineral);
        if (of_feed.priced == recipe.feed) {
            const double price = recipe.feed_t_per_t * feed.base_price_usd_per_t / (1 - least);
            draft.note(fmt::format("{}: indicated price raised from {:.6g} to {:.6g} USD/t to leave a treatment margin",
                                   product.name, product.base_price_usd_per_t, price));
            product.base_price_usd_per_t = price;
        } else {
            draft.note(
                fmt::format("{}: indicated price lowered from {:.6g} to {:.6g} USD/t to leave a treatment margin",
                            feed.name, feed.base_price_usd_per_t, dearest_feed));
            if (feed.form == Form::ore) {
                scale_costs(of_feed, dearest_feed / feed.base_price_usd_per_t);
            }
            feed.base_price_usd_per_t = dearest_feed;
        }
    }
}

}  // namespace orepolitik::start
