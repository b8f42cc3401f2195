#include "config/design/stem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "config/scalar.hpp"
#include "model/law/capital_subsidy.hpp"
#include "model/law/strategic_reserve.hpp"

namespace orepolitik::config {
namespace {

bool is_at_least(const yaml::Entry* date, Month branch) {
    if (!date || date->value.kind != yaml::Kind::scalar) return false;
    const auto month = parse_month(date->value.text);
    return month.good() && month.value >= branch;
}

bool is_later(const yaml::Node& thing, Month branch) {
    const yaml::Entry* law = thing.find("law");
    if (law && (law->value.text == StrategicReserve::name || law->value.text == CapitalSubsidy::name)) return false;
    const yaml::Entry* known = thing.find("leaked");
    if (!known) known = thing.find("announced");
    return is_at_least(known ? known : thing.find("from"), branch);
}

yaml::Node* section(yaml::Node& tree, std::string_view name) {
    const auto at = std::ranges::find(tree.entries, name, &yaml::Entry::key);
    return at == tree.entries.end() ? nullptr : &at->value;
}

void cut(yaml::Node& section, Month branch) {
    std::erase_if(section.entries, [&](const yaml::Entry& entry) { return is_later(entry.value, branch); });
    for (yaml::Entry& entry : section.entries)
        std::erase_if(entry.value.entries,
                      [&](const yaml::Entry& field) { return field.key == "until" && is_at_least(&field, branch); });
    // What arms take away and put back stands elsewhere in the list; its order changes no run.
    std::ranges::sort(section.entries, {}, &yaml::Entry::key);
}

std::vector<std::string> law_names(const yaml::Node& scenario) {
    std::vector<std::string> names;
    if (const yaml::Entry* laws = scenario.find("laws"))
        for (const yaml::Entry& law : laws->value.entries) names.push_back(law.key);
    std::ranges::sort(names);
    return names;
}

// Whether a smuggler may find work on a relation that no law of the stem names.
bool smugglers_may_work(const yaml::Node& stem) {
    constexpr std::array reach_further{"strait_closure", "export_quota", "export_licence", "territory_transfer"};
    const auto says = [](const yaml::Node& map, const char* key, std::string_view word) {
        const yaml::Entry* entry = map.find(key);
        return entry && entry->value.text == word;
    };
    if (const yaml::Entry* behaviour = stem.find("behaviour");
        behaviour && says(behaviour->value, "states", "reactive"))
        return true;
    const yaml::Entry* laws = stem.find("laws");
    return laws && std::ranges::any_of(laws->value.entries, [&](const yaml::Entry& law) {
               return std::ranges::any_of(reach_further,
                                          [&](const char* kind) { return says(law.value, "law", kind); });
           });
}

// Of a later law, what says where smugglers stand ready.
std::string aims_of(const yaml::Node& law) {
    constexpr std::array aims{"law", "actor", "targets", "minerals", "forms"};
    std::string text;
    for (const char* aim : aims)
        if (const yaml::Entry* entry = law.find(aim)) text += yaml::as_yaml(entry->value);
    return text + "\n";
}

std::string later_aims(const yaml::Node& scenario, Month branch) {
    std::set<std::string> aims;
    if (const yaml::Entry* laws = scenario.find("laws"))
        for (const yaml::Entry& law : laws->value.entries)
            if (is_later(law.value, branch)) aims.insert(aims_of(law.value));
    std::string text;
    for (const std::string& aim : aims) text += aim;
    return text;
}

// The thing that a key path reaches into: `laws.ban` of laws.ban.rate, `behaviour.hoarding`.
std::string text_at(const yaml::Node& tree, const std::string& path) {
    const yaml::Node* node = &tree;
    std::size_t begin = 0;
    for (int depth = 0; depth < 2 && begin <= path.size(); ++depth) {
        const std::size_t end = std::min(path.find('.', begin), path.size());
        const yaml::Entry* entry = node->find(path.substr(begin, end - begin));
        if (!entry) return {};
        node = &entry->value;
        begin = end + 1;
    }
    return yaml::as_yaml(*node);
}

}  // namespace

Stem stem_of(yaml::Node scenario, Month branch) {
    const auto names = law_names(scenario);
    const std::string aims = later_aims(scenario, branch);
    std::erase_if(scenario.entries, [](const yaml::Entry& entry) {
        return entry.key == "title" || entry.key == "question" || entry.key == "source";
    });
    for (const char* name : {"laws", "events"})
        if (yaml::Node* part = section(scenario, name)) cut(*part, branch);
    std::erase_if(scenario.entries, [](const yaml::Entry& entry) {
        return entry.value.kind == yaml::Kind::map && entry.value.entries.empty();
    });
    Stem stem{std::move(scenario), {}};
    stem.key = yaml::as_yaml(stem.tree);
    for (const std::string& law : law_names(stem.tree))
        stem.key += fmt::format("{} {}\n", law, std::ranges::find(names, law) - names.begin());
    if (smugglers_may_work(stem.tree)) stem.key += aims;
    return stem;
}

std::vector<const Setting*> touching_stem(const Stem& before, const Stem& after, const std::vector<Setting>& settings) {
    std::vector<const Setting*> found;
    if (yaml::as_yaml(before.tree) == yaml::as_yaml(after.tree)) return found;
    for (const Setting& setting : settings)
        if (text_at(before.tree, setting.path) != text_at(after.tree, setting.path)) found.push_back(&setting);
    return found;
}

std::vector<std::string> later_laws(const yaml::Node& scenario, Month branch) {
    std::vector<std::string> names;
    if (const yaml::Entry* laws = scenario.find("laws"))
        for (const yaml::Entry& law : laws->value.entries)
            if (is_later(law.value, branch)) names.push_back(law.key);
    return names;
}

}  // namespace orepolitik::config
