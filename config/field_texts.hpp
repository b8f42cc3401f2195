// A field list as texts: what a person, FORMAT.md and an editor's schema need to know of each field.
#pragma once
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/background/outage.hpp"
#include "model/background/path.hpp"
#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik::config {

enum class FieldType : unsigned char { number, integer, truth, text, list, month, dated };

struct FieldText {
    std::string name, unit, meaning;
    FieldType type;
    std::string standard;  // the default as YAML; empty if there is none
    Check check;
};

inline FieldType type_of(double) {
    return FieldType::number;
}
inline FieldType type_of(int) {
    return FieldType::integer;
}
inline FieldType type_of(std::int64_t) {
    return FieldType::integer;
}
inline FieldType type_of(bool) {
    return FieldType::truth;
}
inline FieldType type_of(const std::string&) {
    return FieldType::text;
}
inline FieldType type_of(const std::vector<std::string>&) {
    return FieldType::list;
}
inline FieldType type_of(Month) {
    return FieldType::month;
}
inline FieldType type_of(const std::optional<Month>&) {
    return FieldType::month;
}

inline FieldType type_of(const std::vector<DatedValue>&) {
    return FieldType::dated;
}

inline std::string standard_of(double value) {
    return std::isnan(value) ? "" : fmt::format("{}", value);
}
inline std::string standard_of(int value) {
    return fmt::format("{}", value);
}
inline std::string standard_of(std::int64_t value) {
    return fmt::format("{}", value);
}
inline std::string standard_of(bool value) {
    return value ? "true" : "false";
}
inline std::string standard_of(const std::string& value) {
    return value;
}
inline std::string standard_of(const std::vector<std::string>&) {
    return {};
}
inline std::string standard_of(const std::vector<DatedValue>&) {
    return {};
}
inline std::string standard_of(Month value) {
    return value == Month{} ? "" : to_string(value);
}
inline std::string standard_of(const std::optional<Month>& value) {
    return value ? to_string(*value) : "";
}

// The fields of a thing as it stands; its values are the defaults.
template <class T>
std::vector<FieldText> field_texts(T thing) {
    std::vector<FieldText> texts;
    thing.fields([&](const FieldInfo& info, const auto& member, const Check& check) {
        const bool required = check.presence == Presence::required;
        texts.push_back({std::string(info.name), std::string(info.unit), std::string(info.meaning), type_of(member),
                         required ? std::string{} : standard_of(member), check});
    });
    return texts;
}

// What values a field takes: "number within 0..5", "one of ore, refined", "list of minerals", "YYYY-MM".
std::string values_text(const FieldText& field);

// A group of fields under the name that `orepolitik describe` knows it by.
struct FieldGroup {
    std::string name, meaning;
    std::vector<FieldText> fields;
    std::string source{};  // of an instrument: where its rule is laid down
};

FieldGroup scenario_fields();
FieldGroup behaviour_fields();
FieldGroup record_fields();
FieldGroup path_fields();
std::vector<FieldGroup> event_fields();  // one per kind of event
FieldGroup world_rule_fields();
FieldGroup synthetic_fields();            // of made-up worlds
std::vector<FieldGroup> law_fields();     // one per instrument
std::vector<FieldGroup> table_fields();   // one per table, in the order of the world
std::vector<FieldGroup> market_fields();  // of market files, for `clear`
std::vector<FieldGroup> design_fields();  // of designs, for `sweep`
std::vector<FieldGroup> all_fields();

}  // namespace orepolitik::config
