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

void check_build(const fs::path& path, const RunMetadata& saved, const RunMetadata& ours) {
    const auto same = [&](const char* what, const std::string& theirs, const std::string& here) {
        if (theirs == here) return;
        throw CheckpointError(path,
                              fmt::format("made by another build: its {} is {}, this program's {}", what, theirs, here),
                              "resume with that program, or run the scenario anew");
    };
    same("version", saved.program_version, ours.program_version);
    same("revision", saved.git_hash, ours.git_hash);
    same("compiler", saved.compiler, ours.compiler);
    same("set of compiler flags", saved.flags, ours.flags);
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
        fs::rename(part, path);
    } catch (const fs::filesystem_error& error) {
        throw FileError(path, "cannot be written (" + error.code().message() + ")");
    } catch (...) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw;
    }
    put_folder_on_disk(path.parent_path());
}

Checkpoint read_checkpoint(const fs::path& path, const RunMetadata& this_program) {
    const auto bytes = contents_of(path);
    BytesIn body(checked_body(path, bytes));
    Checkpoint checkpoint;
    try {
        Carrier visit(body);
        // The build stands first: of another one, what follows may be laid out otherwise.
        auto& saved = checkpoint.metadata;
        BytesIn build = body;
        Carrier{build}(saved.program_version, saved.git_hash, saved.compiler, saved.flags);
        check_build(path, saved, this_program);
        visit(checkpoint);
    } catch (const std::length_error&) {
        throw CheckpointError(path, "damaged: its parts do not fit its length");
    }
    return checkpoint;
}

}  // namespace orepolitik::output
