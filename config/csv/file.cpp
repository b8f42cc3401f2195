#include "config/csv/file.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <set>

#include "config/text_file.hpp"

namespace orepolitik::config::csv {
namespace {

// Collects what libcsv calls back with.
struct Collector {
    std::vector<Line> lines;
    Line row{1, {}};
};

void on_cell(void* text, std::size_t length, void* data) {
    auto& cells = static_cast<Collector*>(data)->row.cells;
    cells.emplace_back(text ? std::string(static_cast<const char*>(text), length) : std::string{});
}

void on_row(int, void* data) {
    auto& collector = *static_cast<Collector*>(data);
    collector.lines.push_back(std::move(collector.row));
    collector.row = Line{0, {}};
}

class Parser {
  public:
    Parser() { csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI); }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    // libcsv counts no lines, so it is fed one at a time.
    bool line(std::string_view text, int number) {
        if (parser_.pstate == 0) collector_.row = Line{number, {}};
        return csv_parse(&parser_, text.data(), text.size(), on_cell, on_row, &collector_) == text.size();
    }
    bool finish() { return csv_fini(&parser_, on_cell, on_row, &collector_) == 0; }
    int row_line() const { return collector_.row.number; }
    std::vector<Line> take() { return std::move(collector_.lines); }

  private:
    csv_parser parser_;
    Collector collector_;
};

std::optional<std::vector<Line>> split(const std::string& text, const std::string& name, Faults& faults) {
    Parser parser;
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        if (!parser.line(std::string_view(text).substr(at, end - at), ++number)) {
            faults.add({name, number, 1}, "", "a quote within a cell; double it and put the cell in quotes");
            return std::nullopt;
        }
        at = end;
    }
    const int last_row = parser.row_line();
    if (!parser.finish()) {
        faults.add({name, last_row, 1}, "", "a quote is opened here and never closed");
        return std::nullopt;
    }
    return parser.take();
}

// What a spreadsheet of another language puts between cells in place of commas.
bool has_other_separator(const std::vector<std::string>& header) {
    return header.size() == 1 && header.front().find_first_of(";\t") != std::string::npos;
}

void check_header(const File& file, Faults& faults) {
    std::set<std::string> seen;
    for (std::size_t k = 0; k < file.header.size(); ++k)
        if (!seen.insert(file.header[k]).second)
            faults.add({file.name, 1, static_cast<int>(k) + 1}, file.header[k], "duplicate column");
}

bool is_blank_line(const Line& line) {
    for (const std::string& cell : line.cells)
        if (!cell.empty()) return false;
    return true;
}

}  // namespace

std::optional<File> read_file(const std::string& name, Faults& faults) {
    const std::optional<std::string> text = read_text(name, faults);
    if (!text) return std::nullopt;
    std::optional<std::vector<Line>> lines = split(*text, name, faults);
    if (!lines) return std::nullopt;
    File file{name, std::move(lines->front().cells), {}};
    if (has_other_separator(file.header)) {
        faults.add({name, 1, 1}, "", "cells are separated by semicolons or tabs", "save it with commas between cells");
        return std::nullopt;
    }
    check_header(file, faults);
    for (std::size_t k = 1; k < lines->size(); ++k) {
        Line& line = (*lines)[k];
        if (is_blank_line(line)) continue;  // spreadsheets leave rows of empty cells
        if (line.cells.size() == file.header.size()) {
            file.lines.push_back(std::move(line));
        } else {
            faults.add({name, line.number, static_cast<int>(line.cells.size())},
                       fmt::format("{} cells", line.cells.size()),
                       fmt::format("the header has {} columns", file.header.size()));
        }
    }
    return file;
}

}  // namespace orepolitik::config::csv
