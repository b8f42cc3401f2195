#include "cli/stop_signal.hpp"

#include <csignal>
#include <initializer_list>

namespace orepolitik::cli {
namespace {

volatile std::sig_atomic_t noted = 0;
void note(int signal) {
    noted = signal;
}

}  // namespace

void listen_for_stop() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
        if (std::signal(signal, note) == SIG_IGN) std::signal(signal, SIG_IGN);  // as nohup wants it
}

int stop_signal() {
    return noted;
}

}  // namespace orepolitik::cli
