// A CSV file as rows of text: RFC 4180 with quoted commas and line breaks, LF or CRLF, with or without byte-order mark.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "config/fault.hpp"

namespace orepolitik::config::csv {

struct Line {
    int number;  // of the line in the file where the row starts
    std::vector<std::string> cells;
};

struct File {
    std::string name;
    std::vector<std::string> header;
    std::vector<Line> lines;  // the rows below the header; as many cells as the header has

    // The cell of a row below the header, for messages: the column is the cell's number, from 1.
    Place place(const Line& line, std::size_t cell) const { return {name, line.number, static_cast<int>(cell) + 1}; }
};

// Rows with the wrong number of cells are left out and named. Throws FileError if the file cannot be read.
std::optional<File> read_file(const std::string& name, Faults& faults);

}  // namespace orepolitik::config::csv
