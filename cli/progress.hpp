// Progress on stderr: a bar with months/s and time left on a terminal, a line every ten seconds elsewhere.
#pragma once
#include <chrono>
#include <string>

namespace orepolitik::cli {

inline constexpr std::chrono::milliseconds terminal_pause{100};  // between two words on a terminal
inline constexpr std::chrono::seconds log_pause{10};             // elsewhere

class Progress {
  public:
    explicit Progress(int months, int done_before = 0);
    void done(int months);
    void finish(const std::string& file);

  private:
    using Clock = std::chrono::steady_clock;
    double seconds() const { return std::chrono::duration<double>(Clock::now() - begun_).count(); }
    int months_, done_before_;
    bool terminal_;
    Clock::time_point begun_, said_;
};

}  // namespace orepolitik::cli
