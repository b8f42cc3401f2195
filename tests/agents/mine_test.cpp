// Costs rise as grades fall; by-products follow what their hosts make.
#include "agents/mine.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace orepolitik {
namespace {

TEST(Mine, CostRisesAsGradeFalls) {
    EXPECT_DOUBLE_EQ(cash_cost_usd_per_t(1000, 1, 0.4), 1000);
    EXPECT_NEAR(cash_cost_usd_per_t(1000, 0.25, 0.5), 2000, 1e-9);
}

// Two regions make 30 and 70; half of the by-product comes with the host.
Economy economy_with_host() {
    Economy economy;
    auto& market = economy.markets.emplace_back();
    market.exporters.resize(2);
    market.exporters[0].made_t = 30;
    market.exporters[1].made_t = 70;
    return economy;
}

TEST(Mine, ByProductFollowsTheHostsOutputAtHome) {
    const std::vector<HostLink> links{{MaterialId{0}, 0, 0.5, 60}};
    EXPECT_NEAR(host_activity(links, economy_with_host()), 0.5 + 0.5 * 0.5, 1e-12);
}

TEST(Mine, ByProductFollowsTheWorldWhereNoHostIsAtHome) {
    const std::vector<HostLink> links{{MaterialId{0}, none_index, 0.8, 100}};
    EXPECT_NEAR(host_activity(links, economy_with_host()), 1, 1e-12);
}

TEST(Mine, ByProductDoesNotFollowSalesFromStock) {
    Economy economy = economy_with_host();
    economy.markets[0].exporters[0].sold_t = 500;
    EXPECT_NEAR(host_activity({{MaterialId{0}, 0, 1, 30}}, economy), 1, 1e-12);
}

}  // namespace
}  // namespace orepolitik
