// When companies start projects: the more a project earns over what it must, the sooner, as Tobin's q has it.
// Leaves out: what a project must earn (real_options.hpp), what becomes of it (plant.hpp).
// Sources: hazard 5 to 10 % a year at the threshold: Dixit (1989), Brennan and Schwartz (1985); investment that rises
// with q: Tobin (1969), Hayashi (1982).
#pragma once

namespace orepolitik {

inline constexpr double most_starts_per_year = 1;  // of one plant: its builders are as busy as they can be

struct StartRule {
    double hazard_per_year;  // that a project starts that just earns what it must
    double margin_power;     // by which that rises with profitability
};

// Chance per year that a project starts, of its expected value over what it must earn; none below 1.
double project_starts_per_year(double profitability, const StartRule& rule);

// The same in the mean of many projects whose costs are spread lognormally round the middle one's.
double mean_starts_per_year(double log_middle_profitability, double log_cost_spread, const StartRule& rule);

// Steady growth of capacity, of which projects begun a lead time ago were a smaller part: g exp(g lead) = starts size.
double growth_per_year(double starts_per_year, double project_size, double lead_years);

}  // namespace orepolitik
