#include "config/fault.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace orepolitik::config {

std::string to_string(const Place& place) {
    if (place.line == 0) return place.file;
    return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

namespace {

// What a YAML escape may have put into a value could end the message, or steer the terminal.
std::string printable(std::string_view text) {
    std::string shown;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool steers = (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
        shown += steers ? fmt::format("\\x{:02X}", byte) : std::string(1, c);
    }
    return shown;
}

}  // namespace

std::string to_string(const Fault& fault) {
    std::string text = to_string(fault.place) + ": ";
    if (!fault.what.empty()) text += fault.what + " ";
    text += "(" + fault.why + ")";
    if (!fault.suggestion.empty()) text += " " + fault.suggestion + "?";
    return printable(text);
}

namespace {

std::vector<Fault> in_order(std::vector<Fault> faults) {
    std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) {
        return std::tie(a.place.file, a.place.line, a.place.column) <
               std::tie(b.place.file, b.place.line, b.place.column);
    });
    return faults;
}

std::string lines_of(const std::vector<Fault>& faults) {
    std::string text;
    for (const Fault& fault : faults) text += (text.empty() ? "" : "\n") + to_string(fault);
    return text;
}

// Letters to insert, delete, replace or swap with their neighbour (Damerau 1964, optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last, last, row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last = std::exchange(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({row[j - 1] + 1, last[j] + 1, replace});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row.back();
}

// "Suez Canal" for Suez, "rare" for rare_earths; two letters are in too many words.
bool is_part_of(const std::string& one, const std::string& other) {
    return std::min(one.size(), other.size()) >= 3 && (one.find(other) != one.npos || other.find(one) != other.npos);
}

}  // namespace

std::string lower_case(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return small;
}

InputError::InputError(std::vector<Fault> found)
    : std::runtime_error(lines_of(in_order(found))), faults(in_order(std::move(found))) {}

void Faults::throw_if_any() const {
    if (any()) throw InputError(list_);
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& known) {
    if (word.size() > 100) return {};  // no typing error; and the distance costs the product of the lengths
    const std::string small = lower_case(word);
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : known) {
        const std::size_t distance = edit_distance(small, lower_case(candidate));
        const bool better_start = distance == best_distance && !best.empty() && !lower_case(best).starts_with(small) &&
                                  lower_case(candidate).starts_with(small);
        if (distance < best_distance || better_start) {
            best = candidate;
            best_distance = distance;
        }
    }
    for (const std::string_view candidate : known)
        if (best.empty() && is_part_of(small, lower_case(candidate))) best = candidate;
    return best.empty() ? std::string{} : "meant " + std::string(best);
}

}  // namespace orepolitik::config
