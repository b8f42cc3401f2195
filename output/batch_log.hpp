// The runs of a batch that are finished so far, one after the other, in a file that only grows. Each is on the disk
// when append() returns and carries a checksum, so that whatever ends the program, all that came before is kept.
#pragma once
#include <filesystem>
#include <functional>

#include "output/raw_file.hpp"
#include "output/run_result.hpp"

namespace orepolitik::output {

class BatchLog {
  public:
    // Opens or begins a log and cuts off what a killed program left unfinished. Throws FileError, also if another
    // program is at work on it.
    explicit BatchLog(const std::filesystem::path& path);
    ~BatchLog();
    BatchLog(const BatchLog&) = delete;
    BatchLog& operator=(const BatchLog&) = delete;

    void append(const RunResult& result);

  private:
    int lock_;
    RawFile file_;
    std::uint64_t bytes_;
};

// Tells all runs that stand whole in a log, in the order in which they were finished; a run that was done again stands
// there again. How many bytes hold them.
std::uint64_t read_batch_log(const std::filesystem::path& path, const std::function<void(RunResult)>& tell);

}  // namespace orepolitik::output
