#include "config/laws.hpp"

#include <fmt/format.h>

#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {
namespace {

bool name_holds(const std::string& name) {
    return !name.empty() && name.find_first_of(". =:/[]{}\t\n") == name.npos;
}

// The instrument that the key `law` names, empty.
std::optional<Instrument> instrument_of(const yaml::Entry& law, const std::string& path, Faults& faults) {
    std::vector<std::string_view> kinds;
    for_each_instrument([&](const auto& kind) { kinds.push_back(kind.name); });
    const yaml::Entry* word = law.value.find("law");
    if (!word || word->value.kind != yaml::Kind::scalar) {
        faults.add(word ? word->value.place : law.place, path + "law=" + (word ? yaml::shown(word->value) : ""),
                   fmt::format("must name an instrument: {}", fmt::join(kinds, ", ")));
        return std::nullopt;
    }
    std::optional<Instrument> found;
    for_each_instrument([&](const auto& kind) {
        if (kind.name == word->value.text) found = kind;
    });
    if (!found)
        faults.add(word->value.place, path + "law=" + word->value.text,
                   fmt::format("must be one of {}", fmt::join(kinds, ", ")), nearest(word->value.text, kinds));
    return found;
}

}  // namespace

std::vector<NamedLaw> read_laws(const yaml::Node& section, const Names* names, Faults& faults) {
    std::vector<NamedLaw> laws;
    for (const yaml::Entry& entry : section.entries) {
        const std::string path = "laws." + entry.key + ".";
        if (!name_holds(entry.key))
            faults.add(entry.place, "laws=" + entry.key, "a law's name is one word without dots");
        if (entry.value.kind != yaml::Kind::map) {
            faults.add(entry.place, "laws." + entry.key + "=" + yaml::shown(entry.value), "must be a map of keys");
            continue;
        }
        std::optional<Instrument> instrument = instrument_of(entry, path, faults);
        if (!instrument) continue;
        std::visit(
            [&](auto& fields_of) {
                yaml::FieldReader reader(entry.value, path, names, faults);
                reader.allow("law");
                fields_of.fields(reader);
                reader.reject_unknown_keys();
            },
            *instrument);
        laws.push_back({entry.key, std::move(*instrument), entry.place.line});
    }
    return laws;
}

}  // namespace orepolitik::config
