// Columns that take little room answer like columns that take more.
#include "agents/columns.hpp"

#include <gtest/gtest.h>

#include "model/carried.hpp"

namespace orepolitik {
namespace {

TEST(RareColumn, IsTheUsualValueUntilRowsAreToldApart) {
    RareColumn<double> column(7);
    EXPECT_EQ(column[1'000'000], 7);
    column.set(3, 8);
    EXPECT_EQ(column[3], 7);
    column.tell_apart(5);
    column.set(3, 8);
    column.change(4) += 1;
    EXPECT_EQ(column[2], 7);
    EXPECT_EQ(column[3], 8);
    EXPECT_EQ(column[4], 8);
    column.set_all_usual();
    EXPECT_EQ(column[3], 7);
}

TEST(RareColumn, IsCarriedWithItsRows) {
    RareColumn<double> apart(1), alike(1);
    apart.tell_apart(2);
    apart.set(1, 5);
    for (auto* column : {&apart, &alike}) {
        BytesOut out;
        Carrier{out}(*column);
        const auto bytes = out.take();
        BytesIn in(bytes);
        RareColumn<double> other(1);
        other.tell_apart(2);
        Carrier{in}(other);
        EXPECT_EQ(other[1], (*column)[1]);
        EXPECT_TRUE(in.left().empty());
    }
}

TEST(TextColumn, GivesBackWhatWasPutIn) {
    TextColumn column{"one", "", "Süd"};
    column.push_back("four");
    EXPECT_EQ(column.size(), 4u);
    EXPECT_EQ(column[0], "one");
    EXPECT_EQ(column[1], "");
    EXPECT_EQ(column[2], "Süd");
    EXPECT_EQ(column.list(), (std::vector<std::string>{"one", "", "Süd", "four"}));
}

}  // namespace
}  // namespace orepolitik
