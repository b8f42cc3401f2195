// How every fuzz target ends: the program is started in this process with the words that a user would type, and must
// end as the contract says, whatever the bytes are. A crash, a hang, or an "internal fault" is a find.
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "cli/commands.hpp"

namespace orepolitik::fuzz {

namespace fs = std::filesystem;

// A folder in memory with the tiny world and scenario, alike for all inputs.
class Workshop {
  public:
    Workshop() {
        std::string name = "/dev/shm/orepolitik-fuzz-XXXXXX";
        if (mkdtemp(name.data()) == nullptr) std::abort();
        folder_ = name;
        fs::copy(OREPOLITIK_SOURCE_DIR "/config/worlds/tiny", folder_ / "tiny");
        fs::copy(OREPOLITIK_SOURCE_DIR "/config/scenarios/tiny.yaml", folder_ / "scenario.yaml");
        write("short.yaml", "base: scenario.yaml\nworld: tiny\nmonths: 2\n");
        write("made_up.yaml", "name: made up\nbase_month: 2024-01\nsynth: {plants: 20, countries: 3, minerals: 2}\n");
        fs::current_path(folder_);
        static fs::path left_behind;
        left_behind = folder_;
        std::atexit([] {
            std::error_code ignored;
            fs::remove_all(left_behind, ignored);
        });
    }
    void write(const std::string& name, std::string_view text) const {
        std::ofstream(folder_ / name, std::ios::binary | std::ios::trunc) << text;
    }
    void write(const std::string& name, std::span<const std::uint8_t> bytes) const {
        write(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }

  private:
    fs::path folder_;
};

constexpr std::clock_t most_seconds = 5;  // of the processor: the clock would count what a busy machine does beside

// The exit code, which must be one of the contract's, in time.
inline int type(std::vector<std::string> words) {
    const std::clock_t start = std::clock();
    words.insert(words.begin(), "orepolitik");
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const int code = cli::run_command_line(static_cast<int>(words.size()), argv.data());
    const bool in_contract =
        code == cli::exit_done || code == cli::exit_bad_input || code == cli::exit_file || code == cli::exit_stopped;
    const bool in_time = std::clock() - start <= most_seconds * CLOCKS_PER_SEC;
    if (!in_contract || !in_time) std::abort();
    return code;
}

}  // namespace orepolitik::fuzz
