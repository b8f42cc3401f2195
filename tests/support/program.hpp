// The program as a user starts it: a process with words, what it wrote to stdout and stderr, and its exit code.
#pragma once
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

extern char** environ;

namespace orepolitik::test {

inline const std::string source_dir = OREPOLITIK_SOURCE_DIR;
inline const std::string scenarios = source_dir + "/config/scenarios/";

// A folder of one test, gone when the test ends.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "orepolitik-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(path_)) found.push_back(entry.path().filename());
        return found;
    }

  private:
    std::filesystem::path path_;
};

inline std::string text_of(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

struct Said {
    int code = -1;  // exit code; minus the signal that ended it
    std::string out, err;
};

class Process {
  public:
    // An `out_path` takes stdout in place of what is captured.
    Process(const std::string& program, const std::vector<std::string>& words, std::string out_path = {})
        : captured_(out_path.empty()), out_path_(captured_ ? folder_ / "out" : std::move(out_path)) {
        std::vector<std::string> all{program};
        all.insert(all.end(), words.begin(), words.end());
        std::vector<char*> arguments;
        for (auto& word : all) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out_path_.c_str(), O_WRONLY | O_CREAT, 0600);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, (folder_ / "err").c_str(), O_WRONLY | O_CREAT, 0600);
        const int failed = posix_spawnp(&pid_, program.c_str(), &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (failed != 0) throw std::runtime_error("cannot start " + program);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t pid() const { return pid_; }
    Said wait() {
        int status = 0;
        waitpid(pid_, &status, 0);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), captured_ ? text_of(out_path_) : "",
                text_of(folder_ / "err")};
    }

  private:
    Folder folder_;
    bool captured_;
    std::string out_path_;
    pid_t pid_ = 0;
};

inline Said orepolitik_says(const std::vector<std::string>& words) {
    return Process(OREPOLITIK_PROGRAM, words).wait();
}

}  // namespace orepolitik::test
