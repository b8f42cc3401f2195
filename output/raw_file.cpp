#include "output/raw_file.hpp"

#include <fcntl.h>
#include <isa-l/crc.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

int flags_of(RawFile::Mode mode) {
    if (mode == RawFile::Mode::read) return O_RDONLY | O_CLOEXEC;
    return O_RDWR | O_CLOEXEC | (mode == RawFile::Mode::write_new ? O_CREAT | O_TRUNC : 0);
}

}  // namespace

std::uint32_t checksum(std::span<const std::byte> bytes, std::uint32_t before) {
    return crc32_gzip_refl(before, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

RawFile::RawFile(std::filesystem::path path, Mode mode)
    : path_(std::move(path)), descriptor_(open(path_.c_str(), flags_of(mode), 0666)) {
    if (descriptor_ < 0) fail(mode == Mode::read ? "cannot be read" : "cannot be written");
}

RawFile::~RawFile() {
    close(descriptor_);
}

void RawFile::fail(const char* what) const {
    throw FileError(path_, std::string(what) + " (" + std::strerror(errno) + ")");
}

std::uint64_t RawFile::size() const {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0) fail("cannot be read");
    return static_cast<std::uint64_t>(status.st_size);
}

void RawFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written");
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

std::size_t RawFile::read(std::span<std::byte> bytes) {
    std::size_t count = 0;
    while (count < bytes.size()) {
        const ssize_t more = ::read(descriptor_, bytes.data() + count, bytes.size() - count);
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) fail("cannot be read");
        if (more == 0) break;
        count += static_cast<std::size_t>(more);
    }
    return count;
}

void RawFile::rewind() {
    if (lseek(descriptor_, 0, SEEK_SET) != 0) fail("cannot be read");
}

void RawFile::cut_after(std::uint64_t bytes) {
    const auto end = static_cast<off_t>(bytes);
    if (ftruncate(descriptor_, end) != 0 || lseek(descriptor_, end, SEEK_SET) != end) fail("cannot be written");
}

void RawFile::put_on_disk() {
    if (fsync(descriptor_) != 0) fail("cannot be written");
}

void put_folder_on_disk(const std::filesystem::path& folder) {
    const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;  // a folder that may be written but not listed: its names are in the system's hands
    fsync(descriptor);
    close(descriptor);
}

}  // namespace orepolitik::output
