#include "cli/machine.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <sched.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
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

// Processors that the quota of one cgroup comes to; infinity if it sets none.
double processors_of(const std::filesystem::path& cgroup) {
    double quota = -1, period = 0;
    if (std::ifstream v2(cgroup / "cpu.max"); v2) {
        std::string word;
        v2 >> word >> period;
        quota = word == "max" ? -1 : std::atof(word.c_str());
    } else {
        std::ifstream(cgroup / "cpu.cfs_quota_us") >> quota;
        std::ifstream(cgroup / "cpu.cfs_period_us") >> period;
    }
    return quota > 0 && period > 0 ? quota / period : std::numeric_limits<double>::infinity();
}

// A quota anywhere above binds too: a batch system sets it on the job, not on its steps.
double tightest_quota_of(const std::filesystem::path& root, const std::filesystem::path& cgroup) {
    double tightest = processors_of(root);
    std::filesystem::path folder = root;
    for (const auto& part : cgroup.relative_path()) tightest = std::min(tightest, processors_of(folder /= part));
    return tightest;
}

// By this process's lines of /proc/self/cgroup: "0::/path" of version 2, "4:cpu,cpuacct:/path" of version 1.
double cgroup_processors() {
    double tightest = std::numeric_limits<double>::infinity();
    std::ifstream lines("/proc/self/cgroup");
    for (std::string line; std::getline(lines, line);) {
        const auto first = line.find(':'), second = line.find(':', first + 1);
        if (second == std::string::npos) continue;
        const std::string controllers = "," + line.substr(first + 1, second - first - 1) + ",";
        const bool version_2 = controllers == ",,";
        if (!version_2 && controllers.find(",cpu,") == std::string::npos) continue;
        tightest = std::min(
            tightest, tightest_quota_of(version_2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu", line.substr(second + 1)));
    }
    return tightest;
}

}  // namespace

int allowed_threads() {
    double threads = std::min<double>(affinity_cpus(), std::ceil(cgroup_processors()));
    if (const char* slurm = std::getenv("SLURM_CPUS_PER_TASK")) {
        const int cpus = std::atoi(slurm);
        if (cpus > 0) threads = std::min<double>(threads, cpus);
    }
    return std::max(1, static_cast<int>(threads));
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
    Stream stream(1, Draw::shock, 2, 3);
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
