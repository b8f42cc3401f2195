// Where a file may be written: what stands in its way is told before any work is done. What is written there and how
// it becomes whole (run_file, cli/export) is not decided here.
#pragma once
#include <filesystem>
#include <string_view>

namespace orepolitik::output {

// Throws FileError if the path is a folder, a device, or in no folder.
void check_place(const std::filesystem::path& path);
// The same for a run file, which gives way to a newer run but takes the place of nothing else.
void check_place_of_run(const std::filesystem::path& path);
// The same for a file that begins with certain bytes, as every earlier one of its kind does.
void check_place_beginning(const std::filesystem::path& path, std::string_view beginning, std::string_view kind);
// The same for a table of an export, which takes the place of anything but a run file.
void check_place_of_export(const std::filesystem::path& path);

// Where a file stands until it is whole.
std::filesystem::path part_of(const std::filesystem::path& path);
// Gives a whole file its name. On network disks an answer may be lost and the question be asked again: then the system
// says that there is nothing to rename, although it has been done. Throws FileError.
void put_in_place(const std::filesystem::path& part, const std::filesystem::path& path);

// Where a run that was cut short stands, and the months that it had recorded (checkpoint.hpp, month_log.hpp).
inline constexpr std::string_view checkpoint_ending = ".checkpoint";
std::filesystem::path checkpoint_of(const std::filesystem::path& path);
std::filesystem::path months_of(const std::filesystem::path& path);
// What a run tells while it runs (live_file.hpp).
std::filesystem::path live_of(const std::filesystem::path& path);

// One program at a time writes NAME.part. The lock goes with the process, so what a killed run leaves is written over.
class PartLock {
  public:
    // Throws FileError, naming `path`, if its part cannot be written or another program writes it.
    explicit PartLock(const std::filesystem::path& path);
    ~PartLock();
    PartLock(const PartLock&) = delete;
    PartLock& operator=(const PartLock&) = delete;

  private:
    int descriptor_;
};

}  // namespace orepolitik::output
