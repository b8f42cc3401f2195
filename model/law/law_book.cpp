#include "model/law/law_book.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/mask.hpp"
#include "model/random.hpp"

namespace orepolitik {

namespace {

constexpr double untold = std::numeric_limits<double>::quiet_NaN();
constexpr double months_per_year = 12;
constexpr int longest_voyage_months = 8;

Terms apply_to(const BoundLaw& law, Route route, Terms terms) {
    route.chokepoints &= law.scope.straits;
    return std::visit([&](const auto& instrument) { return instrument.apply(route, terms); }, law.instrument);
}

bool changes_monthly(const BoundLaw& law) {
    return std::holds_alternative<ExportLicence>(law.instrument);
}

// Ships on their way land in the first months of a duty: it is due on longer voyages sooner.
bool comes_within_a_voyage(const BoundLaw& law, Month month) {
    return law.due_on_landing() && law.dates.pending(month) && law.dates.from - month < longest_voyage_months;
}

bool changes(const BoundLaw& law, Month month) {
    return comes_within_a_voyage(law, month) || law.dates.from == month || law.dates.until == month ||
           law.dates.announced == month || (law.dates.leaked == month && law.dates.leaks) ||
           (changes_monthly(law) && law.dates.in_force(month));
}

// Laws on plants reach no route: plants ask for them each month.
bool may_touch_trade(const BoundLaw& law) {
    return law.scope.reach != Reach::industry;
}

bool reaches_plants(const BoundLaw& law) {
    const auto beside_trade = [](const auto& used) {
        if constexpr (requires { used.reaches_plants(); }) return used.reaches_plants();
        return false;
    };
    return law.scope.reach == Reach::industry || std::visit(beside_trade, law.instrument);
}

}  // namespace

std::string_view BoundLaw::kind() const {
    return std::visit([](const auto& used) { return std::decay_t<decltype(used)>::name; }, instrument);
}

bool BoundLaw::covers_goods(MineralId mineral, Form form) const {
    return holds(scope.minerals, mineral.value) && holds(scope.forms, static_cast<std::uint32_t>(form));
}

bool BoundLaw::is_aimed_at(RegionId region) const {
    return holds(scope.targets, region.value);
}

bool BoundLaw::covers(const Route& route) const {
    if (scope.reach == Reach::within) return false;
    if (scope.reach == Reach::passage) return (route.chokepoints & scope.straits) != 0;
    if (scope.reach == Reach::industry) return false;
    if (route.exporter == route.importer || !covers_goods(route.mineral, route.form)) return false;
    if (scope.reach == Reach::everywhere) return true;
    if (scope.reach == Reach::members)
        return holds(scope.targets, route.exporter.value) && holds(scope.targets, route.importer.value);
    const bool out = route.exporter == scope.actor && holds(scope.targets, route.importer.value);
    const bool in = route.importer == scope.actor && holds(scope.targets, route.exporter.value);
    return (out && scope.reach != Reach::imports) || (in && scope.reach != Reach::exports);
}

bool BoundLaw::concerns(RegionId exporter, RegionId importer) const {
    const bool out = exporter == scope.actor, in = importer == scope.actor;
    if (scope.reach == Reach::exports) return out;
    if (scope.reach == Reach::imports) return in;
    return scope.reach != Reach::both || out || in;
}

bool BoundLaw::due_on_landing() const {
    return std::holds_alternative<ImportTariff>(instrument) || std::holds_alternative<CarbonBorderCharge>(instrument);
}

bool BoundLaw::falls_on(const Route& route, Month month) const {
    const bool lands_under_it = due_on_landing() && dates.comes && dates.probability >= 1 && dates.pending(month) &&
                                dates.from - month <= route.voyage_months;
    return lands_under_it || dates.in_force(month);
}

bool BoundLaw::caps() const {
    return std::visit([]<class Used>(const Used&) { return CapsTrade<Used>; }, instrument);
}

CapTraits BoundLaw::cap() const {
    return std::visit(
        []<class Used>(const Used& used) {
            if constexpr (CapsTrade<Used>) return used.cap();
            return CapTraits{};
        },
        instrument);
}

double BoundLaw::share_at_stake() const {
    return std::visit([](const auto& used) { return used.share_at_stake(); }, instrument);
}

LawBook::LawBook(std::vector<BoundLaw> laws) : laws_(std::move(laws)) {
    std::sort(laws_.begin(), laws_.end(), [](const BoundLaw& a, const BoundLaw& b) { return a.name < b.name; });
    scenario_laws_ = laws_.size();
    know_industry_laws();
}

void LawBook::decide(std::uint64_t seed) {
    seed_ = seed;
    for (BoundLaw& law : laws_) {
        const auto happens = [&](Draw what, double probability) {
            return Stream(seed, what, draw_key(law.whole()), 0).happens(probability);
        };
        law.dates.comes = happens(Draw::law_decision, law.dates.probability);
        law.dates.leaks = happens(Draw::law_leak, law.dates.leak_probability);
    }
}

bool LawBook::changes_at(Month month) const {
    return std::any_of(laws_.begin(), laws_.end(), [month](const BoundLaw& law) { return changes(law, month); });
}

std::vector<std::size_t> LawBook::changing(Month month) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < laws_.size(); ++k)
        if (may_touch_trade(laws_[k]) && changes(laws_[k], month)) found.push_back(k);
    return found;
}

