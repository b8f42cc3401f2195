#include "output/place.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

namespace fs = std::filesystem;

constexpr const char* elsewhere = "choose another place with -o";

constexpr std::string_view hdf5_signature("\x89HDF\r\n\x1a\n", 8);

// The first bytes of a file, as many as there are; none if there is no file.
std::string start_of(const fs::path& path, std::size_t bytes) {
    std::string start(bytes, '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.read(start.data(), static_cast<std::streamsize>(bytes));
    start.resize(static_cast<std::size_t>(stream.gcount()));
    return start;
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
    check_place_beginning(path, hdf5_signature, "run file");
}

// A scenario, a table or notes, named after -o by mistake, are worth more than what would be written there.
void check_place_beginning(const fs::path& path, std::string_view beginning, std::string_view kind) {
    check_place(path);
    const std::string start = start_of(path, beginning.size());
    if (!start.empty() && start != beginning) throw FileError(path, "exists and is no " + std::string(kind), elsewhere);
}

void check_place_of_export(const fs::path& path) {
    check_place(path);
    if (start_of(path, hdf5_signature.size()) == hdf5_signature)
        throw FileError(path, "exists and is a run file", elsewhere);
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
