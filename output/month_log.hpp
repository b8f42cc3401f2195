// The months that a run has recorded so far, one after the other, in a file that only grows: what a run that was cut
// short needs beside its state to write the same run file as an uninterrupted one. A checkpoint says how much of it
// counts; what a killed run wrote after that is cut off.
// Values have the precision of the run file, so that what is read back is written again to the bit.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "model/record.hpp"
#include "output/raw_file.hpp"

namespace orepolitik::output {

// The part of a log that counts.
struct LogMark {
    std::uint64_t bytes = 0;
    std::uint32_t checksum = 0;
    void carried(auto&& visit) { visit(bytes, checksum); }
};

// Who is told what a log holds, in the order in which it was recorded.
struct LogReader {
    std::function<void(std::span<const TableValues>)> month;
    std::function<void(Event)> event;
};

class MonthLog {
  public:
    // Begins a log. Throws FileError, as do all below.
    MonthLog(const std::filesystem::path& path, const RunSchema& schema);
    // Goes on with a log behind its mark. Throws CheckpointError if it is not the log that was marked.
    MonthLog(const std::filesystem::path& path, const RunSchema& schema, LogMark mark);

    // All that stands there. Throws CheckpointError if other tables are recorded than those of the schema.
    void tell(const LogReader& reader);
    void append(std::span<const TableValues> tables);
    void append(Event event);
    LogMark settle();  // what was appended is on the disk

  private:
    enum class Kind : std::uint32_t { month, event };
    void write(Kind kind, std::span<const std::byte> record);
    std::uint32_t checksum_of(std::uint64_t bytes);
    void tell_month(std::span<const std::byte> record, const LogReader& reader) const;
    void expect(const RunSchema& schema);

    RawFile file_;
    LogMark mark_;
    struct Table {
        std::size_t rows = 0;
        std::vector<Precision> columns;
    };
    std::vector<Table> tables_;
};

}  // namespace orepolitik::output
