#include "output/place.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string_view>

#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

namespace fs = std::filesystem;

constexpr const char* elsewhere = "choose another place with -o";

// A scenario, a table or notes, named after -o by mistake, are worth more than the run.
bool is_empty_or_hdf5(const fs::path& path) {
    constexpr std::string_view signature("\x89HDF\r\n\x1a\n", 8);
    std::array<char, signature.size()> start{};
    std::ifstream stream(path, std::ios::binary);
    stream.read(start.data(), start.size());
    return stream.gcount() == 0 || std::string_view(start.data(), start.size()) == signature;
}

}  // namespace

void check_place(const fs::path& path) {
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (path.filename().empty() || fs::is_directory(status))
        throw FileError(path, "is a folder", "name a file in it, for example " + (path / "run.h5").string());
    const fs::path folder = path.parent_path();
    if (!folder.empty() && !fs::is_directory(folder, ignored))
        throw FileError(path, "cannot be written (" + folder.string() + " is not a folder)", "create it first");
    // The finished file would take the place of the device itself.
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw FileError(path, "is no file but a device or a pipe", elsewhere);
}

void check_place_of_run(const fs::path& path) {
    check_place(path);
    std::error_code ignored;
    if (fs::exists(path, ignored) && !is_empty_or_hdf5(path))
        throw FileError(path, "exists and is no run file", elsewhere);
}

fs::path part_of(const fs::path& path) {
    return path.string() + ".part";
}

void put_in_place(const fs::path& part, const fs::path& path) {
    std::error_code failure, ignored;
    const auto bytes = fs::file_size(part, failure);
    if (!failure) fs::rename(part, path, failure);
    if (!failure) return;
    const bool is_there = failure == std::errc::no_such_file_or_directory && !fs::exists(part, ignored) &&
                          fs::file_size(path, ignored) == bytes;
    if (!is_there) throw FileError(path, "cannot be named so (" + failure.message() + ")");
}

fs::path checkpoint_of(const fs::path& path) {
    return path.string() + std::string(checkpoint_ending);
}

fs::path live_of(const fs::path& path) {
    return path.string() + ".live.csv";
}

fs::path months_of(const fs::path& path) {
    return path.string() + ".months";
}

PartLock::PartLock(const fs::path& path)
    : descriptor_(open(part_of(path).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0)
        throw FileError(path, std::string("cannot be written (") + std::strerror(errno) + ")", elsewhere);
    // Parallel file systems are often mounted without locks; there a second writer goes unnoticed.
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    close(descriptor_);
    throw FileError(path, "is being written by another run", elsewhere);
}

PartLock::~PartLock() {
    close(descriptor_);
}

}  // namespace orepolitik::output
