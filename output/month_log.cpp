#include "output/month_log.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/carried.hpp"
#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;

// Every record begins so.
struct RecordHead {
    std::uint32_t kind = 0;
    std::uint64_t bytes = 0;
    void carried(auto&& visit) { visit(kind, bytes); }
};
constexpr std::size_t head_bytes = sizeof(RecordHead::kind) + sizeof(RecordHead::bytes);

void carry_event(auto& mover, Event& event) {
    Carrier{mover}(event.month, event.kind, event.actor, event.object, event.value, event.reason);
}

template <class Visit>
void for_each_column(Block& block, Visit&& visit) {
    for (TableBlock& table : block.tables)
        for (ColumnValues& column : table.columns)
            std::visit([&](auto& numbers) { visit(numbers, table.rows); }, column);
}

std::vector<std::byte> read_exactly(RawFile& file, std::size_t count) {
    std::vector<std::byte> bytes(count);
    if (file.read(bytes) != count) throw FileError(file.path(), "cannot be read (it ends too early)");
    return bytes;
}

}  // namespace

MonthLog::MonthLog(const std::filesystem::path& path, const RunSchema& schema)
    : file_(path, RawFile::Mode::write_new), month_(empty_block(schema, 0, 1)) {}

MonthLog::MonthLog(const std::filesystem::path& path, const RunSchema& schema, LogMark mark)
    : file_(path, RawFile::Mode::go_on), mark_(mark), month_(empty_block(schema, 0, 1)) {
    if (file_.size() < mark.bytes)
        throw CheckpointError(path, fmt::format("truncated: {} of {} bytes of months", file_.size(), mark.bytes));
    if (checksum_of(mark.bytes) != mark.checksum)
        throw CheckpointError(path, "damaged, or of another run: its checksum is not what the checkpoint says");
    file_.cut_after(mark.bytes);
}

std::uint32_t MonthLog::checksum_of(std::uint64_t bytes) {
    std::uint32_t sum = 0;
    file_.rewind();
    while (bytes > 0) {
        const auto piece = read_exactly(file_, std::min<std::uint64_t>(bytes, piece_bytes));
        sum = checksum(piece, sum);
        bytes -= piece.size();
    }
    return sum;
}

void MonthLog::tell(const LogReader& reader) {
    file_.rewind();
    for (std::uint64_t at = 0; at < mark_.bytes;) {
        RecordHead head;
        const auto first = read_exactly(file_, head_bytes);
        BytesIn head_in(first);
        Carrier{head_in}(head);
        const auto record = read_exactly(file_, head.bytes);
        at += head_bytes + head.bytes;
        BytesIn in(record);
        if (head.kind == static_cast<std::uint32_t>(Kind::event)) {
            Event event;
            carry_event(in, event);
            reader.event(std::move(event));
            continue;
        }
        for_each_column(month_, [&](auto& numbers, std::size_t rows) {
            numbers.resize(rows);
            in.move(numbers.data(), rows * sizeof(numbers[0]));
        });
        reader.month(month_of(month_, 0).views());
    }
}

void MonthLog::append(std::span<const TableValues> tables) {
    for_each_column(month_, [](auto& numbers, std::size_t) { numbers.clear(); });
    append_month(month_, tables);
    BytesOut out;
    for_each_column(month_,
                    [&](auto& numbers, std::size_t rows) { out.move(numbers.data(), rows * sizeof(numbers[0])); });
    write(Kind::month, out.take());
}

void MonthLog::append(Event event) {
    BytesOut out;
    carry_event(out, event);
    write(Kind::event, out.take());
}

void MonthLog::write(Kind kind, std::span<const std::byte> record) {
    RecordHead head{static_cast<std::uint32_t>(kind), record.size()};
    BytesOut out;
    Carrier{out}(head);
    const auto first = out.take();
    for (const auto& part : {std::span<const std::byte>(first), record}) {
        file_.write(part);
        mark_.checksum = checksum(part, mark_.checksum);
        mark_.bytes += part.size();
    }
}

LogMark MonthLog::settle() {
    file_.put_on_disk();
    return mark_;
}

}  // namespace orepolitik::output
