// Loops over indices that each own their slot: same results on one thread and on many.
// Below the grain the loop runs in place: waking threads costs more than the work.
#pragma once
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <cstddef>

namespace orepolitik {

template <class Body>
void for_each_index(std::size_t count, std::size_t grain, Body&& body) {
    if (count <= grain) {
        for (std::size_t i = 0; i < count; ++i) body(i);
        return;
    }
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, grain), [&](const auto& range) {
        for (std::size_t i = range.begin(); i != range.end(); ++i) body(i);
    });
}

}  // namespace orepolitik
