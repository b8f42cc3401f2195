#include "cli/run.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>

#include <csignal>
#include <filesystem>
#include <iostream>

#include "agents/record.hpp"
#include "build_info.hpp"
#include "cli/commands.hpp"
#include "cli/machine.hpp"
#include "cli/progress.hpp"
#include "config/fault.hpp"
#include "config/scenario.hpp"
#include "model/step.hpp"
#include "output/run_file.hpp"
#include "start/world.hpp"

namespace orepolitik::cli {
namespace {

volatile std::sig_atomic_t stop_signal = 0;
void note_signal(int signal) {
    stop_signal = signal;
}

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

output::RunMetadata metadata_of(const config::LoadedScenario& loaded) {
    return {.title = loaded.scenario.title,
            .world = loaded.world.rules.name,
            .scenario = loaded.scenario.text,
            .seed = loaded.scenario.seed,
            .program_version = build_info.version,
            .git_hash = build_info.git_hash,
            .compiler = build_info.compiler,
            .flags = build_info.flags,
            .platform = platform_name(),
            .self_test_hash = self_test_hash()};
}

std::vector<output::PhaseTime> times_of(const OreWorld& world) {
    std::vector<output::PhaseTime> times;
    for (std::size_t p = 0; p < phase_names.size(); ++p)
        times.push_back({std::string(phase_names[p]), world.phase_seconds[p]});
    return times;
}

// Materials that a law covers, as a list of names; empty if it covers all.
std::string materials_of(const BoundLaw& law, const Economy& economy) {
    if (law.scope.minerals.empty()) return "";
    std::string names;
    for (const auto& market : economy.markets) {
        const auto form = static_cast<std::size_t>(market.form);
        const bool form_covered = law.scope.forms.empty() || law.scope.forms[form];
        if (form_covered && law.scope.minerals[market.mineral.value])
            names += (names.empty() ? "" : " ") + economy.material_names[market.material.value];
    }
    return names;
}

// Laws that start, end or become known this month, as events.
void report_laws(OreWorld& world) {
    auto& e = world.economy;
    for (std::size_t l = 0; l < e.laws.size(); ++l) {
        const auto& law = e.laws.law(l);
        const auto add = [&](const char* what) {
            const std::string actor = law.scope.actor.exists() ? e.region_codes[law.scope.actor.value] : "";
            e.events.push_back(
                {e.month, "law", actor, materials_of(law, e), 0, fmt::format("{}: {} {}", law.name, law.kind(), what)});
        };
        if (law.dates.announced && *law.dates.announced == e.month && *law.dates.announced != law.dates.from)
            add("announced");
        if (law.dates.from == e.month) add("in force");
        if (law.dates.until && *law.dates.until == e.month) add("ended");
    }
}

int simulate(const RunOptions& options) {
    const auto loaded = config::load_scenario(options.scenario, overrides_of(options));
    const auto& scenario = loaded.scenario;
    auto world = start::make_world(start::derive_base_year(loaded.world), scenario);
    Recorder recorder(world, scenario.record);
    output::RunFile file(output_of(options), recorder.schema(), metadata_of(loaded), scenario.from, scenario.months);
    Progress progress(scenario.months);
    for (int month = 0; month < scenario.months; ++month) {
        if (stop_signal != 0) {
            std::cerr << fmt::format("stopped by signal {} after {} months; nothing was written\n",
                                     static_cast<int>(stop_signal), month);
            return exit_stopped;
        }
        step(world, [&](OreWorld& now) {
            file.append(month, recorder.month(now));
            report_laws(now);
            for (auto& event : now.economy.events) file.add_event(event);
        });
        progress.done(month + 1);
    }
    file.finish(times_of(world));
    progress.finish(output_of(options).string());
    return exit_done;
}

}  // namespace

int run(const RunOptions& options) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        if (std::signal(signal, note_signal) == SIG_IGN) std::signal(signal, SIG_IGN);  // as nohup wants it
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the user's limit is then an error of writing, not a death
    const auto threads = static_cast<std::size_t>(options.threads.value_or(allowed_threads()));
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
    try {
        return simulate(options);
    } catch (const start::StartError& error) {
        std::cerr << options.scenario << ": " << error.what() << '\n';
        return exit_bad_input;
    }
}

}  // namespace orepolitik::cli
