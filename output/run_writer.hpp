// A run file while it is written: lays the schema out and takes blocks. Every call comes from one thread.
#pragma once
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/record.hpp"
#include "output/block.hpp"
#include "output/netcdf.hpp"
#include "output/run_metadata.hpp"
#include "output/table_writer.hpp"

namespace orepolitik::output {

struct RunSpan {
    Month first;
    int months = 0;
    int months_per_block = 0;
};

class RunWriter {
  public:
    RunWriter(const std::filesystem::path& path, const RunSchema& schema, const RunMetadata& metadata, RunSpan span);

    void write(Block& block);
    Block read(int first_index, int months) const;  // of those that were written
    void write_events(std::span<const Event> events);
    void write_timings(std::span<const PhaseTime> timings);
    void close();  // after this the file on disk is whole

    // Lets go of the file on disk, so that what HDF5 still writes when it closes cannot fail once more.
    void discard() noexcept;

  private:
    NetcdfGroup& group_for(const RunSchema& schema, const std::string& path);
    void add_dimension(const RunSchema& schema, NetcdfGroup& group, const std::string& name);
    void add_facts(const RunSchema& schema);
    void put_metadata(const RunMetadata& metadata);

    RunSpan span_;
    FileHandle file_;
    int next_dimension_ = 0;
    std::map<std::string, NetcdfGroup> groups_;
    std::vector<TableWriter> tables_;
    Encoders encoders_;
};

}  // namespace orepolitik::output
