#include "config/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "config/csv/table.hpp"
#include "config/text_file.hpp"
#include "config/yaml/parse.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {
namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string_view, csv::File>;  // by the table's file name

void read_rules(const std::string& file, WorldRules& rules, Faults& faults) {
    if (!fs::exists(file)) return faults.add({file}, "world.yaml", "required file is missing");
    const std::optional<yaml::Node> map = yaml::parse_file(file, faults);
    if (!map) return;
    if (map->kind != yaml::Kind::map) return faults.add(map->place, yaml::shown(*map), "must be a map of rules");
    yaml::read_fields(rules, *map, "", nullptr, faults);
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

}  // namespace

WorldData read_world(const std::string& folder, Names& names, Faults& faults) {
    if (!fs::is_directory(folder)) throw FileError(folder + ": (cannot be read: no such folder)");
    WorldData data;
    read_rules((fs::path(folder) / "world.yaml").string(), data.rules, faults);
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
    check_tables(data, names, faults);
    for (MineralRow& mineral : data.minerals) fill_blanks(mineral);
    return data;
}

WorldData read_world(const std::string& folder) {
    Faults faults;
    Names names;
    WorldData data = read_world(folder, names, faults);
    faults.throw_if_any();
    return data;
}

std::string text_of_world(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, failure))
        if (entry.path().extension() == ".csv" || entry.path().filename() == "world.yaml")
            names.push_back(entry.path().filename());
    if (failure) throw FileError(fmt::format("{}: (cannot be read: {})", folder, failure.message()));
    std::sort(names.begin(), names.end());
    std::string all;
    for (const std::string& name : names) {
        const std::string text = load_file((fs::path(folder) / name).string());
        all += fmt::format("{} {}\n", name, text.size()) + text;
    }
    return all;
}

}  // namespace orepolitik::config
