#include "cli/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "cli/schema.hpp"
#include "config/fault.hpp"
#include "config/field_texts.hpp"
#include "config/world_format.hpp"

namespace orepolitik::cli {
namespace {

using config::FieldGroup;
using config::FieldText;

void print_field(const FieldText& field, const std::string& group) {
    const bool required = field.check.presence == Presence::required;
    const std::string standard = required                 ? "required"
                                 : field.standard.empty() ? "no default"
                                                          : "default " + field.standard;
    const std::string unit = field.unit.empty() ? "" : " [" + field.unit + "]";
    fmt::print("  {}{}{}\n      {}\n      {}; {}\n", group, field.name, unit, field.meaning, config::values_text(field),
               standard);
}

void print_group(const FieldGroup& group) {
    fmt::print("{}\n  {}\n", group.name, group.meaning);
    if (!group.source.empty()) fmt::print("  Source: {}\n", group.source);
    fmt::print("\n");
    for (const FieldText& field : group.fields) print_field(field, "");
    fmt::print("\n");
}

bool is_named(const FieldGroup& group, const std::string& name) {
    return group.name == name || group.name == name + ".csv" || (group.name == "world" && name == "world.yaml");
}

// Prints every key of that name, wherever it occurs. False if there is none.
bool print_key(const std::vector<FieldGroup>& groups, const std::string& name) {
    bool found = false;
    for (const FieldGroup& group : groups)
        for (const FieldText& field : group.fields)
            if (field.name == name || group.name + "." + field.name == name) {
                print_field(field, group.name + ".");
                found = true;
            }
    return found;
}

int refuse(const std::vector<FieldGroup>& groups, const std::string& name) {
    std::vector<std::string_view> known{"FORMAT.md"};
    for (const FieldGroup& group : groups) known.push_back(group.name);
    for (const FieldGroup& group : groups)
        for (const FieldText& field : group.fields) known.push_back(field.name);
    config::Faults faults;
    faults.add({"describe"}, name, "no such section, instrument, table or key", config::nearest(name, known));
    fmt::print(stderr, "{}\n", config::to_string(faults.list().front()));
    return 2;
}

}  // namespace

int describe(const std::string& name, bool schema) {
    if (schema) {
        fmt::print("{}", scenario_schema());
        return 0;
    }
    if (name == "FORMAT.md") {
        fmt::print("{}", config::world_format());
        return 0;
    }
    const std::vector<FieldGroup> groups = config::all_fields();
    bool found = false;
    for (const FieldGroup& group : groups)
        if (name.empty() || is_named(group, name)) {
            print_group(group);
            found = true;
        }
    return found || print_key(groups, name) ? 0 : refuse(groups, name);
}

}  // namespace orepolitik::cli
