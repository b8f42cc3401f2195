// A cell of a CSV file (RFC 4180): quoted where its text would be taken for more than one cell.
#pragma once
#include <string>

namespace orepolitik::cli {

inline std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

}  // namespace orepolitik::cli
