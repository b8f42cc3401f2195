#include "output/strip_memory.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <new>
#include <utility>

namespace orepolitik::output {

namespace {
constexpr std::size_t cache_line = 64, large_page = std::size_t{2} << 20;
constexpr std::size_t smallest_slab = std::size_t{64} << 10;

std::size_t rounded_up(std::size_t bytes, std::size_t to) {
    return (bytes + to - 1) / to * to;
}
}  // namespace

// Slabs grow with what is taken, so that a small table takes little.
void* StripMemory::take(std::size_t bytes) {
    bytes = rounded_up(std::max<std::size_t>(bytes, 1), cache_line);
    const std::lock_guard lock(*mutex_);
    if (bytes > left_) {
        const std::size_t wanted = std::max(bytes, std::clamp(taken_, smallest_slab, large_page));
        const std::size_t alignment = wanted >= large_page ? large_page : cache_line;
        left_ = rounded_up(wanted, alignment);
        slabs_.emplace_back(std::aligned_alloc(alignment, left_));
        if (!slabs_.back()) throw std::bad_alloc();
        next_ = static_cast<std::byte*>(slabs_.back().get());
        if (alignment == large_page) madvise(next_, left_, MADV_HUGEPAGE);  // a hint: refused, all goes on
    }
    taken_ += bytes;
    left_ -= bytes;
    return std::exchange(next_, next_ + bytes);
}

}  // namespace orepolitik::output
