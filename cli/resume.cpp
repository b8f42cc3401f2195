#include "cli/resume.hpp"

#include <fmt/format.h>

#include <iostream>

#include "cli/machine.hpp"
#include "cli/simulation.hpp"
#include "cli/stop_signal.hpp"
#include "output/file_error.hpp"
#include "output/place.hpp"

namespace orepolitik::cli {
namespace {

namespace fs = std::filesystem;

fs::path output_of(const ResumeOptions& options) {
    if (!options.output.empty()) return options.output;
    const std::string& name = options.checkpoint;
    if (name.ends_with(output::checkpoint_ending))
        return name.substr(0, name.size() - output::checkpoint_ending.size());
    throw output::CheckpointError(name, "its name does not say where the run file goes", "name that with -o");
}

// The tables that the run was begun with, to the byte: others would make another run from here on.
void check_world(const CheckpointFile& file) {
    const std::string& folder = file.content.world_folder;
    if (!fs::exists(folder)) throw output::CheckpointError(file.path, fmt::format("its world is gone: no {}", folder));
    if (checksum_of_world(folder) != file.content.world_checksum)
        throw output::CheckpointError(file.path, fmt::format("its world has changed since: {}", folder),
                                      "put the old tables back, or run the scenario anew");
}

void warn_of_other_machine(const CheckpointFile& file) {
    if (file.content.self_test_hash == self_test_hash()) return;
    std::cerr << fmt::format(
        "{}: made on a machine that rounds otherwise; the run will not be the uninterrupted one to "
        "the last bit\n",
        file.path.string());
}

}  // namespace

int resume(const ResumeOptions& options) {
    listen_for_stop();
    const CheckpointFile from{options.checkpoint, output::read_checkpoint(options.checkpoint, build_name())};
    const auto output = output_of(options);
    check_world(from);
    warn_of_other_machine(from);
    const auto& saved = from.content;
    return simulate({.source = options.checkpoint,
                     .loaded = config::reload_scenario(saved.scenario, options.checkpoint, saved.world_folder),
                     .output = output,
                     .threads = options.threads.value_or(allowed_threads()),
                     .checkpoint_every = saved.every_months},
                    &from);
}

}  // namespace orepolitik::cli
