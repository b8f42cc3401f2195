#include "output/hdf5_texts.hpp"

namespace orepolitik::output {
namespace {

// What HDF5 allocates for texts, freed whatever happens to the rest.
struct Pointers {
    std::vector<char*> texts;

    explicit Pointers(std::size_t count) : texts(count, nullptr) {}
    Pointers(const Pointers&) = delete;
    Pointers& operator=(const Pointers&) = delete;
    ~Pointers() {
        for (char* text : texts) H5free_memory(text);
    }
};

}  // namespace

std::vector<std::string> read_texts(const DatasetHandle& dataset, std::size_t count) {
    const TypeHandle type(H5Dget_type(dataset.id()), "ask for a type");
    const SpaceHandle space(H5Dget_space(dataset.id()), "ask for a shape");
    if (H5Tis_variable_str(type.id()) <= 0) throw Hdf5Failure("its texts have a fixed length");
    if (H5Sget_simple_extent_npoints(space.id()) != static_cast<hssize_t>(count))
        throw Hdf5Failure("it holds another number of texts than it should");
    Pointers pointers(count);
    if (count > 0)
        check(H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.texts.data()), "read texts");
    std::vector<std::string> texts;
    texts.reserve(count);
    for (const char* text : pointers.texts) texts.emplace_back(text != nullptr ? text : "");
    return texts;
}

}  // namespace orepolitik::output
