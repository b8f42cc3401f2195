#include "output/batch_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

struct Head {
    std::uint64_t run = 0, reason_bytes = 0, values = 0;
    std::uint32_t state = 0, checksum = 0;  // of all that follows
};

int locked(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0) throw FileError(path, std::string("cannot be written (") + std::strerror(errno) + ")");
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return descriptor;
    close(descriptor);
    throw FileError(path, "another sweep is at work on these runs", "wait for it, or end it");
}

std::uint32_t checksum_of(const Head& head, const RunResult& result) {
    const auto whole = checksum(std::as_bytes(std::span(&head.run, 3)));
    const auto text = checksum(std::as_bytes(std::span(result.reason)), whole ^ head.state);
    return checksum(std::as_bytes(std::span(result.values)), text);
}

std::optional<RunResult> next_result(RawFile& file, std::uint64_t left) {
    Head head;
    if (left < sizeof head || file.read(std::as_writable_bytes(std::span(&head, 1))) < sizeof head) return {};
    left -= sizeof head;
    if (head.reason_bytes > left || head.values > (left - head.reason_bytes) / sizeof(double)) return {};
    RunResult result{head.run, static_cast<RunState>(head.state), std::string(head.reason_bytes, ' '),
                     std::vector<double>(head.values)};
    file.read(std::as_writable_bytes(std::span(result.reason)));
    file.read(std::as_writable_bytes(std::span(result.values)));
    if (checksum_of(head, result) != head.checksum) return {};
    return result;
}

std::uint64_t bytes_of(const RunResult& result) {
    return sizeof(Head) + result.reason.size() + result.values.size() * sizeof(double);
}

}  // namespace

BatchLog::BatchLog(const std::filesystem::path& path)
    : lock_(locked(path)), file_(path, RawFile::Mode::go_on), bytes_(read_batch_log(path, [](const RunResult&) {})) {
    file_.cut_after(bytes_);
}

BatchLog::~BatchLog() {
    close(lock_);
}

void BatchLog::append(const RunResult& result) {
    Head head{result.run, result.reason.size(), result.values.size(), static_cast<std::uint32_t>(result.state), 0};
    head.checksum = checksum_of(head, result);
    try {
        file_.write(std::as_bytes(std::span(&head, 1)));
        file_.write(std::as_bytes(std::span(result.reason)));
        file_.write(std::as_bytes(std::span(result.values)));
        file_.put_on_disk();
    } catch (...) {
        file_.cut_after(bytes_);
        throw;
    }
    bytes_ += bytes_of(result);
}

std::uint64_t read_batch_log(const std::filesystem::path& path, const std::function<void(RunResult)>& tell) {
    RawFile file(path, RawFile::Mode::read);
    const std::uint64_t size = file.size();
    std::uint64_t whole = 0;
    while (auto result = next_result(file, size - whole)) {
        whole += bytes_of(*result);
        tell(std::move(*result));
    }
    return whole;
}

}  // namespace orepolitik::output
