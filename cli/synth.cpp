#include "cli/synth.hpp"

#include <span>

#include "cli/commands.hpp"
#include "config/world.hpp"
#include "output/batch_file.hpp"
#include "output/place.hpp"

namespace orepolitik::cli {

int synth(const SynthOptions& options) {
    const std::string text = config::synthetic_world_text(options.keys);
    config::Faults faults;
    config::check_synthetic_keys(options.keys, {"synth"}, faults);
    faults.throw_if_any();
    output::check_place_beginning(options.output, text.substr(0, text.find(';')), "made-up world");
    output::write_whole(options.output, std::as_bytes(std::span(text)));
    return exit_done;
}

}  // namespace orepolitik::cli
