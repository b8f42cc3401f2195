#include "output/run_writer.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace orepolitik::output {

namespace {

constexpr int format_version = 1;  // raised when a reader of the old layout would fail on the new one

template <class Member>
std::vector<std::string> texts_of(std::span<const Event> events, Member member) {
    std::vector<std::string> texts;
    std::ranges::transform(events, std::back_inserter(texts), member);
    return texts;
}

// The system's number of the open file; -1 if there is none.
int descriptor_of(const FileHandle& file) noexcept {
    void* descriptor = nullptr;
    if (file.id() < 0 || H5Fget_vfd_handle(file.id(), H5P_DEFAULT, &descriptor) < 0 || !descriptor) return -1;
    return *static_cast<int*>(descriptor);
}

// Takes the disk space of everything that HDF5 still holds in memory: running out of it while HDF5 flushes leaves the
// library in a state in which the file cannot be closed and the program crashes at its end.
void claim_space(const FileHandle& file) {
    hsize_t size = 0;
    check(H5Fget_filesize(file.id(), &size), "size the file");
    constexpr off_t margin = 64 * 1024;  // for what flushing itself allocates
    const int claimed = fallocate(descriptor_of(file), FALLOC_FL_KEEP_SIZE, 0, static_cast<off_t>(size) + margin);
    const bool unsupported = errno == EOPNOTSUPP || errno == ENOSYS;  // some network disks: they tell when closed
    if (claimed != 0 && !unsupported) throw Hdf5Failure(std::strerror(errno));
}

}  // namespace

RunWriter::RunWriter(const std::filesystem::path& path, const RunSchema& schema, const RunMetadata& metadata,
                     RunSpan span)
    : span_(span) {
    silence_hdf5();
    file_ = create_netcdf_file(path);
    try {
        put_metadata(metadata);
        group_for(schema, "");
        for (const TableInfo& table : schema.tables) {
            NetcdfGroup& group = group_for(schema, table.group);
            tables_.emplace_back(group, table, strip_layout(schema, table, span.months_per_block));
        }
        add_facts(schema);
    } catch (...) {
        discard();
        throw;
    }
}

void RunWriter::put_metadata(const RunMetadata& metadata) {
    const hid_t root = file_.id();
    put_text(root, "Conventions", "CF-1.10");
    put_text(root, "title", metadata.title);
    put_text(root, "source", "Orepolitik " + metadata.program_version);
    put_integer(root, "format_version", format_version);
    put_text(root, "program_version", metadata.program_version);
    put_text(root, "git_hash", metadata.git_hash);
    put_text(root, "compiler", metadata.compiler);
    put_text(root, "flags", metadata.flags);
    put_text(root, "platform", metadata.platform);
    put_text(root, "self_test_hash", metadata.self_test_hash);
    put_text(root, "world", metadata.world);
    put_integer(root, "seed", metadata.seed);
    put_long_text(root, "scenario", metadata.scenario);
}

// Opens the group with every dimension that its tables and facts use.
NetcdfGroup& RunWriter::group_for(const RunSchema& schema, const std::string& path) {
    if (const auto known = groups_.find(path); known != groups_.end()) return known->second;
    NetcdfGroup& group = groups_.try_emplace(path, file_.id(), path, next_dimension_).first->second;
    const auto in_group = [&](const auto& thing) { return thing.group == path; };
    if (path.empty() || std::ranges::any_of(schema.tables, in_group)) group.add_time(span_.first, span_.months);
    for (const TableInfo& table : schema.tables)
        if (in_group(table))
            for (const std::string& dimension : table.dimensions) add_dimension(schema, group, dimension);
    for (const FactInfo& fact : schema.facts)
        if (in_group(fact)) add_dimension(schema, group, fact.dimension);
    return group;
}

void RunWriter::add_dimension(const RunSchema& schema, NetcdfGroup& group, const std::string& name) {
    if (group.has_dimension(name)) return;
    const auto info = std::ranges::find(schema.dimensions, name, &DimensionInfo::name);
    if (info == schema.dimensions.end()) throw std::logic_error("no dimension is called " + name);
    group.add_labels(*info);
}

void RunWriter::add_facts(const RunSchema& schema) {
    for (const FactInfo& fact : schema.facts) {
        NetcdfGroup& group = group_for(schema, fact.group);
        const VariableInfo info{fact.name, fact.units.empty() ? "1" : fact.units, fact.long_name};
        if (fact.numbers.empty())
            group.add_texts(info, fact.dimension, fact.texts);
        else
            group.add_numbers(info, fact.dimension, fact.numbers);
    }
}

void RunWriter::write(Block& block) {
    for (std::size_t t = 0; t < tables_.size(); ++t)
        tables_[t].write(block.tables[t], block.first_index, block.months, encoders_);
}

Block RunWriter::read(int first_index, int months) const {
    Block block{.first_index = first_index, .months = months, .tables = {}};
    for (const TableWriter& table : tables_) block.tables.push_back(table.read(first_index, months));
    return block;
}

void RunWriter::write_events(std::span<const Event> events) {
    NetcdfGroup group(file_.id(), "/events", next_dimension_);
    group.add_count({"event", "1", "number of the event, in the order in which they happened"}, events.size());
    std::vector<Month> months;
    std::vector<double> values;
    for (const Event& event : events) {
        months.push_back(event.month);
        values.push_back(event.value);
    }
    group.add_months({"month", "", "first day of the month of the event"}, "event", span_.first, months);
    group.add_texts({"kind", "1", "what kind of event: law, strike, project, ..."}, "event",
                    texts_of(events, &Event::kind));
    group.add_texts({"actor", "1", "who acts"}, "event", texts_of(events, &Event::actor));
    group.add_texts({"object", "1", "what is acted on"}, "event", texts_of(events, &Event::object));
    group.add_numbers({"value", "1", "the number that matters: tonnes, rate; its unit follows from the kind"}, "event",
                      values);
    group.add_texts({"reason", "1", "why, with the numbers that triggered it"}, "event",
                    texts_of(events, &Event::reason));
}

void RunWriter::write_timings(std::span<const PhaseTime> timings) {
    NetcdfGroup group(file_.id(), "/timing", next_dimension_);
    DimensionInfo phases{"phase", "part of the run's work", {}};
    std::vector<double> seconds;
    for (const PhaseTime& time : timings) {
        phases.labels.push_back(time.phase);
        seconds.push_back(time.wall_seconds);
    }
    if (seconds.empty()) return;
    group.add_labels(phases);
    group.add_numbers({"wall_seconds", "s", "wall time spent in the phase"}, "phase", seconds);
}

void RunWriter::close() {
    tables_.clear();
    groups_.clear();
    claim_space(file_);
    check(H5Fflush(file_.id(), H5F_SCOPE_GLOBAL), "write the file");
    // Network disks tell of a full disk when a descriptor is closed; closing a copy asks without giving up the file.
    if (::close(dup(descriptor_of(file_))) != 0) throw Hdf5Failure(std::strerror(errno));
    file_.close("close the file");
}

// A close that cannot write leaves HDF5 unable to end in order: it crashes when the program exits. So the open file is
// exchanged for one in memory, which takes whatever HDF5 still wants to write.
void RunWriter::discard() noexcept {
    const int descriptor = descriptor_of(file_);
    if (descriptor < 0) return;
    const int nowhere = memfd_create("discarded run", 0);
    if (nowhere < 0) return;
    dup2(nowhere, descriptor);
    ::close(nowhere);
}

}  // namespace orepolitik::output
