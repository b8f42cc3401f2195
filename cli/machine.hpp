// What this machine allows and is: threads, name, and a hash that tells machines with other bits apart.
#pragma once
#include <string>

namespace orepolitik::cli {

// The smallest of affinity, the quotas of this cgroup and those above it, and SLURM_CPUS_PER_TASK; at least 1.
int allowed_threads();
// Version, revision, compiler and flags; and of a program built from a changed tree its own checksum.
std::string build_name();
// Processor and C library.
std::string platform_name();
// Of draws and exp, log, pow on fixed points: equal hashes, equal bits of results.
std::string self_test_hash();

}  // namespace orepolitik::cli
