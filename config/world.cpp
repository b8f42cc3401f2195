#include "config/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "config/csv/table.hpp"
#include "config/synthetic/synthetic_world.hpp"
#include "config/text_file.hpp"
#include "config/yaml/parse.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string_view, csv::File>;  // by the table's file name

// The rules, and the section `synth`, which stands in the place of tables, if there is one.
std::optional<yaml::Entry> read_rules(const std::string& file, WorldRules& rules, Faults& faults) {
    if (!fs::exists(file)) {
        faults.add({file}, "world.yaml", "required file is missing");
        return std::nullopt;
    }
    const std::optional<yaml::Node> map = yaml::parse_file(file, faults);
    if (!map) return std::nullopt;
    if (map->kind != yaml::Kind::map) {
        faults.add(map->place, yaml::shown(*map), "must be a map of rules");
        return std::nullopt;
    }
    yaml::FieldReader reader(*map, "", nullptr, faults);
    rules.fields(reader);
    reader.allow("synth");
    reader.reject_unknown_keys();
    const yaml::Entry* synth = map->find("synth");
    return synth ? std::optional(*synth) : std::nullopt;
}

// Draws the tables. Nothing is drawn, and faults added, if the section does not hold.
void make_tables(const yaml::Entry& synth, WorldData& data, Faults& faults) {
    const std::size_t before = faults.list().size();
    if (synth.value.kind != yaml::Kind::map)
        return faults.add(synth.value.place, "synth=" + yaml::shown(synth.value), "must be a map of keys");
    SyntheticKeys keys;
    yaml::read_fields(keys, synth.value, "synth.", nullptr, faults);
    if (faults.list().size() > before) return;
    const std::string why = fault_of_plants(keys);
    if (!why.empty())
        return faults.add(synth.value.find("plants")->value.place, fmt::format("synth.plants={}", keys.plants), why);
    add_synthetic_tables(keys, synth.place, data);
}

// What the rows of a table define, once they are there.
template <class Row>
void name_rows(const std::vector<Row>& rows, Refers table, std::string Row::*name, Names& names) {
    for (const Row& row : rows) names.add(table, row.*name);
    names.complete(table);
}

Names names_of(const WorldData& data) {
    Names names;
    name_rows(data.minerals, Refers::mineral, &MineralRow::id, names);
    name_rows(data.countries, Refers::country, &CountryRow::iso3, names);
    name_rows(data.companies, Refers::company, &CompanyRow::id, names);
    name_rows(data.chokepoints, Refers::chokepoint, &ChokepointRow::name, names);
    return names;
}

template <class Row>
void load_table(const fs::path& folder, Files& files, Faults& faults) {
    const std::string name = (folder / Row::table.file).string();
    if (fs::exists(name)) {
        if (std::optional<csv::File> file = csv::read_file(name, faults)) files.emplace(Row::table.file, *file);
    } else if (Row::table.presence == Presence::required) {
        faults.add({name}, std::string(Row::table.file), "required table is missing");
    }
}

// A world without a mineral or a place is a copy that lost its rows.
template <class Row>
void drop_empty(Files& files, Faults& faults) {
    const auto file = files.find(Row::table.file);
    if (file == files.end() || !file->second.lines.empty()) return;
    faults.add({file->second.name}, std::string(Row::table.file), "holds no row below its header");
    files.erase(file);
}

// A table nobody reads is most often a misspelt name.
void reject_unknown_tables(const fs::path& folder, const std::vector<std::string_view>& known, Faults& faults) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() == ".csv" && std::find(known.begin(), known.end(), name) == known.end())
            faults.add({entry.path().string()}, name, "unknown table", nearest(name, known));
    }
}

// Rows beside a made-up world would be taken for a part of it.
void reject_tables(const fs::path& folder, Faults& faults) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".csv")
            faults.add({entry.path().string()}, entry.path().filename().string(),
                       "a world with the section synth has no tables");
}

enum class IfAbsent : unsigned char { names_nobody, is_not_checked };

// Collects the first key column of a table that others refer to, before any row is checked. Of a table that could not
// be read the names stay unknown: its own fault is told, and what refers to it is no second one.
template <class Row>
void collect(const fs::path& folder, const Files& files, Refers table, IfAbsent absent, Names& names) {
    if (absent == IfAbsent::names_nobody && !fs::exists(folder / Row::table.file)) return names.complete(table);
    const auto file = files.find(Row::table.file);
    if (file == files.end()) return;
    const auto& header = file->second.header;
    const auto at = std::find(header.begin(), header.end(), Row::key[0]);
    if (at == header.end()) return;
    const auto called = std::find(header.begin(), header.end(), "name");
    for (const csv::Line& line : file->second.lines) {
        const std::string& name = line.cells[static_cast<std::size_t>(at - header.begin())];
        names.add(table, name);
        if (called != header.end())
            names.add_other_name(table, line.cells[static_cast<std::size_t>(called - header.begin())], name);
    }
    names.complete(table);
}

