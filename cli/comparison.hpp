// Several pairs of runs compared cell by cell: means and bands of what `orepolitik compare` says of each pair.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "output/effects.hpp"

namespace orepolitik::cli {

constexpr double band = 0.05;  // of pairs below the band, and above it

struct Spread {
    double mean = 0, low = 0, high = 0;  // NaN where no pair has a value
};

// The same tables of several pairs of runs, cell by cell.
struct Comparison {
    std::size_t pairs = 0, months = 0;  // months: 0 of sweeps, whose outputs have times of their own
    std::string base_title, run_title;
    std::string pair_note;                    // what the pairs have in common, as a sentence
    std::vector<output::EffectTable> tables;  // of the first pair: names and columns
    std::vector<std::map<std::vector<std::string>, std::vector<std::vector<double>>>> values;  // [table][key][column]

    void add(const output::Effects& effects);
    // Of one cell's values over the pairs; a key that a pair lacks did not change there.
    Spread spread(const std::string& unit, std::vector<double> of_cell) const;
};

}  // namespace orepolitik::cli
