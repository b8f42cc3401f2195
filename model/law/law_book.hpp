// The laws of a run, bound to the world: what they make of a route in a month, and who can know of them when.
// Taxes, duties and charges of several laws add up, every cap binds, one ban is enough; laws are kept by name, so the
// order in which a scenario writes them changes nothing, not even the last bit.
// Leaves out: what traders and states do about a law (agents/), the price of a route (model/market/trade_cost.hpp), the
// rent under a cap (model/route_caps.hpp).
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/ids.hpp"
#include "model/law/enactment.hpp"
#include "model/law/industry.hpp"
#include "model/law/instruments.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct NamedLaw;  // model/scenario.hpp

// What names in laws stand for. A country that belongs to a customs union stands for the union.
struct LawNames {
    std::vector<std::string> regions;         // codes by RegionId
    std::vector<std::string> countries;       // codes by CountryId
    std::vector<RegionId> region_of_country;  // by CountryId
    std::vector<std::string> minerals;        // ids by MineralId
    std::vector<std::string> chokepoints;     // names by bit of Route::chokepoints
};

struct LawDates {
    Month from;
    std::optional<Month> until, announced;
    double probability = 1;
    bool comes = true;  // as drawn; a law that does not come is forgotten on its day
    std::optional<Month> leaked;
    double leak_probability = 1, leak_reach = 0;
    bool leaks = true;  // as drawn

    bool in_force(Month month) const { return comes && from <= month && !(until && *until <= month); }
    bool known(Month month) const { return announced.value_or(from) <= month && (month < from || in_force(month)); }
    bool pending(Month month) const { return known(month) && month < from; }
    // Decided, not announced, and out: traders know.
    bool whispered(Month month) const {
        return leaked && leaks && *leaked <= month && month < announced.value_or(from);
    }
    // How sure people are that it applies: certain once in force; of a leak, a part of them as sure as traders are.
    double certainty(Month month) const {
        if (whispered(month)) return leak_reach * probability;
        return in_force(month) ? 1 : pending(month) ? probability : 0;
    }
    double certainty_of_traders(Month month) const { return whispered(month) ? probability : certainty(month); }
};

// Between the name of a law that grows by steps and the month of a step: a book holds each rise as a law of its own,
// which comes with the others or not at all.
inline constexpr char step_mark = ':';  // in no name of a scenario

// What a law covers, as ids. An empty mask covers all.
struct LawScope {
    Reach reach = Reach::exports;
    RegionId actor;
    std::vector<bool> targets, minerals;  // by id; targets are the members of an agreement
    std::vector<bool> forms;              // by Form
    std::uint32_t straits = 0;            // bit mask
};

struct BoundLaw {
    std::string name;
    Instrument instrument;
    LawDates dates;
    LawScope scope;
    // Whether it falls on what crosses the border on this route when it is shipped in this month: duties and charges on
    // imports are due on landing, as far as they are known of; ends of laws are not foreseen.
    bool falls_on(const Route& route, Month month) const;
    bool due_on_landing() const;
    std::vector<double> past_t_per_year;  // of a cap, by key: trade before it came into force; NaN where not told

    std::string_view kind() const;
    std::string_view whole() const { return std::string_view(name).substr(0, name.find(step_mark)); }
    bool is_step() const { return name.find(step_mark) != std::string::npos; }  // of the law that is named so
    bool covers(const Route& route) const;
    // Whether it can fall on any trade of these two, by who they are: asked before the route is worked out.
    bool concerns(RegionId exporter, RegionId importer) const;
    bool covers_goods(MineralId mineral, Form form) const;
    bool caps() const;
    CapTraits cap() const;
    bool is_aimed_at(RegionId region) const;                // among the targets, or none are named
    double share_at_stake() const;                          // part of supply abroad that the law lets others fear for
    void carried(auto&& visit) { visit(past_t_per_year); }  // whether it comes is drawn again
};

class LawBook {
  public:
    LawBook() = default;
    explicit LawBook(std::vector<BoundLaw> laws);

    // Draws once for each law that is not certain whether it comes, or leaks. The draws of licences hang on the seed as
    // well.
    void decide(std::uint64_t seed);

    // Laws that states make while the world runs stand behind the scenario's, in the order of their making.
    void know_names(std::vector<std::string> regions, std::vector<std::string> minerals);
    std::size_t enact(const Enactment& move);  // the law's index
    void lift(std::size_t law, Month until);
    bool is_enacted(std::size_t law) const { return law >= of_scenario(); }
    const Enactment& enactment(std::size_t law) const { return moves_[law - of_scenario()]; }

