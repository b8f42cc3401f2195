// A state: its treasury takes duties, export taxes, royalties and fines; where it reacts, it looks at the minerals it
// buys and sells, remembers who harmed it, and makes and lifts laws (restriction, retaliation), pays for capacity
// at home (reshoring), or claims mines (nationalism). What it decides becomes law through the law book; others learn of
// it when it leaks or holds. Objectives, each a term of a rule: security (dependence on few and distant suppliers),
// revenue (royalties, taxes), growth (smelters kept busy, loss of exports borne), alliance (who is opposed, how far
// others stand).
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "agents/company.hpp"
#include "agents/mine.hpp"
#include "agents/processing.hpp"
#include "agents/smuggler.hpp"

namespace orepolitik {

struct Stockpile {
    MaterialId material;
    RegionId region;
    std::string holder;
    double stock_t;
};

// What a state sees of one mineral, of last month.
struct Sight {
    double import_dependence = 0;       // imports over purchases of the form that is used, 0 to 1
    double supplier_concentration = 0;  // Herfindahl index of suppliers abroad in purchases
    double price_stress = 0;            // rise of the world's log price in twelve months
    double export_share = 0;            // of world exports, by value
    double leverage = 0;                // share of what others buy abroad that it sells
    double idle_smelters = 0;           // share of smelting capacity at home
    double restricted_abroad = 0;       // share of world imports under others' export restrictions
    double sales_usd_per_year = 0;      // of its makers, abroad and at home, fading mean
    double sales_share = 0;             // of the world's
    void carried(auto&& visit) {
        visit(import_dependence, supplier_concentration, price_stress, export_share, leverage, idle_smelters,
              restricted_abroad, sales_usd_per_year, sales_share);
    }
};

// Where a state stands on the ladder of restrictions of one mineral: 0 none, 1 licence, 2 tax, 3 quota, 4 ban.
struct Ladder {
    std::uint32_t rung = 0, law = none_index;
    Month since;
    double sales_share_before = 0;  // of the world's sales, when the first restriction was decided
    void carried(auto&& visit) { visit(rung, law, since, sales_share_before); }
};

// A law made against one opponent.
struct Answer {
    RegionId actor, opponent;
    MineralId mineral;
    std::uint32_t law = none_index;
    Month since;
    void carried(auto&& visit) { visit(actor, opponent, mineral, law, since); }
};

struct Harm {  // a year's, that a law does to a state
    std::uint32_t law = 0;
    RegionId victim, actor;
    double usd = 0;
    void carried(auto&& visit) { visit(law, victim, actor, usd); }
};

// What a state decided this month, with the figures that made it.
struct StateMove {
    enum class What : std::uint8_t { enact, lift, claim } what = What::enact;
    Enactment law;
    std::uint32_t lifted = none_index;
    Month ends{};  // of what is lifted: first month no longer in force
    std::string kind, object, reason;
    double value = 0;
};

// Money of a research programme that is not knowledge yet, and what knowledge of it has not aged away.
struct Research {
    double under_way_usd = 0, knowledge_usd = 0;
    void carried(auto&& visit) { visit(under_way_usd, knowledge_usd); }
};

struct MineralTraits {
    double demand_elasticity = 0, long_run_demand_elasticity = 0;  // <= 0
    double supply_elasticity = 0, long_run_supply_elasticity = 0;
};

struct States {
    static constexpr std::string_view name = "state";
    std::vector<RegionId> region;
    std::vector<std::uint8_t> decides;  // not where a region is what is left of the world
    std::vector<Stockpile> stockpiles;  // of all states, sorted as the tables state them
    std::vector<double> duties_usd, export_taxes_usd, royalties_usd, fines_usd, subsidies_usd;  // this month
    std::vector<double> dividends_usd;                  // of stakes in plants, this month
    std::vector<double> carbon_levies_usd;              // paid by plants at home beyond the base year, this month
    std::vector<double> aid_usd;                        // received from other states for local benefits, this month
    std::vector<double> downstream_usd;                 // value added at home by research that it paid for, this month
    std::vector<Research> research;                     // by place in the law book; of research programmes
    std::vector<std::array<double, 12>> need_of_month;  // by mineral, ring; empty without guidance
    std::vector<double> calm;           // [state * minerals + mineral]: by which log hazards of claims fall
    std::vector<double> treasury_usd;   // all since the start
    std::vector<MineralTraits> traits;  // by mineral
    std::vector<Sight> sights;          // [state * minerals + mineral]
    std::vector<Ladder> ladders;        // the same
    std::vector<std::uint32_t> claims;  // the same: on mines, so far
    std::vector<std::array<double, 12>> log_price_of_month;  // by mineral, ring
    std::vector<Answer> answers;
    std::vector<std::uint32_t> programmes;  // [state * minerals + mineral]: law that pays for capacity, or none_index
    std::vector<Harm> harms;
    std::vector<std::vector<StateMove>> moves;  // by state, this month

    std::size_t size() const { return region.size(); }
    std::size_t minerals() const { return traits.size(); }
    std::size_t cell(std::size_t state, std::size_t mineral) const { return state * minerals() + mineral; }
    void carried(auto&& visit) {
        visit(duties_usd, export_taxes_usd, royalties_usd, fines_usd, subsidies_usd, dividends_usd, carbon_levies_usd,
              aid_usd, downstream_usd, research, need_of_month, calm, treasury_usd, sights, ladders, claims,
              log_price_of_month, answers, programmes, harms);
    }
    void open_archives(std::size_t minerals);
    void pay(RegionId to, double usd) {
        subsidies_usd[to.value] += usd;
        treasury_usd[to.value] -= usd;
    }
    void aid(RegionId from, RegionId to, double usd) {
        pay(from, usd);
        aid_usd[to.value] += usd;
        treasury_usd[to.value] += usd;
    }
    void collect_taxes(const Economy& economy, const Mines& mines, const Smelters& smelters,
                       const Smugglers& smugglers);
    void collect_dividends(const Companies& companies, std::span<const Plants* const> plants_by_kind);

    // Looks at last month's markets and remembers whom this month's laws harm.
    void look(Economy& economy, const Smelters& smelters);
    void decide(std::size_t i, Economy& economy);
    // Makes laws of what all decided, claims mines, and tells the events table.
    void act(Economy& economy, Mines& mines, Companies& companies);
};

// The form of a mineral that is bought to be used, and its market; none_index where it has none.
MaterialId used_form(const Economy& economy, std::size_t mineral);

}  // namespace orepolitik
