// What a sweep keeps of a run: chosen cells of recorded variables, and months that become one value.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "agents/record.hpp"
#include "config/design/design.hpp"
#include "config/fault.hpp"
#include "output/sweep_layout.hpp"

namespace orepolitik::cli {

// Whether a recorder that leaves out flows or plants would leave out what the design keeps.
RecordSettings settings_for(const config::Design& design, const RunSchema& everything);

// Adds the design's outputs and their dimensions to a layout; `everything` is the schema of one of its runs.
void lay_out_outputs(output::SweepLayout& layout, const config::Design& design, const RunSchema& everything,
                     config::Faults& faults);

// The values of one run, filled month by month. Rows are found by their labels: laws differ between runs, and with them
// who trades; what a run does not have is missing.
class SweepSeries {
  public:
    SweepSeries(const output::SweepLayout& layout, const RunSchema& schema);
    void add(int month_index, std::span<const TableValues> tables);
    // Takes over the months of another run of the sweep, of rows that this one has.
    void begin_with(const SweepSeries& other);
    std::vector<double> take();  // after the last month

  private:
    struct Series {
        const output::SweepOutput* output;
        std::size_t table, first_value;                          // of the column in its table's values
        std::vector<std::pair<std::size_t, std::size_t>> cells;  // row of the table, cell of the output
        std::size_t begin;                                       // in values_
    };
    std::vector<Series> series_;
    std::vector<double> values_;
    std::vector<int> counts_;  // of months in each value, for means
};

}  // namespace orepolitik::cli
