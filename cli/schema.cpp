#include "cli/schema.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "config/field_texts.hpp"
#include "model/ids.hpp"

namespace orepolitik::cli {
namespace {

using config::FieldGroup;
using config::FieldText;
using config::FieldType;
using nlohmann::ordered_json;

ordered_json words(const FieldText& field) {
    ordered_json allowed = ordered_json::array();
    for (const std::string_view word : field.check.one_of) allowed.push_back(word);
    if (field.check.refers == Refers::form)
        for (int k = 0; k < form_count; ++k) allowed.push_back(name_of(static_cast<Form>(k)));
    return allowed;
}

ordered_json type_of(const FieldText& field) {
    switch (field.type) {
        case FieldType::number:
            return {{"type", "number"}};
        case FieldType::integer:
            return {{"type", "integer"}};
        case FieldType::truth:
            return {{"type", "boolean"}};
        case FieldType::month:
            return {{"type", "string"}, {"pattern", "^[0-9]{4}-(0[1-9]|1[0-2])$"}};
        case FieldType::dated:
            return {{"type", "object"},
                    {"patternProperties", {{"^[0-9]{4}-(0[1-9]|1[0-2])$", {{"type", "number"}}}}},
                    {"additionalProperties", false}};
        case FieldType::list:
        case FieldType::text:
            break;
    }
    ordered_json text = {{"type", "string"}};
    if (const ordered_json allowed = words(field); !allowed.empty()) text["enum"] = allowed;
    if (field.type == FieldType::text) return text;
    return {{"type", "array"}, {"items", text}};
}

ordered_json property(const FieldText& field) {
    ordered_json schema = type_of(field);
    schema["description"] = field.unit.empty() ? field.meaning : field.meaning + " [" + field.unit + "]";
    if (std::isfinite(field.check.low)) schema["minimum"] = field.check.low;
    if (std::isfinite(field.check.high)) schema["maximum"] = field.check.high;
    const bool literal =
        field.type == FieldType::number || field.type == FieldType::integer || field.type == FieldType::truth;
    if (!field.standard.empty())
        schema["default"] = literal ? ordered_json::parse(field.standard) : ordered_json(field.standard);
    return schema;
}

ordered_json closed_object(const FieldGroup& group) {
    ordered_json schema = {{"type", "object"}, {"description", group.meaning}, {"additionalProperties", false}};
    schema["properties"] = ordered_json::object();
    for (const FieldText& field : group.fields) schema["properties"][field.name] = property(field);
    return schema;
}

// A thing of a named section: `kind_key: kind` says which; what inherits from a base file's thing of the same name need
// not repeat its keys, and null takes it away.
ordered_json named_thing(const FieldGroup& group, const char* kind_key) {
    ordered_json schema = closed_object(group);
    schema["properties"][kind_key] = {{"const", group.name}};
    schema["required"] = {kind_key};
    for (const FieldText& field : group.fields)
        if (field.check.presence == Presence::required) schema["required"].push_back(field.name);
    return schema;
}

ordered_json section_of(const std::vector<FieldGroup>& groups, const char* kind_key) {
    ordered_json things = ordered_json::array();
    for (const FieldGroup& group : groups) things.push_back(named_thing(group, kind_key));
    things.push_back({{"type", "null"}});
    things.push_back({{"type", "object"}, {"not", {{"required", {kind_key}}}}});
    return {{"type", "object"}, {"additionalProperties", {{"anyOf", things}}}};
}

ordered_json path_section() {
    return {{"type", "object"},
            {"additionalProperties", {{"anyOf", {closed_object(config::path_fields()), {{"type", "null"}}}}}}};
}

}  // namespace

std::string scenario_schema() {
    ordered_json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "Orepolitik scenario"}};
    schema.update(closed_object(config::scenario_fields()));
    schema["properties"]["laws"] = section_of(config::law_fields(), "law");
    schema["properties"]["paths"] = path_section();
    schema["properties"]["events"] = section_of(config::event_fields(), "event");
    schema["properties"]["behaviour"] = closed_object(config::behaviour_fields());
    schema["properties"]["record"] = closed_object(config::record_fields());
    schema["anyOf"] = {{{"required", {"base"}}}, {{"required", {"title", "world"}}}};
    return schema.dump(2) + "\n";
}

}  // namespace orepolitik::cli
