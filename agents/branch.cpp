#include "agents/branch.hpp"

#include <map>
#include <stdexcept>
#include <utility>

#include "model/carried.hpp"

namespace orepolitik {
namespace {

template <class Thing>
void copy_state(Thing& to, Thing& from) {
    BytesOut out;
    Carrier write(out);
    write(from);
    const auto bytes = out.take();
    BytesIn in(bytes);
    Carrier read(in);
    read(to);
}

// Laws that states have made stand behind those of the scenario, whose number differs.
class LawPlaces {
  public:
    LawPlaces(const LawBook& now, const LawBook& before)
        : first_(static_cast<std::uint32_t>(before.scenario_laws())),
          shift_(static_cast<std::uint32_t>(now.scenario_laws()) - first_) {}
    template <class Number>
    void move(Number& law) const {
        if (law != none_index && law >= first_) law += shift_;  // modulo 2^32 where there are fewer now
    }

  private:
    std::uint32_t first_, shift_;
};

// By market, the slots that are not smugglers': the same agents in the same order, whoever may smuggle.
using SlotsOfOthers = std::vector<std::vector<std::size_t>>;
SlotsOfOthers slots_of_others(const std::vector<Market>& markets, const Smugglers& smugglers,
                              const std::vector<std::uint32_t>& slot, auto&& size) {
    std::vector<std::vector<bool>> smuggles(markets.size());
    for (std::size_t m = 0; m < markets.size(); ++m) smuggles[m].resize(size(markets[m].orders));
    for (std::size_t i = 0; i < smugglers.size(); ++i) smuggles[smugglers.material[i].value][slot[i]] = true;
    SlotsOfOthers others(markets.size());
    for (std::size_t m = 0; m < markets.size(); ++m)
        for (std::size_t k = 0; k < smuggles[m].size(); ++k)
            if (!smuggles[m][k]) others[m].push_back(k);
    return others;
}

struct Slots {
    explicit Slots(const OreWorld& world) {
        const auto& smugglers = std::get<Smugglers>(world.kinds);
        const auto& markets = world.economy.markets;
        sell = slots_of_others(markets, smugglers, smugglers.sell_slot, [](const auto& o) { return o.sold_t.size(); });
        buy = slots_of_others(markets, smugglers, smugglers.buy_slot, [](const auto& o) { return o.bought_t.size(); });
    }
    SlotsOfOthers sell, buy;
};

// Smugglers' own orders are made anew before anybody reads them.
void copy_orders(OrderBook& to, const OrderBook& from, const Slots& new_slots, const Slots& old_slots, std::size_t m) {
    const auto copy = [m](auto& news, const auto& olds, const SlotsOfOthers& here, const SlotsOfOthers& there) {
        if (here[m].size() != there[m].size()) throw std::logic_error("other agents than before the branch");
        for (std::size_t k = 0; k < here[m].size(); ++k) news[here[m][k]] = olds[there[m][k]];
    };
    for (const auto column : {&OrderBook::sell_quantity_t, &OrderBook::sell_log_reservation, &OrderBook::sell_steepness,
                              &OrderBook::sold_t})
        copy(to.*column, from.*column, new_slots.sell, old_slots.sell);
    for (const auto column : {&OrderBook::buy_quantity_t, &OrderBook::buy_log_value, &OrderBook::buy_steepness,
                              &OrderBook::buy_log_choke, &OrderBook::bought_t})
        copy(to.*column, from.*column, new_slots.buy, old_slots.buy);
}

void copy_markets(OreWorld& to, OreWorld& from) {
    const Slots new_slots(to), old_slots(from);
    for (std::size_t m = 0; m < to.economy.markets.size(); ++m) {
        Market &market = to.economy.markets[m], &before = from.economy.markets[m];
        OrderBook own = std::move(market.orders);
        copy_state(market, before);
        market.orders = std::move(own);
        copy_orders(market.orders, before.orders, new_slots, old_slots, m);
    }
}

// Parts of the economy, whichever it carries: most are taken as they are.
template <class Part>
void copy_part(Part& to, Part& from, const LawPlaces&) {
    copy_state(to, from);
}

void copy_part(std::vector<Market>&, std::vector<Market>&, const LawPlaces&) {}  // copy_markets

void copy_part(LawBook& to, LawBook& from, const LawPlaces&) {
    to.take_over(from);
}

void copy_part(std::vector<RouteCap>& to, std::vector<RouteCap>& from, const LawPlaces& places) {
    to = from;
    for (auto& cap : to) {
        auto law = static_cast<std::uint32_t>(cap.law);
        places.move(law);
        cap.law = law;
    }
}

void copy_economy(Economy& to, Economy& from, const LawPlaces& places) {
    to.carried([&](auto&... news) { from.carried([&](auto&... olds) { (copy_part(news, olds, places), ...); }); });
}

template <class Kind>
void copy_kind(Kind& to, Kind& from, const LawPlaces&) {
    copy_state(to, from);
}

void copy_kind(States& to, States& from, const LawPlaces& places) {
    copy_state(to, from);
    for (auto& ladder : to.ladders) places.move(ladder.law);
    for (auto& answer : to.answers) places.move(answer.law);
    for (auto& harm : to.harms) places.move(harm.law);
    for (auto& programme : to.programmes) places.move(programme);
}

// Smugglers are there for the relations that some law of the scenario may restrict.
void copy_kind(Smugglers& to, Smugglers& from, const LawPlaces&) {
    std::map<std::tuple<MaterialId, RegionId, RegionId>, std::size_t> place;
    for (std::size_t i = 0; i < from.size(); ++i) place[{from.material[i], from.from[i], from.to[i]}] = i;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < to.size(); ++i) {
        const auto at = place.find({to.material[i], to.from[i], to.to[i]});
        if (at == place.end()) throw std::logic_error("a smuggler has no past");
        rows.push_back(at->second);
    }
    const auto copy = [&rows](auto& new_column, const auto& old_column) {
        for (std::size_t i = 0; i < rows.size(); ++i) new_column[i] = old_column[rows[i]];
    };
    to.carried([&](auto&... news) { from.carried([&](auto&... olds) { (copy(news, olds), ...); }); });
}

}  // namespace

void take_over_state(OreWorld& world, OreWorld& lived) {
    const LawPlaces places(world.economy.laws, lived.economy.laws);
    copy_markets(world, lived);
    copy_economy(world.economy, lived.economy, places);
    [&]<std::size_t... kind>(std::index_sequence<kind...>) {
        (copy_kind(std::get<kind>(world.kinds), std::get<kind>(lived.kinds), places), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<Kinds>>{});
}

}  // namespace orepolitik
