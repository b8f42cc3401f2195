#include "cli/sweep_progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "cli/progress.hpp"

namespace orepolitik::cli {
namespace {

constexpr std::size_t sweep_bar_width = 30, most_failures_told = 10;

}  // namespace

SweepProgress::SweepProgress(std::size_t runs, std::size_t done_before)
    : runs_(runs),
      done_before_(done_before),
      terminal_(isatty(STDERR_FILENO) != 0),
      begun_(Clock::now()),
      said_(begun_) {
    if (done_before > 0) std::cerr << fmt::format("{} of {} runs are done already\n", done_before, runs);
}

void SweepProgress::done() {
    const std::lock_guard lock(mutex_);
    count();
}

void SweepProgress::failed(std::size_t run, const std::string& reason) {
    const std::lock_guard lock(mutex_);
    if (++failures_ <= most_failures_told)
        std::cerr << (terminal_ ? "\r\033[K" : "") << fmt::format("run {} failed: {}\n", run, reason);
    count();
}

void SweepProgress::count() {
    ++done_;
    const auto now = Clock::now();
    if (now - said_ < (terminal_ ? Clock::duration(terminal_pause) : Clock::duration(log_pause))) return;
    said_ = now;
    const double rate = static_cast<double>(done_) / seconds();
    const std::size_t so_far = done_before_ + done_;
    const double left = static_cast<double>(runs_ - so_far) / rate;
    const auto text =
        fmt::format("{}/{} runs, {} failed, {:.2g} runs/s, {:.0f} s left", so_far, runs_, failures_, rate, left);
    if (!terminal_) {
        std::cerr << text << '\n';
        return;
    }
    const std::size_t filled = sweep_bar_width * so_far / runs_;
    std::cerr << fmt::format("\r\033[K[{:#<{}}{:.<{}}] {} ", "", filled, "", sweep_bar_width - filled, text)
              << std::flush;
}

void SweepProgress::finish(const std::string& folder) {
    const std::lock_guard lock(mutex_);
    if (terminal_) std::cerr << "\r\033[K";
    std::cerr << fmt::format("{}: {} runs in {:.1f} s, {} failed\n", folder, done_, seconds(), failures_);
}

}  // namespace orepolitik::cli
