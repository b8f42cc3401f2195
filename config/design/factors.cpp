#include "config/design/factors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "config/csv/file.hpp"
#include "config/design/sampling.hpp"
#include "config/yaml/parse.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {
namespace {

constexpr std::size_t most_points = 10'000'000;

yaml::Node number_node(double value, const Place& place) {
    yaml::Node node;
    node.kind = yaml::Kind::scalar;
    node.text = fmt::format("{}", value);
    node.place = place;
    return node;
}

Factor read_factor(const yaml::Entry& entry, const DesignKeys& keys, Faults& faults) {
    Factor factor{entry.key, entry.place, {}, {}};
    const std::string path = "vary." + entry.key;
    if (entry.value.kind == yaml::Kind::list) {
        factor.values = entry.value.items;
        if (factor.values.empty()) faults.add(entry.value.place, path + "=[]", "an empty list");
        return factor;
    }
    if (entry.value.kind != yaml::Kind::map) {
        faults.add(entry.place, path + "=" + yaml::shown(entry.value),
                   "must be a list of values or a map with from, to",
                   entry.value.kind == yaml::Kind::scalar ? "meant [" + entry.value.text + "]" : "");
        return factor;
    }
    Faults own;
    yaml::read_fields(factor.range, entry.value, path + ".", nullptr, own);
    const auto wrong = [&](const char* key, const std::string& why) {
        const yaml::Entry* field = entry.value.find(key);
        own.add(field ? field->value.place : entry.place,
                fmt::format("{}.{}={}", path, key, field ? yaml::shown(field->value) : ""), why);
    };
    const auto& range = factor.range;
    if (!own.any() && range.from >= range.to) wrong("to", "must be above from");
    if (!own.any() && range.scale == "log" && range.from <= 0) wrong("from", "must be above 0 on a log scale");
    if (!own.any() && keys.sampling == "factorial" && range.count == 0)
        wrong("count", "a factorial design needs the number of values");
    for (const Fault& fault : own.list()) faults.add(fault.place, fault.what, fault.why, fault.suggestion);
    return factor;
}

yaml::Node value_at(const Factor& factor, double unit) {
    if (!factor.values.empty()) {
        const auto count = factor.values.size();
        return factor.values[std::min(count - 1, static_cast<std::size_t>(unit * static_cast<double>(count)))];
    }
    const auto& range = factor.range;
    if (range.whole) {
        const double steps = std::floor(range.to) - std::ceil(range.from) + 1;
        return number_node(std::ceil(range.from) + std::min(std::floor(unit * steps), steps - 1), factor.place);
    }
    double value = range.from + unit * (range.to - range.from);
    if (range.scale == "log") value = range.from * std::pow(range.to / range.from, unit);
    return number_node(std::clamp(value, range.from, range.to), factor.place);
}

// Values in even steps, both ends included; a list as it stands.
std::vector<yaml::Node> levels(const Factor& factor) {
    if (!factor.values.empty()) return factor.values;
    std::vector<yaml::Node> values;
    for (int i = 0; i < factor.range.count; ++i) {
        Factor plain = factor;
        plain.range.whole = false;
        auto node = value_at(plain, static_cast<double>(i) / (factor.range.count - 1));
        if (factor.range.whole) node.text = fmt::format("{}", std::round(std::stod(node.text)));
        if (values.empty() || node.text != values.back().text) values.push_back(std::move(node));
    }
    return values;
}

void lay_out_factorial(Design& design, const std::vector<Factor>& factors, const yaml::Node& tree, Faults& faults) {
    design.points = {{}};
    for (const Factor& factor : factors) {
        const auto values = levels(factor);
        if (values.size() * design.points.size() > most_points)
            return faults.add(tree.find("vary")->place, "vary", fmt::format("more than {} points", most_points));
        std::vector<std::vector<yaml::Node>> next;
        for (const auto& point : design.points)
            for (const yaml::Node& value : values) {
                next.push_back(point);
                next.back().push_back(value);
            }
        design.points = std::move(next);
    }
}

UnitPoints unit_points(const DesignKeys& keys, std::size_t factors) {
    const auto count = static_cast<std::size_t>(keys.points);
    const auto seed = static_cast<std::uint64_t>(keys.design_seed);
    if (keys.sampling == "latin_hypercube") return latin_hypercube(factors, count, seed);
    if (keys.sampling == "sobol") return sobol_points(factors, count);
    if (keys.sampling == "morris") return morris_trajectories(factors, count, seed);
    return saltelli_samples(factors, count);
}

// A cell is a value as in YAML; an empty one takes the key away.
yaml::Node cell_value(const csv::File& file, const csv::Line& line, std::size_t cell, Faults& faults) {
    yaml::Node node;
    if (!line.cells[cell].empty())
        if (auto parsed = yaml::parse(line.cells[cell], file.name, faults)) node = std::move(*parsed);
    yaml::stamp(node, file.place(line, cell));
    return node;
}

void read_samples(Design& design, const yaml::Node& tree, Faults& faults) {
    const yaml::Entry* entry = tree.find("samples");
    if (!entry) return faults.add(tree.place, "samples=", "sampling csv needs a file of samples");
    const std::string name = beside(entry->value.place, design.keys.samples);
    std::optional<csv::File> file;
    try {
        file = csv::read_file(name, faults);
    } catch (const FileError& error) {
        return faults.add(entry->value.place, "samples=" + design.keys.samples,
                          fmt::format("cannot be read: {}", error.what()));
    }
    if (!file) return;
    const Place header{file->name, 1, 1};
    for (const std::string& path : file->header) {
        may_differ(path, header, "", faults);
        if (std::count(file->header.begin(), file->header.end(), path) > 1)
            faults.add(header, path, "two columns of that name");
    }
    design.paths = file->header;
    for (const csv::Line& line : file->lines) {
        auto& point = design.points.emplace_back();
        for (std::size_t cell = 0; cell < line.cells.size(); ++cell)
            point.push_back(cell_value(*file, line, cell, faults));
    }
    if (file->lines.empty()) faults.add(header, "", "no row of samples");
}

}  // namespace

