#include "config/text_file.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace orepolitik::config {
namespace {

constexpr std::size_t most_bytes = 256u << 20;

// Length of the UTF-8 sequence that starts here, 0 if there is none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || length > text.size()) return 0;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(k) & 0xC0) != 0x80) return 0;
    const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
    const bool beyond = (first == 0xED && byte(1) > 0x9F) || (first == 0xF4 && byte(1) > 0x8F);
    return overlong || beyond ? 0 : length;
}

}  // namespace

std::string load_file(const std::string& file) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (!fs::exists(status)) throw FileError(fmt::format("{}: (cannot be read: no such file)", file));
    if (fs::is_directory(status)) throw FileError(fmt::format("{}: (cannot be read: it is a folder)", file));
    errno = 0;
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    std::array<char, 1 << 16> piece;
    while (stream.read(piece.data(), piece.size()) || stream.gcount() > 0) {  // pipes and devices tell no size
        text.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
        if (text.size() > most_bytes) throw FileError(fmt::format("{}: (cannot be read: larger than 256 MB)", file));
    }
    if (!stream.is_open() || stream.bad())
        throw FileError(fmt::format("{}: (cannot be read: {})", file, std::strerror(errno)));
    return text;
}

bool check_text(const std::string& file, std::string_view text, Faults& faults) {
    int line = 1;
    std::size_t line_start = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_length(text.substr(at));
        const auto byte = static_cast<unsigned char>(text[at]);
        const bool control = byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
        if (length == 0 || control) {
            faults.add({file, line, static_cast<int>(at - line_start) + 1}, fmt::format("byte 0x{:02X}", byte),
                       control ? "a binary file, not text" : "not UTF-8 text", control ? "" : "save it as UTF-8");
            return false;
        }
        at += length;
        if (byte == '\n') {
            ++line;
            line_start = at;
        }
    }
    return true;
}

std::optional<std::string> read_text(const std::string& file, Faults& faults) {
    std::string text = load_file(file);
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
        faults.add({file, 1, 1}, "", "the file is empty");
        return std::nullopt;
    }
    if (!check_text(file, text, faults)) return std::nullopt;
    return text;
}

}  // namespace orepolitik::config
