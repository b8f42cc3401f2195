// A file of bytes that must survive a kill and a power cut: what is written is on the disk when it is said to be, and
// what goes wrong is told by name. And the checksum by which bytes are known again.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace orepolitik::output {

// CRC-32 of bytes that follow those of which `before` is the checksum.
std::uint32_t checksum(std::span<const std::byte> bytes, std::uint32_t before = 0);

class RawFile {
  public:
    enum class Mode : unsigned char { read, write_new, go_on };
    // Throws FileError, as do all below.
    RawFile(std::filesystem::path path, Mode mode);
    ~RawFile();
    RawFile(const RawFile&) = delete;
    RawFile& operator=(const RawFile&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::uint64_t size() const;
    void write(std::span<const std::byte> bytes);
    std::size_t read(std::span<std::byte> bytes);  // how many there were; fewer only at the end
    void rewind();
    void cut_after(std::uint64_t bytes);  // and go on writing there
    void put_on_disk();

  private:
    [[noreturn]] void fail(const char* what) const;
    std::filesystem::path path_;
    int descriptor_;
};

// Names and their changes in a folder last through a power cut, too.
void put_folder_on_disk(const std::filesystem::path& folder);

}  // namespace orepolitik::output
