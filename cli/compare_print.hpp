// How a comparison is told: tables for people, CSV with a row per figure, JSON with every figure and its meaning.
#pragma once
#include "cli/comparison.hpp"

namespace orepolitik::cli {

void print_text(const Comparison& comparison);
void print_csv(const Comparison& comparison);
void print_json(const Comparison& comparison);

}  // namespace orepolitik::cli
