#include "output/netcdf.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <numeric>

namespace orepolitik::output {

namespace {

constexpr double fill_value = std::numeric_limits<double>::quiet_NaN();
constexpr hsize_t growing_chunk = 1024;  // entries per chunk of a dimension without fixed length
constexpr unsigned ordered = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;  // netCDF-4 demands it of every object

PropertyHandle properties(hid_t kind) {
    return {H5Pcreate(kind), "make a property list"};
}

// Without times of writing: the same contents, the same bytes.
PropertyHandle dataset_properties() {
    PropertyHandle list = properties(H5P_DATASET_CREATE);
    check(H5Pset_obj_track_times(list.id(), false), "leave times out");
    check(H5Pset_attr_creation_order(list.id(), ordered), "order attributes");
    return list;
}

SpaceHandle space_of(std::span<const hsize_t> shape) {
    return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), "make a shape"};
}

TypeHandle text_type(std::size_t size) {
    TypeHandle type(H5Tcopy(H5T_C_S1), "make a text type");
    check(H5Tset_size(type.id(), size), "size a text type");
    check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "make text UTF-8");
    return type;
}

void put_attribute(hid_t object, const std::string& name, hid_t type, const SpaceHandle& space, const void* value) {
    const AttributeHandle attribute(H5Acreate2(object, name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
                                    "make an attribute");
    check(H5Awrite(attribute.id(), type, value), "write an attribute");
}

std::vector<const char*> pointers_to(std::span<const std::string> texts) {
    std::vector<const char*> pointers;
    pointers.reserve(texts.size());
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    return pointers;
}

void write_all(const DatasetHandle& dataset, hid_t type, const void* values) {
    check(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "write a dataset");
}

PropertyHandle with_missing_value() {
    PropertyHandle list = dataset_properties();
    check(H5Pset_fill_value(list.id(), H5T_NATIVE_DOUBLE, &fill_value), "set the fill value");
    return list;
}

// Readers that do not look at HDF5's fill value find it as an attribute, of the variable's own type and length one.
void put_missing_value(const DatasetHandle& dataset, hid_t type) {
    const hsize_t one = 1;
    const AttributeHandle attribute(
        H5Acreate2(dataset.id(), "_FillValue", type, space_of({&one, 1}).id(), H5P_DEFAULT, H5P_DEFAULT),
        "make an attribute");
    check(H5Awrite(attribute.id(), H5T_NATIVE_DOUBLE, &fill_value), "write an attribute");
}

std::chrono::sys_days first_day(Month month) {
    using namespace std::chrono;
    return sys_days{year{month.year()} / std::chrono::month{static_cast<unsigned>(month.month_of_year())} / 1};
}

void put_time_attributes(const DatasetHandle& dataset, Month first) {
    put_text(dataset.id(), "calendar", "proleptic_gregorian");
    put_text(dataset.id(), "units", "days since " + to_string(first) + "-01");
}

// Links stand in the group's header, whose checksum HDF5 looks at. Where many links have a heap of their own, one bad
// byte of it makes HDF5 1.10 free what it never took.
void keep_links_in_header(const PropertyHandle& list) {
    constexpr unsigned most = 65535;
    check(H5Pset_link_creation_order(list.id(), ordered), "order links");
    check(H5Pset_link_phase_change(list.id(), most, most), "keep links in the header");
}

PropertyHandle file_properties() {
    PropertyHandle list = properties(H5P_FILE_CREATE);
    keep_links_in_header(list);
    check(H5Pset_attr_creation_order(list.id(), ordered), "order attributes");
    check(H5Pset_obj_track_times(list.id(), false), "leave times out");
    return list;
}

}  // namespace

FileHandle create_netcdf_file(const std::filesystem::path& path) {
    const PropertyHandle creation = file_properties(), access = properties(H5P_FILE_ACCESS);
    // HDF5 would empty the file before it asks for the lock; the writer holds one of its own already.
    check(H5Pset_file_locking(access.id(), false, true), "set file locking");
    return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), "create the file"};
}

