#include "output/seal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "output/raw_file.hpp"

namespace orepolitik::output {
namespace {

constexpr std::size_t bytes_at_once = std::size_t{1} << 20;

struct Seal {
    std::array<char, 12> mark{'o', 'r', 'e', 'p', 'o', 'l', 'i', 't', 'i', 'k', ' ', '1'};
    std::uint32_t checksum = 0;
};

// Of the next so many bytes, or of all there are.
std::uint32_t checksum_of(RawFile& file, std::uint64_t bytes) {
    std::uint32_t sum = 0;
    std::vector<std::byte> piece(std::min<std::uint64_t>(bytes, bytes_at_once));
    while (bytes > 0) {
        piece.resize(std::min<std::uint64_t>(bytes, piece.size()));
        const std::size_t count = file.read(piece);
        if (count == 0) break;
        sum = checksum(std::span(piece).first(count), sum);
        bytes -= count;
    }
    return sum;
}

}  // namespace

void append_seal(std::vector<std::byte>& file) {
    const Seal seal{.checksum = checksum(file)};
    const auto bytes = std::as_bytes(std::span(&seal, 1));
    file.insert(file.end(), bytes.begin(), bytes.end());
}

void seal_file(const std::filesystem::path& path) {
    RawFile file(path, RawFile::Mode::go_on);
    const Seal seal{.checksum = checksum_of(file, file.size())};
    file.write(std::as_bytes(std::span(&seal, 1)));
}

bool has_broken_seal(const std::filesystem::path& path) {
    RawFile file(path, RawFile::Mode::read);
    const std::uint64_t size = file.size();
    if (size < sizeof(Seal)) return false;
    const std::uint32_t sum = checksum_of(file, size - sizeof(Seal));
    Seal found;
    if (file.read(std::as_writable_bytes(std::span(&found, 1))) < sizeof found) return false;
    return found.mark == Seal{}.mark && found.checksum != sum;
}

}  // namespace orepolitik::output
