#include "cli/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/compare_print.hpp"
#include "cli/comparison.hpp"
#include "config/fault.hpp"
#include "output/arm_effects.hpp"
#include "output/file_error.hpp"

namespace orepolitik::cli {
namespace {

using output::RunReader;

std::int64_t seed_of_run(const std::filesystem::path& path) {
    const RunReader run(path);
    if (run.is_sweep())
        throw output::FileError(path, "is a merged sweep: compare two of its arms, `orepolitik compare SWEEP.h5`");
    return run.seed();
}

std::map<std::int64_t, std::filesystem::path> runs_by_seed(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) return {{seed_of_run(path), path}};
    std::map<std::int64_t, std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        if (entry.path().extension() != ".h5") continue;
        const auto seed = seed_of_run(entry.path());
        if (!found.emplace(seed, entry.path()).second)
            throw output::FileError(entry.path(), fmt::format("has seed {} like another file of the folder", seed));
    }
    if (found.empty()) throw output::FileError(path, "holds no run file (*.h5)");
    return found;
}

[[noreturn]] void refuse(const std::string& what, const std::string& why, const std::string& meant = "") {
    throw config::InputError({{{.file = "compare"}, what, why, meant}});
}

void require_mineral(const std::string& mineral, const RunReader& run) {
    const std::vector<std::string> known = run.read("mineral").texts;
    if (!mineral.empty() && std::ranges::find(known, mineral) == known.end())
        refuse("--mineral=" + mineral, "no mineral of these runs",
               config::nearest(mineral, {known.begin(), known.end()}));
}

Comparison read_pairs(const CompareOptions& options) {
    const auto bases = runs_by_seed(options.base), runs = runs_by_seed(options.run);
    Comparison comparison;
    for (const auto& [seed, path] : runs) {
        const auto base = bases.find(seed);
        if (base == bases.end())
            throw output::FileError(
                path, fmt::format("has seed {}, which {} lacks: differences would be chance", seed, options.base));
        const RunReader before(base->second), after(path);
        require_mineral(options.mineral, before);
        comparison.base_title = before.title();
        comparison.run_title = after.title();
        comparison.add(output::effects_between(before, after, options.mineral));
    }
    comparison.pair_note =
        fmt::format("Changes over all months, USD of the base year, undiscounted; plus is a gain. {}",
                    comparison.pairs > 1 ? "Brackets hold nine runs in ten."
                                         : "One run: small changes of other minerals may be chance.");
    return comparison;
}

// The two arms that are asked for, or the only two that the sweep has, the first as the base.
std::pair<std::string, std::string> wanted_arms(const CompareOptions& options, const RunReader& sweep) {
    const auto known = output::arms_of(sweep);
    const auto comma = options.arms.find(',');
    if (comma != std::string::npos) return {options.arms.substr(0, comma), options.arms.substr(comma + 1)};
    if (!options.arms.empty() || known.size() != 2)
        refuse("--arms=" + options.arms,
               fmt::format("two arms are compared, as in --arms BASE,RUN; the sweep has {}", fmt::join(known, ", ")));
    return {known[0], known[1]};
}

Comparison read_arms(const CompareOptions& options) {
    const RunReader sweep(options.base);
    if (!sweep.is_sweep()) refuse("RUN", "a run is compared with a second one; only a merged sweep holds both");
    if (!options.mineral.empty()) refuse("--mineral", "what a sweep holds was chosen by its design");
    const auto [base, run] = wanted_arms(options, sweep);
    const output::ArmPairs found = output::pair_arms(sweep, base, run);
    Comparison comparison;
    comparison.base_title = base;
    comparison.run_title = run;
    for (const auto& pair : found.pairs) comparison.add(output::effects_of_pair(sweep, pair));
    comparison.pair_note = fmt::format(
        "“{}”: outputs of the design, means over time. Pairs share point and seed; brackets hold nine in ten, over "
        "seeds and points.{}",
        sweep.title(), found.unpaired > 0 ? fmt::format(" {} finished runs have no counterpart.", found.unpaired) : "");
    return comparison;
}

}  // namespace

int compare(const CompareOptions& options) {
    if (!options.run.empty() && !options.arms.empty())
        refuse("--arms", "is for one merged sweep, without a second file");
    const Comparison comparison = options.run.empty() ? read_arms(options) : read_pairs(options);
    if (options.format == CompareFormat::csv)
        print_csv(comparison);
    else if (options.format == CompareFormat::json)
        print_json(comparison);
    else
        print_text(comparison);
    return exit_done;
}

}  // namespace orepolitik::cli
