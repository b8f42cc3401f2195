// The exchange against COIN-OR's CLP, which knows nothing of it: with step orders and origins that buyers see as one
// good, clearing is the linear program of greatest surplus. Prices (its duals) and surplus (its objective) must agree,
// with an error that falls as one over elasticity and steepness.
#include <coin/Clp_C_Interface.h>
#include <gtest/gtest.h>

#include <cmath>

#include "model/market/trade_cost.hpp"
#include "tests/model/market/random_market.hpp"

namespace orepolitik {
namespace {

constexpr std::size_t sellers = 4, buyers = 5, orders = 3;

struct StepMarket {
    std::vector<double> offer_t, cost, want_t, value;  // [who * orders + order], USD per tonne
    std::vector<double> freight_usd_per_t;             // [seller * buyers + buyer]
    double quota_t;                                    // on exports of the first seller
};

StepMarket draw(std::uint32_t index) {
    Stream stream(13, Draw::trade_noise, index, 0);
    StepMarket market;
    for (std::size_t k = 0; k < sellers * orders; ++k) {
        market.offer_t.push_back(5 + 10 * stream.uniform());
        market.cost.push_back(50 + 100 * stream.uniform());
    }
    for (std::size_t k = 0; k < buyers * orders; ++k) {
        market.want_t.push_back(5 + 10 * stream.uniform());
        market.value.push_back(80 + 150 * stream.uniform());
    }
    for (std::size_t r = 0; r < sellers * buyers; ++r) market.freight_usd_per_t.push_back(5 + 30 * stream.uniform());
    market.quota_t = 5 + 20 * stream.uniform();
    return market;
}

struct Solution {
    std::vector<double> price, sold_t;  // by seller; FOB, licence included
    double surplus_usd = 0;             // values less costs and freight
};

// Columns: offers taken, wants met, flows. Rows: each seller ships what he sells, each buyer receives what he gets, the
// first seller sells no more than his quota.
class LinearProgram {
  public:
    explicit LinearProgram(const StepMarket& market) : model_(Clp_newModel()) {
        Clp_setLogLevel(model_, 0);
        Clp_resize(model_, sellers + buyers + 1, 0);
        for (int row = 0; row < quota_row; ++row) Clp_rowLower(model_)[row] = Clp_rowUpper(model_)[row] = 0;
        Clp_rowUpper(model_)[quota_row] = market.quota_t;
        for (std::size_t k = 0; k < sellers * orders; ++k)
            add_column(market.offer_t[k], market.cost[k],
                       {{k / orders, 1}, {static_cast<std::size_t>(quota_row), k < orders ? 1 : 0}});
        for (std::size_t k = 0; k < buyers * orders; ++k)
            add_column(market.want_t[k], -market.value[k], {{sellers + k / orders, -1}});
        for (std::size_t r = 0; r < sellers * buyers; ++r)
            add_column(1e9, market.freight_usd_per_t[r], {{r / buyers, -1}, {sellers + r % buyers, 1}});
    }
    ~LinearProgram() { Clp_deleteModel(model_); }
    LinearProgram(const LinearProgram&) = delete;
    LinearProgram& operator=(const LinearProgram&) = delete;

    Solution solve() {
        Clp_initialSolve(model_);
        EXPECT_EQ(Clp_status(model_), 0);
        const double *duals = Clp_dualRowSolution(model_), *columns = Clp_primalColumnSolution(model_);
        Solution solution{{}, std::vector<double>(sellers), -Clp_objectiveValue(model_)};
        for (std::size_t i = 0; i < sellers; ++i) solution.price.push_back(duals[i]);
        for (std::size_t k = 0; k < sellers * orders; ++k) solution.sold_t[k / orders] += columns[k];
        return solution;
    }

  private:
    static constexpr int quota_row = sellers + buyers;

