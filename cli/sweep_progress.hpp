// How a sweep comes along, on stderr: a bar on a terminal, a line every ten seconds elsewhere. Any thread may tell.
#pragma once
#include <chrono>
#include <mutex>
#include <string>

namespace orepolitik::cli {

class SweepProgress {
  public:
    SweepProgress(std::size_t runs, std::size_t done_before);
    void done();
    void failed(std::size_t run, const std::string& reason);
    void finish(const std::string& folder);
    std::size_t failures() const { return failures_; }

  private:
    using Clock = std::chrono::steady_clock;
    double seconds() const { return std::chrono::duration<double>(Clock::now() - begun_).count(); }
    void count();

    std::mutex mutex_;  // guards all below
    std::size_t runs_, done_before_, done_ = 0, failures_ = 0;
    bool terminal_;
    Clock::time_point begun_, said_;
};

}  // namespace orepolitik::cli
