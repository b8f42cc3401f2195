// Columns of a kind in runs of rows that have something in common, as plants of one product have, which follow each
// other.
#pragma once
#include <cstddef>
#include <vector>

#include "model/exact_sum.hpp"
#include "model/ids.hpp"

namespace orepolitik {

// Visits rows that follow each other with the same value: visit(value, first, behind the last).
template <class Value, class Visit>
void for_each_run(const std::vector<Value>& column, Visit&& visit) {
    for (std::size_t first = 0, last = 0; first < column.size(); first = last) {
        for (last = first; last < column.size() && column[last] == column[first];) ++last;
        visit(column[first], first, last);
    }
}

// Adds rows to a sum one after the other, as they would be added one by one.
inline double sum_from(double sum, const std::vector<double>& column, Rows rows) {
    for (std::size_t i = rows.first; i < rows.last; ++i) sum += column[i];
    return sum;
}

inline double sum_of_rows(const std::vector<double>& column, std::size_t first, std::size_t last) {
    ExactSum sum;
    for (std::size_t i = first; i < last; ++i) sum.add(column[i]);
    return sum.value();
}

}  // namespace orepolitik
