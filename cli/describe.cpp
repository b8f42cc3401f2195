#include "cli/describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
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

// A line per group: its name and the first sentence of what it means.
void print_names(std::string_view heading, const std::vector<FieldGroup>& groups) {
    fmt::print("\n{}\n", heading);
    for (const FieldGroup& group : groups) {
        const std::string first = group.meaning.substr(0, group.meaning.find(". "));
        fmt::print("  {:<24}  {}\n", group.name, first.substr(0, first.find_last_not_of('.') + 1));
    }
}

void print_index() {
    using namespace config;
    fmt::print("Names for `orepolitik describe NAME`; a single key is a name, too; `all` prints everything.\n");
    print_names("Scenarios", {scenario_fields(), behaviour_fields(), record_fields(), path_fields()});
    print_names("Events", event_fields());
    print_names("Laws", law_fields());
    print_names("Designs of sweeps", design_fields());
    print_names("Markets", market_fields());
    print_names("Worlds", {world_rule_fields(), synthetic_fields()});
    print_names("Tables of a world: their rows name its minerals, countries, companies", table_fields());
}

int refuse(const std::vector<FieldGroup>& groups, const std::string& name) {
    std::vector<std::string_view> known{"FORMAT.md", "all"};
    for (const FieldGroup& group : groups) known.push_back(group.name);
    for (const FieldGroup& group : groups)
        for (const FieldText& field : group.fields) known.push_back(field.name);
    config::Faults faults;
    faults.add({"describe"}, name, "no such section, instrument, table or key", config::nearest(name, known));
    std::cerr << fmt::format("{}\n", config::to_string(faults.list().front()));
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
    if (name.empty()) {
        print_index();
        return 0;
    }
    const std::vector<FieldGroup> groups = config::all_fields();
    bool found = false;
    for (const FieldGroup& group : groups)
        if (name == "all" || is_named(group, name)) {
            print_group(group);
            found = true;
        }
    return found || print_key(groups, name) ? 0 : refuse(groups, name);
}

}  // namespace orepolitik::cli
