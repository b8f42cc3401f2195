// Signals that ask a run to stop: Ctrl-C, what schedulers send before they kill (SIGTERM, SLURM's --signal=USR1), a
// closed terminal. They are noted, and acted on at the end of a month.
#pragma once

namespace orepolitik::cli {

void listen_for_stop();
int stop_signal();  // its number, 0 if none came

}  // namespace orepolitik::cli
