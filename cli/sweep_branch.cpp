// Branching: runs of a sweep that are the same until a month are simulated once until then.
#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <map>
#include <set>

#include "agents/branch.hpp"
#include "cli/stop_signal.hpp"
#include "cli/sweep_plan.hpp"
#include "cli/sweep_series.hpp"
#include "cli/sweep_stopped.hpp"
#include "config/design/stem.hpp"
#include "model/step.hpp"
#include "start/world.hpp"

namespace orepolitik::cli {
namespace {

// What one set of first months serves at most: laws of all of them stand ready in its world.
constexpr std::size_t most_runs_per_part = 64;
// Some laws are prepared at the end of the month before they hold: runs part that much before the branch.
constexpr int months_of_preparation = 1;

std::size_t quotient_up(std::size_t number, std::size_t by) {
    return (number + by - 1) / by;
}

}  // namespace

struct SweepPlan::Lived {
    Lived(OreWorld lived, const RecordSettings& record, const output::SweepLayout& layout)
        : world(std::move(lived)), recorder(world, record), series(layout, recorder.schema()) {}
    OreWorld world;
    Recorder recorder;
    SweepSeries series;
    int months = 0;
};

// Settings of arms that would change what came before, each at its place.
void SweepPlan::check_arms(std::size_t point, config::Faults& faults) const {
    const std::size_t runs_of_point = design_.arms.size() * static_cast<std::size_t>(design_.keys.seeds);
    const auto settings = design_.settings(point * runs_of_point);
    const auto of_point = std::span(settings).first(design_.paths.size());
    const auto base = config::stem_of(family_->tree(of_point), *design_.keys.branch);
    for (const config::Arm& arm : design_.arms) {
        std::vector<config::Setting> all(of_point.begin(), of_point.end());
        all.insert(all.end(), arm.settings.begin(), arm.settings.end());
        const auto stem = config::stem_of(family_->tree(all), *design_.keys.branch);
        for (const config::Setting* setting : config::touching_stem(base, stem, arm.settings))
            faults.add(setting->place,
                       fmt::format("arms.{}.{}={}", arm.name, setting->path, config::yaml::shown(setting->value)),
                       fmt::format("changes what happens before the branch, {}: arms may differ by laws (strategic "
                                   "reserves apart) and events that become known from then on",
                                   to_string(*design_.keys.branch)),
                       "meant a line of set or vary, or a later branch or law");
    }
}

void SweepPlan::check_branch(const Scenario& first, config::Faults& faults) const {
    const Month branch = *design_.keys.branch, end = first.from + first.months;
    if (branch <= first.from || branch >= end)
        faults.add(design_.place_of_branch, "branch=" + to_string(branch),
                   fmt::format("must lie after the first month, {}, and before the end, {}", to_string(first.from),
                               to_string(end)));
}

void SweepPlan::find_stems() {
    config::Faults faults;
    check_branch(scenario(0), faults);
    std::set<std::string> told;
    for (std::size_t point = 0; point < design_.points.size(); ++point) {
        config::Faults own;
        check_arms(point, own);
        for (const config::Fault& fault : own.list())
            if (told.insert(config::to_string(fault)).second)
                faults.add(fault.place, fault.what, fault.why, fault.suggestion);
    }
    faults.throw_if_any();
    std::vector<std::size_t> hashes(design_.runs());
    tbb::parallel_for(std::size_t{0}, hashes.size(), [&](std::size_t run) {
        hashes[run] =
            std::hash<std::string>{}(config::stem_of(family_->tree(design_.settings(run)), *design_.keys.branch).key);
    });
    std::map<std::size_t, std::uint32_t> number;
    for (const std::size_t hash : hashes)
        stem_of_run_.push_back(number.try_emplace(hash, static_cast<std::uint32_t>(number.size())).first->second);
}

std::size_t SweepPlan::stems() const {
    return std::set<std::uint32_t>(stem_of_run_.begin(), stem_of_run_.end()).size();
}

double SweepPlan::months_to_simulate() const {
    const auto runs = static_cast<double>(design_.runs());
    if (!design_.keys.branch) return runs * layout_.months;
    const int shared = *design_.keys.branch - layout_.first_month() - months_of_preparation;
    return runs * (layout_.months - shared) + static_cast<double>(stems()) * shared;
}

std::vector<std::vector<std::size_t>> SweepPlan::parts(std::span<const std::size_t> open, std::size_t jobs) const {
    std::vector<std::vector<std::size_t>> sets;
    std::map<std::uint32_t, std::size_t> place;
    for (const std::size_t run : open) {
        if (!stem_of_run_.empty()) {
            const auto [at, is_new] = place.try_emplace(stem_of_run_[run], sets.size());
            if (!is_new) {
                sets[at->second].push_back(run);
                continue;
            }
        }
        sets.push_back({run});
    }
    if (stem_of_run_.empty() || sets.empty()) return sets;
    // With fewer sets than jobs each is split, and its first months are simulated side by side: nobody waits.
    const std::size_t split = quotient_up(jobs, sets.size());
    std::vector<std::vector<std::size_t>> parts;
    for (const auto& set : sets) {
        const std::size_t most = std::min(most_runs_per_part, std::max<std::size_t>(1, quotient_up(set.size(), split)));
        for (std::size_t first = 0; first < set.size(); first += most)
            parts.emplace_back(set.begin() + static_cast<std::ptrdiff_t>(first),
                               set.begin() + static_cast<std::ptrdiff_t>(std::min(set.size(), first + most)));
    }
    return parts;
}

// The first run's scenario with the later laws of all: they do nothing yet, but who may smuggle past them is there.
Scenario SweepPlan::scenario_of_stem(std::span<const std::size_t> runs) const {
    Scenario stem = scenario(runs.front());
    for (const std::size_t run : runs.subspan(1)) {
        const auto later = config::later_laws(family_->tree(design_.settings(run)), *design_.keys.branch);
        for (NamedLaw& law : scenario(run).laws)
            if (std::ranges::find(later, law.name) != later.end()) {
                law.name = fmt::format("\xff{} {}", run, law.name);  // behind all others, whose places must stay
                stem.laws.push_back(std::move(law));
            }
    }
    return stem;
}

std::unique_ptr<SweepPlan::Lived> SweepPlan::live_until_branch(std::span<const std::size_t> runs) const {
    auto lived = std::make_unique<Lived>(start::make_world(base_year_, scenario_of_stem(runs)), record_, layout_);
    while (lived->world.economy.month + months_of_preparation < *design_.keys.branch) {
        step(lived->world, [&](OreWorld& now) { lived->series.add(lived->months, lived->recorder.month(now)); });
        ++lived->months;
        if (stop_signal() != 0) throw Stopped{};
    }
    return lived;
}

std::vector<double> SweepPlan::simulate_from(std::size_t number, Lived& lived) const {
    const Scenario scenario = this->scenario(number);
    OreWorld world = start::make_world(base_year_, scenario);
    Recorder recorder(world, scenario.record);
    SweepSeries series(layout_, recorder.schema());
    take_over_state(world, lived.world);
    series.begin_with(lived.series);
    for (int month = lived.months; month < scenario.months; ++month) {
        step(world, [&](OreWorld& now) { series.add(month, recorder.month(now)); });
        if (stop_signal() != 0) throw Stopped{};
    }
    return series.take();
}

void SweepPlan::run_part(std::span<const std::size_t> runs,
                         const std::function<void(output::FinishedRun)>& tell) const {
    std::unique_ptr<Lived> lived;
    if (runs.size() > 1) {
        tbb::task_arena alone(1);
        try {
            lived = alone.execute([&] { return live_until_branch(runs); });
        } catch (const Stopped&) {
            return;
        } catch (const std::exception&) {
            lived.reset();  // each run meets what went wrong itself, and says it
        }
    }
    for (const std::size_t number : runs) {
        output::FinishedRun finished =
            lived ? finish(number, [&] { return simulate_from(number, *lived); }) : run(number);
        if (finished.result.state == output::RunState::missing) return;
        tell(std::move(finished));
    }
}

}  // namespace orepolitik::cli
