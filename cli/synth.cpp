#include "cli/synth.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/commands.hpp"
#include "config/world.hpp"
#include "output/file_error.hpp"
#include "output/place.hpp"

namespace orepolitik::cli {

int synth(const SynthOptions& options) {
    const std::string text = config::synthetic_world_text(options.keys);
    config::Faults faults;
    config::check_synthetic_keys(options.keys, {"synth"}, faults);
    faults.throw_if_any();
    output::check_place(options.output);
    const auto part = output::part_of(options.output);
    const output::PartLock lock(options.output);
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) throw output::FileError(options.output, std::strerror(errno));
    output::put_in_place(part, options.output);
    return exit_done;
}

}  // namespace orepolitik::cli
