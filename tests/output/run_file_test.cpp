// A run file holds what was recorded, where it was recorded, and leaves nothing behind when it fails.
#include "output/run_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <fstream>

#include "output/hdf5_handles.hpp"
#include "output/run_reader.hpp"
#include "tests/output/synthetic_run.hpp"

namespace orepolitik::output {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
namespace fs = std::filesystem;

class RunFileTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path(testing::TempDir()) / ("run_file_" + std::to_string(getpid()) + info->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path write(int months, const std::vector<Event>& events = {}) const {
        const fs::path path = folder_ / "run.h5";
        const RunSchema schema = synthetic_schema();
        RunFile file(path, schema, synthetic_metadata(), Month::of(2024, 1), months);
        append_synthetic_months(file, schema, months);
        for (const Event& event : events) file.add_event(event);
        file.finish(std::vector<PhaseTime>{{"clear", 1.5}});
        return path;
    }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_)) names.push_back(entry.path().filename());
        return names;
    }
    fs::path folder_;
};

std::vector<double> read_numbers(const fs::path& path, const std::string& name) {
    const FileHandle file(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), "open");
    const DatasetHandle dataset(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT), "open");
    const SpaceHandle space(H5Dget_space(dataset.id()), "space");
    std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.id())));
    check(H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), "read");
    return values;
}

// The dense array that the synthetic numbers make, to single precision where the column has it.
std::vector<double> expected(const RunSchema& schema, std::size_t table, std::size_t column, int months,
                             std::size_t cells) {
    std::vector<double> values(cells * static_cast<std::size_t>(months), std::nan(""));
    const TableInfo& info = schema.tables[table];
    for (int month = 0; month < months; ++month)
        for (std::size_t r = 0; r < info.cells.size(); ++r) {
            const double value = synthetic_value(table, column, r, month);
            const bool single = info.columns[column].precision == Precision::single;
            values[static_cast<std::size_t>(month) * cells + info.cells[r]] =
                single ? static_cast<double>(static_cast<float>(value)) : value;
        }
    return values;
}

MATCHER_P(SameNumbersAs, wanted, "the same numbers, missing where missing") {
    if (arg.size() != wanted.size()) return false;
    for (std::size_t i = 0; i < arg.size(); ++i)
        if (arg[i] != wanted[i] && !(std::isnan(arg[i]) && std::isnan(wanted[i]))) {
            *result_listener << "at " << i << ": " << arg[i] << " instead of " << wanted[i];
            return false;
        }
    return true;
}

TEST_F(RunFileTest, EveryCellComesBackAndTheRestIsMissing) {
    const RunSchema schema = synthetic_schema();
    for (const int months : {1, 30, 256, 300, 515}) {
        const fs::path path = write(months);
        EXPECT_THAT(read_numbers(path, "/price"), SameNumbersAs(expected(schema, 0, 0, months, 12))) << months;
        EXPECT_THAT(read_numbers(path, "/supply"), SameNumbersAs(expected(schema, 0, 1, months, 12))) << months;
        EXPECT_THAT(read_numbers(path, "/import_duty"), SameNumbersAs(expected(schema, 0, 2, months, 12))) << months;
        EXPECT_THAT(read_numbers(path, "/flow"), SameNumbersAs(expected(schema, 1, 0, months, 40))) << months;
        EXPECT_THAT(read_numbers(path, "/agents/mine/output"), SameNumbersAs(expected(schema, 2, 0, months, 2)));
    }
}

TEST_F(RunFileTest, TimeCountsDaysToTheFirstOfEachMonth) {
    const auto days = read_numbers(write(15), "/time");
    EXPECT_EQ(days[0], 0);
    EXPECT_EQ(days[1], 31);
    EXPECT_EQ(days[2], 60);  // 2024 is a leap year
    EXPECT_EQ(days[12], 366);
    EXPECT_EQ(days[14], 366 + 31 + 28);
}

TEST_F(RunFileTest, EventsAreKeptInOrderWithTheirMonth) {
    const auto path = write(24, {{Month::of(2025, 1), "law", "CHN", "antimony", 0.5, "announced"},
                                 {Month::of(2025, 3), "strike", "Escondida", "copper.ore", 1200, ""}});
    EXPECT_THAT(read_numbers(path, "/events/month"), testing::ElementsAre(366, 366 + 31 + 28));
    EXPECT_THAT(read_numbers(path, "/events/value"), testing::ElementsAre(0.5, 1200));
}

TEST_F(RunFileTest, ARunWithoutEventsHasAnEmptyTable) {
    EXPECT_THAT(read_numbers(write(2), "/events/value"), IsEmpty());
}

TEST_F(RunFileTest, OnlyTheFinishedFileStays) {
    write(3);
    EXPECT_THAT(files(), testing::ElementsAre("run.h5"));
}

