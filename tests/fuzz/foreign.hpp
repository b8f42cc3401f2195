// A file of ours as another program may leave it: sound HDF5, without our checksum, in which values, texts, types or
// shapes are others. What only bytes can damage, the checksum keeps from HDF5 (output/seal.hpp).
#pragma once
#include <fuzzer/FuzzedDataProvider.h>

#include <limits>

#include "output/hdf5_handles.hpp"
#include "tests/fuzz/harness.hpp"

namespace orepolitik::fuzz {

namespace out = orepolitik::output;

inline std::vector<std::string> datasets_of(const out::FileHandle& file) {
    std::vector<std::string> names;
    const auto keep = [](hid_t, const char* name, const H5O_info_t* info, void* kept) -> herr_t {
        if (info->type == H5O_TYPE_DATASET) static_cast<std::vector<std::string>*>(kept)->emplace_back(name);
        return 0;
    };
    out::check(H5Ovisit2(file.id(), H5_INDEX_NAME, H5_ITER_INC, keep, &names, H5O_INFO_BASIC), "list the file");
    return names;
}

inline double odd_number(FuzzedDataProvider& input) {
    const auto most = std::numeric_limits<double>::max(), infinite = std::numeric_limits<double>::infinity();
    const double chosen[] = {0, -1, 1e300, most, -most, infinite, -infinite, std::numeric_limits<double>::quiet_NaN()};
    return input.ConsumeBool() ? input.PickValueInArray(chosen) : input.ConsumeFloatingPoint<double>();
}

inline void change_values(const out::DatasetHandle& dataset, FuzzedDataProvider& input) {
    const out::SpaceHandle space(H5Dget_space(dataset.id()), "ask for a shape");
    const out::TypeHandle type(H5Dget_type(dataset.id()), "ask for a type");
    const auto count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id()));
    if (count == 0) return;
    if (H5Tis_variable_str(type.id()) > 0) {
        const std::string text = input.ConsumeRandomLengthString(64);
        const std::vector<const char*> texts(count, text.c_str());
        H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data());
        return;
    }
    std::vector<double> values(count);
    if (H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) return;
    values[input.ConsumeIntegralInRange<std::size_t>(0, count - 1)] = odd_number(input);
    H5Dwrite(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

// Of another type and shape, with its attributes gone.
inline void replace(const out::FileHandle& file, const std::string& name, FuzzedDataProvider& input) {
    out::check(H5Ldelete(file.id(), name.c_str(), H5P_DEFAULT), "take a dataset away");
    std::vector<hsize_t> shape(input.ConsumeIntegralInRange<std::size_t>(0, 3));
    for (hsize_t& length : shape) length = input.ConsumeIntegralInRange<hsize_t>(0, 40);
    const out::TypeHandle text(H5Tcopy(H5T_C_S1), "make a type");
    H5Tset_size(text.id(), input.ConsumeBool() ? H5T_VARIABLE : 7);
    const out::SpaceHandle space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), "shape");
    const hid_t type = input.ConsumeBool() ? text.id() : H5T_NATIVE_DOUBLE;
    const out::DatasetHandle made(
        H5Dcreate2(file.id(), name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), "make");
}

inline void make_foreign(const std::string& path, FuzzedDataProvider& input) {
    out::silence_hdf5();
    const out::FileHandle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), "open the file");
    while (input.remaining_bytes() > 0) {
        const auto names = datasets_of(file);
        const auto& name = names[input.ConsumeIntegralInRange<std::size_t>(0, names.size() - 1)];
        if (input.ConsumeBool())
            replace(file, name, input);
        else
            change_values(out::DatasetHandle(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT), "open"), input);
    }
}

}  // namespace orepolitik::fuzz
