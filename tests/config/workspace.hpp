// A folder of its own for a test that writes worlds and scenarios, and what the reader says about them.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "config/fault.hpp"
#include "config/scenario.hpp"
#include "config/world.hpp"

namespace orepolitik::config {

inline const std::string source_dir = OREPOLITIK_SOURCE_DIR;

class Workspace : public testing::Test {
  protected:
    void SetUp() override {
        const std::string test = testing::UnitTest::GetInstance()->current_test_info()->name();
        folder_ = std::filesystem::temp_directory_path() / ("orepolitik-" + std::to_string(getpid()) + "-" + test);
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }
    std::string read(const std::string& name) const {
        std::ifstream stream(path(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    // A copy of one of the shipped worlds, to break.
    std::string copy_world(const std::string& name) const {
        std::filesystem::copy(source_dir + "/config/worlds/" + name, folder_ / name);
        return path(name);
    }
    void replace(const std::string& file, const std::string& old_text, const std::string& new_text) const {
        std::string text = read(file);
        const std::size_t at = text.find(old_text);
        ASSERT_NE(at, std::string::npos) << old_text;
        write(file, text.replace(at, old_text.size(), new_text));
    }

    // A scenario in the tiny world: its head is three lines, so `rest` starts at line 4.
    std::string scenario(const std::string& rest) const {
        if (!std::filesystem::exists(folder_ / "tiny")) copy_world("tiny");
        return write("case.yaml", "title: A case\nworld: tiny\nmonths: 12\n" + rest);
    }
    // What the reader says of a scenario, without the folder's name; empty if it holds.
    std::string faults_of(const std::string& file, const std::vector<std::string>& overrides = {}) const {
        return said_by([&] { load_scenario(file, overrides); });
    }
    std::string world_faults(const std::string& folder) const {
        return said_by([&] { read_world(folder); });
    }

  private:
    std::string said_by(auto&& reading) const {
        try {
            reading();
            return {};
        } catch (const InputError& error) {
            return short_names(error.what());
        } catch (const FileError& error) {
            return "FileError " + short_names(error.what());
        }
    }
    std::string short_names(std::string text) const {
        const std::string prefix = folder_.string() + "/";
        for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
            text.erase(at, prefix.size());
        return text;
    }
    std::filesystem::path folder_;
};

}  // namespace orepolitik::config
