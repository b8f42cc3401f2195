#include "output/run_file.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "output/place.hpp"
#include "output/run_writer.hpp"
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

}  // namespace

struct RunFile::Parts {
    std::filesystem::path path;
    std::optional<PartLock> lock;  // held until nothing is left to write or remove
    RunSchema schema;
    RunSpan span;
    Block block;
    int next_month = 0;
    std::vector<Event> events;
    std::optional<RunWriter> writer;  // touched by the thread's jobs only
    bool finished = false;
    WriterThread thread{1};  // last: joined before what its jobs use is gone

    // Runs on the writer thread: what HDF5 cannot do becomes an error about this file.
    template <class Work>
    WriterThread::Job job(Work work) {
        return [this, work = std::move(work)]() mutable {
            try {
                // HDF5 crashes where it finds no memory, so what it may need is asked for first.
                ::operator delete(::operator new(memory_for_hdf5_bytes));
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
    void hand_over();
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
    std::error_code ignored;
    std::filesystem::remove(part_of(path), ignored);
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
    append_month(parts_->block, tables);
    ++parts_->next_month;
    if (parts_->block.months == parts_->span.months_per_block) parts_->hand_over();
}

void RunFile::add_event(Event event) {
    parts_->events.push_back(std::move(event));
}

void RunFile::finish(std::span<const PhaseTime> timings) {
    parts_->hand_over();
    parts_->thread.post(parts_->job([parts = parts_.get(), timings] {
        parts->writer->write_events(parts->events);
        parts->writer->write_timings(timings);
        parts->writer->close();
    }));
    parts_->thread.wait();
    std::error_code failure;
    std::filesystem::rename(part_of(parts_->path), parts_->path, failure);
    if (failure) throw FileError(parts_->path, "cannot be named so (" + failure.message() + ")");
    parts_->finished = true;
}

}  // namespace orepolitik::output
