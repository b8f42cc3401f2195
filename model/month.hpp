// A calendar month as one number, so that laws and runs compare and add months without date arithmetic.
#pragma once
#include <compare>
#include <string>

namespace orepolitik {

struct Month {
    int since_year_0 = 0;  // 12 * year + (month of year - 1)

    static constexpr Month of(int year, int month_of_year) { return Month{12 * year + month_of_year - 1}; }
    constexpr int year() const { return since_year_0 / 12; }
    constexpr int month_of_year() const { return since_year_0 % 12 + 1; }
    constexpr auto operator<=>(const Month&) const = default;
    constexpr Month operator+(int months) const { return Month{since_year_0 + months}; }
    constexpr int operator-(Month other) const { return since_year_0 - other.since_year_0; }
};

struct DatedValue {
    Month month;
    double value;
};

inline std::string to_string(Month month) {
    const std::string number = std::to_string(month.month_of_year());
    return std::to_string(month.year()) + (number.size() < 2 ? "-0" : "-") + number;
}

}  // namespace orepolitik
