// A YAML document as plain values that know where they stand.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "config/fault.hpp"

namespace orepolitik::config::yaml {

enum class Kind : unsigned char { null, scalar, list, map };

struct Entry;

struct Node {
    Kind kind = Kind::null;
    std::string text;     // of a scalar
    bool quoted = false;  // a scalar in quotes is text, whatever it looks like
    Place place;
    std::vector<Node> items;     // of a list
    std::vector<Entry> entries;  // of a map, in the order of the file, each key once

    const Entry* find(std::string_view key) const;
};

struct Entry {
    std::string key;
    Place place;  // of the key
    Node value;
};

std::string shown(const Node& node);         // for messages: short, on one line
std::string as_yaml(const Node& node);       // the whole document as text
void stamp(Node& node, const Place& where);  // every value claims to stand there

// `over` laid on `base`: maps merge key by key, everything else is replaced; a null removes the key.
Node merged(Node base, const Node& over);

}  // namespace orepolitik::config::yaml
