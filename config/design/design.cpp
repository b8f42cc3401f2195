#include "config/design/design.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/design/factors.hpp"
#include "config/market_reading.hpp"
#include "config/text_file.hpp"
#include "config/yaml/parse.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {
namespace {

DesignKeys read_design_keys(const yaml::Node& tree, Faults& faults) {
    DesignKeys keys;
    yaml::FieldReader reader(tree, "", nullptr, faults);
    keys.fields(reader);
    for (const char* name : {"set", "vary", "arms", "record"}) reader.allow(name);
    reader.reject_unknown_keys();
    return keys;
}

std::vector<Setting> read_common(const yaml::Node& section, Faults& faults) {
    std::vector<Setting> settings;
    for (const yaml::Entry& entry : section.entries) {
        const std::string first = entry.key.substr(0, entry.key.find('.'));
        if (!is_key_path(entry.key))
            faults.add(entry.place, "set." + entry.key, "must be a key path such as laws.ban.from");
        else if (first == "seed")
            faults.add(entry.place, "set." + entry.key, "seeds are not set by key", "meant first_seed");
        else if (first == "base" || first == "record")
            faults.add(entry.place, "set." + entry.key, "cannot be set by a design");
        settings.push_back({entry.key, entry.value, entry.value.place});
    }
    return settings;
}

std::vector<Arm> read_arms(const yaml::Node* section, Faults& faults) {
    std::vector<Arm> arms;
    if (!section) return {{"all", {}}};
    for (const yaml::Entry& entry : section->entries) {
        Arm& arm = arms.emplace_back(Arm{entry.key, {}});
        const std::string path = "arms." + entry.key;
        if (entry.value.kind != yaml::Kind::map && entry.value.kind != yaml::Kind::null)
            faults.add(entry.value.place, path + "=" + yaml::shown(entry.value),
                       "must be a map of key paths and values, or {}");
        for (const yaml::Entry& setting : entry.value.entries)
            if (may_differ(setting.key, setting.place, path, faults))
                arm.settings.push_back({setting.key, setting.value, setting.place});
    }
    if (arms.empty()) faults.add(section->place, "arms={}", "holds no arm");
    return arms;
}

bool is_output_name(const std::string& name) {
    constexpr std::string_view reserved[] = {"run", "point", "arm", "seed", "status", "reason", "time"};
    const bool plain = !name.empty() && name.find_first_not_of(
                                            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789_") == name.npos;
    return plain && std::find(std::begin(reserved), std::end(reserved), name) == std::end(reserved);
}

std::vector<Selection> read_where(const yaml::Node& section, const std::string& path, Faults& faults) {
    std::vector<Selection> where;
    for (const yaml::Entry& entry : section.entries) {
        Selection& selection = where.emplace_back(Selection{entry.key, {}, entry.place});
        if (entry.value.kind != yaml::Kind::list || entry.value.items.empty())
            faults.add(entry.value.place, path + entry.key + "=" + yaml::shown(entry.value), "must be a list of labels",
                       entry.value.kind == yaml::Kind::scalar ? "meant [" + entry.value.text + "]" : "");
        for (const yaml::Node& item : entry.value.items) {
            if (std::find(selection.labels.begin(), selection.labels.end(), item.text) != selection.labels.end())
                faults.add(item.place, path + entry.key + "=" + item.text, "stands twice in the list");
            selection.labels.push_back(item.text);
        }
    }
    return where;
}

std::vector<Output> read_record(const yaml::Node* section, const yaml::Node& tree, Faults& faults) {
    if (!section) {
        Output price{"world_price", {}, {}, tree.place};
        price.keys.variable = "world_price";
        return {std::move(price)};
    }
    std::vector<Output> outputs;
    for (const yaml::Entry& entry : section->entries) {
        Output& output = outputs.emplace_back(Output{entry.key, {}, {}, entry.place});
        const std::string path = "record." + entry.key + ".";
        if (!is_output_name(entry.key))
            faults.add(entry.place, "record." + entry.key,
                       "must be letters, digits and _, and none of run, point, arm, seed, status, reason, time");
        if (entry.value.kind != yaml::Kind::map) {
            faults.add(entry.place, "record." + entry.key + "=" + yaml::shown(entry.value),
                       "must be a map: {variable: price, where: {country: [CHN]}, every_months: 12}");
            continue;
        }
        yaml::FieldReader reader(entry.value, path, nullptr, faults);
        output.keys.fields(reader);
        reader.allow("where");
        reader.reject_unknown_keys();
        if (const yaml::Node* where = map_section(entry.value, "where", path, faults))
            output.where = read_where(*where, path + "where.", faults);
    }
    if (outputs.empty()) faults.add(section->place, "record={}", "records nothing");
    return outputs;
}

std::string scenario_beside(const yaml::Node& tree, const std::string& name) {
    const yaml::Entry* entry = tree.find("scenario");
    return entry ? beside(entry->value.place, name) : name;
}

// Every run is listed before the first one starts.
void reject_too_many_runs(const Design& design, const yaml::Node& tree, Faults& faults) {
    constexpr std::size_t most_runs = 10'000'000;
    if (design.runs() <= most_runs) return;
    const yaml::Entry* seeds = tree.find("seeds");
    faults.add(seeds ? seeds->value.place : tree.place, fmt::format("seeds={}", design.keys.seeds),
               fmt::format("{} points of {} arms make {} runs, more than {}", design.points.size(), design.arms.size(),
                           design.runs(), most_runs));
}

}  // namespace

DesignRun Design::run(std::size_t number) const {
    const auto seeds = static_cast<std::size_t>(keys.seeds);
    if (keys.branch)
        return {.point = number / arms.size() / seeds,
                .arm = number % arms.size(),
                .seed = keys.first_seed + static_cast<std::int64_t>(number / arms.size() % seeds)};
    return {.point = number / seeds / arms.size(),
            .arm = number / seeds % arms.size(),
            .seed = keys.first_seed + static_cast<std::int64_t>(number % seeds)};
}

std::size_t Design::first_run(std::size_t point, std::size_t arm) const {
    const auto seeds = static_cast<std::size_t>(keys.seeds);
    return keys.branch ? point * seeds * arms.size() + arm : (point * arms.size() + arm) * seeds;
}

std::vector<Setting> Design::settings(std::size_t number) const {
    const DesignRun at = run(number);
    std::vector<Setting> all;
    for (std::size_t f = 0; f < paths.size(); ++f)
        all.push_back({paths[f], points[at.point][f], points[at.point][f].place});
    // An arm comes last: a policy that it takes away is away at every point.
    for (const Setting& setting : arms[at.arm].settings) all.push_back(setting);
    yaml::Node seed;
    seed.kind = yaml::Kind::scalar;
    seed.text = fmt::format("{}", at.seed);
    all.push_back({"seed", std::move(seed), {file}});
    return all;
}

Design load_design(const std::string& file) {
    Faults faults;
    Design design;
    design.file = file;
    design.text = load_file(file);
    const std::optional<yaml::Node> tree = yaml::parse_file(file, faults);
    if (tree && tree->kind != yaml::Kind::map)
        faults.add(tree->place, yaml::shown(*tree), "a design must be a map of keys");
    faults.throw_if_any();
    design.keys = read_design_keys(*tree, faults);
    if (const yaml::Entry* branch = tree->find("branch")) design.place_of_branch = branch->value.place;
    design.scenario = scenario_beside(*tree, design.keys.scenario);
    if (const auto* set = map_section(*tree, "set", "", faults)) design.common = read_common(*set, faults);
    design.arms = read_arms(map_section(*tree, "arms", "", faults), faults);
    design.record = read_record(map_section(*tree, "record", "", faults), *tree, faults);
    std::vector<Factor> factors;
    if (const auto* vary = map_section(*tree, "vary", "", faults)) factors = read_factors(*vary, design.keys, faults);
    lay_out_points(design, factors, *tree, faults);
    reject_too_many_runs(design, *tree, faults);
    faults.throw_if_any();
    return design;
}

bool is_design(const std::string& file) {
    Faults ignored;
    const std::optional<yaml::Node> tree = yaml::parse_file(file, ignored);
    return tree && tree->kind == yaml::Kind::map && (tree->find("scenario") || tree->find("sampling"));
}

}  // namespace orepolitik::config
