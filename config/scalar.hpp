// Turns words into numbers, truth values and months, strictly: what another reader might take differently is refused.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik::config {

// A value, or why the text is none and what may have been meant.
template <class T>
struct Parsed {
    T value{};
    std::string why;  // empty: value holds
    std::string suggestion;
    bool good() const { return why.empty(); }
};

Parsed<double> parse_number(std::string_view text, std::string_view unit);
Parsed<std::int64_t> parse_integer(std::string_view text, std::string_view unit);
Parsed<bool> parse_truth(std::string_view text);
Parsed<Month> parse_month(std::string_view text);

// Why a number is outside its range; empty if it is inside.
std::string out_of_range(double value, const Check& check, std::string_view unit);
std::string range_text(const Check& check);  // "within 0..5"; empty if anything goes

// Why a text is none of the allowed words (or 1 of them); `suggestion` is the nearest.
Parsed<std::string> check_word(std::string_view text, const Check& check);

}  // namespace orepolitik::config
