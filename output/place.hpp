// Where a run file may be written: what stands in its way is told before a month is simulated. What is written there
// (run_writer) and how it becomes whole (run_file) is not decided here.
#pragma once
#include <filesystem>

namespace orepolitik::output {

// Throws FileError if the path is a folder, a device, a file that is no run file, or in no folder.
void check_place(const std::filesystem::path& path);

// One run at a time writes NAME.part. The lock goes with the process, so what a killed run leaves is written over.
class PartLock {
  public:
    // Throws FileError, naming `path`, if the part cannot be written or another run writes it.
    PartLock(const std::filesystem::path& path, const std::filesystem::path& part);
    ~PartLock();
    PartLock(const PartLock&) = delete;
    PartLock& operator=(const PartLock&) = delete;

  private:
    int descriptor_;
};

}  // namespace orepolitik::output
