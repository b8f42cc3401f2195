#include "output/hdf5_handles.hpp"

#include <new>

#include "output/seal.hpp"

namespace orepolitik::output {

namespace {

// The deepest entries of HDF5's error stack come from its file driver and quote the system:
// "file write failed: time = ..., errno = 28, error message = 'No space left on device', ..."
herr_t keep_system_reason(unsigned, const H5E_error2_t* error, void* reason) {
    const std::string text = error->desc ? error->desc : "";
    const std::string mark = "error message = '";
    const auto start = text.find(mark);
    if (start == std::string::npos) return 0;
    const auto from = start + mark.size();
    *static_cast<std::string*>(reason) = text.substr(from, text.find('\'', from) - from);
    return 0;
}

}  // namespace

FileHandle open_for_reading(const char* path) {
    if (has_broken_seal(path)) throw Hdf5Failure("damaged: its checksum is another");
    const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS), "make a property list");
    check(H5Pset_file_locking(access.id(), false, true), "set file locking");
    return {H5Fopen(path, H5F_ACC_RDONLY, access.id()), "open the file"};
}

void ask_memory_for_hdf5(std::size_t bytes) {
    ::operator delete(::operator new(bytes));
}

void throw_hdf5_failure(const char* action) {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, keep_system_reason, &reason);
    H5Eclear2(H5E_DEFAULT);
    throw Hdf5Failure(reason.empty() ? std::string("HDF5 failed to ") + action : reason);
}

}  // namespace orepolitik::output
