// Reads the rows of any table from its field list, and checks every cell.
#pragma once
#include <fmt/format.h>

#include <map>

#include "config/csv/file.hpp"
#include "config/names.hpp"
#include "model/world/row.hpp"

namespace orepolitik::config::csv {

inline constexpr std::size_t no_cell = static_cast<std::size_t>(-1);

// Which cell holds which field.
class Columns {
  public:
    Columns(const File& file, Faults& faults) : file_(file), faults_(faults) {}

    // Visits the field list once, to bind it to the header.
    void operator()(const FieldInfo& info, const auto&, const Check& check) { bind(info, check); }
    void reject_unknown();

    std::size_t cell_of(std::size_t field) const { return cell_[field]; }
    std::size_t cell_of(std::string_view name) const;
    bool lacks_required() const { return lacks_required_; }

  private:
    void bind(const FieldInfo& info, const Check& check);

    const File& file_;
    Faults& faults_;
    std::vector<std::string_view> names_;
    std::vector<std::size_t> cell_;
    bool lacks_required_ = false;
};

// Fills one row. Visits the same field list in the same order as Columns did.
class RowReader {
  public:
    RowReader(const File& file, const Columns& columns, const Names& names, Faults& faults)
        : file_(file), columns_(columns), names_(names), faults_(faults) {}

    void start(const Line& line) {
        line_ = &line;
        field_ = 0;
    }
    void operator()(const FieldInfo& info, double& member, const Check& check);
    void operator()(const FieldInfo& info, std::string& member, const Check& check);

  private:
    const std::string* next_cell(const FieldInfo& info, const Check& check);  // null if blank or absent
    void check_names(const FieldInfo& info, const std::string& text, const Check& check);
    void wrong(const FieldInfo& info, std::string_view text, std::string why, std::string suggestion = {});

    const File& file_;
    const Columns& columns_;
    const Names& names_;
    Faults& faults_;
    const Line* line_ = nullptr;
    std::size_t field_ = 0;
    std::size_t cell_ = no_cell;
};

// The cells that make a row unique, joined for messages: "copper, CHL, 2023".
std::string key_text(const Line& line, const std::vector<std::size_t>& cells);

template <class Row>
std::vector<Row> read_rows(const File& file, const Names& names, Faults& faults) {
    Columns columns(file, faults);
    Row pattern;
    pattern.fields(columns);
    columns.reject_unknown();
    std::vector<std::size_t> key_cells;
    for (const std::string_view name : Row::key) key_cells.push_back(columns.cell_of(name));

    std::vector<Row> rows;
    rows.reserve(file.lines.size());
    std::map<std::string, int> first_line;
    RowReader reader(file, columns, names, faults);
    for (const Line& line : file.lines) {
        Row& row = rows.emplace_back();
        row.origin = {file.name, line.number};
        reader.start(line);
        row.fields(reader);
        const std::string key = key_text(line, key_cells);
        const auto [first, is_new] = first_line.emplace(key, line.number);
        if (!is_new && !columns.lacks_required())
            faults.add(file.place(line, key_cells[0]), fmt::format("{}={}", fmt::join(Row::key, ","), key),
                       fmt::format("duplicate row, first at line {}", first->second));
    }
    return rows;
}

}  // namespace orepolitik::config::csv
