// Loops over indices that each own their slot: same results on one thread and on many.
// Where no second thread would come, and below the grain, the loop runs in place: asking for threads costs more than a
// short loop, and takes locks that all runs of a process share.
#pragma once
#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <cstddef>

#include "model/ids.hpp"

namespace orepolitik {

inline constexpr std::size_t agents_per_task = 256;

template <class Body>
void for_each_rows(std::size_t count, std::size_t grain, Body&& body) {
    if (count <= grain || tbb::this_task_arena::max_concurrency() == 1) return body(Rows{0, count});
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, count, grain), [&](const auto& range) {
        body(Rows{range.begin(), range.end()});
    });
}

template <class Body>
void for_each_index(std::size_t count, std::size_t grain, Body&& body) {
    for_each_rows(count, grain, [&](Rows rows) {
        for (std::size_t i = rows.first; i < rows.last; ++i) body(i);
    });
}

}  // namespace orepolitik