FileHandle create_netcdf_in_memory() {
    constexpr std::size_t grows_by = std::size_t{1} << 20;
    const PropertyHandle access = properties(H5P_FILE_ACCESS);
    check(H5Pset_fapl_core(access.id(), grows_by, false), "keep a file in memory");
    return {H5Fcreate("in memory", H5F_ACC_TRUNC, file_properties().id(), access.id()), "make a file in memory"};
}

std::vector<std::byte> bytes_of_file(const FileHandle& file) {
    check(H5Fflush(file.id(), H5F_SCOPE_GLOBAL), "write the file");
    const ssize_t size = H5Fget_file_image(file.id(), nullptr, 0);
    std::vector<std::byte> bytes(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    if (size <= 0 || H5Fget_file_image(file.id(), bytes.data(), bytes.size()) != size)
        throw_hdf5_failure("read a file in memory");
    return bytes;
}

void put_text(hid_t object, const std::string& name, const std::string& text) {
    const TypeHandle type = text_type(std::max<std::size_t>(text.size(), 1));
    put_attribute(object, name, type.id(), SpaceHandle(H5Screate(H5S_SCALAR), "make a scalar"), text.c_str());
}

void put_long_text(hid_t object, const std::string& name, const std::string& text) {
    const char* pointer = text.c_str();
    const hsize_t one = 1;  // netCDF's string attributes are one-dimensional
    put_attribute(object, name, text_type(H5T_VARIABLE).id(), space_of({&one, 1}), &pointer);
}

void put_integer(hid_t object, const std::string& name, std::int64_t value) {
    const hsize_t one = 1;
    put_attribute(object, name, H5T_NATIVE_INT64, space_of({&one, 1}), &value);
}

std::vector<double> days_to_months(Month first, std::span<const Month> months) {
    std::vector<double> days;
    days.reserve(months.size());
    for (const Month month : months) days.push_back(static_cast<double>((first_day(month) - first_day(first)).count()));
    return days;
}

NetcdfGroup::NetcdfGroup(hid_t file, const std::string& path, int& next_dimension) : next_dimension_(next_dimension) {
    const std::string name = path.empty() ? "/" : path;
    const PropertyHandle creation = properties(H5P_GROUP_CREATE);
    keep_links_in_header(creation);
    check(H5Pset_attr_creation_order(creation.id(), ordered), "order attributes");
    check(H5Pset_obj_track_times(creation.id(), false), "leave times out");
    // Parents on the way are made one by one: HDF5's own would not track creation order.
    for (auto slash = name.find('/', 1); name != "/"; slash = name.find('/', slash + 1)) {
        const std::string part = name.substr(0, slash);
        if (H5Lexists(file, part.c_str(), H5P_DEFAULT) <= 0)
            GroupHandle(H5Gcreate2(file, part.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), "make a group");
        if (slash == std::string::npos) break;
    }
    group_ = GroupHandle(H5Gopen2(file, name.c_str(), H5P_DEFAULT), "open a group");
}

DatasetHandle NetcdfGroup::create(const VariableInfo& info, hid_t type, std::span<const Extent> extents,
                                  hid_t creation) {
    std::vector<hsize_t> shape, most;
    for (const Extent& extent : extents) {
        shape.push_back(extent.length);
        most.push_back(extent.most);
    }
    const SpaceHandle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), most.data()),
                            "make a shape");
    DatasetHandle dataset(
        H5Dcreate2(group_.id(), info.name.c_str(), type, space.id(), H5P_DEFAULT, creation, H5P_DEFAULT),
        "make a dataset");
    put_text(dataset.id(), "long_name", info.long_name);
    if (!info.units.empty()) put_text(dataset.id(), "units", info.units);
    return dataset;
}

