// The file of one run: netCDF-4 made with HDF5, described in output/FORMAT.md. It appears under its name only when it
// is complete; until then it is NAME.part, and nothing is left of it if the run is cut short.
// A run that may be cut short leaves NAME.checkpoint and NAME.months, which go when the file is complete.
// One thread of its own makes every HDF5 call; append() copies and returns, and waits only if the disk falls behind.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "model/record.hpp"
#include "output/checkpoint.hpp"
#include "output/file_error.hpp"
#include "output/run_metadata.hpp"

namespace orepolitik::output {

class RunFile {
  public:
    // Throws FileError if the file cannot be made.
    RunFile(std::filesystem::path path, RunSchema schema, RunMetadata metadata, Month first_month, int months);
    ~RunFile();  // removes what was written unless finish() was reached
    RunFile(const RunFile&) = delete;
    RunFile& operator=(const RunFile&) = delete;

    // Months come in order, from 0, each with a value per column and row of every table of the schema.
    void append(int month_index, std::span<const TableValues> tables);
    void add_event(Event event);
    void finish(std::span<const PhaseTime> timings);

    // From the first month on, what is recorded is also kept beside the file, so that checkpoints cost little.
    void keep_months();
    // Writes a checkpoint of what is recorded so far beside the file. `checkpoint` says all but where the months are.
    void write_checkpoint(Checkpoint checkpoint);
    // Records again what was recorded before the checkpoint, which stands at `path`; months go on from there. Throws
    // CheckpointError where the log is missing or holds other months.
    void take_up(const std::filesystem::path& path, const Checkpoint& checkpoint);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace orepolitik::output
