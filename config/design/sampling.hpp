// Points in the unit cube, from which a design's values are made.
// Sources: Latin hypercube, McKay, Beckman and Conover (1979); Sobol' sequence, Sobol' (1967) with Boost.Random's
// directions; trajectories, Morris (1991); cross-samples, Saltelli et al. (2010), Computer Physics Communications 181.
#pragma once
#include <cstdint>
#include <vector>

namespace orepolitik::config {

using UnitPoints = std::vector<std::vector<double>>;  // [point][factor], 0 to 1

inline constexpr int morris_levels = 4;
inline constexpr int half_of_levels = morris_levels / 2;

UnitPoints latin_hypercube(std::size_t factors, std::size_t points, std::uint64_t seed);
UnitPoints sobol_points(std::size_t factors, std::size_t points);  // without the origin, which no other point balances
// Each trajectory moves every factor once by two thirds of its range, in drawn order: factors + 1 points each.
UnitPoints morris_trajectories(std::size_t factors, std::size_t trajectories, std::uint64_t seed);
// For each base point: A, B, and A with one factor from B, factor by factor: factors + 2 points each.
UnitPoints saltelli_samples(std::size_t factors, std::size_t points);

}  // namespace orepolitik::config
