#include "config/scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "config/fault.hpp"

namespace orepolitik::config {
namespace {

// Nothing that the model counts comes near it, and products of a few such numbers are still finite.
constexpr double largest_number = 1e15;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string in_unit(std::string_view unit) {
    if (unit.empty()) return {};
    return fmt::format(", {} {}", unit.starts_with("fraction") ? "a" : "in", unit);
}

std::string_view without_plus(std::string_view text) {
    return text.size() > 1 && text[0] == '+' && text[1] != '-' ? text.substr(1) : text;
}

// "1,000" and "1 000" are thousands to some readers and something else to others.
std::string without_separators(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != ',' && c != '_' && c != ' ' && c != '\'') digits += c;
    return digits;
}

template <class T>
bool whole_number_text(std::string_view text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

// "1,5" is one and a half where commas are decimal; three digits behind a comma are thousands more often than not.
bool is_decimal_comma(std::string_view text) {
    const std::size_t comma = text.find(',');
    return comma != text.npos && text.rfind(',') == comma && (text.size() - comma != 4 || text[0] == '0');
}

std::string without_grouping(std::string_view text) {
    if (!is_decimal_comma(text)) return without_separators(text);
    std::string with_point(text);
    with_point[text.find(',')] = '.';
    return without_separators(with_point);
}

// The number at the start of a text with something behind it: "5 %", "120 USD/t".
Parsed<double> why_no_number(std::string_view text, std::string_view unit) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string plain = without_grouping(text);
    if (plain != text && whole_number_text(plain, value))
        return {0, "no separators in numbers" + in_unit(unit), "meant " + plain};
    if (error == std::errc::result_out_of_range) return {0, "too large or too small a number", ""};
    if (error != std::errc{}) return {0, "must be a number" + in_unit(unit), ""};
    const std::string number(text.data(), end);
    const std::string rest(end, text.data() + text.size());
    return {
        0, fmt::format("must be a number alone{}, without {}", in_unit(unit), rest.substr(rest.find_first_not_of(' '))),
        ""};
}

}  // namespace

Parsed<double> parse_number(std::string_view original, std::string_view unit) {
    const std::string_view text = without_plus(original);
    double value = 0;
    if (!whole_number_text(text, value)) return why_no_number(text, unit);
    if (!std::isfinite(value)) return {0, "must be a finite number" + in_unit(unit), ""};
    if (std::abs(value) > largest_number)
        return {0, fmt::format("must not exceed {:g}{}", largest_number, in_unit(unit)), ""};
    return {value, "", ""};
}

Parsed<std::int64_t> parse_integer(std::string_view original, std::string_view unit) {
    const std::string_view text = without_plus(original);
    std::int64_t value = 0;
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    if (!whole_number_text(text, value)) {
        const Parsed<double> number = parse_number(text, unit);
        if (!number.good()) return {0, number.why, number.suggestion};
        const bool whole = number.value == std::floor(number.value) && std::abs(number.value) < 1e15;
        return {0, "must be a whole number, digits only" + in_unit(unit),
                whole ? fmt::format("meant {:.0f}", number.value) : ""};
    }
    if (text.size() > first + 1 && text[first] == '0')
        return {0, "a leading zero makes it octal to some readers", fmt::format("meant {}", value)};
    return {value, "", ""};
}

Parsed<bool> parse_truth(std::string_view text) {
    if (text == "true") return {true, "", ""};
    if (text == "false") return {false, "", ""};
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
    const std::string_view yes[] = {"yes", "on", "y", "1", "true"}, no[] = {"no", "off", "n", "0", "false"};
    const bool means_yes = std::find(std::begin(yes), std::end(yes), lower) != std::end(yes);
    const bool means_no = std::find(std::begin(no), std::end(no), lower) != std::end(no);
    return {false, "must be true or false", means_yes ? "meant true" : means_no ? "meant false" : ""};
}

Parsed<Month> parse_month(std::string_view text) {
    const bool shape = text.size() == 7 && text[4] == '-' && is_digit(text[0]) && is_digit(text[1]) &&
                       is_digit(text[2]) && is_digit(text[3]) && is_digit(text[5]) && is_digit(text[6]);
    if (!shape) {
        const bool day = text.size() == 10 && text[4] == '-' && text[7] == '-';
        return {Month{}, "must be a month, YYYY-MM", day ? "meant " + std::string(text.substr(0, 7)) : ""};
    }
    int year = 0, month = 0;
    std::from_chars(text.data(), text.data() + 4, year);
    std::from_chars(text.data() + 5, text.data() + 7, month);
    if (month < 1 || month > 12) return {Month{}, "months run from 01 to 12", ""};
    if (year < 1900 || year > 2999) return {Month{}, "years run from 1900 to 2999", ""};
    return {Month::of(year, month), "", ""};
}

std::string range_text(const Check& check) {
    const bool low = std::isfinite(check.low), high = std::isfinite(check.high);
    if (low && high) return fmt::format("within {}..{}", check.low, check.high);
    if (low) return fmt::format("at least {}", check.low);
    if (high) return fmt::format("at most {}", check.high);
    return {};
}

std::string out_of_range(double value, const Check& check, std::string_view unit) {
    if (value >= check.low && value <= check.high) return {};
    return "must be " + range_text(check) + in_unit(unit);
}

Parsed<std::string> check_word(std::string_view text, const Check& check) {
    const auto& words = check.one_of;
    if (words.empty() || std::find(words.begin(), words.end(), text) != words.end()) return {std::string(text), "", ""};
    return {{}, fmt::format("must be one of {}", fmt::join(words, ", ")), nearest(text, words)};
}

}  // namespace orepolitik::config
