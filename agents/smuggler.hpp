// Smugglers carry a material past a restriction on one trade relation: they buy it at home in the country that makes it
// and sell it in the one that lacks it, past the customs, or under another name through a third country whose borders
// are open. They ship the more the wider the restriction parts the two prices, and lose what is found.
//   gap    share of the buyer's price that the restriction has added to the difference of the two prices
//   margin what they keep of the gap - chance of detection x loss when detected - cost of hiding a tonne over its price
//   aim    base-year trade of the relation x min(capacity, margin / slope); built up over months
// Where people blend (blending_share), what goes through a third country is mixed into what that sells in the country
// of use by right, as far as that hides it (smugglers of all origins shut out share that by their base-year trade), and
// fetches the price of that: no discount.
// Leaves out: who smuggles and what becomes of his profit; scrap; relations without trade in the base year.
// Sources: China Daily on rare earths in 2011, goods past the quota sold at 30 % below, 21 kt beside 18.6 kt through
// customs, of about 48 kt a year before the quotas; origin fraud: Fisman and Wei (2004), J. Political Economy 112.
#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "model/economy.hpp"

namespace orepolitik {

struct IllicitWay {
    double margin = 0;                   // share of the buyer's price
    double detection = 0;                // chance that a shipment is found
    std::size_t months = 0;              // on the way
    std::uint32_t through = none_index;  // importer of the third country; none_index: straight
    double blended_share = 0;            // mixed there into what it sells by right
    void carried(auto&& visit) { visit(margin, detection, months, through, blended_share); }
};

struct Smugglers {
    static constexpr std::string_view name = "smuggler";
    std::vector<MaterialId> material;
    std::vector<RegionId> from, to;
    std::vector<std::uint32_t> buyer, buy_slot;    // importer side and order in the country of origin
    std::vector<std::uint32_t> seller, sell_slot;  // exporter side and order in the country of use
    std::vector<double> base_flow_t;               // per month
    std::vector<double> planned_t, claims_t, on_offer_t;
    std::vector<std::array<double, sea_months>> hidden_t;  // [k]: arrives in k months
    std::vector<std::uint8_t> awake;  // it has paid once: until then there is nothing to order, move or count
    std::vector<IllicitWay> way;      // this month
    std::vector<double> bought_t, arrived_t, shipped_t, seized_t, landed_t, sold_t;  // this month
    std::vector<double> sales_usd, purchases_usd, fines_usd;                         // this month

    std::size_t size() const { return material.size(); }
    void carried(auto&& visit) {
        visit(planned_t, claims_t, on_offer_t, hidden_t, awake, way, bought_t, arrived_t, shipped_t, seized_t, landed_t,
              sold_t, sales_usd, purchases_usd, fines_usd);
    }
    void observe(std::size_t i, const Economy& economy);
    double room_share(std::size_t i, const Economy& economy) const;
    void decide(std::size_t i, Economy& economy) const;
    void settle(std::size_t i, const Economy& economy);
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>& tonnes, Place place) const;
};

// The pure rules.
double price_gap(double log_difference, double base_log_difference);
double smuggling_margin(double gap, double detection, double cost_usd_per_t, double price_usd_per_t,
                        const Behaviour& behaviour);
double smuggled_share(double margin, const Behaviour& behaviour);  // of the base year's trade

}  // namespace orepolitik
