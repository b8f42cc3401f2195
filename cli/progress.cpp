#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

namespace orepolitik::cli {
namespace {

constexpr int bar_width = 40;

}  // namespace

Progress::Progress(int months, int done_before)
    : months_(months),
      done_before_(done_before),
      terminal_(isatty(STDERR_FILENO) != 0),
      begun_(Clock::now()),
      said_(begun_) {}

void Progress::done(int months) {
    const auto now = Clock::now();
    if (now - said_ < (terminal_ ? Clock::duration(terminal_pause) : Clock::duration(log_pause))) return;
    said_ = now;
    const double rate = (months - done_before_) / seconds();
    const double left = (months_ - months) / rate;
    const auto text = fmt::format("{}/{} months, {:.0f} months/s, {:.0f} s left", months, months_, rate, left);
    if (!terminal_) {
        std::cerr << text << '\n';
        return;
    }
    const int filled = bar_width * months / months_;
    std::cerr << fmt::format("\r[{:#<{}}{:.<{}}] {} ", "", filled, "", bar_width - filled, text) << std::flush;
}

void Progress::finish(const std::string& file) {
    if (terminal_) std::cerr << "\r\033[K";
    std::cerr << fmt::format("{}: {} months in {:.2f} s ({:.0f} months/s)\n", file, months_ - done_before_, seconds(),
                             (months_ - done_before_) / seconds());
}

}  // namespace orepolitik::cli