    // Whether a law starts, ends or becomes known in this month, or a cap of its changes from month to month. The first
    // month of a run always needs a look.
    bool changes_at(Month month) const;
    std::vector<std::size_t> changing(Month month) const;
    // Laws that somebody knows of in this month, if only by a leak; like those changing, without laws on plants.
    std::vector<std::size_t> known(Month month) const;
    std::vector<std::size_t> on_goods(MineralId mineral, Form form, std::span<const std::size_t> among) const;
    Terms terms(const Route& route, Month month) const;
    Terms terms(const Route& route, Month month, std::span<const std::size_t> among) const;
    // As if one more law were in force already; as if one were not.
    Terms terms_with(std::size_t law, const Route& route, Month month) const;
    Terms terms_without(std::size_t law, const Route& route, Month month) const;
    // In force or announced: the part of supply on this route at stake, times how certain the law is. A ban, quota,
    // licence or embargo puts all at stake, an export tax the part that it takes.
    double export_restriction(const Route& route, Month month) const;
    double export_restriction(const Route& route, Month month, std::span<const std::size_t> among) const;
    // The same as traders see it, who hear of leaks.
    double export_restriction_to_traders(const Route& route, Month month, std::span<const std::size_t> among) const;
    // Of one law, whether in force or not, where it covers the route and no agreement sets it aside.
    double export_share_at_stake(std::size_t law, const Route& route, Month month) const;
    // In force on this route and not set aside by an agreement.
    bool applies(std::size_t law, const Route& route, Month month) const;

    // What laws on industry make of a region's plants of one product; neutral where there are none.
    PlantTerms plant_terms(RegionId region, MineralId mineral, Form form, Month month) const;
    bool governs_plants() const;

    // What the laws of another book have met so far, and the laws that states have made in it: laws of the scenario by
    // name, those of states behind them.
    void take_over(const LawBook& other);
    std::size_t scenario_laws() const { return scenario_laws_; }

    std::vector<std::size_t> laws_in_force(Month month) const;
    std::vector<std::size_t> announced(Month month) const;  // known, not yet in force
    std::vector<std::size_t> whispered(Month month) const;  // leaked, not yet known to all
    std::vector<std::size_t> arriving(Month month) const;   // in force from this month on, and known before
    const BoundLaw& law(std::size_t index) const { return laws_[index]; }
    std::size_t size() const { return laws_.size(); }
    bool any_caps() const;

    // The scenario's laws of one instrument: those of states are none of the kinds that are asked for so.
    template <class Used>
    bool has() const {
        return std::any_of(laws_.begin(), laws_.begin() + static_cast<std::ptrdiff_t>(scenario_laws_),
                           [](const BoundLaw& law) { return std::holds_alternative<Used>(law.instrument); });
    }
    template <class Used, class Visit>
    void for_each_of(Visit&& visit) const {
        for (std::size_t k = 0; k < scenario_laws_; ++k)
            if (const auto* used = std::get_if<Used>(&laws_[k].instrument)) visit(*used, laws_[k]);
    }
    template <class Used, class Visit>
    void for_each_in_force(Month month, Visit&& visit) const {
        for_each_of<Used>([&](const Used& used, const BoundLaw& law) {
            if (law.dates.in_force(month)) visit(used, law);
        });
    }

    // Tonnes that a cap lets pass in a month. The key is a material's, or 0 for all together; the trade of the twelve
    // months before the law is told once and kept.
    bool knows_past(std::size_t law, std::uint32_t key) const;
    void tell_past(std::size_t law, std::uint32_t key, double t_per_year);
    double allowed_t(std::size_t law, std::uint32_t key, Month month) const;

    void carried(auto&& visit) {
        visit(moves_);
        recall_moves();
        visit(laws_);
        know_industry_laws();
    }

  private:
    std::size_t of_scenario() const { return scenario_laws_; }
    void recall_moves();  // makes the laws that the moves stand for, where they are not made yet
    BoundLaw law_of(const Enactment& move) const;
    void know_industry_laws();
    void know_industry_law(std::uint32_t k);
    double most_at_stake(const Route& route, Month month, std::span<const std::size_t> among,
                         double (LawDates::*certainty)(Month) const) const;
    bool exempt(const BoundLaw& law, const Route& route, Month month) const;
    std::vector<BoundLaw> laws_;
    std::size_t scenario_laws_ = 0;
    std::vector<Enactment> moves_;
    std::vector<std::vector<std::uint32_t>> industry_laws_;  // by region that acts
    std::vector<std::string> regions_, minerals_;
    std::uint64_t seed_ = 1;
};

struct LawFault {
    std::string law, field;
    std::string text;  // "laws.sb_ban.minerals=antimny (no such mineral)"
    int line = 0;      // where the scenario states the law
};

struct LawBinding {
    LawBook book;  // of the laws without fault
    std::vector<LawFault> faults;
};

LawBinding bind_laws(std::span<const NamedLaw> laws, const LawNames& names);

}  // namespace orepolitik
