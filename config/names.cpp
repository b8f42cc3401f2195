#include "config/names.hpp"

#include <fmt/format.h>

#include <vector>

#include "config/fault.hpp"
#include "model/ids.hpp"

namespace orepolitik::config {

std::string_view noun_of(Refers table) {
    switch (table) {
        case Refers::nothing:
            return "anything";
        case Refers::country:
            return "country";
        case Refers::region:
            return "country or customs union";
        case Refers::mineral:
            return "mineral";
        case Refers::source:
            return "source";
        case Refers::company:
            return "company";
        case Refers::chokepoint:
            return "chokepoint";
        case Refers::form:
            return "form";
        case Refers::sector:
            return "sector";
    }
    return "anything";
}

// A region is named by a row of countries.csv: a country, or an aggregate that is a customs union.
std::size_t Names::slot(Refers table) {
    return static_cast<std::size_t>(table == Refers::region ? Refers::country : table);
}

void Names::add_other_name(Refers table, std::string_view other, std::string_view name) {
    other_names_[slot(table)].emplace(lower_case(other), name);
}

Parsed<std::string> Names::check(Refers table, std::string_view name) const {
    if (table == Refers::nothing) return {std::string(name), "", ""};
    std::vector<std::string_view> words;
    if (table == Refers::form) {
        for (int k = 0; k < form_count; ++k) words.emplace_back(name_of(static_cast<Form>(k)));
    } else if (!complete_[slot(table)] || known(table).contains(name)) {
        return {std::string(name), "", ""};
    } else {
        words.assign(known(table).begin(), known(table).end());
    }
    for (const std::string_view word : words)
        if (word == name) return {std::string(name), "", ""};
    const auto& others = other_names_[slot(table)];
    const auto called = others.find(lower_case(name));
    const std::string suggestion = called == others.end() ? nearest(name, words) : "meant " + called->second;
    const std::string where = table == Refers::form ? ": ore, refined or scrap" : " of this world";
    return {{}, fmt::format("no {}{}", noun_of(table), where), suggestion};
}

}  // namespace orepolitik::config
