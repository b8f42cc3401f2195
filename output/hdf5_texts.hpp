// Texts out of HDF5 datasets. Leaves out: how they are written (netcdf.hpp).
#pragma once
#include <string>
#include <vector>

#include "output/hdf5_handles.hpp"

namespace orepolitik::output {

// All texts of a dataset, which must be so many; one that was never written is empty. Throws Hdf5Failure where the
// number is another, or where they are of one length: those are not ours, and would be read over pointers to texts.
std::vector<std::string> read_texts(const DatasetHandle& dataset, std::size_t count);

}  // namespace orepolitik::output
