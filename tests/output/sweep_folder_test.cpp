// The folder of a sweep: what is open, what survives, and that failed runs are done again.
#include "output/sweep_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "output/batch_file.hpp"
#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

SweepLayout layout() {
    SweepLayout l;
    l.title = "T";
    l.from = 12 * 2024;
    l.months = 24;
    l.runs = 7;
    l.runs_per_batch = 3;
    l.dimensions = {{"country", "", {"AAA", "BBB"}}};
    l.outputs = {{"price", "price", "USD t-1", "price", "mean", 12, 2, "time", {"country"}, 2}};
    return l;
}

struct Folder : ::testing::Test {
    fs::path path = fs::temp_directory_path() / ("orepolitik_sweep_" + std::to_string(getpid()));
    void SetUp() override { fs::remove_all(path); }
    void TearDown() override { fs::remove_all(path); }

    SweepFolder open(Shard shard = {}) { return SweepFolder(path, layout(), {"run\n", "title: T\n"}, shard); }
    static FinishedRun done(std::size_t run) {
        const auto value = static_cast<double>(run);
        return {{run, RunState::done, "", {value, value + .25, value + .5, std::nan("")}}, 0, 1};
    }
    static FinishedRun failed(std::size_t run) { return {{run, RunState::failed, "it \"broke\"", {}}, 1, 1}; }
    std::string bytes(std::size_t batch) const {
        std::ifstream stream(batch_file(path, batch), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
};

TEST_F(Folder, KeepsWhatIsDoneAndOpensTheRest) {
    {
        auto folder = open();
        EXPECT_EQ(folder.open_runs().size(), 7u);
        for (const std::size_t run : {1, 4, 0, 2}) folder.add(done(run));
        folder.finish();
    }
    EXPECT_TRUE(fs::exists(batch_file(path, 0)));
    EXPECT_FALSE(fs::exists(batch_log_file(path, 0)));
    EXPECT_FALSE(fs::exists(batch_file(path, 1)));
    EXPECT_EQ(open().open_runs(), (std::vector<std::size_t>{3, 5, 6}));
    const auto runs = read_batch(batch_file(path, 0), layout(), 0);
    EXPECT_EQ(runs[2].run, 2u);
    EXPECT_EQ(runs[2].values[1], 2.25);
    EXPECT_TRUE(std::isnan(runs[2].values[3]));
}

TEST_F(Folder, DoesFailedRunsAgainAndKeepsTheirReasonUntilThen) {
    {
        auto folder = open();
        folder.add(done(0));
        folder.add(failed(1));
        folder.add(done(2));
        folder.finish();
    }
    const auto runs = read_batch(batch_file(path, 0), layout(), 0);
    EXPECT_EQ(runs[1].state, RunState::failed);
    EXPECT_EQ(runs[1].reason, "it \"broke\"");
    {
        auto folder = open();
        EXPECT_EQ(folder.open_runs(), (std::vector<std::size_t>{1, 3, 4, 5, 6}));
        folder.add(done(1));
        folder.finish();
    }
    EXPECT_EQ(read_batch(batch_file(path, 0), layout(), 0)[1].values[0], 1);
    EXPECT_FALSE(fs::exists(batch_log_file(path, 0)));
}

TEST_F(Folder, BatchesHaveTheSameBytesInWhateverOrderTheirRunsCome) {
    for (const auto& order : {std::vector<std::size_t>{3, 4, 5}, {5, 3, 4}}) {
        fs::remove_all(path);
        auto folder = open({1, 3});
        for (const std::size_t run : order) folder.add(done(run));
        folder.finish();
        static const std::string first = bytes(1);
        EXPECT_GT(first.size(), 1000u);
        EXPECT_EQ(bytes(1), first);
    }
}

TEST_F(Folder, CutsOffWhatAKillLeftUnfinished) {
    {
        auto folder = open();
        folder.add(done(0));
        folder.add(done(1));
        folder.finish();
    }
    const auto log = batch_log_file(path, 0);
    fs::resize_file(log, fs::file_size(log) - 5);
    {
        auto folder = open();
        EXPECT_EQ(folder.open_runs()[0], 1u);
        folder.add(done(1));
        folder.add(done(2));
        folder.finish();
    }
    EXPECT_EQ(read_batch(batch_file(path, 0), layout(), 0)[1].values[2], 1.5);
}

// HDF5 1.10 reads for ever where some of them are.
TEST_F(Folder, OfABatchNoByteMayBeAnother) {
    {
        auto folder = open();
        for (const std::size_t run : {0, 1, 2}) folder.add(done(run));
        folder.finish();
    }
    const auto file = batch_file(path, 0);
    ASSERT_EQ(read_batch(file, layout(), 0).size(), layout().runs_in(0));
    const auto size = fs::file_size(file) - 16;  // what ends the file is the checksum itself
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    for (std::uintmax_t at = 0; at < size; at += 101) {
        stream.seekg(static_cast<std::streamoff>(at));
        const char whole = static_cast<char>(stream.peek());
        const auto put = [&](char byte) { stream.seekp(static_cast<std::streamoff>(at)).put(byte).flush(); };
        put(static_cast<char>(whole ^ 1));
        EXPECT_THROW(read_batch(file, layout(), 0), FileError) << at;
        put(whole);
    }
    EXPECT_EQ(read_batch(file, layout(), 0).size(), layout().runs_in(0));
}

TEST_F(Folder, RefusesOtherSweepsAndOtherPrograms) {
    auto folder = open();
    EXPECT_THROW(open(), SweepError);
    EXPECT_THROW(open({0, 2}), SweepError);
}

TEST_F(Folder, RefusesAnotherLayout) {
    open();
    auto other = layout();
    other.runs = 8;
    EXPECT_THROW(SweepFolder(path, other, {"run\n", "title: T\n"}, {}), SweepError);
}

TEST_F(Folder, ADamagedLayoutIsRefusedWithTheReason) {
    open();
    const auto refusal = [&](const auto& damage) -> std::string {
        SweepLayout damaged = layout();
        damage(damaged);
        std::ofstream(layout_file(path)) << to_json(damaged);
        try {
            read_layout(layout_file(path));
        } catch (const FileError& error) {
            return error.what();
        }
        return "none";
    };
    EXPECT_EQ(refusal([](auto&) {}), "none");
    EXPECT_THAT(refusal([](auto& l) { l.outputs[0].dimensions[0] = "countrx"; }), HasSubstr("countrx"));
    EXPECT_THAT(refusal([](auto& l) { l.outputs[0].cells = 1000; }), HasSubstr("cells"));
    EXPECT_THAT(refusal([](auto& l) { l.outputs[0].times = 0; }), HasSubstr("never recorded"));
    EXPECT_THAT(refusal([](auto& l) { l.runs_per_batch = 0; }), HasSubstr("without runs"));
}

TEST_F(Folder, ALayoutIsReadAsItStandsOrNotAtAll) {
    open();
    const std::string whole = to_json(layout());
    EXPECT_EQ(to_json(read_layout(layout_file(path))), whole);
    for (const auto& [right, wrong] : {std::pair{R"("world_checksum": 0)", R"("world_checksum": 1e33)"},
                                       {R"("world_checksum": 0)", R"("world_checksum": 4294967296)"},
                                       {R"("months": 24)", R"("months": 4294967320)"},
                                       {R"("months": 24)", R"("months": 24.5)"},
                                       {R"("months": 24)", R"("months": 24, "years": 2)"}}) {
        std::string damaged = whole;
        const auto at = damaged.find(right);
        ASSERT_NE(at, std::string::npos) << right;
        std::ofstream(layout_file(path)) << damaged.replace(at, std::string_view(right).size(), wrong);
        EXPECT_THROW(read_layout(layout_file(path)), FileError) << wrong;
    }
}

TEST_F(Folder, ALogOfAnotherSweepIsRefused) {
    {
        auto folder = open();
        folder.add(done(4));
        folder.finish();
    }
    auto fewer = layout();
    fewer.runs_per_batch = 1;
    EXPECT_THROW(settle_batch(path, fewer, 1), FileError) << "run 4 stands in the log of run 1";
    auto other = layout();
    other.outputs[0].times = 1;
    EXPECT_THROW(settle_batch(path, other, 1), FileError) << "four values where two are due";
}

}  // namespace
}  // namespace orepolitik::output
