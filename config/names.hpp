// The names that a world's tables define, for checking what refers to them.
#pragma once
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "config/scalar.hpp"
#include "model/fields.hpp"

namespace orepolitik::config {

class Names {
  public:
    void add(Refers table, std::string_view name) { known(table).emplace(name); }
    // From now on every name of the table is known, and another one is a fault.
    void complete(Refers table) { complete_[slot(table)] = true; }

    // What people call the row of that name: "China" for CHN.
    void add_other_name(Refers table, std::string_view other, std::string_view name);

    // Why a name is none of the table's; good if it is, or if the table's names are not known.
    Parsed<std::string> check(Refers table, std::string_view name) const;

  private:
    using Set = std::set<std::string, std::less<>>;
    static std::size_t slot(Refers table);
    Set& known(Refers table) { return sets_[slot(table)]; }
    const Set& known(Refers table) const { return sets_[slot(table)]; }
    std::array<Set, 9> sets_;
    std::array<bool, 9> complete_{};
    std::array<std::map<std::string, std::string>, 9> other_names_;  // to what tables call them, without capitals
};

std::string_view noun_of(Refers table);  // "country"

}  // namespace orepolitik::config
