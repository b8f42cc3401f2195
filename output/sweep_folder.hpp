// The folder of a sweep: which runs are open, and where their results go. Files in it:
//   sweep.json  design.csv  design.yaml   what is swept; another sweep is refused
//   batches/NNNNN.h5                      finished batches of runs (batch_file.hpp)
//   batches/NNNNN.log                     runs of batches that are not all done (batch_log.hpp)
//   ledger.csv, ledger-I-of-N.csv         who did what (ledger.hpp)
// Any number of programs may work on it, each on its part of the batches; a kill at any moment loses the runs in
// flight.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "output/batch_log.hpp"
#include "output/file_error.hpp"
#include "output/ledger.hpp"
#include "output/run_result.hpp"
#include "output/sweep_layout.hpp"
#include "output/writer_thread.hpp"

namespace orepolitik::output {

// What one of several programs does: every batch whose number leaves `index` when divided by `count`.
struct Shard {
    std::size_t index = 0, count = 1;
};

// A folder that holds another sweep, or that another program is at work in: the input is wrong, not the disk.
class SweepError : public CheckpointError {
  public:
    using CheckpointError::CheckpointError;
};

struct SweepTexts {
    std::string design_csv, design_yaml;
};

struct FinishedRun {
    RunResult result;
    int exit_code = 0;
    double wall_seconds = 0;
};

std::filesystem::path layout_file(const std::filesystem::path& folder);
std::filesystem::path batch_file(const std::filesystem::path& folder, std::size_t batch);
std::filesystem::path batch_log_file(const std::filesystem::path& folder, std::size_t batch);

// Holds a folder against others while it lives: alone, or beside those that share it. The lock goes with the process.
class FolderLock {
  public:
    enum class Kind : unsigned char { alone, shared };
    FolderLock(const std::filesystem::path& folder, const std::string& name, Kind kind);  // throws SweepError
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_;
};

class SweepFolder {
  public:
    // Makes the folder or goes on with it. Throws SweepError, FileError.
    SweepFolder(std::filesystem::path folder, SweepLayout layout, const SweepTexts& texts, Shard shard);
    ~SweepFolder();

    // Runs of this shard that are missing or have failed, in their order.
    const std::vector<std::size_t>& open_runs() const { return open_; }
    // From any thread; returns at once unless the disk falls behind. Throws what writing earlier runs has thrown.
    void add(FinishedRun run);
    void finish();  // until all is on the disk

  private:
    struct Batch {
        std::size_t open = 0;  // runs that are still to be done
        std::unique_ptr<BatchLog> log;
    };
    void find_open_runs(std::size_t batch);
    void write(const FinishedRun& run);  // on the writer thread

    std::filesystem::path folder_;
    SweepLayout layout_;
    Shard shard_;
    std::unique_ptr<FolderLock> folder_lock_, shard_lock_;
    std::unique_ptr<Ledger> ledger_;
    std::vector<std::size_t> open_;
    std::map<std::size_t, Batch> batches_;
    WriterThread thread_{16};  // last: joined before what its jobs use is gone
};

// Writes a batch file from its log, runs that it does not hold as missing; the log goes if all are done.
void settle_batch(const std::filesystem::path& folder, const SweepLayout& layout, std::size_t batch);

}  // namespace orepolitik::output
