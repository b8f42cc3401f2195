#include "agents/sponsor.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agents/control.hpp"

namespace orepolitik {
namespace {

bool reaches(const BoundLaw& law, const Plants& p, std::size_t i, const Economy& e) {
    const Form form = e.markets[p.product[i].value].form;
    return p.region[i] != law.scope.actor && law.is_aimed_at(p.region[i]) && law.covers_goods(p.mineral[i], form);
}

// Visits what the actor and its companies hold of plants in the hosts.
template <class Visit>
void for_each_sponsored(const BoundLaw& law, const Companies& companies, std::span<Plants* const> plants_of,
                        const Economy& e, Visit&& visit) {
    for (const auto& h : companies.holdings) {
        auto& plants = *plants_of[h.kind];
        if (reaches(law, plants, h.plant, e) && region_of_owner(companies, h.owner, e) == law.scope.actor)
            visit(plants, h.plant, h.share);
    }
}

void pay_for_cooperation(const Companies& companies, std::span<Plants* const> plants_of, States& states,
                         const Economy& e) {
    e.laws.for_each_in_force<Cooperation>(e.month, [&](const Cooperation& terms, const BoundLaw& law) {
        for_each_sponsored(law, companies, plants_of, e, [&](const Plants& p, std::size_t i, double share) {
            states.pay(law.scope.actor, terms.interest_forgone_share() * share * p.capital_usd[i]);
            states.aid(law.scope.actor, p.region[i], terms.local_benefits_share * share * p.revenue_usd[i]);
        });
    });
}

struct Winner {
    std::uint32_t law = none_index;
    double worth = 0;
};

// The best offer for a deposit among bids in force; of equal ones the first by name.
Winner best_bid(const Plants& p, std::size_t i, const Economy& e) {
    Winner best;
    for (std::uint32_t k = 0; k < e.laws.size(); ++k) {
        const auto& law = e.laws.law(k);
        const auto* bid = std::get_if<DepositBid>(&law.instrument);
        if (!bid || !law.dates.in_force(e.month) || !reaches(law, p, i, e)) continue;
        const double worth = bid->worth(e.diplomacy.base_distance(e.diplomacy.sovereign(p.region[i]), law.scope.actor));
        if (worth > best.worth) best = {k, worth};
    }
    return best;
}

void take_stake(Companies& companies, std::uint32_t mine, double stake, RegionId actor) {
    for (auto& h : companies.holdings)
        if (h.kind == 0 && h.plant == mine) h.share *= 1 - stake;
    companies.holdings.push_back({0, mine, stake, companies.owner_of_state(actor)});
}

void tell_outcome(const Plants& p, std::size_t i, const Winner& winner, Economy& e) {
    for (std::uint32_t k = 0; k < e.laws.size(); ++k) {
        const auto& law = e.laws.law(k);
        const auto* bid = std::get_if<DepositBid>(&law.instrument);
        if (!bid || !law.dates.in_force(e.month) || !reaches(law, p, i, e)) continue;
        e.events.push_back(
            {e.month, k == winner.law ? "deposit won" : "outbid", e.region_codes[law.scope.actor.value],
             std::string(p.name[i]), bid->capital_share,
             fmt::format("{}: offers {:.2f} of the cost for {:.2f} of {}; worth {:.3f} to the host, best {:.3f}",
                         law.name, bid->capital_share, bid->stake, e.mineral_ids[p.mineral[i].value],
                         bid->worth(e.diplomacy.base_distance(e.diplomacy.sovereign(p.region[i]), law.scope.actor)),
                         winner.worth)});
    }
}

bool bids_begin(const Economy& e) {
    bool begin = false;
    e.laws.for_each_in_force<DepositBid>(
        e.month, [&](const DepositBid&, const BoundLaw& law) { begin = begin || law.dates.from == e.month; });
    return begin;
}

void award_deposits(Companies& companies, Plants& mines, Economy& e) {
    if (!bids_begin(e)) return;
    for (std::uint32_t i = 0; i < mines.size(); ++i) {
        const bool free = mines.status[i] == static_cast<std::uint8_t>(Status::deposit) &&
                          !mines.is_begun(i, e.elapsed()) && mines.awarded[i] == none_index;
        if (!free) continue;
        const Winner winner = best_bid(mines, i, e);
        if (winner.law == none_index) continue;
        mines.awarded.set(i, winner.law);
        const auto& law = e.laws.law(winner.law);
        take_stake(companies, i, std::get<DepositBid>(law.instrument).stake, law.scope.actor);
        tell_outcome(mines, i, winner, e);
    }
}

// Paid when the project began; the offer holds for the first project alone.
void pay_for_deposits(Plants& mines, States& states, const Economy& e) {
    for (std::size_t i = 0; i < mines.size(); ++i)
        if (mines.sponsored_usd[i] > 0) states.pay(e.laws.law(mines.awarded[i]).scope.actor, mines.sponsored_usd[i]);
}

void support_plants(const Companies& companies, std::span<Plants* const> plants_of, const Economy& e) {
    for (Plants* p : plants_of) p->sponsor.set_all_usual();
    e.laws.for_each_in_force<Cooperation>(e.month + 1, [&](const Cooperation& terms, const BoundLaw& law) {
        for_each_sponsored(law, companies, plants_of, e, [&](Plants& p, std::size_t i, double share) {
            Sponsorship& sponsor = p.sponsor.change(i);
            sponsor.rate_cut += share * terms.rate_cut;
            sponsor.calm += share * terms.calm();
            sponsor.standards_cost_share += share * terms.standards_cost_share;
        });
    });
    Plants& mines = *plants_of[0];
    for (std::size_t i = 0; i < mines.size(); ++i) {
        const bool first = mines.status[i] == static_cast<std::uint8_t>(Status::deposit) && mines.begun[i].empty();
        if (mines.awarded[i] != none_index && first)
            mines.sponsor.change(i).capital_share =
                std::get<DepositBid>(e.laws.law(mines.awarded[i]).instrument).capital_share;
    }
}

// Governments see what benefits their mines bring, by output of the base year.
void calm_hosts(const Mines& mines, States& states) {
    std::vector<double> weight(states.calm.size(), 0);
    std::fill(states.calm.begin(), states.calm.end(), 0.0);
    for (std::size_t i = 0; i < mines.size(); ++i) {
        const auto cell = states.cell(mines.plants.region[i].value, mines.plants.mineral[i].value);
        weight[cell] += mines.base_output_t[i];
        states.calm[cell] += mines.base_output_t[i] * mines.plants.sponsor[i].calm;
    }
    for (std::size_t c = 0; c < weight.size(); ++c)
        if (weight[c] > 0) states.calm[c] /= weight[c];
}

}  // namespace

void settle_sponsors(Companies& companies, Mines& mines, std::span<Plants* const> plants_of, States& states,
                     Economy& e) {
    if (!e.laws.has<Cooperation>() && !e.laws.has<DepositBid>()) return;
    pay_for_cooperation(companies, plants_of, states, e);
    pay_for_deposits(mines.plants, states, e);
    award_deposits(companies, mines.plants, e);
    support_plants(companies, plants_of, e);
    calm_hosts(mines, states);
}

}  // namespace orepolitik