    void add_column(double upper, double cost, const std::vector<std::pair<std::size_t, double>>& entries) {
        std::vector<int> rows;
        std::vector<double> values;
        for (const auto& [row, value] : entries) {
            rows.push_back(static_cast<int>(row));
            values.push_back(value);
        }
        const int starts[] = {0, static_cast<int>(rows.size())};
        const double lower = 0;
        Clp_addColumns(model_, 1, &lower, &upper, &cost, starts, rows.data(), values.data());
    }
    Clp_Simplex* model_;
};

// The same market on the exchange, with elasticity and steepness as given.
Solution on_exchange(const StepMarket& steps, double sharpness) {
    HandMarket market;
    for (std::size_t i = 0; i < sellers; ++i) {
        for (std::size_t k = i * orders; k < (i + 1) * orders; ++k)
            market.sell.add(steps.offer_t[k], steps.cost[k], sharpness);
        market.sell.end_participant();
    }
    for (std::size_t j = 0; j < buyers; ++j) {
        for (std::size_t k = j * orders; k < (j + 1) * orders; ++k)
            market.buy.add(steps.want_t[k], steps.value[k], sharpness);
        market.buy.end_participant();
    }
    market.open_all_routes();
    market.sourcing_elasticity = sharpness;
    market.export_cap_t[0] = steps.quota_t;
    ExchangeResult result;
    for (int round = 0; round < 200; ++round) {
        for (std::size_t r = 0; r < sellers * buyers; ++r) {
            const double fob =
                result.log_price.empty() ? 100 : std::exp(result.log_price[r / buyers] + result.log_rent[r / buyers]);
            market.log_trade_cost[r] = std::log1p(steps.freight_usd_per_t[r] / fob);
        }
        result = cleared(market, result);
        EXPECT_TRUE(result.converged) << sharpness;
    }
    Solution solution;
    for (std::size_t i = 0; i < sellers; ++i) {
        solution.price.push_back(std::exp(result.log_price[i] + result.log_rent[i]));
        solution.sold_t.push_back(sales_t(market, result, i));
    }
    const auto filled_t = [&](Side side, double order_t, double limit, double log_price) {
        return point_on({CurveShape::logistic, order_t, std::log(limit), sharpness}, side, log_price).quantity_t;
    };
    for (std::size_t k = 0; k < sellers * orders; ++k)
        solution.surplus_usd -=
            steps.cost[k] * filled_t(Side::sell, steps.offer_t[k], steps.cost[k], result.log_price[k / orders]);
    for (std::size_t k = 0; k < buyers * orders; ++k)
        solution.surplus_usd +=
            steps.value[k] * filled_t(Side::buy, steps.want_t[k], steps.value[k], result.log_delivered[k / orders]);
    for (std::size_t r = 0; r < sellers * buyers; ++r)
        solution.surplus_usd -= steps.freight_usd_per_t[r] * result.flow_t[r];
    return solution;
}

struct Miss {
    double price = 0, surplus = 0;  // fractions
};

// Prices of those who sell; who sells nothing has none.
Miss miss(const Solution& exact, const Solution& found) {
    Miss worst{0, 1 - found.surplus_usd / exact.surplus_usd};
    for (std::size_t i = 0; i < sellers; ++i) {
        if (exact.sold_t[i] > 0) worst.price = std::max(worst.price, std::abs(found.price[i] / exact.price[i] - 1));
    }
    return worst;
}

TEST(LinearPrograms, AreTheLimitOfTheExchange) {
    for (std::uint32_t index = 0; index < 40; ++index) {
        const StepMarket steps = draw(index);
        const Solution exact = LinearProgram(steps).solve();
        const Miss at_500 = miss(exact, on_exchange(steps, 500)), at_4000 = miss(exact, on_exchange(steps, 4000));
        EXPECT_LT(at_4000.price, 2e-3) << index;
        EXPECT_LT(std::abs(at_4000.surplus), 1e-4) << index;
        EXPECT_LT(at_4000.price, 0.5 * at_500.price) << index;
    }
}

}  // namespace
}  // namespace orepolitik
