#include "output/sweep_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "output/batch_file.hpp"
#include "output/hdf5_handles.hpp"
#include "output/place.hpp"
#include "output/raw_file.hpp"

namespace orepolitik::output {
namespace {

namespace fs = std::filesystem;

std::string shard_name(const std::string& name, Shard shard, const std::string& ending) {
    if (shard.count == 1) return name + ending;
    return fmt::format("{}-{}-of-{}{}", name, shard.index, shard.count, ending);
}

void make_folder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder / "batches", failure);
    if (failure) throw FileError(folder, "cannot be written (" + failure.message() + ")", "choose another with -o");
}

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// Programs that begin together each write the same text beside it under a name of their own.
void put_text_once(const fs::path& file, const std::string& text) {
    if (fs::exists(file)) return;
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    const fs::path own = file.string() + fmt::format(".{}-{}", host, getpid());
    write_whole(own, std::as_bytes(std::span(text)));
    put_in_place(own, file);
}

// HDF5 begins when it is first called: better now than when memory is full.
void begin_hdf5() {
    constexpr std::size_t bytes = std::size_t{16} << 20;
    ask_memory_for_hdf5(bytes);
    silence_hdf5();
}

// Throws SweepError if the folder holds another sweep, or a list of runs that is not this one's.
void reject_other_sweep(const fs::path& folder, const SweepLayout& layout, const SweepTexts& texts) {
    const std::string own = to_json(layout);
    const fs::path file = layout_file(folder);
    if (fs::exists(file) && text_of(file) != own) {
        const SweepLayout other = read_layout(file);
        const char* differs = other.program != layout.program                 ? "was made by another build"
                              : other.world_checksum != layout.world_checksum ? "is of another world"
                              : other.runs != layout.runs                     ? "is of another number of runs"
                              : other.runs_checksum != layout.runs_checksum   ? "is of other scenarios"
                                                                              : "records something else";
        throw SweepError(folder, fmt::format("holds a sweep that {}: {}", differs, other.title),
                         "choose another folder with -o");
    }
    // Results are laid out by this list: that of another sweep, killed before its first run or forgotten by who removed
    // the rest, would give them other parameters.
    const fs::path design = folder / "design.csv";
    if (fs::exists(design) && text_of(design) != texts.design_csv)
        throw SweepError(design, "is not the list of runs of this sweep",
                         "remove it, or choose another folder with -o");
}

void claim_folder(const fs::path& folder, const SweepLayout& layout, const SweepTexts& texts) {
    reject_other_sweep(folder, layout, texts);
    put_text_once(folder / "design.csv", texts.design_csv);
    put_text_once(folder / "design.yaml", texts.design_yaml);
    put_text_once(layout_file(folder), to_json(layout));
}

// The place in its batch of a run that a log holds, which must be one of this sweep's.
std::size_t place_in_batch(const fs::path& log, const SweepLayout& layout, std::size_t batch, const RunResult& result) {
    const std::size_t first = layout.first_run(batch), place = result.run - first;
    const bool fits = result.state != RunState::done || result.values.size() == layout.values_per_run();
    if (result.run < first || place >= layout.runs_in(batch) || !fits)
        throw FileError(log, fmt::format("is damaged or of another sweep (run {})", result.run));
    return place;
}

}  // namespace

fs::path layout_file(const fs::path& folder) {
    return folder / "sweep.json";
}

fs::path batch_file(const fs::path& folder, std::size_t batch) {
    return folder / "batches" / fmt::format("{:05}.h5", batch);
}

fs::path batch_log_file(const fs::path& folder, std::size_t batch) {
    return folder / "batches" / fmt::format("{:05}.log", batch);
}

