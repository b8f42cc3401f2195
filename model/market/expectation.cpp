// What last month's prices become in people's minds: memories, trends, and what they offer at the price they expect.
#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "model/market/curves.hpp"
#include "model/market/market.hpp"
#include "model/market/relationships.hpp"

namespace orepolitik {
namespace {

constexpr double months_that_news_last = 3;
constexpr double half_heeded = 0.01;  // of purchases or of the price: news at which trends are half heeded
constexpr double widest_trend = 0.7;  // nobody carries on more than a doubling or a halving

// The part of a move that people take for more than noise.
double noticed(double move, double usual_move) {
    return move == 0 ? 0 : move * move * move / (move * move + usual_move * usual_move);
}

// What a buying side knows of scarcity and of laws on prices: fractions of its purchases, and of the price.
double known_to(const ImporterSide& i) {
    return i.alarm + i.shortage_memory + std::abs(i.announced_rise) + std::abs(i.law_news);
}

double known_in_the_mean(const Market& m) {
    double known = 0, tonnes = 0;
    for (const auto& i : m.importers) {
        known += i.bought_t * known_to(i);
        tonnes += i.bought_t;
    }
    return tonnes > 0 ? known / tonnes : 0;
}

// Who holds licences that are not used up comes down slowly with what he asks for them, the faster where buyers act as
// one (agents/contract), but does not ask above a cartel's rent.
void ease_rent(Market& m, ExporterSide& e, double licence_months) {
    double least = 0;
    if (e.rent_eases && e.log_rent > 0) {
        const auto leaves = [&](std::size_t i, std::size_t j) { return &m.exporters[i] == &e && j != e.home; };
        least = std::log1p(std::min((1 - e.conceded) * (1 - 1 / licence_months) * std::expm1(e.log_rent),
                                    most_rent_over_price(m, leaves)));
    }
    if (least != e.least_log_rent) e.linearised_at = std::numeric_limits<double>::quiet_NaN();
    e.least_log_rent = least;
}

// In four columns, so that no comparison waits for the one before it.
double largest_of(std::span<const double> values) {
    std::array<double, 4> most;
    most.fill(-infinity);
    std::size_t k = 0;
    for (; k + most.size() <= values.size(); k += most.size())
        for (std::size_t column = 0; column < most.size(); ++column)
            most[column] = std::max(most[column], values[k + column]);
    for (; k < values.size(); ++k) most[0] = std::max(most[0], values[k]);
    return std::max(std::max(most[0], most[1]), std::max(most[2], most[3]));
}

}  // namespace

void observe_prices(Market& m, const Behaviour& b) {
    const double known_everywhere = known_in_the_mean(m);
    const double weight = 1 / b.expectation_memory_months, recent_weight = 1 / b.trend_months;
    // A quote at which nothing was traded has no trend: it would feed on itself.
    const auto carry_on = [&](double log_price, double& recent, double calmed, double traded_t, double known) {
        recent += (log_price - recent) * recent_weight;
        if (traded_t <= 0) return 0.0;
        const double heeded = known / (known + half_heeded);
        return (1 - calmed) * (b.trend_extrapolation + (b.trend_on_news - b.trend_extrapolation) * heeded) *
               noticed(std::clamp(log_price - recent, -widest_trend, widest_trend), b.usual_move);
    };
    m.made_t = 0;
    for (auto& e : m.exporters) {
        m.made_t += e.made_t;
        e.mean_log_price += (e.log_price - e.mean_log_price) * weight;
        e.trend_rise = carry_on(e.log_price, e.recent_log_price, e.calmed, e.sold_t,
                                std::max(known_everywhere, e.home == none_index ? 0 : known_to(m.importers[e.home])));
        e.law_news *= 1 - weight;
        ease_rent(m, e, b.licence_months);
    }
    for (auto& i : m.importers) {
        i.mean_log_delivered += (i.log_delivered - i.mean_log_delivered) * weight;
        i.trend_rise = carry_on(i.log_delivered, i.recent_log_delivered, i.calmed, i.bought_t, known_to(i));
        i.law_news *= 1 - weight;
        i.news *= 1 - 1 / months_that_news_last;
        i.alarm *= 1 - 1 / b.alarm_months;
    }
    const double most = largest_of(m.orders.buy_log_choke);
    m.log_choke = most > -infinity ? most : infinity;
}

void offer_stock(Market& m, std::size_t exporter, std::size_t slot, double quantity_t, double base_sale_share,
                 const Behaviour& b) {
    const double expected =
        m.expected_fob(exporter, b.spot_share_of_expectation) + m.exporters[exporter].rise_to_come();
    m.orders.sell_quantity_t[slot] = quantity_t;
    m.orders.sell_log_reservation[slot] =
        expected - std::log(base_sale_share / (1 - base_sale_share)) / b.seller_steepness;
    m.orders.sell_steepness[slot] = b.seller_steepness;
}

}  // namespace orepolitik
