// A checkpoint comes back as it was written or is refused with the reason; a run file taken up from one is the same.
#include "output/checkpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "output/block.hpp"
#include "output/run_reader.hpp"
#include "tests/output/synthetic_run.hpp"

namespace orepolitik::output {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;
namespace fs = std::filesystem;

class CheckpointTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path(testing::TempDir()) / ("checkpoint_" + std::to_string(getpid()) + info->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_)) names.push_back(entry.path().filename());
        return names;
    }
    std::string bytes_of(const std::string& name) const {
        std::ifstream stream(folder_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder_ / name, std::ios::binary) << bytes;
    }
    std::string refusal(const std::string& name, const std::string& build = "ours") const {
        try {
            read_checkpoint(folder_ / name, build);
        } catch (const CheckpointError& error) {
            return error.what();
        }
        return "none";
    }
    fs::path folder_;
};

Checkpoint full_checkpoint(int months_done = 41) {
    Checkpoint checkpoint;
    checkpoint.build = "ours";
    checkpoint.self_test_hash = "abc";
    checkpoint.scenario = "title: Süd\nmonths: 3\n";
    checkpoint.world_folder = "/somewhere";
    checkpoint.world_checksum = 0xdeadbeef;
    checkpoint.months_done = months_done;
    checkpoint.every_months = 12;
    checkpoint.phase_seconds = {1, 2, 3, 4, 5.5};
    checkpoint.log_name = "run.h5.months";
    checkpoint.log = {123456789012, 77};
    for (int i = 0; i < 1000; ++i) checkpoint.state.push_back(static_cast<std::byte>(i));
    return checkpoint;
}

TEST_F(CheckpointTest, ComesBackAsItWasWritten) {
    auto written = full_checkpoint();
    write_checkpoint(folder_ / "c", written);
    EXPECT_THAT(files(), UnorderedElementsAre("c"));
    auto read = read_checkpoint(folder_ / "c", "ours");
    EXPECT_EQ(read.scenario, written.scenario);
    EXPECT_EQ(read.world_folder, written.world_folder);
    EXPECT_EQ(read.world_checksum, written.world_checksum);
    EXPECT_EQ(read.months_done, 41);
    EXPECT_EQ(read.every_months, 12);
    EXPECT_EQ(read.phase_seconds, written.phase_seconds);
    EXPECT_EQ(read.log.bytes, written.log.bytes);
    EXPECT_EQ(read.state, written.state);
    write_checkpoint(folder_ / "again", read);
    EXPECT_EQ(bytes_of("again"), bytes_of("c"));
}

TEST_F(CheckpointTest, CutAnywhereOrChangedAnywhereIsRefused) {
    auto written = full_checkpoint();
    write_checkpoint(folder_ / "c", written);
    const auto whole = bytes_of("c");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        write("cut", whole.substr(0, length));
        EXPECT_NE(refusal("cut"), "none") << length;
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 4);
        write("changed", changed);
        EXPECT_NE(refusal("changed"), "none") << at;
    }
}

TEST_F(CheckpointTest, SaysWhyItIsRefused) {
    auto written = full_checkpoint();
    write_checkpoint(folder_ / "c", written);
    EXPECT_THAT(refusal("c", "theirs"), HasSubstr("made by another build: ours; this is theirs"));
    write("c", bytes_of("c").substr(0, 500));
    EXPECT_THAT(refusal("c"), HasSubstr("truncated: 500 of "));
    write("c", "title: a scenario, not a checkpoint");
    EXPECT_THAT(refusal("c"), HasSubstr("not a checkpoint of this program"));
    EXPECT_THROW(read_checkpoint(folder_ / "none", "ours"), FileError);
}

TEST_F(CheckpointTest, ThatCannotBeWrittenLeavesTheOlderOne) {
    auto older = full_checkpoint();
    write_checkpoint(folder_ / "c", older);
    const auto before = bytes_of("c");
    fs::create_directory(folder_ / "c.part");  // in the way of the new one
    EXPECT_THROW(write_checkpoint(folder_ / "c", older), FileError);
    EXPECT_EQ(bytes_of("c"), before);
}

// Numbers of every month of a run that is cut after some months and taken up by another RunFile.
class TakenUp : public CheckpointTest {
  protected:
    static constexpr int months = 800;  // three blocks: two of them have left memory before the end

