// What every row of a world's tables shares: blanks, where it stands, and the words for the quality of a figure.
#pragma once
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "model/fields.hpp"

namespace orepolitik {

inline constexpr double blank = std::numeric_limits<double>::quiet_NaN();
inline bool is_blank(double value) {
    return std::isnan(value);
}

struct RowOrigin {  // where a row stands, for messages about it
    std::string file;
    int line = 0;
};

// A table as a whole: its file in the world folder, one sentence, and whether a world must have it.
struct TableText {
    std::string_view file;
    std::string_view meaning;
    Presence presence;
};

// verified: compared with the cited source; derived: computed from verified figures; recalled: quoted from memory of
// the source, not compared; estimate: an order of magnitude set by the compiler.
inline Check quality_word() {
    return one_of({"verified", "derived", "recalled", "estimate"});
}

}  // namespace orepolitik
