// Turns the names in a scenario's laws into ids and lists what cannot be bound.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "model/law/law_book.hpp"
#include "model/scenario.hpp"

namespace orepolitik {

namespace {

class Binder {
  public:
    Binder(const NamedLaw& law, const LawNames& names) : law_(law), names_(names) {
        bound_.name = law.name;
        bound_.instrument = law.instrument;
    }

    BoundLaw bind() {
        std::visit(
            [this](const auto& instrument) {
                bound_.scope.reach = instrument.reach;
                bind_scope(instrument);
                check_whole(instrument);
            },
            law_.instrument);
        check_dates();
        return std::move(bound_);
    }
    std::vector<LawFault> faults() && { return std::move(faults_); }

  private:
    void bind_scope(const auto& instrument) {
        const auto& measure = instrument.measure;
        set_dates(measure);
        bound_.scope.actor = region("actor", measure.actor);
        if constexpr (requires { measure.targets; }) {
            bound_.scope.targets = regions("targets", measure.targets);
            check_targets(measure.targets);
        }
        set_goods(measure);
    }
    void bind_scope(const JointPurchasing& group) {
        set_dates(group);
        bound_.scope.targets = regions("members", group.members);
        set_goods(group);
    }
    void bind_scope(const NorthernRoute& opening) { set_dates(opening); }
    void bind_scope(const TradeAgreement& agreement) {
        set_dates(agreement);
        bound_.scope.targets = regions("members", agreement.members);
        set_goods(agreement);
    }
    void bind_scope(const StraitClosure& closure) {
        set_dates(closure);
        const std::size_t strait = index_in(names_.chokepoints, closure.strait);
        if (strait < names_.chokepoints.size()) {
            bound_.scope.straits = 1U << strait;
        } else {
            fault("strait", closure.strait, "no such strait in the chokepoints table");
        }
    }

    void bind_scope(const MergerBid& bid) { set_dates(bid); }

    void set_dates(const Timing& timing) {
        bound_.dates = {.from = timing.from,
                        .until = timing.until,
                        .announced = timing.announced,
                        .probability = timing.probability,
                        .leaked = timing.leaked,
                        .leak_probability = timing.leak_probability,
                        .leak_reach = timing.leak_reach};
    }
    void set_goods(const auto& goods) {
        bound_.scope.minerals = mask("minerals", goods.minerals, names_.minerals.size(),
                                     [this](const std::string& id) { return index_in(names_.minerals, id); });
        bound_.scope.forms = mask("forms", goods.forms, form_count, form_index);
    }

    template <class Used>
    void check_whole(const Used& instrument) {
        if constexpr (std::is_base_of_v<Quota, Used>)
            check(static_cast<const Quota&>(instrument));
        else
            check(instrument);
    }
    void check(const auto&) {}
    void check(const Quota& quota) {
        if (std::isnan(quota.quota_t_per_year) == std::isnan(quota.cut)) {
            fault("quota_t_per_year", std::isnan(quota.cut) ? "" : fmt::format("{}", quota.quota_t_per_year),
                  "give exactly one of quota_t_per_year and cut");
        }
    }
    void check(const CarbonBorderCharge& charge) {
        for (const DatedValue& step : charge.charged_share_from)
            if (step.month <= charge.measure.from || (charge.measure.until && *charge.measure.until <= step.month))
                fault("charged_share_from", to_string(step.month),
                      "should be after from=" + to_string(charge.measure.from) + " and before the law's end");
    }
    void check(const TerritoryTransfer& transfer) {
        if (transfer.measure.targets.empty()) fault("targets", "", "name the territories");
    }
    void check(const TradeAgreement& agreement) { check_members(agreement.members); }
    void check(const JointPurchasing& group) { check_members(group.members); }
    void check(const EmergencyPlan& plan) {
        if (plan.priority_sectors.empty()) fault("priority_sectors", "", "name at least one sector");
    }
    void check(const ProductionSubsidy& subsidy) {
        if (subsidy.usd_per_t <= 0 && subsidy.share_of_price <= 0)
            fault("usd_per_t", fmt::format("{}", subsidy.usd_per_t), "give usd_per_t or share_of_price");
    }
    void check(const StraitClosure& closure) {
        if (closure.closed && closure.extra_freight > 0) {
            fault("extra_freight", fmt::format("{}", closure.extra_freight),
                  "nothing passes a closed strait; meant closed: false?");
        }
    }
    void check_members(const std::vector<std::string>& members) {
        if (!faults_.empty() || regions_named() > 1) return;
        fault("members", fmt::format("[{}]", fmt::join(members, ", ")),
              members.size() < 2 ? "needs at least two" : "are one market already: needs at least two");
    }
    void check_targets(const std::vector<std::string>& targets) {
        if (faults_.empty() && regions_named() == 1 && bound_.is_aimed_at(bound_.scope.actor))
            fault("targets", fmt::format("[{}]", fmt::join(targets, ", ")), "is the actor's own market");
    }
    std::ptrdiff_t regions_named() const {
        return std::count(bound_.scope.targets.begin(), bound_.scope.targets.end(), true);
    }
    void check_dates() {
        const LawDates& dates = bound_.dates;
        if (dates.until && *dates.until <= dates.from) {
            fault("until", to_string(*dates.until), "should be after from=" + to_string(dates.from));
        }
        if (dates.announced && *dates.announced > dates.from) {
            fault("announced", to_string(*dates.announced), "should not be after from=" + to_string(dates.from));
        }
        const Month known = dates.announced.value_or(dates.from);
        if (dates.leaked && *dates.leaked >= known) {
            fault("leaked", to_string(*dates.leaked), "should be before others learn of it in " + to_string(known));
        }
    }

