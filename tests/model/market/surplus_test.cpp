// Areas under curves against sums of thin slices, and where they have no end.
#include "model/market/surplus.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

double by_slices(const Curve& curve, Side side, double low, double high) {
    constexpr int slices = 20000;
    double sum = 0;
    for (int k = 0; k < slices; ++k) {
        const double price = low + (high - low) * (k + 0.5) / slices;
        sum += point_on(curve, side, std::log(price)).quantity_t;
    }
    return sum * (high - low) / slices;
}

class Surplus : public testing::TestWithParam<CurveShape> {};

TEST_P(Surplus, IsTheAreaBetweenTwoPrices) {
    for (const double elasticity : {0.4, 1.0, 3.0}) {
        const Curve curve{GetParam(), 70, std::log(20.0), elasticity};
        for (const Side side : {Side::sell, Side::buy}) {
            const double area = surplus_between(curve, side, std::log(12.0), std::log(45.0));
            EXPECT_NEAR(area, by_slices(curve, side, 12, 45), 1e-5 * area) << elasticity;
        }
    }
}

TEST_P(Surplus, OfSellersStartsAtAPriceOfZero) {
    const Curve curve{GetParam(), 70, std::log(20.0), 1.5};
    const double area = surplus_at(curve, Side::sell, std::log(30.0));
    EXPECT_NEAR(area, by_slices(curve, Side::sell, 1e-9, 30), 1e-4 * area);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Surplus,
                         testing::Values(CurveShape::logistic, CurveShape::isoelastic, CurveShape::linear));

TEST(Surplus, OfBuyersHasNoEndWhereTheyWouldPayWithoutBound) {
    for (const CurveShape shape : {CurveShape::logistic, CurveShape::isoelastic}) {
        EXPECT_EQ(surplus_at({shape, 10, 0, 0.9}, Side::buy, 0.5), infinity);
        const Curve curve{shape, 10, 0, 3};
        const double whole = surplus_at(curve, Side::buy, 0.5);
        EXPECT_NEAR(whole, surplus_between(curve, Side::buy, 0.5, 20), 1e-8 * whole);
    }
    EXPECT_NEAR(surplus_at({CurveShape::isoelastic, 10, 0, 3}, Side::buy, 0), 10 / (3.0 - 1), 1e-12);
    EXPECT_NEAR(surplus_at({CurveShape::linear, 10, 0, 2}, Side::buy, 0), 0.5 * 10 * 0.5, 1e-12);
}

TEST(Surplus, OfNobodyIsNothing) {
    EXPECT_EQ(surplus_at({}, Side::sell, 3), 0);
    EXPECT_EQ(surplus_at({}, Side::buy, 3), 0);
}

}  // namespace
}  // namespace orepolitik
