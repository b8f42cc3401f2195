#include "config/inherit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "config/text_file.hpp"
#include "config/yaml/parse.hpp"

namespace orepolitik::config {
namespace {

namespace fs = std::filesystem;

class Chain {
  public:
    explicit Chain(Faults& faults) : faults_(faults) {}

    std::optional<yaml::Node> read(const std::string& file) {
        open_.push_back(canonical(file));
        std::optional<yaml::Node> tree = yaml::parse_file(file, faults_);
        if (tree && tree->kind != yaml::Kind::map) {
            faults_.add(tree->place, yaml::shown(*tree), "a scenario must be a map of keys");
            tree.reset();
        }
        if (tree) tree = on_base(std::move(*tree));
        open_.pop_back();
        return tree;
    }

  private:
    // What cannot be followed, such as a name too long for the system, is told when it is read.
    static fs::path canonical(const std::string& file) {
        std::error_code failure;
        const fs::path resolved = fs::weakly_canonical(file, failure);
        return failure ? fs::path(file) : resolved;
    }

    std::optional<yaml::Node> on_base(yaml::Node tree) {
        const auto at = std::find_if(tree.entries.begin(), tree.entries.end(),
                                     [](const yaml::Entry& entry) { return entry.key == "base"; });
        if (at == tree.entries.end()) return tree;
        const yaml::Node name = at->value;
        tree.entries.erase(at);
        std::optional<yaml::Node> base = read_base(name);
        if (!base) return tree;
        if (tree.find("title") != nullptr)  // another scenario: what the base asks, and of what case, is not its own
            std::erase_if(base->entries, [&tree](const yaml::Entry& entry) {
                return (entry.key == "question" || entry.key == "source") && tree.find(entry.key) == nullptr;
            });
        yaml::Node whole = merged(*base, tree);
        whole.place = tree.place;
        return whole;
    }

    std::optional<yaml::Node> read_base(const yaml::Node& name) {
        const std::string what = "base=" + yaml::shown(name);
        if (name.kind != yaml::Kind::scalar) {
            faults_.add(name.place, what, "must be the name of a scenario file");
            return std::nullopt;
        }
        const std::string file = beside(name.place, name.text);
        if (std::find(open_.begin(), open_.end(), canonical(file)) != open_.end()) {
            faults_.add(name.place, what, "the files inherit each other in a circle");
            return std::nullopt;
        }
        try {
            return read(file);
        } catch (const FileError& error) {
            open_.pop_back();
            faults_.add(name.place, what, fmt::format("cannot be read: {}", error.what()));
            return std::nullopt;
        }
    }

    Faults& faults_;
    std::vector<fs::path> open_;
};

}  // namespace

std::string beside(const Place& place, const std::string& name) {
    const bool in_file = place.line > 0;  // otherwise a word of the command line, seen from the working folder
    return in_file ? (fs::path(place.file).parent_path() / name).lexically_normal().string() : name;
}

std::optional<yaml::Node> read_with_bases(const std::string& file, Faults& faults) {
    return Chain(faults).read(file);
}

bool is_key_path(const std::string& path) {
    return !path.empty() && path.front() != '.' && path.back() != '.' && path.find("..") == path.npos;
}

yaml::Node with_setting(yaml::Node tree, Setting setting) {
    yaml::Node patch = std::move(setting.value);
    const std::string& path = setting.path;
    for (std::size_t end = path.size(); end != path.npos;) {
        const std::size_t dot = end == 0 ? path.npos : path.rfind('.', end - 1);
        const std::size_t begin = dot == path.npos ? 0 : dot + 1;
        yaml::Node map;
        map.kind = yaml::Kind::map;
        map.entries.push_back({path.substr(begin, end - begin), setting.place, std::move(patch)});
        patch = std::move(map);
        end = dot;
    }
    yaml::stamp(patch, setting.place);
    const Place whole = tree.place;
    tree = merged(std::move(tree), patch);
    tree.place = whole;
    return tree;
}

yaml::Node with_override(yaml::Node tree, const std::string& word, Faults& faults) {
    const Place place{"--set " + word, 0, 0};
    const std::size_t equals = word.find('=');
    const std::string path = word.substr(0, equals);
    if (equals == word.npos || !is_key_path(path)) {
        faults.add(place, "", "must read --set key.path=value");
        return tree;
    }
    if (path == "base") {
        faults.add(place, word, "a base is named in the file, not on the command line");
        return tree;
    }
    yaml::Node value;
    if (equals + 1 < word.size()) {
        Faults own;
        const std::string text = word.substr(equals + 1);
        std::optional<yaml::Node> parsed;
        if (check_text(place.file, text, own)) parsed = yaml::parse(text, place.file, own);
        for (const Fault& fault : own.list()) faults.add(place, fault.what, fault.why, fault.suggestion);
        if (!parsed) return tree;
        value = std::move(*parsed);
    }
    return with_setting(std::move(tree), {path, std::move(value), place});
}

}  // namespace orepolitik::config
