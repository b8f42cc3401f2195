#include "cli/machine.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <sched.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <thread>
#include <vector>

#include "build_info.hpp"
#include "model/random.hpp"
#include "output/raw_file.hpp"

namespace orepolitik::cli {
namespace {

int affinity_cpus() {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) != 0) return static_cast<int>(std::thread::hardware_concurrency());
    return CPU_COUNT(&set);
}

// Whole processors that a cgroup's quota allows, or 0 if it sets none.
int cgroup_cpus() {
    double quota = -1, period = 0;
    if (std::ifstream v2("/sys/fs/cgroup/cpu.max"); v2) {
        std::string word;
        v2 >> word >> period;
        quota = word == "max" ? -1 : std::atof(word.c_str());
    } else {
        std::ifstream("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") >> quota;
        std::ifstream("/sys/fs/cgroup/cpu/cpu.cfs_period_us") >> period;
    }
    return quota > 0 && period > 0 ? static_cast<int>(std::ceil(quota / period)) : 0;
}

}  // namespace

int allowed_threads() {
    if (const char* slurm = std::getenv("SLURM_CPUS_PER_TASK")) {
        const int cpus = std::atoi(slurm);
        if (cpus > 0) return cpus;
    }
    int threads = affinity_cpus();
    if (const int quota = cgroup_cpus(); quota > 0) threads = std::min(threads, quota);
    return std::max(1, threads);
}

std::string build_name() {
    const std::string_view revision = build_info.git_hash;
    auto name =
        fmt::format("orepolitik {} ({}, {}, {}", build_info.version, revision, build_info.compiler, build_info.flags);
    if (revision.ends_with("-dirty") || revision == "unknown") {
        output::RawFile program("/proc/self/exe", output::RawFile::Mode::read);
        std::vector<std::byte> bytes(program.size());
        program.read(bytes);
        name += fmt::format(", program {:08x}", output::checksum(bytes));
    }
    return name + ")";
}

std::string platform_name() {
    std::ifstream cpu("/proc/cpuinfo");
    std::string line, model = "unknown processor";
    while (std::getline(cpu, line))
        if (line.starts_with("model name")) {
            model = line.substr(line.find(':') + 2);
            break;
        }
    return fmt::format("{}, glibc {}", model, gnu_get_libc_version());
}

std::string self_test_hash() {
    std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
    const auto mix = [&hash](double value) {
        for (auto bits = std::bit_cast<std::uint64_t>(value), k = std::uint64_t{8}; k > 0; --k, bits >>= 8)
            hash = (hash ^ (bits & 0xff)) * 0x100000001b3;
    };
    Stream stream(1, Draw::strike, 2, 3);
    for (int i = 0; i < 1000; ++i) {
        const double x = stream.uniform() * 8 - 4;
        mix(stream.normal());
        mix(std::exp(x));
        mix(std::log(x + 5));
        mix(std::pow(x + 5, 0.3));
        mix(std::expm1(x));
    }
    return fmt::format("{:016x}", hash);
}

}  // namespace orepolitik::cli
