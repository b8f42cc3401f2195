#include "cli/run.hpp"

#include <fmt/format.h>

#include "cli/idle_laws.hpp"
#include "cli/machine.hpp"
#include "cli/simulation.hpp"
#include "cli/stop_signal.hpp"

namespace orepolitik::cli {
namespace {

std::vector<std::string> overrides_of(const RunOptions& options) {
    auto overrides = options.overrides;
    if (options.months) overrides.push_back(fmt::format("months={}", *options.months));
    if (options.seed) overrides.push_back(fmt::format("seed={}", *options.seed));
    return overrides;
}

std::filesystem::path output_of(const RunOptions& options) {
    if (!options.output.empty()) return options.output;
    return std::filesystem::path(options.scenario).stem().string() + ".h5";
}

}  // namespace

int run(const RunOptions& options) {
    listen_for_stop();
    auto loaded = config::load_scenario(options.scenario, overrides_of(options));
    warn_of_idle_laws(loaded.scenario, options.scenario);
    return simulate({.source = options.scenario,
                     .loaded = std::move(loaded),
                     .output = output_of(options),
                     .threads = options.threads.value_or(allowed_threads()),
                     .checkpoint_every = options.checkpoint_every.value_or(0),
                     .live = options.live});
}

}  // namespace orepolitik::cli