Names collect_names(const fs::path& folder, const Files& files) {
    Names names;
    collect<MineralRow>(folder, files, Refers::mineral, IfAbsent::is_not_checked, names);
    collect<CountryRow>(folder, files, Refers::country, IfAbsent::is_not_checked, names);
    collect<CompanyRow>(folder, files, Refers::company, IfAbsent::names_nobody, names);
    collect<SourceRow>(folder, files, Refers::source, IfAbsent::is_not_checked, names);
    collect<ChokepointRow>(folder, files, Refers::chokepoint, IfAbsent::names_nobody, names);
    collect<SectorRow>(folder, files, Refers::sector, IfAbsent::is_not_checked, names);
    return names;
}

void fill_blanks(MineralRow& mineral) {
    if (mineral.demand_stage.empty()) mineral.demand_stage = mineral.refined_product.empty() ? "ore" : "refined";
    if (mineral.tables_count.empty()) mineral.tables_count = "all";
    if (is_blank(mineral.ore_content_share)) mineral.ore_content_share = 1;
    if (is_blank(mineral.refined_content_share)) mineral.refined_content_share = 1;
    if (is_blank(mineral.handling_cost_usd_per_t)) mineral.handling_cost_usd_per_t = 0;
}

template <class Rows>
using RowOf = typename std::remove_reference_t<Rows>::value_type;

void read_tables(const std::string& folder, WorldData& data, Names& names, Faults& faults) {
    Files files;
    std::vector<std::string_view> tables;
    data.tables([&](auto& rows) {
        tables.push_back(RowOf<decltype(rows)>::table.file);
        load_table<RowOf<decltype(rows)>>(folder, files, faults);
    });
    reject_unknown_tables(folder, tables, faults);
    drop_empty<MineralRow>(files, faults);
    drop_empty<CountryRow>(files, faults);
    names = collect_names(folder, files);
    data.tables([&](auto& rows) {
        using Row = RowOf<decltype(rows)>;
        if (const auto file = files.find(Row::table.file); file != files.end())
            rows = csv::read_rows<Row>(file->second, names, faults);
    });
}

}  // namespace

WorldData read_world(const std::string& path, Names& names, Faults& faults) {
    if (!fs::exists(path)) throw FileError(path + ": (cannot be read: no such folder or file)");
    const bool is_folder = fs::is_directory(path);
    WorldData data;
    const auto synth = read_rules(is_folder ? (fs::path(path) / "world.yaml").string() : path, data.rules, faults);
    if (synth) {
        if (is_folder) reject_tables(path, faults);
        make_tables(*synth, data, faults);
        names = names_of(data);
    } else if (is_folder) {
        read_tables(path, data, names, faults);
    } else if (!faults.any()) {
        faults.add({path}, "synth", "is missing: a world in one file has this section, one with tables is a folder",
                   "meant " + fs::path(path).parent_path().string());
    }
    check_tables(data, names, faults);
    for (MineralRow& mineral : data.minerals) fill_blanks(mineral);
    return data;
}

WorldData read_world(const std::string& path) {
    Faults faults;
    Names names;
    WorldData data = read_world(path, names, faults);
    faults.throw_if_any();
    return data;
}

bool is_world_file(const std::string& file) {
    Faults unheard;  // whoever reads the file for good tells them
    const std::optional<yaml::Node> tree = yaml::parse_file(file, unheard);
    return tree && tree->kind == yaml::Kind::map && tree->find("synth") && !tree->find("world");
}

std::string text_of_world(const std::string& path) {
    if (fs::is_regular_file(path)) return load_file(path);
    std::vector<std::string> names;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(path, failure))
        if (entry.path().extension() == ".csv" || entry.path().filename() == "world.yaml")
            names.push_back(entry.path().filename());
    if (failure) throw FileError(fmt::format("{}: (cannot be read: {})", path, failure.message()));
    std::sort(names.begin(), names.end());
    std::string all;
    for (const std::string& name : names) {
        const std::string text = load_file((fs::path(path) / name).string());
        all += fmt::format("{} {}\n", name, text.size()) + text;
    }
    return all;
}

}  // namespace orepolitik::config
