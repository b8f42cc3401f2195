// What a run changes against its baseline, in tonnes and dollars, from two run files alone.
// Surplus follows from prices and quantities by Hotelling's lemma, at the mean of both quantities (the midpoint rule,
// Harberger 1971, "Three basic postulates for applied welfare economics", J. Econ. Lit. 9): sellers gain
// (p1 - p0)(s1 + s0)/2 and buyers lose (v1 - v0)(d1 + d0)/2 in each month, country and material.
// Dollars are undiscounted, of the base year. Royalties pass from mines to treasuries of the same country. What users
// lose for want of a mineral stands apart from welfare: it is output of theirs, at their sector's loss per tonne.
#pragma once
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "output/run_reader.hpp"

namespace orepolitik::output {

inline constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct EffectColumn {
    std::string name, unit, meaning;
};

struct EffectRow {
    std::vector<std::string> key;  // "CHN", "antimony"
    std::vector<double> values;    // one per column; NaN where nothing can be said
};

struct EffectTable {
    std::string name;
    std::vector<std::string> keys;  // what the key's words are
    std::vector<EffectColumn> columns;
    std::vector<EffectRow> rows;
};

struct Effects {
    std::size_t months = 0;  // that both runs hold
    std::vector<EffectTable>
        tables;  // price, country, mineral, country_mineral, payments, trade, sector, company, state
};

// Of the named mineral, or of all if the name is empty; accounts of companies and states are never split by mineral.
// Throws FileError if the runs are of different worlds or months.
Effects effects_between(const RunReader& base, const RunReader& run, const std::string& mineral = "");

}  // namespace orepolitik::output
