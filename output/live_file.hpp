// World figures by month as a text that only grows, for those who watch a run while it runs: `tail -f`, or
// scripts/watch.py. A run file appears only when it is whole, and HDF5 files that grow are torn by a kill (README.md).
// CSV: a row per month and material; of columns over materials the value, of tonnes by country the sum. The file goes
// with the run: it is removed at its end, however it ends.
#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "model/record.hpp"
#include "output/raw_file.hpp"

namespace orepolitik::output {

class LiveFile {
  public:
    // Throws FileError, as does append.
    LiveFile(const std::filesystem::path& path, const RunSchema& schema, Month first_month);
    ~LiveFile();
    LiveFile(const LiveFile&) = delete;
    LiveFile& operator=(const LiveFile&) = delete;

    // A month's rows in one write: who reads sees whole months only.
    void append(int month_index, std::span<const TableValues> tables);

  private:
    struct Series {
        std::size_t table, column;
        std::string name;
    };
    void find_series(const RunSchema& schema);
    std::vector<double> values_of(const Series& series, std::span<const TableValues> tables) const;

    std::vector<std::string> materials_;
    std::vector<Series> series_;
    std::vector<std::vector<std::uint32_t>> material_of_row_;  // by table; empty: not told
    Month first_month_;
    RawFile file_;
};

}  // namespace orepolitik::output
