// Order curves: hand-worked points, and slope and antiderivative against differences.
#include "model/market/curves.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/model/market/random_market.hpp"

namespace orepolitik {
namespace {

constexpr CurveShape shapes[] = {CurveShape::logistic, CurveShape::isoelastic, CurveShape::linear};
constexpr Side sides[] = {Side::sell, Side::buy};

TEST(Curves, GiveTheTextbookQuantities) {
    const double twice = std::log(2.0);
    EXPECT_DOUBLE_EQ(point_on({CurveShape::logistic, 10, 0, 3}, Side::sell, 0).quantity_t, 5);
    EXPECT_NEAR(point_on({CurveShape::logistic, 10, 0, 3}, Side::sell, twice).quantity_t, 10 * 8.0 / 9, 1e-12);
    EXPECT_NEAR(point_on({CurveShape::logistic, 10, 0, 3}, Side::buy, twice).quantity_t, 10 * 1.0 / 9, 1e-12);
    EXPECT_NEAR(point_on({CurveShape::isoelastic, 10, 0, 1.5}, Side::sell, twice).quantity_t, 28.284271247461902,
                1e-12);
    EXPECT_NEAR(point_on({CurveShape::isoelastic, 10, 0, 2}, Side::buy, twice).quantity_t, 2.5, 1e-12);
    EXPECT_NEAR(point_on({CurveShape::linear, 10, 0, 0.5}, Side::sell, twice).quantity_t, 15, 1e-12);
    EXPECT_NEAR(point_on({CurveShape::linear, 10, 0, 0.5}, Side::buy, twice).quantity_t, 5, 1e-12);
    EXPECT_EQ(point_on({CurveShape::linear, 10, 0, 0.5}, Side::buy, std::log(3.5)).quantity_t, 0);
}

TEST(Curves, SlopeAndAntiderivativeBelongToTheQuantity) {
    constexpr double step = 1e-6;
    for (const CurveShape shape : shapes) {
        for (const Side side : sides) {
            for (const double log_price : {-1.0, -0.3, 0.2, 1.4}) {
                const Curve curve{shape, 7, 0.1, 1.7};
                const auto quantity = [&](double at) { return point_on(curve, side, at).quantity_t; };
                const CurvePoint point = point_on(curve, side, log_price);
                EXPECT_NEAR(point.slope_t, (quantity(log_price + step) - quantity(log_price - step)) / (2 * step),
                            1e-6);
                const double rise =
                    integral_of(curve, side, log_price + step) - integral_of(curve, side, log_price - step);
                EXPECT_NEAR(point.quantity_t, rise / (2 * step), 1e-6);
            }
        }
    }
}

// Orders of one participant, anchored, far and near, against the plain formula.
TEST(OrderCurves, AgreeWithTheSumOfTheirOrders) {
    Orders orders;
    for (const double steepness : {0.5, 8.0, 8.0, 100.0, 8.0}) orders.add(3, 50 + steepness, steepness);
    orders.end_participant();
    for (const Side side : sides) {
        OrderCurves curves;
        curves.load(side, orders.quantity_t, orders.log_price, orders.steepness, orders.first, {});
        EXPECT_EQ(curves.total_t(0), 15);
        for (const double price : {60.0, 61.0, 300.0, 55.0, 1e-4, 50.0, 1e9, 80.0}) {
            const CurvePoint found = curves.at(0, std::log(price));
            CurvePoint sum;
            for (std::size_t k = 0; k < orders.quantity_t.size(); ++k) {
                const Curve curve{CurveShape::logistic, orders.quantity_t[k], orders.log_price[k], orders.steepness[k]};
                sum.quantity_t += point_on(curve, side, std::log(price)).quantity_t;
                sum.slope_t += point_on(curve, side, std::log(price)).slope_t;
            }
            EXPECT_NEAR(found.quantity_t, sum.quantity_t, 1e-12 * 15) << price;
            EXPECT_NEAR(found.slope_t, sum.slope_t, 1e-10 * 15) << price;
        }
    }
}

TEST(OrderCurves, OrdersOfNothingChangeNoBitWhereverTheyStand) {
    std::mt19937_64 random(1);
    for (int chance = 0; chance < 200; ++chance) {
        Orders plain, among;
        for (int participant = 0; participant < 3; ++participant) {
            for (std::uint64_t more = random() % 9; more > 0; --more) {
                for (; random() % 2 == 0;) among.add(0, 5, random() % 2 == 0 ? 0 : 100);
                const double quantity_t = 1 + static_cast<double>(random() % 1000) / 7;
                const double price = 50 + static_cast<double>(random() % 1000) / 30;
                const double steepness = random() % 2 == 0 ? 5 : 20;
                plain.add(quantity_t, price, steepness);
                among.add(quantity_t, price, steepness);
            }
            plain.end_participant();
            among.end_participant();
        }
        for (const Side side : sides) {
            OrderCurves few, many;
            few.load(side, plain.quantity_t, plain.log_price, plain.steepness, plain.first, {});
            many.load(side, among.quantity_t, among.log_price, among.steepness, among.first, {});
            for (std::uint32_t participant = 0; participant < 3; ++participant)
                for (const double log_price : {3.9, 4.1, 9.0}) {
                    const CurvePoint one = few.at(participant, log_price), other = many.at(participant, log_price);
                    EXPECT_EQ(one.quantity_t, other.quantity_t);
                    EXPECT_EQ(one.slope_t, other.slope_t);
                }
        }
    }
}

}  // namespace
}  // namespace orepolitik
