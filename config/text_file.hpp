// Reads a whole text file, and refuses what is no text: a folder, an empty file, bytes that are not UTF-8.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "config/fault.hpp"

namespace orepolitik::config {

// Its bytes, whatever they are. Throws FileError if the file cannot be read.
std::string load_file(const std::string& file);

// Throws FileError if the file cannot be read. Nothing is returned, and a fault added, if it holds no text.
// A byte-order mark, which spreadsheets write, is left out.
std::optional<std::string> read_text(const std::string& file, Faults& faults);

// The same check of text that came another way. False, and a fault added, if it is no UTF-8 text.
bool check_text(const std::string& name, std::string_view text, Faults& faults);

}  // namespace orepolitik::config
