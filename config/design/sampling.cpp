#include "config/design/sampling.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <numeric>

#include "model/random.hpp"

namespace orepolitik::config {
namespace {

// A drawn order of 0 to count - 1 (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t count, Stream& stream) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[static_cast<std::size_t>(stream.uniform() * static_cast<double>(i))]);
    return order;
}

}  // namespace

UnitPoints latin_hypercube(std::size_t factors, std::size_t points, std::uint64_t seed) {
    UnitPoints unit(points, std::vector<double>(factors));
    for (std::size_t f = 0; f < factors; ++f) {
        Stream stream(seed, Draw::design, static_cast<std::uint32_t>(f), 0);
        const auto order = shuffled(points, stream);
        for (std::size_t p = 0; p < points; ++p)
            unit[p][f] = (static_cast<double>(order[p]) + stream.uniform()) / static_cast<double>(points);
    }
    return unit;
}

UnitPoints sobol_points(std::size_t factors, std::size_t points) {
    boost::random::sobol engine(factors);
    UnitPoints unit(points, std::vector<double>(factors));
    boost::random::uniform_01<double> uniform;
    for (auto& point : unit)
        for (double& value : point) value = uniform(engine);
    return unit;
}

UnitPoints morris_trajectories(std::size_t factors, std::size_t trajectories, std::uint64_t seed) {
    constexpr double step = morris_levels / (2.0 * (morris_levels - 1));
    UnitPoints unit;
    for (std::size_t t = 0; t < trajectories; ++t) {
        Stream stream(seed, Draw::design, static_cast<std::uint32_t>(t), 1);
        const auto order = shuffled(factors, stream);
        std::vector<double> point(factors), move(factors);
        for (std::size_t f = 0; f < factors; ++f) {
            // Start on a level from which the step stays inside, upward or downward.
            const auto level = std::floor(stream.uniform() * half_of_levels);
            const bool up = stream.happens(0.5);
            const double low = level / (morris_levels - 1.0);
            point[f] = up ? low : low + step;
            move[f] = up ? step : -step;
        }
        unit.push_back(point);
        for (const std::size_t f : order) {
            point[f] = std::clamp(point[f] + move[f], 0.0, 1.0);
            unit.push_back(point);
        }
    }
    return unit;
}

UnitPoints saltelli_samples(std::size_t factors, std::size_t points) {
    UnitPoints unit;
    for (const auto& both : sobol_points(2 * factors, points)) {
        const auto middle = both.begin() + static_cast<std::ptrdiff_t>(factors);
        const std::vector<double> a(both.begin(), middle), b(middle, both.end());
        unit.push_back(a);
        unit.push_back(b);
        for (std::size_t f = 0; f < factors; ++f) {
            unit.push_back(a);
            unit.back()[f] = b[f];
        }
    }
    return unit;
}

}  // namespace orepolitik::config