TEST_F(RunFileTest, ARunCutShortLeavesNothing) {
    {
        const RunSchema schema = synthetic_schema();
        RunFile file(folder_ / "run.h5", schema, synthetic_metadata(), Month::of(2024, 1), 600);
        append_synthetic_months(file, schema, 300);
        EXPECT_THAT(files(), testing::ElementsAre("run.h5.part"));
    }
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(RunFileTest, AnOlderFileStaysUntilTheNewOneIsComplete) {
    const std::string older = "\x89HDF\r\n\x1a\nolder";
    std::ofstream(folder_ / "run.h5") << older;
    { RunFile file(folder_ / "run.h5", synthetic_schema(), synthetic_metadata(), Month::of(2024, 1), 600); }
    EXPECT_EQ(fs::file_size(folder_ / "run.h5"), older.size());
}

std::string failure_of(const fs::path& path) {
    try {
        RunFile file(path, synthetic_schema(), synthetic_metadata(), Month::of(2024, 1), 12);
    } catch (const FileError& error) {
        return error.what();
    }
    return "no failure";
}

TEST_F(RunFileTest, BadPlacesAreNamed) {
    EXPECT_THAT(failure_of(folder_), HasSubstr("is a folder"));
    EXPECT_THAT(failure_of(folder_ / "none" / "run.h5"), HasSubstr("is not a folder"));
    EXPECT_THAT(failure_of("/proc/run.h5"), HasSubstr("cannot be written (No such file or directory)"));
    EXPECT_THAT(files(), IsEmpty());
}

TEST_F(RunFileTest, AFolderWithoutPermissionIsNamed) {
    fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_exec);
    constexpr uid_t nobody = 65534;
    const bool root = geteuid() == 0;  // who may write everywhere
    if (root) {
        ASSERT_EQ(seteuid(nobody), 0);
    }
    const std::string failure = failure_of(folder_ / "run.h5");
    if (root) {
        ASSERT_EQ(seteuid(0), 0);
    }
    fs::permissions(folder_, fs::perms::owner_all);
    EXPECT_THAT(failure, HasSubstr("Permission denied"));
}

// Writes a run to a disk of that many kB; what went wrong, or nothing.
std::string failure_on_disk_of(int kilobytes, const fs::path& folder) {
    const RunSchema schema = synthetic_schema();
    try {
        RunFile file(folder / "run.h5", schema, synthetic_metadata(), Month::of(2024, 1), 1500);
        append_synthetic_months(file, schema, 1500);
        file.finish({});
    } catch (const FileError& error) {
        EXPECT_THAT(error.what(), HasSubstr("No space left on device")) << kilobytes << " kB";
        return error.what();
    }
    return "";
}

// Growing disks, so that each gets full at another moment: when the file is made, within a block, at the end. HDF5
// crashes at exit if a file could not be closed, so this test fails too if the program does not end in order.
TEST_F(RunFileTest, AFullDiskIsAnErrorAndLeavesNothing) {
    bool fits = false;
    for (int kilobytes = 4; !fits && kilobytes < 4096; kilobytes += 4 + kilobytes / 4) {
        if (mount("none", folder_.c_str(), "tmpfs", 0, fmt::format("size={}k", kilobytes).c_str()) != 0)
            GTEST_SKIP() << "may not mount a small disk";
        fits = failure_on_disk_of(kilobytes, folder_).empty();
        if (!fits) {
            EXPECT_THAT(files(), IsEmpty()) << kilobytes << " kB";
        }
        umount(folder_.c_str());
    }
    EXPECT_TRUE(fits) << "a large enough disk is no error";
}

std::string bytes_of(const fs::path& path) {
    std::string bytes(fs::file_size(path), '\0');
    std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

constexpr std::size_t seal_bytes = 16;

// With a byte changed where texts lie, HDF5 1.10 reads for ever or crashes.
TEST_F(RunFileTest, NoByteMayBeAnother) {
    const auto path = write(2);
    const std::string whole = bytes_of(path);
    const auto damaged = folder_ / "damaged.h5";
    for (std::size_t at = 0; at + seal_bytes < whole.size(); at += 1999) {
        std::string other = whole;
        other[at] ^= 1;
        std::ofstream(damaged, std::ios::binary) << other;
        EXPECT_THROW(RunReader{damaged}, FileError) << at;
    }
    std::ofstream(damaged, std::ios::binary) << whole;
    EXPECT_NO_THROW(RunReader{damaged});
    std::ofstream(damaged, std::ios::binary) << whole.substr(0, whole.size() - seal_bytes);
    EXPECT_NO_THROW(RunReader{damaged}) << "another program has changed it";
}

// The names of what a file holds stand where a checksum of HDF5 covers them, too: it does not survive every damaged
// one. Of files with one byte of a name changed: how many are refused; none may open without the name.
int count_refused(const std::string& whole, const std::string& name, const fs::path& damaged) {
    int refused = 0;
    for (auto at = whole.find(name); at != std::string::npos; at = whole.find(name, at + 1)) {
        std::string other = whole;
        other[at] ^= 1;
        std::ofstream(damaged, std::ios::binary) << other;
        try {
            if (!RunReader(damaged).has(name)) return 0;
        } catch (const FileError&) {
            ++refused;
        }
    }
    return refused;
}

// In a process of its own, which ends at once: HDF5 1.10 loses some memory of a group that it cannot open.
TEST_F(RunFileTest, ADamagedNameIsRefusedOnOpening) {
    const auto path = write(2);
    const std::string whole = bytes_of(path), unsealed = whole.substr(0, whole.size() - seal_bytes);
    const std::string name = synthetic_schema().tables[0].columns[0].name;
    EXPECT_EXIT(std::_Exit(count_refused(unsealed, name, folder_ / "damaged.h5") > 0 ? 0 : 1),
                testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace orepolitik::output
