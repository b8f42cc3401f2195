// The program's traders in the textbook's storage market, against its rational-expectations solution (competitive
// storage: Williams and Wright 1991; the parameters are those of the demonstration models sto1 and sto2 of Gouel's
// RECS, solved by collocation and simulated over 800,000 years, tables/competitive_storage.csv). A period is a year: a
// random harvest planned on the price expected, demand of elasticity 0.2, traders with the program's own rule of a band
// round an adaptive expectation. What they can and cannot do is stated as bands: see README.md.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "agents/trader.hpp"
#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr double rate = 0.03, storage_usd_per_t = 0.06, decay = 0.02;
constexpr double supply_elasticity = 0.2, demand_elasticity = 0.2, harvest_spread = 0.05;
constexpr double floor_price = 1.02, public_capacity_t = 0.4;
constexpr double store_t = 2.0 / 12;  // two months of use, as the program gives its traders
constexpr int years = 60000, warm_up = 200;

// Who stores: nobody, the program's traders, or traders who hold only what they expect to sell with a profit, as the
// textbook's do; with a public store beside them or without.
enum class Private : std::uint8_t { none, traders, strict_traders };
struct Storage {
    Private traders = Private::none;
    bool public_store = false;
};
enum SellSlot : std::uint32_t { harvest, trader_sale, public_sale, sell_slots };

// One region that sells to itself: harvest, traders and a public store on one side, users in steps on the other.
class StorageMarket {
  public:
    explicit StorageMarket(Storage storage) : storage_(storage) {
        auto& b = economy_.behaviour;
        b.trader_band = std::log(1 + rate) + storage_usd_per_t + decay;  // cost of carry at a price of one
        b.trader_steepness = 100;
        b.expectation_memory_months = b.alarm_months = memory_years;  // a period is a year
        b.trend_extrapolation = 0;
        b.spot_share_of_expectation = 0.1;  // harvests are independent: the long mean is what to expect
        auto& m = economy_.markets.emplace_back();
        m.sourcing_elasticity = 8;
        m.exporters.resize(1);
        m.importers.resize(1);
        m.exporters[0].home = 0;
        m.exporters[0].region = m.importers[0].region = RegionId{0};
        m.exporters[0].export_cap_t = std::numeric_limits<double>::infinity();
        m.importers[0].arriving_share = 1;
        auto& r = m.routes;
        for (auto* column :
             {&r.log_weight, &r.freight_usd_per_t, &r.log_trade_cost, &r.open_log_weight, &r.perceived_cost, &r.flow_t})
            column->assign(1, 0.0);
        r.terms.resize(1);
        r.rents.resize(1);
        lay_out_orders(m.orders);
        traders_.material = {MaterialId{0}};
        traders_.exporter = traders_.importer = {0};
        traders_.sell_slot = {trader_sale};
        traders_.buy_slot = {static_cast<std::uint32_t>(public_purchase_ + 1)};
        for (auto* column : {&traders_.stock_t, &traders_.claims_t, &traders_.bought_t, &traders_.arrived_t,
                             &traders_.sold_t, &traders_.sales_usd, &traders_.purchases_usd})
            column->assign(1, 0.0);
        traders_.store_t = {storage.traders == Private::none ? 0.0 : store_t};
    }

    // A year; its price.
    double pass(double harvest_draw) {
        auto& m = economy_.markets[0];
        observe_prices(m, economy_.behaviour);
        const double expected = m.expected_fob(0, economy_.behaviour.spot_share_of_expectation);
        traders_.stock_t[0] *= 1 - decay;
        public_t_ *= 1 - decay;
        traders_.decide(0, economy_);
        if (storage_.traders == Private::strict_traders)
            m.orders.sell_log_reservation[trader_sale] =
                m.orders.buy_log_value[m.orders.buy_log_value.size() - 1] + 0.02;
        m.orders.sell_quantity_t[harvest] =
            std::exp(supply_elasticity * expected) * (1 + harvest_spread * harvest_draw);
        m.orders.sell_quantity_t[public_sale] = public_t_;
        m.orders.buy_quantity_t[public_purchase_] = storage_.public_store ? public_capacity_t - public_t_ : 0.0;
        find_prices(m);
        book_trades(m);
        traders_.settle(0, economy_);
        public_t_ += m.orders.bought_t[public_purchase_] - m.orders.sold_t[public_sale];
        return std::exp(m.exporters[0].log_price);
    }
    double private_t() const { return traders_.stock_t[0]; }
    double public_t() const { return public_t_; }

  private:
    static constexpr double memory_years = 10;

    // Users take steps of a demand curve, from four times the usual price down to a quarter of it.
    void lay_out_orders(OrderBook& o) {
        constexpr double top = 1.4, step = 0.02;
        constexpr int steps = 140;
        const auto wanted_t = [](double log_price) { return std::exp(-demand_elasticity * log_price); };
        add(o.buy_quantity_t, o.buy_log_value, o.buy_steepness, wanted_t(top), top, 60);
        for (int k = 0; k < steps; ++k) {
            const double log_price = top - step * (k + 0.5);
            add(o.buy_quantity_t, o.buy_log_value, o.buy_steepness,
                wanted_t(log_price - 0.5 * step) - wanted_t(log_price + 0.5 * step), log_price, 60);
        }
        public_purchase_ = o.buy_quantity_t.size();
        add(o.buy_quantity_t, o.buy_log_value, o.buy_steepness, 0, std::log(floor_price), 500);
        add(o.buy_quantity_t, o.buy_log_value, o.buy_steepness, 0, 0, 1);
        for (std::uint32_t slot = 0; slot < sell_slots; ++slot)
            add(o.sell_quantity_t, o.sell_log_reservation, o.sell_steepness, 0,
                slot == public_sale ? std::log(floor_price) + 0.02 : -3, slot == public_sale ? 500 : 20);
        o.sold_t.assign(sell_slots, 0);
        o.bought_t.assign(o.buy_quantity_t.size(), 0);
        o.sell_first = {0, sell_slots};
        o.buy_first = {0, static_cast<std::uint32_t>(o.buy_quantity_t.size())};
    }
    static void add(std::vector<double>& quantity_t, std::vector<double>& log_price, std::vector<double>& steepness,
                    double order_t, double at, double steep) {
        quantity_t.push_back(order_t);
        log_price.push_back(at);
        steepness.push_back(steep);
    }