bool may_differ(const std::string& path, const Place& place, const std::string& section, Faults& faults) {
    const std::string what = section.empty() ? path : section + "." + path;
    if (!is_key_path(path)) {
        faults.add(place, what, "must be a key path such as laws.ban.from");
        return false;
    }
    const std::string first = path.substr(0, path.find('.'));
    constexpr std::array same{"world", "from", "months", "base", "record"};
    if (first == "seed") {
        faults.add(place, what, "seeds are not varied by key", "meant seeds and first_seed");
        return false;
    }
    if (std::find(same.begin(), same.end(), first) == same.end()) return true;
    faults.add(place, what, "must be the same in all runs of a design", "meant a line of set");
    return false;
}

std::vector<Factor> read_factors(const yaml::Node& section, const DesignKeys& keys, Faults& faults) {
    std::vector<Factor> factors;
    for (const yaml::Entry& entry : section.entries)
        if (may_differ(entry.key, entry.place, "vary", faults)) factors.push_back(read_factor(entry, keys, faults));
    return factors;
}

void lay_out_points(Design& design, const std::vector<Factor>& factors, const yaml::Node& tree, Faults& faults) {
    const DesignKeys& keys = design.keys;
    if (keys.sampling == "csv") {
        if (!factors.empty()) faults.add(tree.find("vary")->place, "vary", "sampling csv takes all from the samples");
        return read_samples(design, tree, faults);
    }
    if (const yaml::Entry* samples = tree.find("samples"))
        faults.add(samples->place, "samples=" + keys.samples, "belongs to sampling csv");
    if (faults.any()) return;
    for (const Factor& factor : factors) design.paths.push_back(factor.path);
    if (keys.sampling == "factorial") return lay_out_factorial(design, factors, tree, faults);
    if (factors.empty()) return faults.add(tree.place, "vary=", "sampling " + keys.sampling + " needs what varies");
    constexpr std::size_t most_factors = 1800;  // the Sobol' directions go to 3667 dimensions, saltelli takes two each
    const auto per_point = keys.sampling == "saltelli" ? factors.size() + 2
                           : keys.sampling == "morris" ? factors.size() + 1
                                                       : 1;
    if (factors.size() > most_factors || per_point * static_cast<std::size_t>(keys.points) > most_points)
        return faults.add(tree.find("vary")->place, "vary",
                          fmt::format("more than {} factors or {} points", most_factors, most_points));
    for (const auto& unit : unit_points(keys, factors.size())) {
        auto& point = design.points.emplace_back();
        for (std::size_t f = 0; f < factors.size(); ++f) point.push_back(value_at(factors[f], unit[f]));
    }
}

}  // namespace orepolitik::config
