#include "output/run_reader.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numeric>

#include "output/file_error.hpp"
#include "output/hdf5_texts.hpp"

namespace orepolitik::output {
namespace {

constexpr double most_cells = 1e12;  // of a variable; no memory holds more

// More than one value would be read over what stands behind the first.
bool holds_one_value(const AttributeHandle& attribute) {
    const SpaceHandle space(H5Aget_space(attribute.id()), "ask for a shape");
    return H5Sget_simple_extent_npoints(space.id()) == 1;
}

std::string text_attribute(hid_t object, const char* name) {
    if (H5Aexists(object, name) <= 0) return "";
    const AttributeHandle attribute(H5Aopen(object, name, H5P_DEFAULT), "open an attribute");
    if (!holds_one_value(attribute)) return "";
    const TypeHandle type(H5Aget_type(attribute.id()), "ask for a type");
    if (H5Tget_class(type.id()) != H5T_STRING) return "";
    if (H5Tis_variable_str(type.id()) > 0) {
        char* text = nullptr;
        check(H5Aread(attribute.id(), type.id(), &text), "read an attribute");
        std::string copy = text != nullptr ? text : "";
        check(H5free_memory(text), "give memory back");
        return copy;
    }
    std::string text(H5Tget_size(type.id()), '\0');
    check(H5Aread(attribute.id(), type.id(), text.data()), "read an attribute");
    return text.c_str();
}

std::int64_t integer_attribute(hid_t object, const char* name) {
    std::int64_t value = 0;
    const AttributeHandle attribute(H5Aopen(object, name, H5P_DEFAULT), "open an attribute");
    if (!holds_one_value(attribute)) throw Hdf5Failure(std::string(name) + " is no single number");
    check(H5Aread(attribute.id(), H5T_NATIVE_INT64, &value), "read an attribute");
    return value;
}

std::string last_part(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::string name_of(hid_t object) {
    std::string name(static_cast<std::size_t>(std::max<ssize_t>(H5Iget_name(object, nullptr, 0), 0)), '\0');
    H5Iget_name(object, name.data(), name.size() + 1);
    return name;
}

herr_t keep_scale_name(hid_t, unsigned, hid_t scale, void* name) {
    *static_cast<std::string*>(name) = last_part(name_of(scale));
    return 1;  // the first scale is the dimension
}

std::vector<std::string> dimensions_of(hid_t dataset, std::size_t rank) {
    if (H5DSis_scale(dataset) > 0) return {last_part(name_of(dataset))};
    std::vector<std::string> names(rank);
    for (unsigned d = 0; d < rank; ++d) H5DSiterate_scales(dataset, d, nullptr, keep_scale_name, &names[d]);
    return names;
}

ReadVariable read_row_of(const DatasetHandle& dataset, const SpaceHandle& space, ReadVariable variable,
                         std::size_t row) {
    if (variable.shape.empty() || row >= variable.shape.front()) throw Hdf5Failure("it has no such row");
    std::vector<hsize_t> start(variable.shape.size(), 0), count(variable.shape.begin(), variable.shape.end());
    start.front() = row;
    count.front() = 1;
    variable.shape.erase(variable.shape.begin());
    variable.dimensions.erase(variable.dimensions.begin());
    variable.numbers.resize(variable.size());
    const hsize_t length = variable.numbers.size();
    const SpaceHandle memory(H5Screate_simple(1, &length, nullptr), "make a shape");
    check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
          "choose a row");
    check(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, memory.id(), space.id(), H5P_DEFAULT, variable.numbers.data()),
          "read a row");
    return variable;
}

// "days since 2024-01-01" and days to months since year 0.
void days_to_months(const std::string& units, std::vector<double>& days) {
    using namespace std::chrono;
    int y = 0;
    unsigned m = 0, d = 0;
    if (std::sscanf(units.c_str(), "days since %d-%u-%u", &y, &m, &d) != 3) return;
    const sys_days first{year{y} / month{m} / day{d}};
    for (double& value : days) {
        if (!(std::abs(value) < 1e6)) throw Hdf5Failure("its days are no days");
        const year_month_day date{first + std::chrono::days{std::lround(value)}};
        value = Month::of(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())))
                    .since_year_0;
    }
}

herr_t keep_dataset(hid_t, const char* name, const H5O_info_t* info, void* names) {
    if (info->type == H5O_TYPE_DATASET) static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return 0;
}

}  // namespace

