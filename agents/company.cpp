#include "agents/company.hpp"

#include <algorithm>

namespace orepolitik {
namespace {

constexpr double payout_share = 0.5;  // of profit, to shareholders, when there is no debt

}  // namespace

Purse after_month(Purse purse, double profit_usd, double investment_usd, double payout) {
    const double paid_out = purse.debt_usd > 0 ? 0 : payout * std::max(0.0, profit_usd - investment_usd);
    double cash = purse.cash_usd + profit_usd - investment_usd - paid_out;
    double debt = purse.debt_usd;
    if (cash < 0) {
        debt -= cash;
        cash = 0;
    }
    const double repaid = std::min(cash, debt);
    return {cash - repaid, debt - repaid};
}

void Companies::settle(std::span<const Plants* const> plants_by_kind) {
    for (auto* column : {&revenue_usd, &profit_usd, &investment_usd}) std::fill(column->begin(), column->end(), 0.0);
    for_each_portfolio(plants_by_kind, [&](std::span<const Holding> held, const Plants& plants) {
        const auto owner = held.front().owner;
        if (!is_company(owner)) return;
        double revenue = revenue_usd[owner], profit = profit_usd[owner], investment = investment_usd[owner];
        for (const auto& [kind, plant, share, its_owner] : held) {
            revenue += share * plants.revenue_usd[plant];
            profit += share * (plants.revenue_usd[plant] - plants.cost_usd[plant]);
            investment += share * plants.capital_usd[plant];
        }
        revenue_usd[owner] = revenue, profit_usd[owner] = profit, investment_usd[owner] = investment;
    });
    for (std::size_t i = 0; i < size(); ++i) {
        const Purse purse = after_month({cash_usd[i], debt_usd[i]}, profit_usd[i], investment_usd[i], payout_share);
        cash_usd[i] = purse.cash_usd;
        debt_usd[i] = purse.debt_usd;
        yearly_revenue_usd[i] += (12 * revenue_usd[i] - yearly_revenue_usd[i]) / 12;
    }
}

}  // namespace orepolitik
