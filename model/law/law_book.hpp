// The laws of a run, bound to the world: what they make of a route in a month, and who can know of them when.
// Taxes, duties and charges of several laws add up, the smallest cap counts, one ban is enough; laws are kept by name,
// so the order in which a scenario writes them changes nothing, not even the last bit.
// Leaves out: what traders and states do about a law (agents/), the price of a route (model/market/trade_cost.hpp).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/ids.hpp"
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

    bool in_force(Month month) const { return from <= month && !(until && *until <= month); }
    bool known(Month month) const { return announced.value_or(from) <= month && !(until && *until <= month); }
};

// What a law covers, as ids. An empty mask covers all.
struct LawScope {
    Reach reach = Reach::exports;
    RegionId actor;
    std::vector<bool> targets, minerals;  // by id
    std::vector<bool> forms;              // by Form
    std::uint32_t straits = 0;            // bit mask
};

struct BoundLaw {
    std::string name;
    Instrument instrument;
    LawDates dates;
    LawScope scope;
    std::vector<double> past_exports_t_per_year;  // by MaterialId, of a quota stated as a cut; NaN where not told

    std::string_view kind() const;
    bool covers(const Route& route) const;
};

class LawBook {
  public:
    LawBook() = default;
    explicit LawBook(std::vector<BoundLaw> laws);

    // Whether a law starts, ends or becomes known in this month. The first month of a run always needs a look.
    bool changes_at(Month month) const;
    Terms terms(const Route& route, Month month) const;
    // A ban, quota, embargo or export tax on this route is in force or announced.
    bool restricts_export(const Route& route, Month month) const;

    std::vector<std::size_t> laws_in_force(Month month) const;
    std::vector<std::size_t> announced(Month month) const;  // known, not yet in force
    const BoundLaw& law(std::size_t index) const { return laws_[index]; }
    std::size_t size() const { return laws_.size(); }

    // Whether a quota stated as a cut is in force and has not been told this exporter's past exports of the material.
    bool needs_past_exports(const Route& route, Month month) const;
    void tell_past_exports(const Route& route, Month month, double exports_t_per_year);

  private:
    std::vector<BoundLaw> laws_;
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
