// How long products stay in use: lognormal lifetimes cut into years of age, the same table for the base year's scrap
// and for the cohorts of products that age month by month. Leaves out: how use grew before the base year (the caller).
// Source: lognormal lifetimes by sector as in dynamic stock models of metals (Glöser et al. 2013, ES&T 47).
#pragma once

namespace orepolitik {

inline constexpr int oldest_age_years = 150;  // what is still in use then counts as discarded in that year

// Probability that a product is discarded in its year of age `age_years` (0: within the first year); the ages from 0
// to oldest_age_years - 1 sum to one. `mean_years` > 0; a standard deviation of 0 means all at the mean age.
double discard_fraction(double mean_years, double sd_years, int age_years);

// Present discards per tonne of present use when use grew at `growth_per_year` (a fraction) for ever: E[exp(-g T)],
// with T counted at the middle of each year of age.
double steady_discard_share(double mean_years, double sd_years, double growth_per_year);

}  // namespace orepolitik
