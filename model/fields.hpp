// How a struct lists its fields once: name, unit, a sentence, and what values are allowed.
// A thing with fields has `void fields(auto&& visit)` that calls `visit(FieldInfo{...}, member, check)` for each.
// Reading, checking, `describe`, the JSON Schema and provenance are visitors; member types they meet are
// double, int, bool, std::string, std::vector<std::string>, Month, std::optional<Month>.
#pragma once
#include <initializer_list>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

namespace orepolitik {

struct FieldInfo {
    std::string_view name;     // the key in YAML or the column in CSV
    std::string_view unit;     // "t/year", "fraction", "" for text
    std::string_view meaning;  // one sentence
};

enum class Presence : unsigned char { optional, required };
enum class Refers : unsigned char { nothing, country, region, mineral, source, company, chokepoint, form, sector };

struct Check {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    std::vector<std::string_view> one_of{};  // allowed words, for text
    Refers refers = Refers::nothing;         // text names a row of that table
    Presence presence = Presence::optional;
    bool several = false;  // text holds several names with `;` between them

    Check required() && {
        presence = Presence::required;
        return std::move(*this);
    }
    Check many() && {
        several = true;
        return std::move(*this);
    }
};

inline Check anything() {
    return {};
}
inline Check in_range(double low, double high) {
    return {.low = low, .high = high};
}
inline Check at_least(double low) {
    return {.low = low};
}
inline Check one_of(std::initializer_list<std::string_view> words) {
    return {.one_of = words};
}
inline Check names_a(Refers what) {
    return {.refers = what};
}

}  // namespace orepolitik
