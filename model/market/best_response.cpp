#include "model/market/best_response.hpp"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <cmath>

namespace orepolitik {
namespace {

// Where the parabola through three points has its top; the middle if it has none.
double top_of_parabola(double middle, double step, double left, double centre, double right) {
    const double bend = left - 2 * centre + right;
    return bend < 0 ? middle + 0.5 * step * (left - right) / bend : middle;
}

// Welfare is flat where a charge ends trade, so the top is looked for on a grid first; and near its top it is flat too:
// the search there is coarse, and the top follows from points some way off.
constexpr int cells = 24, bits = 10;

double best_value(const SingleMarket& market, TradeMeasures measures, const Choice& choice) {
    const MarketOutcome free = clear_market(market, measures);
    const auto welfare_usd = [&](double value) {
        for (const std::size_t r : choice.routes) (measures.*choice.charge)[r] = value;
        const MarketOutcome outcome = clear_market(market, measures);
        const CountryAccounts own = accounts_of(market, measures, outcome)[choice.country];
        const double buyers_usd = consumer_gain_usd(market, choice.country, free, outcome);  // finite, unlike surplus
        return own.producer_surplus_usd + buyers_usd + own.treasury_usd() + own.rent_usd;
    };
    const double cell = (choice.high - choice.low) / cells;
    double best = choice.low, most = -std::numeric_limits<double>::infinity();
    for (int k = 0; k <= cells; ++k) {
        const double value = choice.low + k * cell, welfare = welfare_usd(value);
        if (welfare > most) best = value, most = welfare;
    }
    const auto loss = [&](double value) { return -welfare_usd(value); };
    best = boost::math::tools::brent_find_minima(loss, std::max(choice.low, best - cell),
                                                 std::min(choice.high, best + cell), bits)
               .first;
    for (const double part : {0.02, 0.005}) {
        const double step = part * (choice.high - choice.low);
        const double middle = std::clamp(best, choice.low + step, choice.high - step);
        const double top =
            top_of_parabola(middle, step, welfare_usd(middle - step), welfare_usd(middle), welfare_usd(middle + step));
        best = std::clamp(top, choice.low, choice.high);
    }
    return best;
}

}  // namespace

Answer best_answers(const SingleMarket& market, TradeMeasures measures, const std::vector<Choice>& choices) {
    constexpr int most_rounds = 60;
    Answer answer;
    answer.value.assign(choices.size(), 0.0);
    for (; answer.rounds < most_rounds && !answer.settled; ++answer.rounds) {
        double moved = 0;
        for (std::size_t k = 0; k < choices.size(); ++k) {
            const double value = best_value(market, measures, choices[k]);
            moved = std::max(moved, std::abs(value - answer.value[k]) / (choices[k].high - choices[k].low));
            answer.value[k] = value;
            for (const std::size_t r : choices[k].routes) (measures.*choices[k].charge)[r] = value;
        }
        answer.settled = choices.size() == 1 || moved < 1e-7;
    }
    answer.measures = std::move(measures);
    return answer;
}

}  // namespace orepolitik
