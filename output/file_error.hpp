// What is thrown when a file cannot be written or read, and when a checkpoint is not one to resume. The text is for the
// user: which file, why, and what may help.
#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>

namespace orepolitik::output {

class FileError : public std::runtime_error {
  public:
    FileError(const std::filesystem::path& path, const std::string& problem, const std::string& advice = "")
        : std::runtime_error(path.string() + ": " + problem + (advice.empty() ? "" : "; " + advice)) {}
};

// A checkpoint that cannot be resumed: the input is wrong, not the disk.
class CheckpointError : public std::runtime_error {
  public:
    CheckpointError(const std::filesystem::path& path, const std::string& why, const std::string& suggestion = "")
        : std::runtime_error(path.string() + ": (" + why + ")" + (suggestion.empty() ? "" : " " + suggestion + "?")) {}
};

}  // namespace orepolitik::output
