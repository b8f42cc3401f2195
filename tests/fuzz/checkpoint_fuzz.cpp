// A checkpoint given to `resume`: damaged bytes, which its checksum must catch, or wrong contents under a right
// checksum. Left out: a state that is made up under a right checksum; only this program writes states.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/machine.hpp"
#include "output/checkpoint.hpp"
#include "tests/fuzz/damage.hpp"

namespace {

using namespace orepolitik;
using namespace orepolitik::fuzz;

constexpr const char* name = "run.h5.checkpoint";

// A child begins a run and is killed as soon as it has left a checkpoint.
bool leave_checkpoint() {
    const pid_t child = fork();
    if (child == 0) {
        type({"run", "scenario.yaml", "--set", "world=tiny", "--months", "400", "--checkpoint-every", "1", "--threads",
              "1", "--set", "record={flows: false, plants: false}", "-o", "run.h5"});
        _exit(0);
    }
    for (int tries = 0; tries < 30000 && !fs::exists(name); ++tries) usleep(1000);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    return fs::exists(name);
}

void change_contents(output::Checkpoint& c, FuzzedDataProvider& input) {
    switch (input.ConsumeIntegralInRange(0, 8)) {
        case 0:
            c.scenario = input.ConsumeRemainingBytesAsString();
            break;
        case 1:
            c.world_folder = input.ConsumeRemainingBytesAsString();
            break;
        case 2:
            c.months_done = input.ConsumeIntegral<std::int32_t>();
            break;
        case 3:
            c.every_months = input.ConsumeIntegral<std::int32_t>();
            break;
        case 4:
            c.log_name = input.ConsumeRemainingBytesAsString();
            break;
        case 5:
            c.log = {input.ConsumeIntegral<std::uint64_t>(), input.ConsumeIntegral<std::uint32_t>()};
            break;
        case 6:
            c.state.resize(input.ConsumeIntegralInRange<std::size_t>(0, c.state.size() + 100));
            break;
        case 7:
            c.scenario.insert(input.ConsumeIntegralInRange<std::size_t>(0, c.scenario.size()),
                              input.ConsumeRemainingBytesAsString());
            break;
        default:
            c.build = input.ConsumeRemainingBytesAsString();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Workshop workshop;
    static const bool left = leave_checkpoint();
    static const Bytes whole = bytes_of(name), months = bytes_of("run.h5.months");
    if (!left) std::abort();
    FuzzedDataProvider input(data, size);
    workshop.write(name, whole);
    workshop.write("run.h5.months", months);
    if (input.ConsumeBool()) {
        workshop.write(name, damaged(whole, input));
    } else {
        auto checkpoint = output::read_checkpoint(name, cli::build_name());
        change_contents(checkpoint, input);
        output::write_checkpoint(name, checkpoint);
    }
    type({"resume", name, "--threads", "1", "-o", "resumed.h5"});
    return 0;
}
