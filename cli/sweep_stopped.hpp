// Thrown out of a run of a sweep when a signal asks the program to stop: the run is then missing, not failed.
#pragma once

namespace orepolitik::cli {

struct Stopped {};

}  // namespace orepolitik::cli
