// A sweep's folder with one file damaged, or a batch changed by another program, given to `merge`.
#include "tests/fuzz/damage.hpp"
#include "tests/fuzz/foreign.hpp"

namespace {

using namespace orepolitik::fuzz;

const char* const design = "title: fuzz\nscenario: short.yaml\nseeds: 2\narms: {free: {laws.ore_ban: }, ban: {}}\n";

// What a sweep leaves, and its logs as a killed one would.
std::vector<std::pair<fs::path, Bytes>> swept(const Workshop& workshop) {
    workshop.write("design.yaml", std::string_view(design));
    type({"sweep", "design.yaml", "-o", "sweep", "--jobs", "1"});
    std::vector<std::pair<fs::path, Bytes>> files;
    for (const auto& entry : fs::recursive_directory_iterator("sweep"))
        if (entry.is_regular_file()) files.emplace_back(entry.path(), bytes_of(entry.path()));
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Workshop workshop;
    static const auto files = swept(workshop);
    FuzzedDataProvider input(data, size);
    const auto& [path, whole] = files[input.ConsumeIntegralInRange<std::size_t>(0, files.size() - 1)];
    fs::remove_all("sweep");
    for (const auto& [name, bytes] : files) {
        fs::create_directories(name.parent_path());
        workshop.write(name.string(), bytes);
    }
    if (path.extension() == ".h5" && input.ConsumeBool())
        make_foreign(path.string(), input);
    else
        workshop.write(path.string(), damaged(whole, input));
    type({"merge", "sweep"});
    return 0;
}
