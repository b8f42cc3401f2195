// Fills a struct with a field list from a YAML map, and names every key that is missing, unknown or wrong.
#pragma once
#include <cstdint>
#include <optional>

#include "config/names.hpp"
#include "config/yaml/node.hpp"
#include "model/background/path.hpp"
#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik::config::yaml {

// The visitor for `fields`. Keys it was not asked for are unknown, unless `allow`ed.
class FieldReader {
  public:
    // `path` stands before keys in messages ("laws.ban."); `names` checks references, if there is a world.
    FieldReader(const Node& map, std::string path, const Names* names, Faults& faults);

    template <class T>
    void operator()(const FieldInfo& info, T& member, const Check& check) {
        allow(info.name);
        if (const Entry* entry = present(info, check)) read(*entry, info, member, check);
    }

    void allow(std::string_view key) { known_.push_back(key); }
    void reject_unknown_keys();

  private:
    const Entry* present(const FieldInfo& info, const Check& check);
    bool is_scalar(const Entry& entry, const std::string& wanted);
    bool is_number(const Entry& entry, const FieldInfo& info);
    void wrong(const Entry& entry, std::string why, std::string suggestion = {});
    bool name_holds(const Node& value, const Entry& entry, const Check& check);

    void read(const Entry& entry, const FieldInfo& info, double& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, int& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, std::int64_t& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, bool& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, std::string& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, std::vector<std::string>& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, Month& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, std::optional<Month>& member, const Check& check);
    void read(const Entry& entry, const FieldInfo& info, std::vector<DatedValue>& member, const Check& check);

    const Node& map_;
    std::string path_;
    const Names* names_;
    Faults& faults_;
    std::vector<std::string_view> known_;
};

// Reads all fields of `thing` from a map and rejects unknown keys; a node that is no map is one fault.
template <class T>
void read_fields(T& thing, const Node& map, const std::string& path, const Names* names, Faults& faults) {
    FieldReader reader(map, path, names, faults);
    thing.fields(reader);
    reader.reject_unknown_keys();
}

}  // namespace orepolitik::config::yaml
