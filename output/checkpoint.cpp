#include "output/checkpoint.hpp"

#include <fmt/format.h>

#include <cstring>
#include <string_view>

#include "model/carried.hpp"
#include "output/file_error.hpp"
#include "output/place.hpp"
#include "output/raw_file.hpp"

namespace orepolitik::output {
namespace {

namespace fs = std::filesystem;

// A file begins with this line, the length of what follows and its checksum.
constexpr std::string_view first_line = "orepolitik checkpoint 1\n";
constexpr std::size_t head_bytes = first_line.size() + sizeof(std::uint64_t) + sizeof(std::uint32_t);

std::vector<std::byte> head_of(std::span<const std::byte> body) {
    const std::uint64_t length = body.size();
    const std::uint32_t sum = checksum(body);
    BytesOut out;
    out.move(first_line.data(), first_line.size());
    out.move(&length, sizeof length);
    out.move(&sum, sizeof sum);
    return out.take();
}

std::vector<std::byte> contents_of(const fs::path& path) {
    RawFile file(path, RawFile::Mode::read);
    std::vector<std::byte> bytes(file.size());
    bytes.resize(file.read(bytes));
    return bytes;
}

// What stands behind the head, if it is all there and as it was written.
std::span<const std::byte> checked_body(const fs::path& path, std::span<const std::byte> bytes) {
    const std::size_t shared = std::min(bytes.size(), first_line.size());
    if (bytes.empty() || std::memcmp(bytes.data(), first_line.data(), shared) != 0)
        throw CheckpointError(path, "not a checkpoint of this program", "meant a file named RUN.h5.checkpoint");
    if (bytes.size() < head_bytes) throw CheckpointError(path, "truncated: its head is cut");
    BytesIn head(bytes.subspan(first_line.size()));
    std::uint64_t length = 0;
    std::uint32_t sum = 0;
    head.move(&length, sizeof length);
    head.move(&sum, sizeof sum);
    const auto body = head.left();
    if (body.size() < length)
        throw CheckpointError(path, fmt::format("truncated: {} of {} bytes", bytes.size(), head_bytes + length));
    if (body.size() > length || checksum(body) != sum)
        throw CheckpointError(path, "damaged: its checksum does not fit its contents");
    return body;
}

}  // namespace

void write_checkpoint(const fs::path& path, Checkpoint& checkpoint) {
    BytesOut out;
    Carrier{out}(checkpoint);
    const auto body = out.take();
    const fs::path part = part_of(path);
    try {
        RawFile file(part, RawFile::Mode::write_new);
        file.write(head_of(body));
        file.write(body);
        file.put_on_disk();
        put_in_place(part, path);
    } catch (...) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw;
    }
    put_folder_on_disk(path.parent_path());
}

Checkpoint read_checkpoint(const fs::path& path, const std::string& build) {
    const auto bytes = contents_of(path);
    const auto body = checked_body(path, bytes);
    Checkpoint checkpoint;
    try {
        BytesIn first(body), all(body);
        Carrier{first}(checkpoint.build);  // of another build, what follows may be laid out otherwise
        if (checkpoint.build != build)
            throw CheckpointError(path, fmt::format("made by another build: {}; this is {}", checkpoint.build, build),
                                  "resume with that program, or run the scenario anew");
        Carrier{all}(checkpoint);
    } catch (const std::length_error&) {
        throw CheckpointError(path, "damaged: its parts do not fit its length");
    }
    return checkpoint;
}

}  // namespace orepolitik::output
