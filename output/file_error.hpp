// What is thrown when a file cannot be written. The text is for the user: which file, why, and what may help.
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

}  // namespace orepolitik::output