std::size_t ReadVariable::size() const {
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

std::string ReadVariable::text(std::size_t cell) const {
    if (is_text()) return texts[cell];
    const double value = numbers[cell];
    if (std::isnan(value)) return "";
    return is_date ? to_string(Month{static_cast<int>(value)}) : fmt::format("{}", value);
}

RunReader::RunReader(const std::filesystem::path& path) : path_(path) {
    silence_hdf5();
    std::error_code ignored;
    const auto status = std::filesystem::status(path, ignored);
    if (!std::filesystem::exists(status)) throw FileError(path, "no such file");
    if (!std::filesystem::is_regular_file(status)) throw FileError(path, "is no file but a folder, a device or a pipe");
    try {
        file_ = open_for_reading(path.c_str());
        title_ = text_attribute(file_.id(), "title");
        is_sweep_ = H5Aexists(file_.id(), "parameters") > 0;
        if (!is_sweep_) seed_ = integer_attribute(file_.id(), "seed");
        check(H5Ovisit2(file_.id(), H5_INDEX_CRT_ORDER, H5_ITER_INC, keep_dataset, &names_, H5O_INFO_BASIC),
              "list the file");
    } catch (const Hdf5Failure& failure) {
        throw FileError(path, fmt::format("neither a run file nor a merged sweep ({})", failure.what()));
    }
}

bool RunReader::has(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
}

ReadVariable RunReader::open(const std::string& name, Part part, std::size_t row) const try {
    const DatasetHandle dataset(H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), "open a variable");
    const SpaceHandle space(H5Dget_space(dataset.id()), "ask for a shape");
    const TypeHandle type(H5Dget_type(dataset.id()), "ask for a type");
    ReadVariable variable{
        name, text_attribute(dataset.id(), "units"), text_attribute(dataset.id(), "long_name"), {}, {}, {}, {}, false};
    std::vector<hsize_t> shape(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.id()))));
    H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr);
    variable.shape.assign(shape.begin(), shape.end());
    if (std::accumulate(shape.begin(), shape.end(), 1.0, std::multiplies<>()) > most_cells)
        throw Hdf5Failure("it says to hold more than any memory");
    variable.dimensions = dimensions_of(dataset.id(), shape.size());
    variable.is_date = variable.units.starts_with("days since");
    if (part == Part::shape) return variable;
    if (part == Part::row) return read_row_of(dataset, space, std::move(variable), row);
    if (H5Tget_class(type.id()) == H5T_STRING) {
        variable.texts = read_texts(dataset, variable.size());
        return variable;
    }
    variable.numbers.resize(variable.size());
    check(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, variable.numbers.data()),
          "read a variable");
    if (variable.is_date) days_to_months(variable.units, variable.numbers);
    return variable;
} catch (const Hdf5Failure& failure) {
    throw FileError(path_, fmt::format("cannot read {} ({})", name, failure.what()));
}

ReadVariable RunReader::labels(const ReadVariable& variable, const std::string& dimension) const {
    for (std::string group = variable.name; !group.empty();) {
        const auto slash = group.rfind('/');
        group = slash == std::string::npos ? "" : group.substr(0, slash);
        const std::string name = group.empty() ? dimension : group + "/" + dimension;
        if (has(name)) return read(name);
    }
    throw FileError(path_, fmt::format("{} has a dimension {} without labels", variable.name, dimension));
}

std::vector<Month> RunReader::months() const {
    std::vector<Month> months;
    for (const double month : read("time").numbers) months.push_back(Month{static_cast<int>(month)});
    return months;
}

void expect_cells(const ReadVariable& variable, std::size_t cells, const std::filesystem::path& path) {
    const std::size_t held = variable.is_text() ? variable.texts.size() : variable.numbers.size();
    if (held != cells || variable.size() != cells)
        throw FileError(path, fmt::format("{} holds {} cells where {} are due: damaged, or of another program",
                                          variable.name, held, cells));
}

std::size_t place_of(std::span<const std::string> labels, std::string_view name, const std::filesystem::path& path) {
    const auto found = std::find(labels.begin(), labels.end(), name);
    if (found == labels.end()) throw FileError(path, fmt::format("holds nothing called {}", name));
    return static_cast<std::size_t>(found - labels.begin());
}

}  // namespace orepolitik::output
