#include "agents/merger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "agents/deal_shares.hpp"
#include "model/market/conduct.hpp"
#include "model/random.hpp"

namespace orepolitik {
namespace {

constexpr double concentrated = 0.18, much_more_concentrated = 0.01;  // of the Herfindahl index, 0 to 1
constexpr double control = 0.5;
constexpr double first_premium = 0.2, highest_premium = 0.4;
constexpr double least_value_of_revenue = 0.05;
constexpr double usual_multiple = 8, least_multiple = 2, most_multiple = 30;
constexpr std::uint32_t months_to_know_earnings = 12;

void tell(const Boardroom& room, const char* kind, const Deal& deal, double value, std::string reason) {
    const auto& c = room.companies;
    room.economy.events.push_back(
        {room.economy.month, kind, c.id[deal.bidder], c.id[deal.target], value, std::move(reason)});
}

// Traders hear of a deal: output may come into fewer hands.
void spread_rumour(const Boardroom& room, const DealShares& shares, const Deal& deal, double weight) {
    auto& e = room.economy;
    for (std::size_t k = 0; k < shares.minerals(); ++k) {
        const Overlap o = shares.overlap(deal.bidder, deal.target, k);
        for (const MaterialId id : {e.ore_of_mineral[k], e.refined_of_mineral[k]}) {
            if (!id.exists()) continue;
            for (auto& side : e.markets[id.value].importers) side.news += weight * std::min(o.bidder, o.target);
        }
    }
}

void accept(const Boardroom& room, Deal& deal) {
    deal.stage = Deal::Stage::review;
    deal.next = room.economy.month + deal.review_months;
    tell(room, "bid accepted", deal, deal.offer_usd,
         fmt::format("offer {:.3g} USD, {:+.0f} % on {:.3g}; wanted {:.0f} %", deal.offer_usd,
                     100 * (deal.offer_usd / deal.undisturbed_usd - 1), deal.undisturbed_usd,
                     100 * deal.wanted_premium));
}

// Of what is left up to the last offer: raises form a geometric series.
double next_raise(const Deal& deal) {
    double in_first_raises = 0, raise = 1;
    for (std::uint32_t k = deal.offers_made; k < deal.offers; ++k, raise *= deal.raise_ratio) in_first_raises += raise;
    return (deal.last_offer_usd - deal.offer_usd) / in_first_raises;
}

void refuse(const Boardroom& room, const DealShares& shares, Deal& deal) {
    const double premium = deal.offer_usd / deal.undisturbed_usd - 1;
    tell(room, "bid refused", deal, deal.offer_usd,
         fmt::format("offer {:.3g} USD, {:+.0f} % on {:.3g}; accepts above {:.3g}", deal.offer_usd, 100 * premium,
                     deal.undisturbed_usd, deal.undisturbed_usd * (1 + deal.wanted_premium)));
    if (deal.offers_made >= deal.offers || deal.offer_usd >= deal.last_offer_usd * (1 - 1e-9)) {
        deal.stage = Deal::Stage::over;
        tell(room, "bid dropped", deal, deal.offer_usd, fmt::format("after {} offers", deal.offers_made));
        return spread_rumour(room, shares, deal, -room.economy.behaviour.politics.rumour_of_merger / 2);
    }
    deal.offer_usd += next_raise(deal);
    ++deal.offers_made;
    deal.next = room.economy.month + deal.months_between;
    tell(room, "bid raised", deal, deal.offer_usd, fmt::format("offer {} of {}", deal.offers_made, deal.offers));
}

void answer_offer(const Boardroom& room, const DealShares& shares, Deal& deal) {
    const bool enough = deal.offer_usd >= deal.undisturbed_usd * (1 + deal.wanted_premium);
    const bool stated = deal.outcome != Deal::Outcome::decide;
    if (stated ? deal.outcome != Deal::Outcome::refused : enough)
        accept(room, deal);
    else
        refuse(room, shares, deal);
}

bool is_refused_on_security(const Boardroom& room, const Deal& deal) {
    const auto& e = room.economy;
    const CountryId one = room.companies.home[deal.bidder], other = room.companies.home[deal.target];
    if (!one.exists() || !other.exists()) return false;
    const RegionId from = e.region_of_country[one.value], to = e.region_of_country[other.value];
    const auto& p = e.behaviour.politics;
    return e.diplomacy.opposed(from, to) ||
           e.diplomacy.distance(from, to, p.distance_of_grievance) > p.most_distance_of_merger;
}

// The target's plants of a mineral go to the company outside the deal that has least of it but some.
void divest(const Boardroom& room, const DealShares& shares, const Deal& deal, std::size_t mineral) {
    auto& c = room.companies;
    std::uint32_t buyer = none_index;
    double least = 1;
    for (std::uint32_t k = 0; k < c.size(); ++k) {
        const double share = shares.of(k, mineral);
        if (k == deal.bidder || k == deal.target || c.listed[k] == 0 || c.gone[k] != 0 || share <= 0) continue;
        if (share < least) {
            least = share;
            buyer = k;
        }
    }
    if (buyer == none_index) return;
    for (auto& h : c.holdings)
        if (h.owner == deal.target && room.plants_of[h.kind]->mineral[h.plant].value == mineral) h.owner = buyer;
    const Overlap o = shares.overlap(deal.bidder, deal.target, mineral);
    room.economy.events.push_back({room.economy.month, "divestment", c.id[deal.target],
                                   room.economy.mineral_ids[mineral], o.target,
                                   fmt::format("to {}: Herfindahl index {:.0f}, rise {:.0f}", c.id[buyer],
                                               1e4 * (o.herfindahl + o.rise()), 1e4 * o.rise())});
}

void hold_back(const Boardroom& room, const DealShares& shares, const Deal& deal) {
    auto& e = room.economy;
    auto& c = room.companies;
    const double kappa = e.behaviour.politics.conduct;
    const bool trades = c.trading_house[deal.bidder] != 0 || c.trading_house[deal.target] != 0;
    for (std::size_t k = 0; k < shares.minerals(); ++k) {
        const Overlap o = shares.overlap(deal.bidder, deal.target, k);
        const double part = withheld_share(o, kappa);
        for (const auto& h : c.holdings) {
            if (h.kind != 0 || h.owner != deal.bidder || h.share < control) continue;
            if (room.mines.plants.mineral[h.plant].value != k) continue;
            auto& withheld = room.mines.withheld.change(h.plant);
            withheld = 1 - (1 - withheld) * (1 - part);
        }
        if (trades && o.bidder + o.target > 0)
            for (const MaterialId id : {e.ore_of_mineral[k], e.refined_of_mineral[k]})
                if (id.exists()) e.markets[id.value].traders_hold_out += kappa * (o.bidder + o.target);
    }
}

void close_deal(const Boardroom& room, const DealShares& shares, Deal& deal) {
    auto& c = room.companies;
    const auto& p = room.economy.behaviour.politics;
    for (auto& h : c.holdings) {
        if (h.owner != deal.target) continue;
        h.owner = deal.bidder;
        if (h.kind != 0 || h.share < control) continue;
        room.mines.base_cost_usd_per_t[h.plant] *= 1 - p.merger_synergy;
        room.mines.cost_usd_per_t[h.plant] *= 1 - p.merger_synergy;
    }
    c.cash_usd[deal.bidder] += c.cash_usd[deal.target];
    c.debt_usd[deal.bidder] += c.debt_usd[deal.target] + p.merger_cash_share * deal.offer_usd;
    c.cash_usd[deal.target] = c.debt_usd[deal.target] = 0;
    c.gone[deal.target] = 1;
    hold_back(room, shares, deal);
    deal.stage = Deal::Stage::over;
    tell(room, "merger", deal, deal.offer_usd, "closed; plants, cash and debt pass to the bidder");
}

// A state that merges two companies of its own at home consolidates on purpose: it asks itself for no remedy.
bool is_consolidation(const Companies& c, const Deal& deal) {
    return c.state_owned[deal.bidder] != 0 && c.state_owned[deal.target] != 0 && c.home[deal.bidder].exists() &&
           c.home[deal.bidder] == c.home[deal.target];
}

void review(const Boardroom& room, DealShares& shares, Deal& deal) {
    const bool decides = deal.outcome == Deal::Outcome::decide;
    if (deal.outcome == Deal::Outcome::blocked || (decides && is_refused_on_security(room, deal))) {
        deal.stage = Deal::Stage::over;
        tell(room, "merger blocked", deal, deal.offer_usd,
             decides ? "on security: the two stand too far apart" : "as stated");
        return spread_rumour(room, shares, deal, -room.economy.behaviour.politics.rumour_of_merger / 2);
    }
    const bool remedies = !is_consolidation(room.companies, deal);
    for (std::size_t k = 0; remedies && k < shares.minerals(); ++k)
        if (harms_competition(shares.overlap(deal.bidder, deal.target, k))) divest(room, shares, deal, k);
    close_deal(room, DealShares(room), deal);
}

Deal deal_of_law(const Boardroom& room, const MergerBid& bid, std::uint32_t bidder, std::uint32_t target,
                 const std::string& law) {
    const double value = bid.undisturbed_usd_bn > 0 ? 1e9 * bid.undisturbed_usd_bn : room.companies.value_usd[target];
    Stream stream(room.economy.seed, Draw::merger_premium, draw_key(law), 0);
    const double drawn = first_premium + (highest_premium - first_premium) * stream.uniform();
    Deal deal{.bidder = bidder, .target = target, .offers = static_cast<std::uint32_t>(bid.offers)};
    deal.months_between = bid.months_between;
    deal.review_months = bid.review_months;
    deal.next = room.economy.month;
    deal.offer_usd = 1e9 * bid.offer_usd_bn;
    deal.last_offer_usd = 1e9 * std::max(bid.last_offer_usd_bn, bid.offer_usd_bn);
    deal.raise_ratio = bid.raise_ratio;
    deal.undisturbed_usd = value;
    deal.wanted_premium = bid.wanted_premium > 0 ? bid.wanted_premium : drawn;
    deal.outcome = bid.outcome == "closes"    ? Deal::Outcome::closes
                   : bid.outcome == "refused" ? Deal::Outcome::refused
                   : bid.outcome == "blocked" ? Deal::Outcome::blocked
                                              : Deal::Outcome::decide;
    return deal;
}

void open_deal(const Boardroom& room, const DealShares& shares, Deal deal, const std::string& why) {
    auto& c = room.companies;
    if (c.gone[deal.bidder] != 0 || c.gone[deal.target] != 0) return;
    tell(room, "bid", deal, deal.offer_usd, why);
    spread_rumour(room, shares, deal, room.economy.behaviour.politics.rumour_of_merger);
    c.deals.push_back(deal);
}

void open_stated_bids(const Boardroom& room, const DealShares& shares) {
    const auto& e = room.economy;
    const auto& ids = room.companies.id;
    const auto place = [&](const std::string& id) {
        return static_cast<std::uint32_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
    };
    for (std::uint32_t k = 0; k < e.laws.size(); ++k) {
        const auto* bid = std::get_if<MergerBid>(&e.laws.law(k).instrument);
        if (!bid || !e.laws.law(k).dates.comes || e.laws.law(k).dates.from != e.month) continue;
        const auto bidder = place(bid->bidder), target = place(bid->target);
        if (bidder < ids.size() && target < ids.size())
            open_deal(room, shares, deal_of_law(room, *bid, bidder, target, e.laws.law(k).name),
                      "as the scenario states");
    }
}

// What the bidder gains in a year: dearer goods, and lower cost of the target's plants.
double yearly_gain_usd(const Boardroom& room, const DealShares& shares, std::uint32_t bidder, std::uint32_t target) {
    const auto& p = room.economy.behaviour.politics;
    const auto& c = room.companies;
    double gain = p.merger_synergy * std::max(0.0, c.yearly_revenue_usd[target] - c.yearly_profit_usd[target]);
    for (std::size_t k = 0; k < shares.minerals(); ++k) {
        const Overlap o = shares.overlap(bidder, target, k);
        gain += rise_of_price(o, p.conduct, room.states.traits[k]) * (o.bidder + o.target) * shares.sales_usd(k);
    }
    return gain;
}

void consider_own_bid(const Boardroom& room, const DealShares& shares, std::uint32_t bidder) {
    const auto& c = room.companies;
    double best = 0;
    std::uint32_t target = none_index;
    for (std::uint32_t k = 0; k < c.size(); ++k) {
        if (k == bidder || c.listed[k] == 0 || c.state_owned[k] != 0 || c.gone[k] != 0 || c.is_in_deal(k)) continue;
        if (c.value_usd[k] > 0.6 * c.value_usd[bidder]) continue;
        const double surplus = usual_multiple * yearly_gain_usd(room, shares, bidder, k) -
                               (first_premium + highest_premium) / 2 * c.value_usd[k];
        if (surplus > best) {
            best = surplus;
            target = k;
        }
    }
    if (target == none_index) return;
    const double value = c.value_usd[target];
    Stream stream(room.economy.seed, Draw::merger_premium, bidder, room.economy.elapsed() + 1);
    Deal deal{.bidder = bidder, .target = target, .offers = 3};
    deal.months_between = 1;
    deal.review_months = 12;
    deal.next = room.economy.month;
    deal.undisturbed_usd = value;
    deal.offer_usd = (1 + first_premium) * value;
    deal.last_offer_usd = std::min((1 + highest_premium) * value, (1 + first_premium) * value + best);
    deal.wanted_premium = first_premium + (highest_premium - first_premium) * stream.uniform();
    open_deal(room, shares, deal,
              fmt::format("gains {:.3g} USD above a mean premium; target worth {:.3g}", best, value));
}

}  // namespace

bool harms_competition(const Overlap& o) {
    return o.herfindahl + o.rise() > concentrated && o.rise() > much_more_concentrated;
}

double withheld_share(const Overlap& o, double conduct) {
    return o.rise() > 0 ? std::min(0.5, conduct * o.rise() / (o.bidder + o.target)) : 0;
}

double rise_of_price(const Overlap& o, double conduct, const MineralTraits& traits) {
    const double elasticity = traits.long_run_supply_elasticity - traits.long_run_demand_elasticity;
    return elasticity > 0 ? conduct * o.rise() / elasticity : 0;
}

double company_value_usd(double profit, double multiple, double cash, double debt, double revenue) {
    return std::max(least_value_of_revenue * revenue, multiple * profit + cash - debt);
}

void value_companies(Companies& c, const Economy& e) {
    for (std::size_t i = 0; i < c.size(); ++i) {
        c.yearly_profit_usd[i] +=
            e.elapsed() == 0 ? 12 * c.profit_usd[i] : (12 * c.profit_usd[i] - c.yearly_profit_usd[i]) / 12;
        if (e.elapsed() < months_to_know_earnings) continue;
        if (e.elapsed() == months_to_know_earnings)
            c.multiple[i] = c.listed[i] != 0 && c.yearly_profit_usd[i] > 0
                                ? std::clamp((c.value_usd[i] + c.debt_usd[i] - c.cash_usd[i]) / c.yearly_profit_usd[i],
                                             least_multiple, most_multiple)
                                : usual_multiple;
        c.value_usd[i] = c.gone[i] != 0 ? 0
                                        : company_value_usd(c.yearly_profit_usd[i], c.multiple[i], c.cash_usd[i],
                                                            c.debt_usd[i], c.yearly_revenue_usd[i]);
    }
}

void run_deals(const Boardroom& room) {
    auto& c = room.companies;
    const auto& e = room.economy;
    const auto& p = e.behaviour.politics;
    const bool own = p.companies_react(p.mergers) && e.elapsed() > months_to_know_earnings;
    if (!own && c.deals.empty() && !e.laws.changes_at(e.month)) return;
    DealShares shares(room);
    open_stated_bids(room, shares);
    for (std::uint32_t k = 0; own && k < c.size(); ++k)
        if (c.listed[k] != 0 && c.gone[k] == 0 && !c.is_in_deal(k) && c.can_invest(k) &&
            Stream(e.seed, Draw::merger_bid, k, e.elapsed()).happens(p.bid_hazard_per_year / 12))
            consider_own_bid(room, shares, k);
    for (std::size_t d = 0; d < c.deals.size(); ++d) {
        Deal& deal = c.deals[d];
        if (deal.next > e.month) continue;
        if (deal.stage == Deal::Stage::offered)
            answer_offer(room, shares, deal);
        else if (deal.stage == Deal::Stage::review)
            review(room, shares, deal);
    }
    std::erase_if(c.deals, [](const Deal& deal) { return deal.stage == Deal::Stage::over; });
}

void wind_up_bankrupts(const Boardroom& room) {
    auto& c = room.companies;
    const auto& p = room.economy.behaviour.politics;
    if (!p.companies_react(p.bankruptcy)) return;
    for (std::uint32_t k = 0; k < c.size(); ++k) {
        if (c.gone[k] != 0 || c.state_owned[k] != 0 || c.is_in_deal(k) || c.yearly_revenue_usd[k] <= 0) continue;
        if (c.debt_usd[k] <= p.bankrupt_debt_years * c.yearly_revenue_usd[k] || c.yearly_profit_usd[k] > 0) continue;
        const DealShares shares(room);
        double handed = 0;
        for (auto& h : c.holdings) {
            if (h.owner != k) continue;
            const auto heir = shares.largest_other(k, room.plants_of[h.kind]->mineral[h.plant].value);
            if (heir == none_index) continue;
            h.owner = heir;
            handed += h.share;
        }
        room.economy.events.push_back(
            {room.economy.month, "bankruptcy", c.id[k], "", handed,
             fmt::format("owes {:.3g} USD, {:.1f} years of revenue, and earns nothing; shares of "
                         "plants in value pass to the largest of each mineral",
                         c.debt_usd[k], c.debt_usd[k] / c.yearly_revenue_usd[k])});
        c.debt_usd[k] = c.cash_usd[k] = 0;
        c.gone[k] = 1;
    }
}

}  // namespace orepolitik
