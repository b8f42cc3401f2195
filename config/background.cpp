#include "config/background.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/yaml/read_fields.hpp"
#include "model/power/source.hpp"

namespace orepolitik::config {
namespace {

// A thing of a section; a fault where it is no map.
bool is_map(const yaml::Entry& entry, const std::string& section, Faults& faults) {
    if (entry.value.kind == yaml::Kind::map) return true;
    faults.add(entry.place, section + "." + entry.key + "=" + yaml::shown(entry.value), "must be a map of keys");
    return false;
}

void check_values(const yaml::Entry& entry, const Path& path, Faults& faults) {
    if (path.path.empty()) return;  // already a fault
    const PathKindText& kind = path_kinds[static_cast<std::size_t>(path.kind())];
    const auto fault = [&](const std::string& key, std::string why) {
        const yaml::Entry* field = entry.value.find(key);
        faults.add(field ? field->value.place : entry.place,
                   fmt::format("paths.{}.{}={}", entry.key, key, field ? yaml::shown(field->value) : ""),
                   std::move(why));
    };
    for (const DatedValue& dated : path.values)
        if (dated.value < kind.lowest || dated.value > kind.highest)
            fault("values", fmt::format("{} in {} must be within {}..{}, {}", dated.value, to_string(dated.month),
                                        kind.lowest, kind.highest, kind.unit));
    const auto only_of = [&](PathKind wanted, std::initializer_list<const char*> keys) {
        if (path.kind() == wanted) return;
        const std::string_view only = path_kinds[static_cast<std::size_t>(wanted)].name;
        for (const char* key : keys)
            if (entry.value.find(key)) fault(key, fmt::format("says nothing of {}; only of {}", kind.name, only));
    };
    only_of(PathKind::demand, {"minerals", "sectors", "replaces_growth", "foresight"});
    only_of(PathKind::generation, {"sources"});
    for (const std::string& source : path.sources)
        if (std::ranges::find(power_source_names, source) == power_source_names.end())
            fault("sources", fmt::format("{} must be one of {}", source, fmt::join(power_source_names, ", ")));
}

}  // namespace

std::vector<NamedPath> read_paths(const yaml::Node& section, const Names* names, Faults& faults) {
    std::vector<NamedPath> paths;
    for (const yaml::Entry& entry : section.entries) {
        if (!is_map(entry, "paths", faults)) continue;
        NamedPath named{entry.key, {}, entry.place.line};
        yaml::read_fields(named.path, entry.value, "paths." + entry.key + ".", names, faults);
        check_values(entry, named.path, faults);
        paths.push_back(std::move(named));
    }
    return paths;
}

std::vector<NamedOutage> read_events(const yaml::Node& section, const Names* names, Faults& faults) {
    std::vector<NamedOutage> events;
    for (const yaml::Entry& entry : section.entries) {
        if (!is_map(entry, "events", faults)) continue;
        const std::string path = "events." + entry.key + ".";
        const yaml::Entry* kind = entry.value.find("event");
        if (!kind || kind->value.text != Outage::name) {
            faults.add(kind ? kind->value.place : entry.place, path + "event=" + (kind ? yaml::shown(kind->value) : ""),
                       fmt::format("must name a kind of event: {}", Outage::name));
            continue;
        }
        NamedOutage named{entry.key, {}, entry.place.line};
        yaml::FieldReader reader(entry.value, path, names, faults);
        reader.allow("event");
        named.outage.fields(reader);
        reader.reject_unknown_keys();
        if (named.outage.until && *named.outage.until <= named.outage.from)
            faults.add(entry.value.find("until")->value.place, path + "until=" + to_string(*named.outage.until),
                       "should be after from=" + to_string(named.outage.from));
        events.push_back(std::move(named));
    }
    return events;
}

}  // namespace orepolitik::config
