// A company owns shares of plants: it takes its share of their profit, pays its share of their projects, borrows when
// short, and stops investing when its debt outgrows its earnings.
// Leaves out: mergers and market power (merger.hpp).
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/plant.hpp"

namespace orepolitik {

struct Holding {             // of one owner in one plant
    std::uint32_t kind = 0;  // 0 mine, 1 smelter, 2 recycler
    std::uint32_t plant = 0;
    double share = 0;
    std::uint32_t owner = 0;  // a company; from Companies::size() on a state, by region
    void carried(auto&& visit) { visit(kind, plant, share, owner); }
};

// A bid on its way.
struct Deal {
    enum class Stage : std::uint8_t { offered, review, over };
    enum class Outcome : std::uint8_t { decide, closes, refused, blocked };
    std::uint32_t bidder = 0, target = 0, offers = 1, offers_made = 1;
    std::int32_t months_between = 1, review_months = 12;
    Month next{};  // when the target answers, or states have reviewed
    double offer_usd = 0, last_offer_usd = 0, undisturbed_usd = 0, wanted_premium = 0, raise_ratio = 1;
    Stage stage = Stage::offered;
    Outcome outcome = Outcome::decide;
    void carried(auto&& visit) {
        visit(bidder, target, offers, offers_made, months_between, review_months, next, offer_usd, last_offer_usd,
              undisturbed_usd, wanted_premium, raise_ratio, stage, outcome);
    }
};

struct Companies {
    static constexpr std::string_view name = "company";
    std::vector<std::string> id;
    std::vector<CountryId> home;
    std::vector<std::uint8_t> state_owned;
    std::vector<Holding> holdings;                                // those of the start by company
    std::vector<double> revenue_usd, profit_usd, investment_usd;  // this month
    std::vector<double> cash_usd, debt_usd, yearly_revenue_usd;   // yearly: fading mean times twelve
    std::vector<double> yearly_profit_usd, value_usd;             // value to its owners
    std::vector<double> multiple;             // of yearly profit, cash and debt apart, that its value is
    std::vector<std::uint8_t> listed, gone;   // has a market value; was taken over or wound up
    std::vector<std::uint8_t> trading_house;  // owns one
    std::vector<Deal> deals;

    std::size_t size() const { return id.size(); }
    void carried(auto&& visit) {
        visit(holdings, revenue_usd, profit_usd, investment_usd, cash_usd, debt_usd, yearly_revenue_usd,
              yearly_profit_usd, value_usd, multiple, gone, deals);
    }
    // Holdings of one owner in plants of one product and country, as they follow each other: visit(holdings, plants).
    template <class Visit>
    void for_each_portfolio(std::span<const Plants* const> plants_by_kind, Visit&& visit) const {
        const std::span all(holdings);
        for (std::size_t first = 0, last = 0; first < all.size(); first = last) {
            const Holding& one = all[first];
            const Plants& plants = *plants_by_kind[one.kind];
            while (last < all.size() && all[last].owner == one.owner && all[last].kind == one.kind &&
                   plants.stand_together(one.plant, all[last].plant))
                ++last;
            visit(all.subspan(first, last - first), plants);
        }
    }
    void settle(std::span<const Plants* const> plants_by_kind);
    bool is_in_deal(std::uint32_t company) const {
        for (const auto& deal : deals)
            if (deal.bidder == company || deal.target == company) return true;
        return false;
    }
    bool is_company(std::uint32_t owner) const { return owner < size(); }
    std::uint32_t owner_of_state(RegionId region) const { return static_cast<std::uint32_t>(size()) + region.value; }
    // Debt within three years of revenue: lenders stop there.
    bool can_invest(std::size_t i) const { return debt_usd[i] <= most_debt_years * yearly_revenue_usd[i]; }

    static constexpr double most_debt_years = 3;
};

// Pays a month's profit and investment out of cash, borrowing what lacks and repaying debt first.
struct Purse {
    double cash_usd, debt_usd;
};
Purse after_month(Purse purse, double profit_usd, double investment_usd, double payout_share);

}  // namespace orepolitik
