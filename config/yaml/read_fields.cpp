#include "config/yaml/read_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace orepolitik::config::yaml {

FieldReader::FieldReader(const Node& map, std::string path, const Names* names, Faults& faults)
    : map_(map), path_(std::move(path)), names_(names), faults_(faults) {}

const Entry* FieldReader::present(const FieldInfo& info, const Check& check) {
    const Entry* entry = map_.find(info.name);
    if (entry && entry->value.kind == Kind::null) {
        wrong(*entry, "has no value");
        return nullptr;
    }
    if (!entry && check.presence == Presence::required)
        faults_.add(map_.place, fmt::format("{}{}=", path_, info.name), "required key is missing");
    return entry;
}

void FieldReader::wrong(const Entry& entry, std::string why, std::string suggestion) {
    const Place& place = entry.value.kind == Kind::null ? entry.place : entry.value.place;
    faults_.add(place, path_ + entry.key + "=" + shown(entry.value), std::move(why), std::move(suggestion));
}

void FieldReader::reject_unknown_keys() {
    for (const Entry& entry : map_.entries)
        if (std::find(known_.begin(), known_.end(), entry.key) == known_.end())
            faults_.add(entry.place, path_ + entry.key + "=" + shown(entry.value), "unknown key",
                        nearest(entry.key, known_));
}

bool FieldReader::is_scalar(const Entry& entry, const std::string& wanted) {
    if (entry.value.kind == Kind::scalar) return true;
    wrong(entry, fmt::format("must be {}, not a {}", wanted, entry.value.kind == Kind::list ? "list" : "map"));
    return false;
}

bool FieldReader::is_number(const Entry& entry, const FieldInfo& info) {
    if (!is_scalar(entry, "a number")) return false;
    if (!entry.value.quoted) return true;
    const bool plain = parse_number(entry.value.text, info.unit).good();
    wrong(entry, "must be a number, not text in quotes", plain ? "meant " + entry.value.text : "");
    return false;
}

void FieldReader::read(const Entry& entry, const FieldInfo& info, double& member, const Check& check) {
    if (!is_number(entry, info)) return;
    const std::string& text = entry.value.text;
    const bool octal_look = text.size() > 1 && text[0] == '0' && text.find_first_not_of("0123456789") == text.npos;
    if (octal_look) {
        const Parsed<std::int64_t> digits = parse_integer(text, info.unit);
        return wrong(entry, digits.why, digits.suggestion);
    }
    const Parsed<double> number = parse_number(text, info.unit);
    if (!number.good()) return wrong(entry, number.why, number.suggestion);
    const std::string why = out_of_range(number.value, check, info.unit);
    if (!why.empty()) return wrong(entry, why);
    member = number.value;
}

void FieldReader::read(const Entry& entry, const FieldInfo& info, std::int64_t& member, const Check& check) {
    if (!is_number(entry, info)) return;
    const Parsed<std::int64_t> number = parse_integer(entry.value.text, info.unit);
    if (!number.good()) return wrong(entry, number.why, number.suggestion);
    const std::string why = out_of_range(static_cast<double>(number.value), check, info.unit);
    if (!why.empty()) return wrong(entry, why);
    member = number.value;
}

void FieldReader::read(const Entry& entry, const FieldInfo& info, int& member, const Check& check) {
    using Limits = std::numeric_limits<int>;
    Check within = check;
    within.low = std::max<double>(check.low, Limits::min());
    within.high = std::min<double>(check.high, Limits::max());
    std::int64_t wide = member;
    read(entry, info, wide, within);
    member = static_cast<int>(wide);
}

void FieldReader::read(const Entry& entry, const FieldInfo&, bool& member, const Check&) {
    if (!is_scalar(entry, "true or false")) return;
    const Parsed<bool> truth = parse_truth(entry.value.text);
    if (!truth.good() || entry.value.quoted) return wrong(entry, "must be true or false", truth.suggestion);
    member = truth.value;
}

// Whether the word of `value` is allowed and, with a world at hand, known to it.
bool FieldReader::name_holds(const Node& value, const Entry& entry, const Check& check) {
    Parsed<std::string> word = check_word(value.text, check);
    if (word.good() && (names_ || check.refers == Refers::form))
        word = (names_ ? *names_ : Names{}).check(check.refers, value.text);
    if (!word.good())
        faults_.add(value.place, path_ + entry.key + "=" + shown(value), std::move(word.why),
                    std::move(word.suggestion));
    return word.good();
}

void FieldReader::read(const Entry& entry, const FieldInfo&, std::string& member, const Check& check) {
    if (is_scalar(entry, "text") && name_holds(entry.value, entry, check)) member = entry.value.text;
}

void FieldReader::read(const Entry& entry, const FieldInfo&, std::vector<std::string>& member, const Check& check) {
    if (entry.value.kind == Kind::scalar) return wrong(entry, "must be a list", "meant [" + entry.value.text + "]");
    if (entry.value.kind == Kind::map) return wrong(entry, "must be a list, not a map");
    if (entry.value.items.empty())
        return wrong(entry, check.presence == Presence::required ? "an empty list; name at least one"
                                                                 : "an empty list; leave the key out to mean all");
    member.clear();
    for (const Node& item : entry.value.items) {
        if (item.kind != Kind::scalar) {
            faults_.add(item.place, path_ + entry.key + "=" + shown(item), "must be a word");
        } else if (std::find(member.begin(), member.end(), item.text) != member.end()) {
            faults_.add(item.place, path_ + entry.key + "=" + shown(item), "stands twice in the list");
        } else if (name_holds(item, entry, check)) {
            member.push_back(item.text);
        }
    }
}

void FieldReader::read(const Entry& entry, const FieldInfo&, Month& member, const Check&) {
    if (!is_scalar(entry, "a month, YYYY-MM")) return;
    const Parsed<Month> month = parse_month(entry.value.text);
    if (!month.good()) return wrong(entry, month.why, month.suggestion);
    member = month.value;
}

void FieldReader::read(const Entry& entry, const FieldInfo& info, std::optional<Month>& member, const Check& check) {
    Month month{-1};
    read(entry, info, month, check);
    if (month != Month{-1}) member = month;
}

void FieldReader::read(const Entry& entry, const FieldInfo& info, std::vector<DatedValue>& member, const Check& check) {
    if (entry.value.kind != Kind::map || entry.value.entries.empty())
        return wrong(entry, "must be a map of months to numbers", "meant {2025-01: 1, 2030-01: 2}");
    FieldReader dated(entry.value, path_ + entry.key + ".", names_, faults_);
    member.clear();
    for (const Entry& value : entry.value.entries) {
        const Parsed<Month> month = parse_month(value.key);
        if (!month.good()) {
            faults_.add(value.place, path_ + entry.key + "=" + value.key, month.why, month.suggestion);
            continue;
        }
        DatedValue next{month.value, 0};
        const std::size_t faults_before = faults_.list().size();
        dated.read(value, info, next.value, check);
        if (faults_.list().size() == faults_before) member.push_back(next);  // told once, not again as out of range
    }
    std::ranges::sort(member, {}, &DatedValue::month);  // `--set` appends what a base file did not date
}

}  // namespace orepolitik::config::yaml
