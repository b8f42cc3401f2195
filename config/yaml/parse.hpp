// Reads one YAML document strictly. Refused, each with its place: duplicate keys, `<<`, tags, keys that are not words,
// a second document, nesting deeper than 50 (before the parser's own recursion can exhaust the stack), and aliases that
// blow a document up beyond 100,000 values.
#pragma once
#include <optional>
#include <string>

#include "config/yaml/node.hpp"

namespace orepolitik::config::yaml {

inline constexpr std::size_t deepest_nesting = 50;
inline constexpr std::size_t most_values = 100'000;

// Nothing, and faults, if the text is no document at all; a document with its faulty keys left out otherwise.
std::optional<Node> parse(const std::string& text, const std::string& file, Faults& faults);

// The same from a file. Throws FileError if it cannot be read.
std::optional<Node> parse_file(const std::string& file, Faults& faults);

}  // namespace orepolitik::config::yaml