DatasetHandle NetcdfGroup::create_along(const VariableInfo& info, hid_t type, const std::string& dimension,
                                        const PropertyHandle& creation) {
    const Extent extent = scales_.at(dimension).extent;
    if (extent.most == H5S_UNLIMITED) check(H5Pset_chunk(creation.id(), 1, &growing_chunk), "set a chunk");
    DatasetHandle dataset = create(info, type, {&extent, 1}, creation.id());
    attach(dataset, {&dimension, 1});
    return dataset;
}

void NetcdfGroup::define_dimension(const std::string& name, DatasetHandle dataset, Extent extent) {
    check(H5DSset_scale(dataset.id(), name.c_str()), "make a dimension");
    const int number = next_dimension_++;
    put_attribute(dataset.id(), "_Netcdf4Dimid", H5T_NATIVE_INT, SpaceHandle(H5Screate(H5S_SCALAR), "make a scalar"),
                  &number);
    scales_.emplace(name, Scale{std::move(dataset), extent});
}

void NetcdfGroup::attach(const DatasetHandle& variable, std::span<const std::string> dimensions) {
    for (unsigned i = 0; i < dimensions.size(); ++i)
        check(H5DSattach_scale(variable.id(), scales_.at(dimensions[i]).dataset.id(), i), "attach a dimension");
}

void NetcdfGroup::add_time(Month first, int months) {
    add_times("time", first, 1, static_cast<std::size_t>(months));
}

void NetcdfGroup::add_times(const std::string& name, Month first, int every_months, std::size_t count) {
    std::vector<Month> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(first + static_cast<int>(i) * every_months);
    const Extent extent{all.size(), all.size()};
    DatasetHandle time =
        create({name, "", "first day of the month"}, H5T_IEEE_F64LE, {&extent, 1}, dataset_properties().id());
    put_time_attributes(time, first);
    put_text(time.id(), "standard_name", "time");
    put_text(time.id(), "axis", "T");
    write_all(time, H5T_NATIVE_DOUBLE, days_to_months(first, all).data());
    define_dimension(name, std::move(time), extent);
}

void NetcdfGroup::add_numbered(const VariableInfo& info, std::int64_t first, std::size_t length) {
    std::vector<std::int64_t> numbers(length);
    std::iota(numbers.begin(), numbers.end(), first);
    const Extent extent{length, length};
    DatasetHandle dataset = create(info, H5T_STD_I64LE, {&extent, 1}, dataset_properties().id());
    write_all(dataset, H5T_NATIVE_INT64, numbers.data());
    define_dimension(info.name, std::move(dataset), extent);
}

void NetcdfGroup::add_coordinate(const VariableInfo& info, std::span<const double> values) {
    const Extent extent{values.size(), values.size()};
    DatasetHandle dataset = create(info, H5T_IEEE_F64LE, {&extent, 1}, dataset_properties().id());
    write_all(dataset, H5T_NATIVE_DOUBLE, values.data());
    define_dimension(info.name, std::move(dataset), extent);
}

void NetcdfGroup::add_labels(const DimensionInfo& dimension) {
    const TypeHandle type = text_type(H5T_VARIABLE);
    const Extent extent{dimension.labels.size(), dimension.labels.size()};
    DatasetHandle labels =
        create({dimension.name, "1", dimension.long_name}, type.id(), {&extent, 1}, dataset_properties().id());
    if (extent.length > 0) write_all(labels, type.id(), pointers_to(dimension.labels).data());
    define_dimension(dimension.name, std::move(labels), extent);
}

// Of unlimited length in the file, the one kind of dimension that netCDF allows to have no entries.
void NetcdfGroup::add_count(const VariableInfo& info, std::size_t length) {
    std::vector<int> numbers(length);
    std::iota(numbers.begin(), numbers.end(), 1);
    const Extent extent{length, H5S_UNLIMITED};
    const PropertyHandle creation = dataset_properties();
    check(H5Pset_chunk(creation.id(), 1, &growing_chunk), "set a chunk");
    DatasetHandle dataset = create(info, H5T_STD_I32LE, {&extent, 1}, creation.id());
    if (length > 0) write_all(dataset, H5T_NATIVE_INT, numbers.data());
    define_dimension(info.name, std::move(dataset), extent);
}

