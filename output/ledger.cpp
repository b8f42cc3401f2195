#include "output/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace orepolitik::output {
namespace {

// The bytes up to and with the last line break.
std::uint64_t whole_lines(RawFile& file) {
    std::vector<std::byte> bytes(file.size());
    bytes.resize(file.read(bytes));
    const auto last = std::find(bytes.rbegin(), bytes.rend(), static_cast<std::byte>('\n'));
    return static_cast<std::uint64_t>(bytes.rend() - last);
}

std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::replace(text.begin(), text.end(), '"', '\'');
    return text.empty() ? text : '"' + text + '"';
}

void write(RawFile& file, const std::string& text) {
    file.write(std::as_bytes(std::span(text)));
    file.put_on_disk();
}

}  // namespace

Ledger::Ledger(const std::filesystem::path& path) {
    const bool is_new = !std::filesystem::exists(path);
    file_.emplace(path, is_new ? RawFile::Mode::write_new : RawFile::Mode::go_on);
    const std::uint64_t whole = whole_lines(*file_);
    file_->cut_after(whole);
    if (whole == 0) write(*file_, "run,state,exit_code,wall_seconds,hash,reason\n");
}

void Ledger::add(const LedgerLine& line) {
    write(*file_, fmt::format("{},{},{},{:.3f},{:08x},{}\n", line.run, line.state == RunState::done ? "done" : "failed",
                              line.exit_code, line.wall_seconds, line.hash, quoted(line.reason)));
}

}  // namespace orepolitik::output
