// A log of months gives back what was recorded, to the bit, and nothing else: not what came after its mark, not what
// another run wrote, not what a broken disk made of it.
#include "output/month_log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

#include "output/block.hpp"
#include "output/file_error.hpp"
#include "tests/output/synthetic_run.hpp"

namespace orepolitik::output {
namespace {

namespace fs = std::filesystem;

using Numbers = std::vector<std::vector<double>>;  // by table

class MonthLogTest : public testing::Test {
  protected:
    void SetUp() override {
        folder_ = fs::path(testing::TempDir()) / ("month_log-" + std::to_string(getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    Numbers month(int index) const {
        Numbers values;
        for (std::size_t t = 0; t < schema_.tables.size(); ++t) {
            auto& table = values.emplace_back();
            for (std::size_t c = 0; c < schema_.tables[t].columns.size(); ++c)
                for (std::size_t r = 0; r < schema_.tables[t].cells.size(); ++r) {
                    const double value = synthetic_value(t, c, r, index);
                    const bool single = schema_.tables[t].columns[c].precision == Precision::single;
                    table.push_back(single ? static_cast<double>(static_cast<float>(value)) : value);
                }
        }
        return values;
    }
    void append(MonthLog& log, int first, int last) const {
        for (int index = first; index < last; ++index) {
            const MonthValues values{month(index)};
            log.append(values.views());
            log.append(Event{Month{index}, "law", "ÑUB", "", index + 0.5, "why " + std::to_string(index)});
        }
    }
    void expect_months(MonthLog& log, int count) const {
        int told = 0, events = 0;
        log.tell({.month =
                      [&](std::span<const TableValues> tables) {
                          const auto wanted = month(told++);
                          ASSERT_EQ(tables.size(), wanted.size());
                          for (std::size_t t = 0; t < wanted.size(); ++t)
                              EXPECT_TRUE(same(tables[t].values, wanted[t])) << told;
                      },
                  .event =
                      [&](const Event& event) {
                          EXPECT_EQ(event.month, Month{events});
                          EXPECT_EQ(event.actor, "ÑUB");
                          EXPECT_EQ(event.value, events + 0.5);
                          EXPECT_EQ(event.reason, "why " + std::to_string(events++));
                      }});
        EXPECT_EQ(told, count);
        EXPECT_EQ(events, count);
    }
    static bool same(std::span<const double> found, const std::vector<double>& wanted) {
        return std::ranges::equal(found, wanted,
                                  [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); });
    }
    void change_byte(std::uint64_t at) const {
        std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(at));
        const auto byte = static_cast<char>(file.get() ^ 1);
        file.seekp(static_cast<std::streamoff>(at));
        file.put(byte);
    }
    fs::path path() const { return folder_ / "run.h5.months"; }

    RunSchema schema_ = synthetic_schema();
    fs::path folder_;
};

TEST_F(MonthLogTest, GivesBackWhatStandsBeforeItsMarkAndGoesOnThere) {
    LogMark mark;
    {
        MonthLog log(path(), schema_);
        append(log, 0, 5);
        mark = log.settle();
        append(log, 5, 9);  // and here the run was killed
    }
    {
        MonthLog log(path(), schema_, mark);
        expect_months(log, 5);
        append(log, 5, 7);
        mark = log.settle();
    }
    EXPECT_EQ(fs::file_size(path()), mark.bytes);
    MonthLog log(path(), schema_, mark);
    expect_months(log, 7);
}

// As when a checkpoint's scenario was changed to record more or less.
TEST_F(MonthLogTest, OfOtherTablesIsRefused) {
    LogMark mark;
    {
        MonthLog log(path(), schema_);
        append(log, 0, 2);
        mark = log.settle();
    }
    for (const bool fewer : {true, false}) {
        RunSchema other = schema_;
        if (fewer)
            other.tables.pop_back();
        else
            other.tables.push_back(other.tables.back());
        MonthLog log(path(), other, mark);
        EXPECT_THROW(log.tell({.month = [](auto) {}, .event = [](auto) {}}), CheckpointError) << fewer;
    }
}

TEST_F(MonthLogTest, WithoutMonthsIsALogToo) {
    const LogMark mark = MonthLog(path(), schema_).settle();
    MonthLog log(path(), schema_, mark);
    expect_months(log, 0);
}

TEST_F(MonthLogTest, ThatWasCutOrChangedIsRefusedAndLeftAlone) {
    LogMark mark;
    {
        MonthLog log(path(), schema_);
        append(log, 0, 3);
        mark = log.settle();
    }
    for (const std::uint64_t at : {std::uint64_t{0}, std::uint64_t{6}, mark.bytes / 2, mark.bytes - 1}) {
        change_byte(at);
        EXPECT_THROW(MonthLog(path(), schema_, mark), CheckpointError) << at;
        change_byte(at);
    }
    EXPECT_NO_THROW(MonthLog(path(), schema_, mark));
    fs::resize_file(path(), mark.bytes - 1);
    EXPECT_THROW(MonthLog(path(), schema_, mark), CheckpointError);
    EXPECT_EQ(fs::file_size(path()), mark.bytes - 1);
}

TEST_F(MonthLogTest, ThatIsNotThereIsAnErrorOfReading) {
    EXPECT_THROW(MonthLog(path(), schema_, LogMark{}), FileError);
    EXPECT_THROW(MonthLog(folder_ / "none" / "log", schema_), FileError);
}

}  // namespace
}  // namespace orepolitik::output
