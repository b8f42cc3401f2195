#include "config/synthetic/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace orepolitik::config {

std::string country_code(int country) {
    const auto letter = [](int number) { return static_cast<char>('A' + number % 26); };
    return {letter(country / 676), letter(country / 26), letter(country)};
}

std::string mineral_name(int mineral) {
    return fmt::format("mineral_{:03}", mineral + 1);
}

// One each, then whole parts of the rest, then one more for the largest remainders (Hamilton's method).
std::vector<int> apportion(int total, const std::vector<double>& weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const int spare = total - static_cast<int>(weights.size());
    std::vector<int> parts, order(weights.size());
    std::vector<double> remainders;
    int given = 0;
    for (const double weight : weights) {
        const double share = spare * weight / sum;
        parts.push_back(1 + static_cast<int>(share));
        remainders.push_back(share - std::floor(share));
        given += parts.back();
    }
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, [&](int a, int b) {
        return remainders[static_cast<std::size_t>(a)] > remainders[static_cast<std::size_t>(b)];
    });
    for (std::size_t k = 0; given < total; ++k, ++given) ++parts[static_cast<std::size_t>(order[k % order.size()])];
    return parts;
}

}  // namespace orepolitik::config
