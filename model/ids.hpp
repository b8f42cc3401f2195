// Typed indices: a country cannot be used where a material is meant.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace orepolitik {

template <class Tag>
struct Id {
    static constexpr std::uint32_t none_value = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t value = none_value;

    constexpr bool exists() const { return value != none_value; }
    constexpr auto operator<=>(const Id&) const = default;
};

inline constexpr std::uint32_t none_index = Id<void>::none_value;  // for places in arrays that have no type of id

struct Rows {                         // of columns, that follow each other
    std::size_t first = 0, last = 0;  // last: behind them
};

using CountryId = Id<struct CountryTag>;    // a place with a government; row of the countries table
using RegionId = Id<struct RegionTag>;      // a trade region: a country or a customs union, one market
using MineralId = Id<struct MineralTag>;    // row of the minerals table
using MaterialId = Id<struct MaterialTag>;  // a traded form of a mineral: ore, refined or scrap
using CompanyId = Id<struct CompanyTag>;

enum class Form : std::uint8_t { ore, refined, scrap };
inline constexpr int form_count = 3;
constexpr const char* name_of(Form form) {
    return form == Form::ore ? "ore" : form == Form::refined ? "refined" : "scrap";
}

}  // namespace orepolitik
