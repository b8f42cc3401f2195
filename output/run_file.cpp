#include "output/run_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "output/place.hpp"
#include "output/run_writer.hpp"
#include "output/seal.hpp"
#include "output/writer_thread.hpp"

namespace orepolitik::output {

namespace {

// A chunk this long costs HDF5 little per value, and a block of that many months fits the memory of a laptop.
constexpr int most_months_per_block = 384;
constexpr std::size_t memory_for_hdf5_bytes = std::size_t{64} << 20;

// Blocks of equal length: the last chunk of a series is then as full as the others.
int months_per_block(int months) {
    const int blocks = (months + most_months_per_block - 1) / most_months_per_block;
    return (months + blocks - 1) / std::max(blocks, 1);
}

void remove_if_there(const std::filesystem::path& path) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

}  // namespace

struct RunFile::Parts {
    std::filesystem::path path;
    std::optional<PartLock> lock;  // held until nothing is left to write or remove
    RunSchema schema;
    RunSpan span;
    Block block;
    int next_month = 0;
    std::vector<Event> events;
    std::optional<MonthLog> log;
    bool log_leads_nowhere = false;   // no checkpoint says yet that the log is there
    std::optional<RunWriter> writer;  // touched by the thread's jobs only
    bool finished = false;
    WriterThread thread{1};  // last: joined before what its jobs use is gone

