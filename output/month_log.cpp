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
constexpr std::size_t record_head_bytes = sizeof(RecordHead::kind) + sizeof(RecordHead::bytes);

void carry_event(auto& mover, Event& event) {
    Carrier{mover}(event.month, event.kind, event.actor, event.object, event.value, event.reason);
}

std::vector<std::byte> read_exactly(RawFile& file, std::size_t count) {
    std::vector<std::byte> bytes(count);
    if (file.read(bytes) != count) throw FileError(file.path(), "cannot be read (it ends too early)");
    return bytes;
}

}  // namespace

MonthLog::MonthLog(const std::filesystem::path& path, const RunSchema& schema) : file_(path, RawFile::Mode::write_new) {
    expect(schema);
}

MonthLog::MonthLog(const std::filesystem::path& path, const RunSchema& schema, LogMark mark)
    : file_(path, RawFile::Mode::go_on), mark_(mark) {
    expect(schema);
    if (file_.size() < mark.bytes)
        throw CheckpointError(path, fmt::format("truncated: {} of {} bytes of months", file_.size(), mark.bytes));
    if (checksum_of(mark.bytes) != mark.checksum)
        throw CheckpointError(path, "damaged, or of another run: its checksum is not what the checkpoint says");
    file_.cut_after(mark.bytes);
}

void MonthLog::expect(const RunSchema& schema) {
    for (const TableInfo& info : schema.tables) {
        Table& table = tables_.emplace_back(Table{info.cells.size(), {}});
        for (const ColumnInfo& column : info.columns) table.columns.push_back(column.precision);
    }
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

void MonthLog::tell(const LogReader& reader) try {
    file_.rewind();
    for (std::uint64_t at = 0; at < mark_.bytes;) {
        RecordHead head;
        const auto first = read_exactly(file_, record_head_bytes);
        BytesIn head_in(first);
        Carrier{head_in}(head);
        at += record_head_bytes;
        if (head.bytes > mark_.bytes - at) throw std::length_error("a record ends behind the log");
        const auto record = read_exactly(file_, head.bytes);
        at += head.bytes;
        BytesIn in(record);
        if (head.kind == static_cast<std::uint32_t>(Kind::event)) {
            Event event;
            carry_event(in, event);
            reader.event(std::move(event));
            continue;
        }
        tell_month(record, reader);
    }
} catch (const std::length_error& error) {
    throw CheckpointError(file_.path(), std::string("what it records is not what this scenario does, ") + error.what());
}

void MonthLog::tell_month(std::span<const std::byte> record, const LogReader& reader) const {
    BytesIn in(record);
    std::vector<std::vector<double>> values;
    std::vector<TableValues> views;
    std::vector<float> single;
    for (const Table& table : tables_) {
        std::vector<double>& all = values.emplace_back(table.rows * table.columns.size());
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            double* column = all.data() + c * table.rows;
            if (table.columns[c] == Precision::full) {
                in.move(column, table.rows * sizeof(double));
                continue;
            }
            single.resize(table.rows);
            in.move(single.data(), table.rows * sizeof(float));
            std::ranges::copy(single, column);
        }
        views.push_back({all});
    }
    if (!in.left().empty()) throw std::length_error("bytes are left over");
    reader.month(views);
}

void MonthLog::append(std::span<const TableValues> tables) {
    BytesOut out;
    std::vector<float> single;
    for (std::size_t t = 0; t < tables_.size(); ++t) {
        const std::size_t rows = tables_[t].rows;
        for (std::size_t c = 0; c < tables_[t].columns.size(); ++c) {
            const auto column = tables[t].values.subspan(c * rows, rows);
            single.clear();
            if (tables_[t].columns[c] == Precision::full)
                out.move(column.data(), column.size_bytes());
            else
                for (const double value : column) single.push_back(static_cast<float>(value));
            out.move(single.data(), single.size() * sizeof(float));
        }
    }
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