DatasetHandle NetcdfGroup::add_chunked(const VariableInfo& info, Precision precision,
                                       std::span<const std::string> dimensions, std::span<const hsize_t> chunk) {
    const hid_t type = precision == Precision::full ? H5T_IEEE_F64LE : H5T_IEEE_F32LE;
    std::vector<Extent> extents;
    for (const std::string& dimension : dimensions) extents.push_back(scales_.at(dimension).extent);
    const PropertyHandle list = with_missing_value();
    check(H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()), "set a chunk");
    check(H5Pset_shuffle(list.id()), "set the shuffle filter");
    check(H5Pset_deflate(list.id(), 1), "set the deflate filter");
    DatasetHandle dataset = create(info, type, extents, list.id());
    put_missing_value(dataset, type);
    attach(dataset, dimensions);
    return dataset;
}

void NetcdfGroup::add_virtual(const VariableInfo& info, std::span<const std::string> dimensions,
                              std::span<const VirtualRows> parts) {
    std::vector<Extent> extents;
    std::vector<hsize_t> shape;
    for (const std::string& dimension : dimensions) {
        extents.push_back(scales_.at(dimension).extent);
        shape.push_back(extents.back().length);
    }
    const PropertyHandle list = with_missing_value();
    const SpaceHandle whole = space_of(shape);
    for (const VirtualRows& part : parts) {
        std::vector<hsize_t> begin(shape.size(), 0), count = shape;
        begin[0] = part.first;
        count[0] = part.count;
        check(H5Sselect_hyperslab(whole.id(), H5S_SELECT_SET, begin.data(), nullptr, count.data(), nullptr),
              "select rows");
        check(H5Pset_virtual(list.id(), whole.id(), part.file.c_str(), info.name.c_str(), space_of(count).id()),
              "show rows of another file");
    }
    const DatasetHandle dataset = create(info, H5T_IEEE_F64LE, extents, list.id());
    put_missing_value(dataset, H5T_IEEE_F64LE);
    attach(dataset, dimensions);
}

void NetcdfGroup::add_integers(const VariableInfo& info, const std::string& dimension,
                               std::span<const std::int64_t> values) {
    const DatasetHandle dataset = create_along(info, H5T_STD_I64LE, dimension, dataset_properties());
    if (!values.empty()) write_all(dataset, H5T_NATIVE_INT64, values.data());
}

void NetcdfGroup::add_numbers(const VariableInfo& info, const std::string& dimension, std::span<const double> values) {
    const DatasetHandle dataset = create_along(info, H5T_IEEE_F64LE, dimension, with_missing_value());
    put_missing_value(dataset, H5T_IEEE_F64LE);
    if (!values.empty()) write_all(dataset, H5T_NATIVE_DOUBLE, values.data());
}

void NetcdfGroup::add_texts(const VariableInfo& info, const std::string& dimension,
                            std::span<const std::string> texts) {
    const TypeHandle type = text_type(H5T_VARIABLE);
    const DatasetHandle dataset = create_along(info, type.id(), dimension, dataset_properties());
    if (!texts.empty()) write_all(dataset, type.id(), pointers_to(texts).data());
}

void NetcdfGroup::add_months(const VariableInfo& info, const std::string& dimension, Month first,
                             std::span<const Month> months) {
    const DatasetHandle dataset = create_along(info, H5T_IEEE_F64LE, dimension, dataset_properties());
    put_time_attributes(dataset, first);
    if (!months.empty()) write_all(dataset, H5T_NATIVE_DOUBLE, days_to_months(first, months).data());
}

}  // namespace orepolitik::output