    Storage storage_;
    Economy economy_;
    Traders traders_;
    std::size_t public_purchase_ = 0;
    double public_t_ = 0;
};

struct Moments {
    double mean = 0, cv = 0, skew = 0, autocorrelation = 0, private_t = 0, public_t = 0;
};

Moments simulate(Storage storage) {
    StorageMarket market(storage);
    Moments moments;
    std::vector<double> prices;
    for (std::uint32_t year = 0; year < years; ++year) {
        const double price = market.pass(Stream(17, Draw::trade_noise, 0, year).normal());
        if (year < warm_up) continue;
        prices.push_back(price);
        moments.private_t += market.private_t(), moments.public_t += market.public_t();
    }
    const auto count = static_cast<double>(prices.size());
    for (const double price : prices) moments.mean += price / count;
    double square = 0, cube = 0, product = 0;
    for (std::size_t k = 0; k < prices.size(); ++k) {
        const double gap = prices[k] - moments.mean;
        square += gap * gap / count, cube += gap * gap * gap / count;
        if (k > 0) product += gap * (prices[k - 1] - moments.mean) / count;
    }
    moments.cv = std::sqrt(square) / moments.mean;
    moments.skew = cube / std::pow(square, 1.5);
    moments.autocorrelation = product / square;
    moments.private_t /= count, moments.public_t /= count;
    fmt::print("  mean {:.3f}  CV {:.3f}  skew {:.2f}  autocorrelation {:.2f}  private {:.3f} t  public {:.3f} t\n",
               moments.mean, moments.cv, moments.skew, moments.autocorrelation, moments.private_t, moments.public_t);
    return moments;
}

// A figure of the rational-expectations solution.
double table(const std::string& model, const std::string& item) {
    std::ifstream file(OREPOLITIK_SOURCE_DIR "/tests/theory/tables/competitive_storage.csv");
    const std::string start = model + ",out," + item + ",,,";
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(start)) return std::stod(line.substr(start.size()));
    ADD_FAILURE() << "no " << start;
    return NAN;
}

const std::string without_public = "sto1_private", with_public = "sto2_public_floor";

TEST(CompetitiveStorage, TradersSteadyThePriceAndLeaveItSkewedToTheRight) {
    const Moments none = simulate({}), traders = simulate({Private::traders});
    EXPECT_LT(traders.cv, 0.7 * none.cv);
    EXPECT_GT(traders.skew, none.skew);  // they can buy a glut but not sell what they have not
    EXPECT_GT(traders.autocorrelation, none.autocorrelation + 0.1);
}

TEST(CompetitiveStorage, TradersAreWithinStatedBandsOfRationalOnes) {
    const Moments traders = simulate({Private::traders});
    EXPECT_NEAR(traders.mean, table(without_public, "price_mean"), 0.01);
    EXPECT_NEAR(traders.cv / table(without_public, "price_cv"), 0.75, 0.1);
    EXPECT_NEAR(traders.skew / table(without_public, "price_skew"), 0.62, 0.1);
    EXPECT_NEAR(traders.autocorrelation, table(without_public, "price_ac1"), 0.1);
    EXPECT_NEAR(traders.private_t / table(without_public, "stock_private_mean"), 5, 1);
}

TEST(CompetitiveStorage, APublicStoreWorksAsItDoesAmongRationalTraders) {
    const Moments without = simulate({Private::traders}), with = simulate({Private::traders, true});
    const double effect = with.cv / without.cv;
    EXPECT_NEAR(effect, table(with_public, "price_cv") / table(without_public, "price_cv"), 0.1);
    EXPECT_NEAR(with.cv, table(with_public, "price_cv"), 0.01);
    EXPECT_NEAR(with.mean, table(with_public, "price_mean"), 0.01);
    EXPECT_NEAR(with.public_t, table(with_public, "stock_public_mean"), 0.05);
    EXPECT_LT(with.private_t, without.private_t);  // it crowds them out, though not as fully as it would rational ones
}

// What parts the program's traders from the textbook's is their band alone: they keep what they hold until the price is
// as far above what they expect as it had to be below for them to buy. Traders who sell as soon as holding does not pay
// have the rational skew, spikes beside a public store included, and hardly any stock beside it.
TEST(CompetitiveStorage, TheGapOfTradersIsTheirBand) {
    const Moments strict = simulate({Private::strict_traders});
    EXPECT_NEAR(strict.cv / table(without_public, "price_cv"), 0.92, 0.1);
    EXPECT_NEAR(strict.skew / table(without_public, "price_skew"), 1, 0.1);
    EXPECT_NEAR(strict.autocorrelation, table(without_public, "price_ac1"), 0.05);
    const Moments with = simulate({Private::strict_traders, true});
    EXPECT_NEAR(with.cv, table(with_public, "price_cv"), 0.005);
    EXPECT_GT(with.skew, 0.5);
    EXPECT_LT(with.private_t, 0.01);
    EXPECT_LT(simulate({Private::traders, true}).skew, 0);
    EXPECT_LT(simulate({Private::none, true}).skew, 0);  // what is left are gluts once it is full
}

}  // namespace
}  // namespace orepolitik
