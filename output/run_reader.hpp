// A finished run file, or a merged sweep, read back: its variables with their dimensions, and its root attributes.
// Reads any file laid out as FORMAT.md says; knows no variable by name. One thread, as HDF5 has one lock.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/month.hpp"
#include "output/hdf5_handles.hpp"

namespace orepolitik::output {

struct ReadVariable {
    std::string name;  // with its groups: "agents/mine/output"
    std::string units, long_name;
    std::vector<std::string> dimensions;  // names without groups: {"time", "mine"}
    std::vector<std::size_t> shape;
    std::vector<double> numbers;     // row-major; of dates, months since year 0
    std::vector<std::string> texts;  // used when the variable holds text
    bool is_date = false;            // first days of months

    bool is_text() const { return numbers.empty() && !texts.empty(); }
    std::size_t size() const;
    std::string text(std::size_t cell) const;  // as people read it: a name, a month, a number; empty if missing
};

class RunReader {
  public:
    // Throws FileError if the file cannot be read or is neither a run nor a merged sweep.
    explicit RunReader(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    std::string title() const { return title_; }
    bool is_sweep() const { return is_sweep_; }  // many runs as one array, made by `orepolitik merge`
    std::int64_t seed() const { return seed_; }  // of a run; 0 of a sweep
    // Names of all variables, coordinates included, in the file's order.
    const std::vector<std::string>& names() const { return names_; }
    bool has(std::string_view name) const;
    // Shape, units and sentence alone.
    ReadVariable describe(const std::string& name) const { return open(name, Part::shape); }
    ReadVariable read(const std::string& name) const { return open(name, Part::all); }
    // One entry of the first dimension, such as one run of a sweep, of a variable of numbers.
    ReadVariable read_row(const std::string& name, std::size_t row) const { return open(name, Part::row, row); }
    // Labels of a dimension as seen from a variable: of "agents/mine/output" and "mine", from agents/mine/mine.
    ReadVariable labels(const ReadVariable& variable, const std::string& dimension) const;
    std::vector<Month> months() const;

  private:
    enum class Part { shape, row, all };
    ReadVariable open(const std::string& name, Part part, std::size_t row = 0) const;

    std::filesystem::path path_;
    FileHandle file_;
    std::string title_;
    bool is_sweep_ = false;
    std::int64_t seed_ = 0;
    std::vector<std::string> names_;
};

// Throws FileError, naming the variable, unless it holds so many cells: files of other programs, or damaged ones, may
// have variables that do not fit each other.
void expect_cells(const ReadVariable& variable, std::size_t cells, const std::filesystem::path& path);

// Where a name stands among labels; throws FileError, naming the file, if it does not.
std::size_t place_of(std::span<const std::string> labels, std::string_view name, const std::filesystem::path& path);

}  // namespace orepolitik::output