std::vector<std::size_t> LawBook::known(Month month) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < laws_.size(); ++k)
        if (may_touch_trade(laws_[k]) && (laws_[k].dates.known(month) || laws_[k].dates.whispered(month)))
            found.push_back(k);
    return found;
}

std::vector<std::size_t> LawBook::on_goods(MineralId mineral, Form form, std::span<const std::size_t> among) const {
    std::vector<std::size_t> found;
    for (const std::size_t k : among)
        if (laws_[k].covers_goods(mineral, form)) found.push_back(k);
    return found;
}

bool LawBook::exempt(const BoundLaw& law, const Route& route, Month month) const {
    const auto of_states = laws_.begin() + static_cast<std::ptrdiff_t>(scenario_laws_);  // no agreement among them
    return std::any_of(laws_.begin(), of_states, [&](const BoundLaw& other) {
        const auto* agreement = std::get_if<TradeAgreement>(&other.instrument);
        return agreement && other.dates.in_force(month) && agreement->exempts_from(law.kind()) && other.covers(route);
    });
}

bool LawBook::applies(std::size_t law, const Route& route, Month month) const {
    const BoundLaw& asked = laws_[law];
    return asked.falls_on(route, month) && asked.covers(route) && !exempt(asked, route, month);
}

Terms LawBook::terms(const Route& route, Month month) const {
    Terms terms;
    for (std::size_t k = 0; k < laws_.size(); ++k) {
        if (applies(k, route, month)) terms = apply_to(laws_[k], route, terms);
    }
    return terms;
}

Terms LawBook::terms(const Route& route, Month month, std::span<const std::size_t> among) const {
    Terms terms;
    for (const std::size_t k : among)
        if (applies(k, route, month)) terms = apply_to(laws_[k], route, terms);
    return terms;
}

Terms LawBook::terms_with(std::size_t law, const Route& route, Month month) const {
    Terms terms;
    for (std::size_t k = 0; k < laws_.size(); ++k) {
        const bool added = k == law && laws_[k].covers(route) && !exempt(laws_[k], route, month);
        if (added || applies(k, route, month)) terms = apply_to(laws_[k], route, terms);
    }
    return terms;
}

Terms LawBook::terms_without(std::size_t law, const Route& route, Month month) const {
    Terms terms;
    for (std::size_t k = 0; k < laws_.size(); ++k)
        if (k != law && applies(k, route, month)) terms = apply_to(laws_[k], route, terms);
    return terms;
}

double LawBook::export_share_at_stake(std::size_t law, const Route& route, Month month) const {
    const BoundLaw& asked = laws_[law];
    return asked.covers(route) && !exempt(asked, route, month) ? asked.share_at_stake() : 0;
}

double LawBook::export_restriction(const Route& route, Month month) const {
    return export_restriction(route, month, known(month));
}

