// HDF5 identifiers that close themselves, and failures of its C calls as exceptions. Knows nothing of runs.
#pragma once
#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace orepolitik::output {

// A failed HDF5 call; the text is the system's reason where there is one ("No space left on device").
class Hdf5Failure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Throws Hdf5Failure with the reason that HDF5 keeps for its last failed call on this thread.
[[noreturn]] void throw_hdf5_failure(const char* action);

// HDF5 crashes where it finds no memory, so what it may need is asked for first. Throws std::bad_alloc.
void ask_memory_for_hdf5(std::size_t bytes);

inline void check(herr_t status, const char* action) {
    if (status < 0) throw_hdf5_failure(action);
}

template <herr_t (*close_id)(hid_t)>
class Handle {
  public:
    Handle() = default;
    Handle(hid_t id, const char* action) : id_(id) {
        if (id < 0) throw_hdf5_failure(action);
    }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        return *this;
    }
    ~Handle() {
        if (id_ >= 0) close_id(id_);
    }
    hid_t id() const { return id_; }
    void close(const char* action) { check(close_id(std::exchange(id_, H5I_INVALID_HID)), action); }

  private:
    hid_t id_ = H5I_INVALID_HID;
};

using FileHandle = Handle<H5Fclose>;
// Without HDF5's own lock, which not every network disk grants: whole files are never written to again. Throws
// Hdf5Failure, also where the file's checksum says that it is damaged (seal.hpp).
Handle<H5Fclose> open_for_reading(const char* path);

using GroupHandle = Handle<H5Gclose>;
using DatasetHandle = Handle<H5Dclose>;
using SpaceHandle = Handle<H5Sclose>;
using TypeHandle = Handle<H5Tclose>;
using PropertyHandle = Handle<H5Pclose>;
using AttributeHandle = Handle<H5Aclose>;

// HDF5 prints every failure on stderr unless told not to, per thread; ours become exceptions instead.
inline void silence_hdf5() {
    // All files are closed by then, and what a full disk or memory has broken crashes or hangs when HDF5 cleans up.
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

}  // namespace orepolitik::output