    // Runs on the writer thread: what HDF5 cannot do becomes an error about this file.
    template <class Work>
    WriterThread::Job job(Work work) {
        return [this, work = std::move(work)]() mutable {
            try {
                ask_memory_for_hdf5(memory_for_hdf5_bytes);
                work();
            } catch (const Hdf5Failure& failure) {
                discard();
                throw FileError(path, std::string("cannot be written (") + failure.what() + ")",
                                "choose another place with -o");
            } catch (...) {
                discard();
                throw;
            }
        };
    }
    void record(std::span<const TableValues> tables);
    void hand_over();
    void begin_log();
    void log_all_so_far();
    void discard();  // on the writer thread
    void remove_part();
};

void RunFile::Parts::discard() {
    if (writer) writer->discard();
    writer.reset();
}

void RunFile::Parts::hand_over() {
    if (block.months == 0) return;
    const int next = block.first_index + block.months;
    auto full = std::make_shared<Block>(std::exchange(block, {}));
    thread.post(job([this, full] { writer->write(*full); }));
    if (next < span.months) block = empty_block(schema, next, std::min(span.months_per_block, span.months - next));
}

void RunFile::Parts::remove_part() {
    remove_if_there(part_of(path));
}

void RunFile::Parts::record(std::span<const TableValues> tables) {
    append_month(block, tables);
    ++next_month;
    if (block.months == span.months_per_block) hand_over();
}

// An older checkpoint there would lead to months that are now another run's.
void RunFile::Parts::begin_log() {
    remove_if_there(checkpoint_of(path));
    log_leads_nowhere = true;
    log.emplace(months_of(path), schema);
}

// Months that have left memory are read back from the part.
void RunFile::Parts::log_all_so_far() {
    const auto log_block = [this](const Block& months) {
        for (int month = 0; month < months.months; ++month) log->append(month_of(months, month).views());
    };
    for (int first = 0; first < block.first_index; first += span.months_per_block) {
        Block written;
        thread.post(job([&] { written = writer->read(first, span.months_per_block); }));
        thread.wait();
        log_block(written);
    }
    log_block(block);
    for (const Event& event : events) log->append(event);
}

RunFile::RunFile(std::filesystem::path path, RunSchema schema, RunMetadata metadata, Month first_month, int months)
    : parts_(std::make_unique<Parts>()) {
    check_place_of_run(path);
    parts_->path = std::move(path);
    parts_->lock.emplace(parts_->path);
    try {
        parts_->schema = std::move(schema);
        parts_->span = {first_month, months, months_per_block(months)};
        parts_->block = empty_block(parts_->schema, 0, std::min(parts_->span.months_per_block, months));
        parts_->thread.post(parts_->job([parts = parts_.get(), metadata = std::move(metadata)] {
            parts->writer.emplace(part_of(parts->path), parts->schema, metadata, parts->span);
        }));
        parts_->thread.wait();
    } catch (...) {
        parts_->remove_part();
        throw;
    }
}

RunFile::~RunFile() {
    if (parts_->finished) return;
    if (parts_->log_leads_nowhere) remove_if_there(months_of(parts_->path));
    try {
        parts_->thread.post([parts = parts_.get()] { parts->discard(); });
        parts_->thread.wait();
    } catch (...) {  // the job that failed has discarded what it wrote, and append() or finish() has thrown
    }
    parts_->remove_part();
}

void RunFile::append(int month_index, std::span<const TableValues> tables) {
    if (month_index != parts_->next_month || month_index >= parts_->span.months)
        throw std::logic_error("months are recorded in order, each once");
    if (parts_->log) parts_->log->append(tables);
    parts_->record(tables);
}

void RunFile::add_event(Event event) {
    if (parts_->log) parts_->log->append(event);
    parts_->events.push_back(std::move(event));
}

void RunFile::finish(std::span<const PhaseTime> timings) {
    parts_->hand_over();
    parts_->thread.post(parts_->job([parts = parts_.get(), timings] {
        parts->writer->write_events(parts->events);
        parts->writer->write_timings(timings);
        parts->writer->close();
        seal_file(part_of(parts->path));
    }));
    parts_->thread.wait();
    if (parts_->log) RawFile(part_of(parts_->path), RawFile::Mode::go_on).put_on_disk();
    put_in_place(part_of(parts_->path), parts_->path);
    parts_->finished = true;
    if (parts_->log) put_folder_on_disk(parts_->path.parent_path());
    // Also those of an older run to this place: resumed, it would take the place of this one.
    remove_if_there(checkpoint_of(parts_->path));
    remove_if_there(months_of(parts_->path));
}

void RunFile::keep_months() {
    parts_->begin_log();
}

void RunFile::write_checkpoint(Checkpoint checkpoint) {
    auto& p = *parts_;
    if (!p.log) {
        p.begin_log();
        p.log_all_so_far();
    }
    checkpoint.log_name = months_of(p.path).filename().string();
    checkpoint.log = p.log->settle();
    output::write_checkpoint(checkpoint_of(p.path), checkpoint);
    p.log_leads_nowhere = false;
}

void RunFile::take_up(const std::filesystem::path& path, const Checkpoint& checkpoint) {
    namespace fs = std::filesystem;
    auto& p = *parts_;
    if (fs::path(checkpoint.log_name).filename() != checkpoint.log_name)
        throw CheckpointError(path, "damaged: the months recorded so far would lie in another folder");
    const fs::path from = path.parent_path() / checkpoint.log_name, to = months_of(p.path);
    std::error_code failure;
    if (!fs::is_regular_file(from, failure))
        throw CheckpointError(path, from.string() + ", the months recorded so far, is missing",
                              "put it beside the checkpoint");
    if (!fs::equivalent(from, to, failure)) {  // the file that the checkpoint belongs to stays as it is
        // So does the checkpoint, even if it was renamed to stand beside the output: until the next it is the only one.
        if (!fs::equivalent(path, checkpoint_of(p.path), failure)) remove_if_there(checkpoint_of(p.path));
        p.log_leads_nowhere = true;
        fs::copy_file(from, to, fs::copy_options::overwrite_existing, failure);
        if (failure) throw FileError(to, "cannot be written (" + failure.message() + ")");
    }
    p.log.emplace(to, p.schema, checkpoint.log);
    p.log->tell({.month = [&](std::span<const TableValues> tables) { p.record(tables); },
                 .event = [&](Event event) { p.events.push_back(std::move(event)); }});
    if (p.next_month != checkpoint.months_done)
        throw CheckpointError(
            path, fmt::format("damaged: {} months are done, and {} recorded", checkpoint.months_done, p.next_month));
}

}  // namespace orepolitik::output
