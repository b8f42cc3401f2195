#include "config/csv/table.hpp"

#include <algorithm>

#include "config/scalar.hpp"

namespace orepolitik::config::csv {

void Columns::bind(const FieldInfo& info, const Check& check) {
    names_.push_back(info.name);
    const auto at = std::find(file_.header.begin(), file_.header.end(), info.name);
    cell_.push_back(at == file_.header.end() ? no_cell : static_cast<std::size_t>(at - file_.header.begin()));
    if (cell_.back() != no_cell || check.presence != Presence::required) return;
    lacks_required_ = true;
    faults_.add({file_.name, 1, 1}, std::string(info.name), "required column is missing");
}

void Columns::reject_unknown() {
    for (std::size_t k = 0; k < file_.header.size(); ++k)
        if (std::find(names_.begin(), names_.end(), file_.header[k]) == names_.end())
            faults_.add({file_.name, 1, static_cast<int>(k) + 1}, file_.header[k], "unknown column",
                        nearest(file_.header[k], names_));
}

std::size_t Columns::cell_of(std::string_view name) const {
    const auto at = std::find(names_.begin(), names_.end(), name);
    return cell_[static_cast<std::size_t>(at - names_.begin())];
}

void RowReader::wrong(const FieldInfo& info, std::string_view text, std::string why, std::string suggestion) {
    faults_.add(file_.place(*line_, cell_ == no_cell ? 0 : cell_), fmt::format("{}={}", info.name, text),
                std::move(why), std::move(suggestion));
}

const std::string* RowReader::next_cell(const FieldInfo& info, const Check& check) {
    cell_ = columns_.cell_of(field_++);
    if (cell_ == no_cell) return nullptr;
    const std::string& text = line_->cells[cell_];
    if (!text.empty()) return &text;
    if (check.presence == Presence::required) wrong(info, "", "must not be blank");
    return nullptr;
}

void RowReader::operator()(const FieldInfo& info, double& member, const Check& check) {
    const std::string* text = next_cell(info, check);
    if (!text) return;
    const Parsed<double> number = parse_number(*text, info.unit);
    if (!number.good()) return wrong(info, *text, number.why, number.suggestion);
    const std::string why = out_of_range(number.value, check, info.unit);
    if (!why.empty()) return wrong(info, *text, why);
    member = number.value;
}

void RowReader::operator()(const FieldInfo& info, std::string& member, const Check& check) {
    const std::string* text = next_cell(info, check);
    if (!text) return;
    const Parsed<std::string> word = check_word(*text, check);
    if (!word.good()) return wrong(info, *text, word.why, word.suggestion);
    if (check.refers != Refers::nothing) check_names(info, *text, check);
    member = *text;
}

void RowReader::check_names(const FieldInfo& info, const std::string& text, const Check& check) {
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = check.several ? std::min(text.find(';', at), text.size()) : text.size();
        const std::string name = text.substr(at, end - at);
        const Parsed<std::string> known = names_.check(check.refers, name);
        if (!known.good()) wrong(info, name, known.why, known.suggestion);
        at = end + 1;
    }
}

std::string key_text(const Line& line, const std::vector<std::size_t>& cells) {
    std::string text;
    for (const std::size_t cell : cells)
        text += (text.empty() ? "" : ",") + (cell == no_cell ? std::string{} : line.cells[cell]);
    return text;
}

}  // namespace orepolitik::config::csv
