// How much of what is ordered from now on lands under a law that is still to come.
#include "model/anticipation.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

TEST(Anticipation, NothingLandsAfterAFarStartAndAllAfterANearOne) {
    EXPECT_EQ(share_landing_after(9, 1, 6), 0);
    EXPECT_EQ(share_landing_after(7, 1, 6), 0);
    EXPECT_DOUBLE_EQ(share_landing_after(4, 1, 6), 0.5);
    EXPECT_EQ(share_landing_after(1, 1, 6), 1);
    EXPECT_EQ(share_landing_after(1, 3, 6), 1);
}

TEST(Anticipation, LongerVoyagesLandLater) {
    EXPECT_DOUBLE_EQ(share_landing_after(5, 2, 6) - share_landing_after(5, 1, 6), 1.0 / 6);
}

TEST(Anticipation, WhoLooksNotAheadSeesNothing) {
    EXPECT_EQ(share_landing_after(1, 3, 0), 0);
}

}  // namespace
}  // namespace orepolitik
