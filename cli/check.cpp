#include "cli/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "cli/idle_laws.hpp"
#include "cli/machine.hpp"
#include "cli/sweep_plan.hpp"
#include "config/fault.hpp"
#include "config/market_file.hpp"
#include "config/scenario.hpp"
#include "config/world.hpp"
#include "start/base_year.hpp"

namespace orepolitik::cli {
namespace {

// What is in a file that holds.
struct Summary {
    std::string text;                // one line
    std::vector<std::string> notes;  // how the tables of its world were read
};

Summary summary_of_world(const std::string& before, const WorldData& world) {
    auto notes = start::derive_base_year(world).notes;
    const auto hint = notes.empty() ? std::string() : fmt::format("; notes on its tables: {} (--notes)", notes.size());
    return {
        fmt::format("{}world with {} minerals, {} countries, {} companies, {} routes{}", before, world.minerals.size(),
                    world.countries.size(), world.companies.size(), world.routes.size(), hint),
        std::move(notes)};
}

std::string time_text(double seconds) {
    if (seconds < 120) return fmt::format("{:.0f} s", seconds);
    return seconds < 7200 ? fmt::format("{:.0f} min", seconds / 60) : fmt::format("{:.1f} h", seconds / 3600);
}

std::string size_text(double bytes) {
    if (bytes < 1e6) return fmt::format("{:.0f} kB", bytes / 1e3);
    return bytes < 1e9 ? fmt::format("{:.1f} MB", bytes / 1e6) : fmt::format("{:.1f} GB", bytes / 1e9);
}

// How many runs, and what they take: the first year of one is tried on this machine.
std::string summary_of_design(const std::string& file) {
    const SweepPlan plan(file);
    const auto& design = plan.design();
    const auto runs = static_cast<double>(design.runs());
    const auto pace = plan.pace();
    const double seconds =
        (runs * pace.start_seconds + plan.months_to_simulate() * pace.seconds_per_month) / allowed_threads();
    const double bytes = runs * static_cast<double>(plan.layout().values_per_run() * sizeof(double));
    const auto branching = design.keys.branch ? fmt::format(", which share {} beginnings until {}", plan.stems(),
                                                            to_string(*design.keys.branch))
                                              : std::string();
    return fmt::format("{} runs: {} points of {}, {} arms, {} seeds{}; about {} with {} jobs, at most {} on disk",
                       design.runs(), design.points.size(), design.keys.sampling, design.arms.size(), design.keys.seeds,
                       branching, time_text(seconds), allowed_threads(), size_text(bytes));
}

std::string summary_of_market(const std::string& file) {
    const config::MarketFile market = config::load_market(file);
    const char* change = market.has_change ? ", with a change" : "";
    if (market.firms_before) return fmt::format("firms in one market{}", change);
    if (market.plant_before) return fmt::format("one plant{}", change);
    return fmt::format("one market of {} countries{}", market.countries.size(), change);
}

// Throws if the file does not hold.
Summary summary(const std::string& file) {
    if (std::filesystem::is_directory(file) || config::is_world_file(file))
        return summary_of_world("", config::read_world(file));
    if (config::is_market_file(file)) return {summary_of_market(file), {}};
    if (config::is_design(file)) return {summary_of_design(file), {}};
    const config::LoadedScenario loaded = config::load_scenario(file);
    const Scenario& scenario = loaded.scenario;
    warn_of_idle_laws(scenario, file);
    return summary_of_world(
        fmt::format("{} months from {}, {} laws, ", scenario.months, to_string(scenario.from), scenario.laws.size()),
        loaded.world);
}

int check_file(const std::string& file, bool with_notes) {
    try {
        const auto [text, notes] = summary(file);
        fmt::print("{}: OK ({})\n", file, text);
        if (with_notes)
            for (const std::string& note : notes) fmt::print("{}: note: {}\n", file, note);
        return 0;
    } catch (const config::InputError& error) {
        const std::size_t count = error.faults.size();
        std::cerr << fmt::format("{}\n{}: {} fault{}\n", error.what(), file, count, count == 1 ? "" : "s");
        return 2;
    } catch (const config::FileError& error) {
        std::cerr << fmt::format("{}\n", error.what());
        return 3;
    }
}

}  // namespace

int check_files(const CheckOptions& options) {
    int worst = 0;
    for (const std::string& file : options.files) worst = std::max(worst, check_file(file, options.notes));
    return worst;
}

}  // namespace orepolitik::cli