    static std::size_t index_in(const std::vector<std::string>& list, const std::string& name) {
        return static_cast<std::size_t>(std::find(list.begin(), list.end(), name) - list.begin());
    }
    static std::size_t form_index(const std::string& text) {
        std::size_t form = 0;
        while (form < form_count && text != name_of(static_cast<Form>(form))) ++form;
        return form;
    }
    std::size_t region_index(const std::string& code) const {
        const std::size_t region = index_in(names_.regions, code);
        if (region < names_.regions.size()) return region;
        const std::size_t country = index_in(names_.countries, code);
        return country < names_.countries.size() ? names_.region_of_country[country].value : names_.regions.size();
    }
    RegionId region(std::string_view field, const std::string& code) {
        const std::size_t index = region_index(code);
        if (index < names_.regions.size()) return RegionId{static_cast<std::uint32_t>(index)};
        fault(field, code, "no such country or customs union");
        return {};
    }
    std::vector<bool> regions(std::string_view field, const std::vector<std::string>& codes) {
        return mask(field, codes, names_.regions.size(),
                    [this](const std::string& code) { return region_index(code); });
    }
    std::vector<bool> mask(std::string_view field, const std::vector<std::string>& texts, std::size_t size,
                           auto&& index_of) {
        std::vector<bool> chosen;
        if (!texts.empty()) chosen.resize(size);
        for (const std::string& text : texts) {
            const std::size_t index = index_of(text);
            if (index < size) {
                chosen[index] = true;
            } else {
                fault(field, text, "not in the world");
            }
        }
        return chosen;
    }
    void fault(std::string_view field, const std::string& value, std::string_view why) {
        faults_.push_back({law_.name, std::string(field),
                           fmt::format("laws.{}.{}={} ({})", law_.name, field, value, why), law_.line});
    }

    const NamedLaw& law_;
    const LawNames& names_;
    BoundLaw bound_;
    std::vector<LawFault> faults_;
};

bool overlap(const std::vector<bool>& a, const std::vector<bool>& b) {
    if (a.empty() || b.empty()) return true;  // all
    for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k)
        if (a[k] && b[k]) return true;
    return false;
}

// Plants follow one guidance.
bool guide_the_same(const BoundLaw& a, const BoundLaw& b) {
    const auto ends_before = [](const BoundLaw& first, const BoundLaw& then) {
        return first.dates.until && *first.dates.until <= then.dates.from;
    };
    return std::holds_alternative<Guidance>(a.instrument) && std::holds_alternative<Guidance>(b.instrument) &&
           a.scope.actor == b.scope.actor && overlap(a.scope.minerals, b.scope.minerals) &&
           overlap(a.scope.forms, b.scope.forms) && !ends_before(a, b) && !ends_before(b, a);
}

// A charge that grows is what it charges at first and, for each step, what that adds: so each is known of, falls due on
// landing and moves expectations as other laws do.
void add_in_steps(const BoundLaw& whole, std::vector<BoundLaw>& bound) {
    bound.push_back(whole);
    const auto* charge = std::get_if<CarbonBorderCharge>(&whole.instrument);
    if (!charge) return;
    double share = charge->charged_share;
    for (const DatedValue& step : charge->charged_share_from) {
        BoundLaw rise = whole;
        rise.name += step_mark + to_string(step.month);
        rise.dates.announced = whole.dates.announced.value_or(whole.dates.from);
        rise.dates.from = step.month;
        std::get<CarbonBorderCharge>(rise.instrument).charged_share = step.value - share;
        share = step.value;
        bound.push_back(std::move(rise));
    }
}

}  // namespace

LawBinding bind_laws(std::span<const NamedLaw> laws, const LawNames& names) {
    std::vector<BoundLaw> bound;
    LawBinding binding;
    for (const NamedLaw& law : laws) {
        Binder binder(law, names);
        BoundLaw candidate = binder.bind();
        std::vector<LawFault> faults = std::move(binder).faults();
        for (const BoundLaw& other : bound)
            if (guide_the_same(candidate, other))
                faults.push_back({law.name, "law",
                                  fmt::format("laws.{}.law=guidance (laws.{} guides the same plants at the same time)",
                                              law.name, other.name),
                                  law.line});
        if (faults.empty()) add_in_steps(candidate, bound);
        binding.faults.insert(binding.faults.end(), faults.begin(), faults.end());
    }
    binding.book = LawBook(std::move(bound));
    return binding;
}

}  // namespace orepolitik
