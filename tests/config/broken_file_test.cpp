// Files that are no scenarios at all: empty, binary, too deep, too large when unfolded.
#include <gtest/gtest.h>

#include "tests/config/workspace.hpp"

namespace orepolitik::config {
namespace {

using testing::HasSubstr;

class BrokenFile : public Workspace {
  protected:
    std::string said(const std::string& text) const { return faults_of(write("f.yaml", text)); }
    static std::string repeated(const std::string& piece, int times) {
        std::string text;
        for (int k = 0; k < times; ++k) text += piece;
        return text;
    }
};

TEST_F(BrokenFile, Empty) {
    EXPECT_EQ(said(""), "f.yaml:1:1: (the file is empty)");
    EXPECT_EQ(said(" \n\n"), "f.yaml:1:1: (the file is empty)");
    EXPECT_EQ(said("# a comment\n"), "f.yaml:1:1: (the file holds no value)");
}

TEST_F(BrokenFile, Binary) {
    EXPECT_EQ(said(std::string("title: A\nx: \x89HDF\r\n\x1a\n", 20)),
              "f.yaml:2:4: byte 0x89 (not UTF-8 text) save it as UTF-8?");
    EXPECT_EQ(said(std::string("ab\0cd", 5)), "f.yaml:1:3: byte 0x00 (a binary file, not text)");
    EXPECT_EQ(said("title: caf\xe9\n"), "f.yaml:1:11: byte 0xE9 (not UTF-8 text) save it as UTF-8?");
}

TEST_F(BrokenFile, UmlautsAndByteOrderMarksAreText) {
    copy_world("tiny");
    EXPECT_EQ(said("\xEF\xBB\xBFtitle: Br\xC3\xBC"
                   "cke \xF0\x9F\x9A\xA2\nworld: tiny\n"),
              "");
}

TEST_F(BrokenFile, AFolderOrNothing) {
    EXPECT_EQ(faults_of(path("")), "FileError : (cannot be read: it is a folder)");
    EXPECT_EQ(faults_of(path("gone.yaml")), "FileError gone.yaml: (cannot be read: no such file)");
}

TEST_F(BrokenFile, AFileWithoutEnd) {
    EXPECT_EQ(faults_of("/dev/zero"), "FileError /dev/zero: (cannot be read: larger than 256 MB)");
}

TEST_F(BrokenFile, NestedDeeperThanAnyScenario) {
    for (const int levels : {100, 100'000})
        EXPECT_EQ(said("a: " + repeated("[", levels) + repeated("]", levels) + "\n"),
                  "f.yaml:1:53: (nested deeper than 50 levels)");
    EXPECT_EQ(said(repeated("- ", 100'000) + "a\n"), "f.yaml:1:101: (nested deeper than 50 levels)");
    EXPECT_THAT(said(repeated("{a: ", 100'000)), HasSubstr("(nested deeper than 50 levels)"));
    EXPECT_THAT(said(repeated("? ", 100'000) + "a\n"), HasSubstr("(nested deeper than 50 levels)"));
}

TEST_F(BrokenFile, AliasesThatUnfoldWithoutEnd) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int k = 1; k < 9; ++k) {
        const std::string last = std::to_string(k - 1);
        bomb += "a" + std::to_string(k) + ": &a" + std::to_string(k) + " [" + repeated("*a" + last + ", ", 9) + "*a" +
                last + "]\n";
    }
    EXPECT_THAT(said(bomb), HasSubstr("(more than 100000 values)"));
    EXPECT_THAT(said("a: &a [*a]\n"), HasSubstr("f.yaml:1:8: (an alias within its own anchor)"));
}

TEST_F(BrokenFile, AnAliasStandsForItsAnchor) {
    copy_world("tiny");
    const std::string file = write("f.yaml", "title: &t Twice\nquestion: *t\nworld: tiny\n");
    EXPECT_EQ(load_scenario(file).scenario.question, "Twice");
}

TEST_F(BrokenFile, DuplicateAndMergedKeys) {
    copy_world("tiny");
    EXPECT_EQ(said("title: A\nworld: tiny\nseed: 1\nseed: 2\n"), "f.yaml:4:1: seed=2 (duplicate key, first at line 3)");
    EXPECT_EQ(said("title: A\nworld: tiny\nrecord: &r {flows: true}\nbehaviour:\n  <<: *r\n"),
              "f.yaml:5:3: <<={...} (merge keys are not used) meant base: FILE.yaml?");
    EXPECT_EQ(said("title: A\nworld: tiny\n[1, 2]: 3\n"), "f.yaml:3:1: [1, 2] (a key must be a word)");
    EXPECT_EQ(said("title: !!python/name A\nworld: tiny\n"),
              "f.yaml:1:8: tag:yaml.org,2002:python/name (tags mean nothing here)");
}

TEST_F(BrokenFile, NotYamlOrNotAMap) {
    EXPECT_THAT(said("title: [A\nworld: tiny\n"), HasSubstr("f.yaml:2:6: (not YAML: "));
    EXPECT_THAT(said("title: A\nlaws: {b: {law: export_ban actor: MNA}}\n"),
                HasSubstr("flow not found) is a comma, a ] or a } missing?"));
    EXPECT_THAT(said("title: A\nlaws:\n\tb: {law: export_ban}\n"), HasSubstr(") meant spaces for the tab?"));
    EXPECT_EQ(said("just words\n"), "f.yaml:1:1: just words (a scenario must be a map of keys)");
    EXPECT_EQ(said("title: A\n---\ntitle: B\n"), "f.yaml:2:1: (a file holds one document; this starts a second)");
    EXPECT_THAT(said(","), HasSubstr("f.yaml:1:1: "));
}

}  // namespace
}  // namespace orepolitik::config
