// What `describe`, FORMAT.md and an editor's schema are made of: every key says what it means and what it takes.
#include "config/field_texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace orepolitik::config {
namespace {

const FieldText& field(const FieldGroup& group, const std::string& name) {
    const auto found = std::ranges::find(group.fields, name, &FieldText::name);
    EXPECT_NE(found, group.fields.end()) << group.name << " has no " << name;
    return found == group.fields.end() ? group.fields.front() : *found;
}

FieldGroup law(const std::string& name) {
    for (FieldGroup& group : law_fields())
        if (group.name == name) return group;
    ADD_FAILURE() << "no law " << name;
    return {};
}

TEST(FieldTexts, EveryKeySaysWhatItMeansAndTakes) {
    const auto groups = all_fields();
    EXPECT_GT(groups.size(), 40u);
    std::set<std::string> names;
    for (const FieldGroup& group : groups) {
        EXPECT_TRUE(names.insert(group.name).second) << group.name << " stands twice";
        EXPECT_FALSE(group.meaning.empty()) << group.name;
        std::set<std::string> keys;
        for (const FieldText& text : group.fields) {
            EXPECT_TRUE(keys.insert(text.name).second) << group.name << "." << text.name << " stands twice";
            EXPECT_FALSE(text.meaning.empty()) << group.name << "." << text.name;
            EXPECT_FALSE(values_text(text).empty()) << group.name << "." << text.name;
        }
    }
}

TEST(FieldTexts, WhatAKeyTakesIsSaidInWords) {
    const FieldGroup ban = law("export_ban");
    EXPECT_EQ(values_text(field(ban, "from")), "YYYY-MM");
    EXPECT_EQ(values_text(field(ban, "minerals")), "list, each a mineral");
    EXPECT_EQ(values_text(field(ban, "forms")), "list, each a form");
    EXPECT_EQ(values_text(field(law("import_tariff"), "rate")).substr(0, 7), "number ");
    EXPECT_EQ(values_text(field(behaviour_fields(), "states")).substr(0, 7), "one of ");
    EXPECT_EQ(values_text(field(scenario_fields(), "title")), "text");
    EXPECT_EQ(values_text(field(scenario_fields(), "seed")).substr(0, 12), "whole number");
}

TEST(FieldTexts, EveryLawSaysWhereItsRuleIsLaidDown) {
    for (const FieldGroup& group : law_fields()) EXPECT_FALSE(group.source.empty()) << group.name;
}

}  // namespace
}  // namespace orepolitik::config
