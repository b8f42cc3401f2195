// A strategic reserve of a state: five bands between a floor and a ceiling round the three-year mean price.
//   below floor: must buy | lower third: may buy, up to its target | middle: idle | upper third: may sell, down to it |
//   above ceiling: must sell, down to half its target
// Purchases go through the market, sales as allotments to the state's manufacturers by need at their delivered price.
// In a crisis (imports below usual by a tenth of use, users' cover below its target days) it releases whatever the
// price. It buys with its money, then on credit at interest; beyond its credit it is insolvent and sells out. Sources:
// International Tin Agreement (bands, insolvency of 1985); RECS and JOGMEC (target days, emergency release).
#pragma once
#include <string_view>
#include <vector>

#include "agents/manufacturer.hpp"
#include "model/law/strategic_reserve.hpp"

namespace orepolitik {

enum class Band : std::uint8_t { must_buy, may_buy, idle, may_sell, must_sell };
const char* name_of(Band band);

// What a reserve sees and holds, for the decision.
struct ReserveView {
    double price_usd_per_t, mean_usd_per_t;  // delivered; three-year mean
    double use_t_per_month, stock_t;         // goods on the way included
    double import_loss, users_cover_months;
    bool insolvent;
};
struct ReservePlan {
    Band band = Band::idle;
    bool emergency = false;
    double buy_t = 0, release_t = 0;  // this month
};
Band band_of(double price_usd_per_t, double mean_usd_per_t, double width);
ReservePlan plan_of_reserve(const ReserveView& view, const ReserveRule& rule);

// Money after a month: purchases are paid from cash, then on credit; sales repay first.
struct ReserveMoney {
    double cash_usd, debt_usd;
};
ReserveMoney after_trades(ReserveMoney money, double purchases_usd, double sales_usd, double rate_per_month);

struct Reserves {
    static constexpr std::string_view name = "reserve";
    std::vector<MaterialId> material;
    std::vector<RegionId> region;
    std::vector<std::uint32_t> importer, buy_slot;
    std::vector<std::uint32_t> first_user, last_user;  // the region's manufacturers of the material
    std::vector<ReserveRule> rule;
    std::vector<std::uint8_t> runs;  // by a law or by reactive states, this month
    std::vector<double> stock_t, claims_t, cash_usd, debt_usd, usual_imports_t;
    std::vector<std::uint8_t> insolvent, band, emergency;
    std::vector<std::uint8_t> doing;                // 0 nothing, 1 buying, 2 selling, 3 releasing in a crisis
    std::vector<double> users_cover_months, use_t;  // seen this month
    std::vector<double> planned_release_t;          // decided this month
    std::vector<double> bought_t, arrived_t, released_t, purchases_usd, sales_usd;  // this month

    std::size_t size() const { return material.size(); }
    void carried(auto&& visit) {
        visit(runs, stock_t, claims_t, cash_usd, debt_usd, usual_imports_t, insolvent, band, emergency, doing,
              users_cover_months, use_t, planned_release_t, bought_t, arrived_t, released_t, purchases_usd, sales_usd);
    }
    void look(const Economy& economy, const Manufacturers& users);
    void decide(std::size_t i, Economy& economy);
    void settle(std::size_t i, const Economy& economy);
    void allot(Economy& economy, Manufacturers& users);  // what was decided to be released, at the month's end
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>& tonnes, Place place) const;

  private:
    void tell(std::size_t i, Economy& economy);
};

}  // namespace orepolitik
