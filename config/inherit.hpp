// One scenario tree from a file, the files it inherits through `base:`, and the words of `--set`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "config/yaml/node.hpp"

namespace orepolitik::config {

// The file laid on its bases. Throws FileError if the file cannot be read; a base that cannot be read is a fault.
std::optional<yaml::Node> read_with_bases(const std::string& file, Faults& faults);

// A value for a key path such as `laws.ban.rate`, and where it was said; a null removes the key.
struct Setting {
    std::string path;
    yaml::Node value;
    Place place;
};
bool is_key_path(const std::string& path);  // words with points between them
yaml::Node with_setting(yaml::Node tree, Setting setting);

// Lays `laws.ban.rate=0.3` on the tree. The value is YAML; a null removes the key.
yaml::Node with_override(yaml::Node tree, const std::string& word, Faults& faults);

// A file name that stands at `place`, seen from here: relative to the folder of the file it stands in.
std::string beside(const Place& place, const std::string& name);

}  // namespace orepolitik::config