    RunFile begin(const fs::path& path) const {
        return RunFile(path, schema_, synthetic_metadata(), Month::of(2024, 1), months);
    }
    void append(RunFile& file, int first, int last) const {
        for (int month = first; month < last; ++month) {
            MonthValues values;
            for (std::size_t t = 0; t < schema_.tables.size(); ++t) {
                auto& table = values.tables.emplace_back();
                for (std::size_t c = 0; c < schema_.tables[t].columns.size(); ++c)
                    for (std::size_t r = 0; r < schema_.tables[t].cells.size(); ++r)
                        table.push_back(synthetic_value(t, c, r, month));
            }
            file.append(month, values.views());
            if (month % 5 == 0) file.add_event({Month::of(2024, 1) + month, "law", "CHN", "tin", 1.0 * month, "why"});
        }
    }
    void expect_same(const fs::path& one, const fs::path& other) const {
        const RunReader a(one), b(other);
        ASSERT_EQ(a.names(), b.names());
        for (const auto& name : a.names()) {
            const auto left = a.read(name), right = b.read(name);
            EXPECT_EQ(left.texts, right.texts) << name;
            ASSERT_EQ(left.numbers.size(), right.numbers.size()) << name;
            for (std::size_t i = 0; i < left.numbers.size(); ++i)
                ASSERT_TRUE(left.numbers[i] == right.numbers[i] ||
                            (std::isnan(left.numbers[i]) && std::isnan(right.numbers[i])))
                    << name << " at " << i;
        }
    }
    fs::path whole() const {
        RunFile file = begin(folder_ / "whole.h5");
        append(file, 0, months);
        file.finish({});
        return folder_ / "whole.h5";
    }
    const RunSchema schema_ = synthetic_schema();
};

TEST_F(TakenUp, AtAnyMonthWithAndWithoutKeepingMonthsFromTheStartIsTheSameFile) {
    const auto wanted = whole();
    for (const bool kept : {false, true})
        for (const int cut : {1, 266, 267, 268, 400, 534, 799}) {
            SCOPED_TRACE(testing::Message() << "cut after " << cut << (kept ? ", kept" : ""));
            {
                RunFile file = begin(folder_ / "run.h5");
                if (kept) file.keep_months();
                append(file, 0, cut);
                file.write_checkpoint(full_checkpoint(cut));
                append(file, cut, std::min(cut + 3, months - 1));  // lost
            }
            EXPECT_THAT(files(), UnorderedElementsAre("whole.h5", "run.h5.checkpoint", "run.h5.months"));
            {
                RunFile file = begin(folder_ / "run.h5");
                file.take_up(folder_ / "run.h5.checkpoint", read_checkpoint(folder_ / "run.h5.checkpoint", "ours"));
                append(file, cut, months);
                file.finish({});
            }
            expect_same(wanted, folder_ / "run.h5");
            EXPECT_THAT(files(), UnorderedElementsAre("whole.h5", "run.h5"));
            fs::remove(folder_ / "run.h5");
        }
}

TEST_F(TakenUp, WhereMoreOrFewerMonthsAreRecordedThanDoneIsRefused) {
    {
        RunFile file = begin(folder_ / "run.h5");
        append(file, 0, 10);
        file.write_checkpoint(full_checkpoint(10));
    }
    const auto written = read_checkpoint(folder_ / "run.h5.checkpoint", "ours");
    for (const int months_done : {-1, 9, 10, 11}) {
        auto checkpoint = written;
        checkpoint.months_done = months_done;
        RunFile file = begin(folder_ / "other.h5");
        const auto take_up = [&] { file.take_up(folder_ / "run.h5.checkpoint", checkpoint); };
        if (months_done == 10)
            EXPECT_NO_THROW(take_up());
        else
            EXPECT_THROW(take_up(), CheckpointError) << months_done;
    }
}

TEST_F(TakenUp, ARunThatFailsBeforeItsFirstCheckpointLeavesNothing) {
    {
        RunFile file = begin(folder_ / "run.h5");
        file.keep_months();
        append(file, 0, 10);
        EXPECT_THAT(files(), UnorderedElementsAre("run.h5.part", "run.h5.months"));
    }
    EXPECT_TRUE(files().empty());
}

}  // namespace
}  // namespace orepolitik::output
