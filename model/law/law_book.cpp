#include "model/law/law_book.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik {

namespace {

bool holds(const std::vector<bool>& mask, std::uint32_t index) {
    return mask.empty() || (index < mask.size() && mask[index]);
}

// The instrument as it applies to one material: a cut becomes a tonnage.
Terms apply_to(const BoundLaw& law, Route route, Terms terms) {
    route.chokepoints &= law.scope.straits;
    if (const auto* quota = std::get_if<ExportQuota>(&law.instrument); quota && quota->is_cut()) {
        const auto& past = law.past_exports_t_per_year;
        const bool told = route.material.value < past.size() && !std::isnan(past[route.material.value]);
        return told ? quota->from_past_exports(past[route.material.value]).apply(route, terms) : terms;
    }
    return std::visit([&](const auto& instrument) { return instrument.apply(route, terms); }, law.instrument);
}

bool restricts(const BoundLaw& law) {
    return std::visit([](const auto& instrument) { return instrument.signal == Signal::restricts_exports; },
                      law.instrument);
}

bool awaits_past_exports(const BoundLaw& law, const Route& route, Month month) {
    const auto* quota = std::get_if<ExportQuota>(&law.instrument);
    if (!quota || !quota->is_cut() || !law.dates.in_force(month) || !law.covers(route)) return false;
    const auto& past = law.past_exports_t_per_year;
    return route.material.value >= past.size() || std::isnan(past[route.material.value]);
}

}  // namespace

std::string_view BoundLaw::kind() const {
    return std::visit([](const auto& used) { return std::decay_t<decltype(used)>::name; }, instrument);
}

bool BoundLaw::covers(const Route& route) const {
    if (scope.reach == Reach::passage) return (route.chokepoints & scope.straits) != 0;
    if (route.exporter == route.importer) return false;
    if (!holds(scope.minerals, route.mineral.value)) return false;
    if (!holds(scope.forms, static_cast<std::uint32_t>(route.form))) return false;
    const bool out = route.exporter == scope.actor && holds(scope.targets, route.importer.value);
    const bool in = route.importer == scope.actor && holds(scope.targets, route.exporter.value);
    return (out && scope.reach != Reach::imports) || (in && scope.reach != Reach::exports);
}

LawBook::LawBook(std::vector<BoundLaw> laws) : laws_(std::move(laws)) {
    std::sort(laws_.begin(), laws_.end(), [](const BoundLaw& a, const BoundLaw& b) { return a.name < b.name; });
}

bool LawBook::changes_at(Month month) const {
    return std::any_of(laws_.begin(), laws_.end(), [month](const BoundLaw& law) {
        return law.dates.from == month || law.dates.until == month || law.dates.announced == month;
    });
}

Terms LawBook::terms(const Route& route, Month month) const {
    Terms terms;
    for (const BoundLaw& law : laws_) {
        if (law.dates.in_force(month) && law.covers(route)) terms = apply_to(law, route, terms);
    }
    return terms;
}

bool LawBook::restricts_export(const Route& route, Month month) const {
    return std::any_of(laws_.begin(), laws_.end(), [&](const BoundLaw& law) {
        return law.dates.known(month) && restricts(law) && law.covers(route);
    });
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
        if (laws_[k].dates.known(month) && !laws_[k].dates.in_force(month)) found.push_back(k);
    }
    return found;
}

bool LawBook::needs_past_exports(const Route& route, Month month) const {
    return std::any_of(laws_.begin(), laws_.end(),
                       [&](const BoundLaw& law) { return awaits_past_exports(law, route, month); });
}

void LawBook::tell_past_exports(const Route& route, Month month, double exports_t_per_year) {
    for (BoundLaw& law : laws_) {
        if (!awaits_past_exports(law, route, month)) continue;
        auto& past = law.past_exports_t_per_year;
        if (past.size() <= route.material.value) past.resize(route.material.value + 1, ExportQuota::not_given);
        past[route.material.value] = exports_t_per_year;
    }
}

}  // namespace orepolitik
