#include "config/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "config/background.hpp"
#include "config/laws.hpp"
#include "config/world.hpp"
#include "config/yaml/parse.hpp"
#include "config/yaml/read_fields.hpp"
#include "model/law/law_book.hpp"

namespace orepolitik::config {
namespace {

// A section of the scenario, if it is there and a map.
const yaml::Node* section(const yaml::Node& tree, std::string_view name, Faults& faults) {
    const yaml::Entry* entry = tree.find(name);
    if (!entry || entry->value.kind == yaml::Kind::null) return nullptr;
    if (entry->value.kind == yaml::Kind::map) return &entry->value;
    faults.add(entry->value.place, std::string(name) + "=" + yaml::shown(entry->value), "must be a map of keys");
    return nullptr;
}

ScenarioKeys read_scenario_keys(const yaml::Node& tree, Faults& faults) {
    ScenarioKeys keys;
    yaml::FieldReader reader(tree, "", nullptr, faults);
    keys.fields(reader);
    for (const char* name : {"laws", "paths", "events", "behaviour", "record"}) reader.allow(name);
    reader.reject_unknown_keys();
    return keys;
}

struct WorldSeen {
    std::string folder;  // or file, of a made-up world
    WorldData data;
    Names names;
    bool exists = false;
};

WorldSeen read_named_world(const yaml::Node& tree, const std::string& name, Faults& faults) {
    WorldSeen world;
    if (name.empty()) return world;  // already a fault of the scenario
    const yaml::Node& value = tree.find("world")->value;
    world.folder = beside(value.place, name);
    std::error_code ignored;  // a name too long for the system names nothing either
    if (!std::filesystem::exists(world.folder, ignored)) {
        faults.add(value.place, "world=" + name, fmt::format("no such folder or file: {}", world.folder));
        return world;
    }
    world.data = read_world(world.folder, world.names, faults);
    world.exists = true;
    return world;
}

Scenario from_keys(ScenarioKeys keys) {
    Scenario scenario;
    scenario.title = std::move(keys.title);
    scenario.question = std::move(keys.question);
    scenario.source = std::move(keys.source);
    scenario.months = keys.months;
    scenario.seed = keys.seed;
    return scenario;
}

void set_start(Scenario& scenario, const ScenarioKeys& keys, const yaml::Node& tree, Month base_month, Faults& faults) {
    scenario.from = keys.from.value_or(base_month);
    if (scenario.from < base_month)
        faults.add(tree.find("from")->value.place, "from=" + to_string(scenario.from),
                   "before the world's base_month " + to_string(base_month), "meant " + to_string(base_month));
}

// Members of the customs union are one market, as start/places makes it.
LawNames law_names(const WorldData& world) {
    LawNames names;
    const auto& rows = world.countries;
    const bool has_union = std::ranges::any_of(rows, [](const CountryRow& row) { return row.iso3 == union_code; });
    const auto is_member = [&](const CountryRow& row) { return has_union && row.eu_member == 1; };
    for (const CountryRow& row : rows)
        if (!is_member(row) || row.iso3 == union_code) names.regions.push_back(row.iso3);
    for (const CountryRow& row : rows) {
        const auto at = std::ranges::find(names.regions, is_member(row) ? union_code : row.iso3);
        names.countries.push_back(row.iso3);
        names.region_of_country.push_back(RegionId{static_cast<std::uint32_t>(at - names.regions.begin())});
    }
    for (const MineralRow& row : world.minerals) names.minerals.push_back(row.id);
    for (const ChokepointRow& row : world.chokepoints) names.chokepoints.push_back(row.name);
    return names;
}

// What a law's fields say together is the law book's to judge; here its words get their place in the file.
void check_laws_as_whole(const Scenario& scenario, const WorldData& world, const yaml::Node& laws, Faults& faults) {
    for (const LawFault& fault : bind_laws(scenario.laws, law_names(world)).faults) {
        const yaml::Entry* law = laws.find(fault.law);
        const yaml::Entry* field = law->value.find(fault.field);
        const std::size_t bracket = fault.text.find(" (");
        std::string why = fault.text.substr(bracket + 2);
        why.pop_back();
        faults.add(field ? field->value.place : law->place, fault.text.substr(0, bracket), why);
    }
}

// Where no table says what power is made of, a balance of it would leave every price as given.
void check_power(const yaml::Node& tree, const WorldData& world, Faults& faults) {
    if (std::ranges::any_of(world.electricity, [](const ElectricityRow& row) { return row.generation_twh > 0; }))
        return;
    faults.add(tree.find("behaviour")->value.find("power")->value.place, "behaviour.power=balance",
               "electricity.csv of this world names no sources of power");
}

Scenario read_over_world(const yaml::Node& tree, const ScenarioKeys& keys, const WorldSeen& world, Faults& faults) {
    const Names* names = world.exists ? &world.names : nullptr;
    Scenario scenario = from_keys(keys);
    scenario.world = world.folder;
    if (world.exists) set_start(scenario, keys, tree, world.data.rules.base_month, faults);
    if (const yaml::Node* map = section(tree, "behaviour", faults))
        yaml::read_fields(scenario.behaviour, *map, "behaviour.", names, faults);
    if (world.exists && scenario.behaviour.power.balanced()) check_power(tree, world.data, faults);
    if (const yaml::Node* map = section(tree, "record", faults))
        yaml::read_fields(scenario.record, *map, "record.", names, faults);
    if (const yaml::Node* laws = section(tree, "laws", faults)) {
        Faults law_faults;
        scenario.laws = read_laws(*laws, names, law_faults);
        if (!law_faults.any() && names) check_laws_as_whole(scenario, world.data, *laws, law_faults);
        for (const Fault& fault : law_faults.list()) faults.add(fault.place, fault.what, fault.why, fault.suggestion);
    }
    if (const yaml::Node* paths = section(tree, "paths", faults)) scenario.paths = read_paths(*paths, names, faults);
    if (const yaml::Node* events = section(tree, "events", faults))
        scenario.outages = read_events(*events, names, faults);
    scenario.text = yaml::as_yaml(tree);
    return scenario;
}

LoadedScenario read_scenario(const yaml::Node& tree, Faults& faults) {
    const ScenarioKeys keys = read_scenario_keys(tree, faults);
    WorldSeen world = read_named_world(tree, keys.world, faults);
    Scenario scenario = read_over_world(tree, keys, world, faults);
    faults.throw_if_any();
    return {std::move(scenario), std::move(world.data)};
}

}  // namespace

LoadedScenario load_scenario(const std::string& file, const std::vector<std::string>& overrides) {
    Faults faults;
    std::optional<yaml::Node> tree = read_with_bases(file, faults);
    if (!tree) throw InputError(faults.list());
    for (const std::string& word : overrides) tree = with_override(std::move(*tree), word, faults);
    return read_scenario(*tree, faults);
}

LoadedScenario reload_scenario(const std::string& text, const std::string& name, const std::string& world_folder) {
    Faults faults;
    std::optional<yaml::Node> tree = yaml::parse(text, name, faults);
    if (!tree) throw InputError(faults.list());
    for (yaml::Entry& entry : tree->entries)
        if (entry.key == "world") {  // was relative to a file that need not be there any more
            entry.value.text = world_folder;
            entry.value.place = {name};
        }
    LoadedScenario loaded = read_scenario(*tree, faults);
    loaded.scenario.text = text;
    return loaded;
}

struct ScenarioFamily::Parts {
    yaml::Node tree;
    WorldSeen world;
};

ScenarioFamily::ScenarioFamily(const std::string& file, std::span<const Setting> common, Faults& faults)
    : parts_(std::make_unique<Parts>()) {
    std::optional<yaml::Node> tree = read_with_bases(file, faults);
    if (!tree) return;
    for (const Setting& setting : common) tree = with_setting(std::move(*tree), setting);
    parts_->tree = std::move(*tree);
    Faults of_keys;  // told by each member
    parts_->world = read_named_world(parts_->tree, read_scenario_keys(parts_->tree, of_keys).world, faults);
}

ScenarioFamily::~ScenarioFamily() = default;

const WorldData& ScenarioFamily::world() const {
    return parts_->world.data;
}

const std::string& ScenarioFamily::world_folder() const {
    return parts_->world.folder;
}

yaml::Node ScenarioFamily::tree(std::span<const Setting> settings) const {
    yaml::Node tree = parts_->tree;
    for (const Setting& setting : settings) tree = with_setting(std::move(tree), setting);
    return tree;
}

Scenario ScenarioFamily::member(std::span<const Setting> settings, Faults& faults) const {
    const yaml::Node tree = this->tree(settings);
    const ScenarioKeys keys = read_scenario_keys(tree, faults);
    return read_over_world(tree, keys, parts_->world, faults);
}

}  // namespace orepolitik::config
