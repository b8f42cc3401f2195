// The command line: one command per file of this folder; exit codes are the contract.
//   0 done; 2 the user's input is wrong; 3 a file could not be read or written; 75 stopped by a signal or for want
//   of memory.
#pragma once

namespace orepolitik::cli {

inline constexpr int exit_done = 0, exit_bad_input = 2, exit_file = 3, exit_stopped = 75;

int run_command_line(int argc, char** argv);

}  // namespace orepolitik::cli
