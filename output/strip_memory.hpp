// Memory for values that are taken piece by piece and given back together: slabs that the system may back with large
// pages, for small ones cost a fault each.
#pragma once
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <vector>

namespace orepolitik::output {

class StripMemory {
  public:
    // Aligned for whole cache lines; not cleared. Several threads may ask at once. Throws std::bad_alloc.
    void* take(std::size_t bytes);

  private:
    struct Free {
        void operator()(void* slab) const { std::free(slab); }
    };
    std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
    std::vector<std::unique_ptr<void, Free>> slabs_;
    std::byte* next_ = nullptr;
    std::size_t left_ = 0, taken_ = 0;
};

}  // namespace orepolitik::output