double LawBook::export_restriction(const Route& route, Month month, std::span<const std::size_t> among) const {
    return most_at_stake(route, month, among, &LawDates::certainty);
}

double LawBook::export_restriction_to_traders(const Route& route, Month month,
                                              std::span<const std::size_t> among) const {
    return most_at_stake(route, month, among, &LawDates::certainty_of_traders);
}

double LawBook::most_at_stake(const Route& route, Month month, std::span<const std::size_t> among,
                              double (LawDates::*certainty)(Month) const) const {
    double most = 0;
    for (const std::size_t k : among) {
        const BoundLaw& law = laws_[k];
        const double here = (law.dates.*certainty)(month)*law.share_at_stake();
        if (here > most && law.covers(route) && !exempt(law, route, month)) most = here;
    }
    return most;
}

PlantTerms LawBook::plant_terms(RegionId region, MineralId mineral, Form form, Month month) const {
    PlantTerms terms;
    if (region.value >= industry_laws_.size()) return terms;
    for (const std::uint32_t k : industry_laws_[region.value]) {
        const BoundLaw& law = laws_[k];
        if (!law.dates.in_force(month) || !law.covers_goods(mineral, form)) continue;
        const double years = (month - law.dates.from) / months_per_year;
        terms = std::visit(
            [&]<class Used>(const Used& used) {
                if constexpr (GovernsPlants<Used>) return used.apply_to_plants(terms, years);
                return terms;
            },
            law.instrument);
    }
    return terms;
}

bool LawBook::governs_plants() const {
    return !industry_laws_.empty();
}

void LawBook::know_industry_laws() {
    industry_laws_.clear();
    for (std::uint32_t k = 0; k < laws_.size(); ++k) know_industry_law(k);
}

void LawBook::know_industry_law(std::uint32_t k) {
    const RegionId actor = laws_[k].scope.actor;
    if (!reaches_plants(laws_[k]) || !actor.exists()) return;
    if (actor.value >= industry_laws_.size()) industry_laws_.resize(actor.value + 1);
    industry_laws_[actor.value].push_back(k);
}

std::vector<std::size_t> LawBook::laws_in_force(Month month) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < laws_.size(); ++k) {
        if (laws_[k].dates.in_force(month)) found.push_back(k);
    }
    return found;
}

std::vector<std::size_t> LawBook::announced(Month month) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < laws_.size(); ++k) {
        if (laws_[k].dates.pending(month)) found.push_back(k);
    }
    return found;
}

std::vector<std::size_t> LawBook::whispered(Month month) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < laws_.size(); ++k)
        if (laws_[k].dates.whispered(month)) found.push_back(k);
    return found;
}

std::vector<std::size_t> LawBook::arriving(Month month) const {
    std::vector<std::size_t> found;
    for (std::size_t k = 0; k < laws_.size(); ++k) {
        const LawDates& dates = laws_[k].dates;
        if (dates.from == month && dates.in_force(month) && dates.announced.value_or(month) < month) found.push_back(k);
    }
    return found;
}

bool LawBook::any_caps() const {
    return std::any_of(laws_.begin(), laws_.end(), [](const BoundLaw& law) { return law.caps(); });
}

bool LawBook::knows_past(std::size_t law, std::uint32_t key) const {
    const auto& past = laws_[law].past_t_per_year;
    return key < past.size() && !std::isnan(past[key]);
}

void LawBook::tell_past(std::size_t law, std::uint32_t key, double t_per_year) {
    auto& past = laws_[law].past_t_per_year;
    if (past.size() <= key) past.resize(key + 1, untold);
    if (std::isnan(past[key])) past[key] = t_per_year;
}

double LawBook::allowed_t(std::size_t law, std::uint32_t key, Month month) const {
    const BoundLaw& capping = laws_[law];
    const CapMonth at{knows_past(law, key) ? capping.past_t_per_year[key] : untold, capping.dates.from, month, seed_,
                      draw_key(capping.name, key)};
    return std::visit(
        [&]<class Used>(const Used& used) {
            if constexpr (CapsTrade<Used>) return used.allowed_t(at);
            return std::numeric_limits<double>::infinity();
        },
        capping.instrument);
}

}  // namespace orepolitik
