#include "config/yaml/node.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace orepolitik::config::yaml {

const Entry* Node::find(std::string_view key) const {
    const auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
    return at == entries.end() ? nullptr : &*at;
}

namespace {

void emit(YAML::Emitter& out, const Node& node) {
    switch (node.kind) {
        case Kind::null:
            out << YAML::Null;
            break;
        case Kind::scalar:
            if (node.quoted) out << YAML::DoubleQuoted;
            out << node.text;
            break;
        case Kind::list:
            out << YAML::Flow << YAML::BeginSeq;
            for (const Node& item : node.items) emit(out, item);
            out << YAML::EndSeq;
            break;
        case Kind::map:
            out << YAML::BeginMap;
            for (const Entry& entry : node.entries) {
                out << YAML::Key << entry.key << YAML::Value;
                emit(out, entry.value);
            }
            out << YAML::EndMap;
    }
}

}  // namespace

std::string shown(const Node& node) {
    constexpr std::size_t longest = 60;
    std::string text;
    switch (node.kind) {
        case Kind::null:
            return "";
        case Kind::map:
            return "{...}";
        case Kind::scalar:
            text = node.quoted ? '"' + node.text + '"' : node.text;
            break;
        case Kind::list:
            for (const Node& item : node.items) {
                if (text.size() > longest) break;
                text += (text.empty() ? "" : ", ") + shown(item);
            }
            text = "[" + text + "]";
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text.size() <= longest ? text : text.substr(0, longest - 3) + "...";
}

std::string as_yaml(const Node& node) {
    YAML::Emitter out;
    emit(out, node);
    return std::string(out.c_str()) + "\n";
}

void stamp(Node& node, const Place& where) {
    node.place = where;
    for (Node& item : node.items) stamp(item, where);
    for (Entry& entry : node.entries) {
        entry.place = where;
        stamp(entry.value, where);
    }
}

Node merged(Node base, const Node& over) {
    if (base.kind != Kind::map || over.kind != Kind::map) return over;
    for (const Entry& entry : over.entries) {
        const auto at = std::find_if(base.entries.begin(), base.entries.end(),
                                     [&](const Entry& mine) { return mine.key == entry.key; });
        if (at == base.entries.end()) {
            base.entries.push_back(entry);
        } else if (entry.value.kind == Kind::null) {
            base.entries.erase(at);
        } else {
            at->value = merged(std::move(at->value), entry.value);
            at->place = entry.place;
        }
    }
    return base;
}

}  // namespace orepolitik::config::yaml
