// The parts of a netCDF-4 file made with HDF5: groups, dimensions, variables and attributes laid out so that netCDF
// libraries open them. Each group defines the dimensions it uses, so a reader that opens one group has its coordinates.
// Layout: "NetCDF-4 format specification", docs.unidata.ucar.edu/netcdf-c (file_format_specifications).
#pragma once
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/month.hpp"
#include "model/record.hpp"
#include "output/hdf5_handles.hpp"

namespace orepolitik::output {

FileHandle create_netcdf_file(const std::filesystem::path& path);
// The same in memory, for files that are small: the disk then sees whole bytes, and HDF5 no full disk.
FileHandle create_netcdf_in_memory();
std::vector<std::byte> bytes_of_file(const FileHandle& file);

void put_text(hid_t object, const std::string& name, const std::string& text);       // short: units, names
void put_long_text(hid_t object, const std::string& name, const std::string& text);  // beyond HDF5's 64 KB
void put_integer(hid_t object, const std::string& name, std::int64_t value);

// Days from the first month to the first of each month: what the CF conventions count time in.
std::vector<double> days_to_months(Month first, std::span<const Month> months);

struct VariableInfo {
    std::string name, units, long_name;
};

// Rows of a variable that stand in another file: all of `dataset`, from row `first` of the variable on.
struct VirtualRows {
    std::string file;  // relative to the folder of the file that shows them
    hsize_t first = 0, count = 0;
};

class NetcdfGroup {
  public:
    // `next_dimension` numbers dimensions through the whole file.
    NetcdfGroup(hid_t file, const std::string& path, int& next_dimension);

    bool has_dimension(const std::string& name) const { return scales_.contains(name); }
    hsize_t length(const std::string& name) const { return scales_.at(name).extent.length; }
    void add_time(Month first, int months);
    // A time dimension of its own: the first day of every so many months.
    void add_times(const std::string& name, Month first, int every_months, std::size_t count);
    void add_numbered(const VariableInfo& info, std::int64_t first, std::size_t length);  // first, first + 1, ...
    void add_coordinate(const VariableInfo& info, std::span<const double> values);
    void add_labels(const DimensionInfo& dimension);
    void add_count(const VariableInfo& info, std::size_t length);  // 1, 2, 3, ...; the length may be zero

    // A compressed variable; its values are written chunk by chunk.
    DatasetHandle add_chunked(const VariableInfo& info, Precision precision, std::span<const std::string> dimensions,
                              std::span<const hsize_t> chunk);
    // A variable whose rows are those of the same name in other files; rows that none of them has are missing.
    void add_virtual(const VariableInfo& info, std::span<const std::string> dimensions,
                     std::span<const VirtualRows> parts);
    void add_integers(const VariableInfo& info, const std::string& dimension, std::span<const std::int64_t> values);
    void add_numbers(const VariableInfo& info, const std::string& dimension, std::span<const double> values);
    void add_texts(const VariableInfo& info, const std::string& dimension, std::span<const std::string> texts);
    void add_months(const VariableInfo& info, const std::string& dimension, Month first, std::span<const Month> months);

  private:
    struct Extent {
        hsize_t length = 0;
        hsize_t most = 0;  // differs from length where netCDF sees an unlimited dimension
    };
    struct Scale {
        DatasetHandle dataset;
        Extent extent;
    };
    DatasetHandle create(const VariableInfo& info, hid_t type, std::span<const Extent> extents, hid_t creation);
    DatasetHandle create_along(const VariableInfo& info, hid_t type, const std::string& dimension,
                               const PropertyHandle& creation);
    void define_dimension(const std::string& name, DatasetHandle dataset, Extent extent);
    void attach(const DatasetHandle& variable, std::span<const std::string> dimensions);

    GroupHandle group_;
    int& next_dimension_;
    std::map<std::string, Scale> scales_;
};

}  // namespace orepolitik::output