FolderLock::FolderLock(const fs::path& folder, const std::string& name, Kind kind)
    : descriptor_(open((folder / name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0)
        throw FileError(folder, std::string("cannot be written (") + std::strerror(errno) + ")",
                        "choose another with -o");
    // Parallel file systems are often mounted without locks; there a second sweep goes unnoticed.
    if (flock(descriptor_, (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    close(descriptor_);
    throw SweepError(folder, "another sweep is at work in this folder", "wait for it, or share the work with --shard");
}

FolderLock::~FolderLock() {
    close(descriptor_);
}

SweepFolder::SweepFolder(fs::path folder, SweepLayout layout, const SweepTexts& texts, Shard shard)
    : folder_(std::move(folder)), layout_(std::move(layout)), shard_(shard) {
    reject_other_sweep(folder_, layout_, texts);  // before anything is written there
    make_folder(folder_);
    begin_hdf5();
    const bool alone = shard_.count == 1;
    folder_lock_ =
        std::make_unique<FolderLock>(folder_, "lock", alone ? FolderLock::Kind::alone : FolderLock::Kind::shared);
    if (!alone)
        shard_lock_ = std::make_unique<FolderLock>(folder_, shard_name("lock", shard_, ""), FolderLock::Kind::alone);
    claim_folder(folder_, layout_, texts);
    ledger_ = std::make_unique<Ledger>(folder_ / shard_name("ledger", shard_, ".csv"));
    for (std::size_t batch = shard_.index; batch < layout_.batches(); batch += shard_.count) find_open_runs(batch);
}

SweepFolder::~SweepFolder() = default;

void SweepFolder::find_open_runs(std::size_t batch) {
    const fs::path log = batch_log_file(folder_, batch);
    std::vector<bool> done(layout_.runs_in(batch), false);
    if (fs::exists(log)) {
        read_batch_log(log, [&](const RunResult& result) {
            const std::size_t place = place_in_batch(log, layout_, batch, result);
            if (result.state == RunState::done) done[place] = true;
        });
    } else if (fs::exists(batch_file(folder_, batch))) {
        return;
    }
    const auto open = static_cast<std::size_t>(std::count(done.begin(), done.end(), false));
    if (open == 0) return settle_batch(folder_, layout_, batch);  // killed between its last run and its file
    batches_[batch].open = open;
    for (std::size_t r = 0; r < done.size(); ++r)
        if (!done[r]) open_.push_back(layout_.first_run(batch) + r);
}

void SweepFolder::add(FinishedRun run) {
    auto shared = std::make_shared<FinishedRun>(std::move(run));
    thread_.post([this, shared] { write(*shared); });
}

void SweepFolder::write(const FinishedRun& run) {
    const std::size_t number = run.result.run / layout_.runs_per_batch;
    Batch& batch = batches_.at(number);
    if (!batch.log) batch.log = std::make_unique<BatchLog>(batch_log_file(folder_, number));
    batch.log->append(run.result);
    ledger_->add({run.result.run, run.result.state, run.exit_code, run.wall_seconds,
                  checksum(std::as_bytes(std::span(run.result.values))), run.result.reason});
    if (--batch.open > 0) return;
    batch.log.reset();
    settle_batch(folder_, layout_, number);
}

void SweepFolder::finish() {
    thread_.wait();
}

void settle_batch(const fs::path& folder, const SweepLayout& layout, std::size_t batch) {
    const fs::path log = batch_log_file(folder, batch);
    std::vector<RunResult> results(layout.runs_in(batch));
    const std::size_t first = layout.first_run(batch);
    for (std::size_t r = 0; r < results.size(); ++r) results[r].run = first + r;
    read_batch_log(log, [&](RunResult result) {
        RunResult& known = results[place_in_batch(log, layout, batch, result)];
        if (known.state != RunState::done) known = std::move(result);
    });
    write_batch(batch_file(folder, batch), layout, batch, results);
    if (std::ranges::all_of(results, [](const RunResult& r) { return r.state == RunState::done; })) {
        std::error_code ignored;
        fs::remove(log, ignored);
    }
}

}  // namespace orepolitik::output
