#include "model/background/background.hpp"

#include <algorithm>

#include "model/mask.hpp"

namespace orepolitik {
namespace {

bool named(const std::vector<std::string>& words, std::string_view name) {
    return words.empty() || std::any_of(words.begin(), words.end(),
                                        [&](const std::string& word) { return name.find(word) != name.npos; });
}

// Of a demand path; what takes the place of growth is told over it.
double demand_at(const BoundPath& path, Month month, double growth) {
    return value_at(path.values, month, path.replaces_growth ? growth : 1, path.steps) /
           (path.replaces_growth ? growth : 1);
}

bool of_countries(const BoundPath& path) {
    return path.kind != PathKind::demand && path.kind != PathKind::power_demand && path.kind != PathKind::generation;
}

void apply(const BoundPath& path, double value, double base_carbon_usd_per_t, Conditions& at) {
    switch (path.kind) {
        case PathKind::currency:
            at.log_currency += std::log(value);
            break;
        case PathKind::dollar:
            at.log_currency -= std::log(value);
            break;
        case PathKind::electricity_price:
            at.power_price *= value;
            break;
        case PathKind::fuel_price:
            at.fuel_price *= value;
            break;
        case PathKind::carbon_price:
            at.carbon_rise_usd_per_t = value - base_carbon_usd_per_t;
            break;
        case PathKind::policy_rate:
            at.policy_rate_rise += value / 100;
            break;
        case PathKind::demand:
        case PathKind::power_demand:
        case PathKind::generation:
            break;
    }
}

}  // namespace

double value_at(const std::vector<DatedValue>& values, Month month, double before, bool steps) {
    const auto next = std::upper_bound(values.begin(), values.end(), month,
                                       [](Month at, const DatedValue& dated) { return at < dated.month; });
    if (next == values.begin()) return before;
    const DatedValue& last = *std::prev(next);
    if (next == values.end() || steps) return last.value;
    const double part = static_cast<double>(month - last.month) / (next->month - last.month);
    return last.value + part * (next->value - last.value);
}

bool Background::moves(PathKind kind) const {
    return std::any_of(paths_.begin(), paths_.end(), [kind](const BoundPath& path) { return path.kind == kind; });
}

void Background::observe(Month month, bool first, double growth, double memory_months) {
    if (paths_.empty()) return;
    for (auto& path : paths_)
        if (!of_countries(path)) path.now = demand_at(path, month, growth);
    const std::vector<double> before = log_currency_;
    set_countries(month);
    for (std::size_t c = 0; c < countries_.size(); ++c) {
        log_currency_[c] = countries_[c].log_currency;
        if (first) mean_log_currency_[c] = log_currency_[c];  // prices of the start are in the money of the start
        countries_[c].currency_step = first ? 0 : log_currency_[c] - before[c];
        countries_[c].currency_news = log_currency_[c] - mean_log_currency_[c];
        mean_log_currency_[c] += (log_currency_[c] - mean_log_currency_[c]) / memory_months;
    }
    set_regions();
}

void Background::set_countries(Month month) {
    std::fill(countries_.begin(), countries_.end(), Conditions{});
    for (const auto& path : paths_) {
        if (path.values.front().month > month || !of_countries(path)) continue;
        const double value = value_at(path.values, month, 1, path.steps);
        for (std::uint32_t c = 0; c < countries_.size(); ++c) {
            const bool covered =
                path.kind == PathKind::dollar && path.countries.empty() ? !has_numeraire_[c] : holds(path.countries, c);
            if (covered) apply(path, value, base_carbon_usd_per_t_[c], countries_[c]);
        }
    }
}

void Background::set_regions() {
    std::fill(regions_.begin(), regions_.end(), Conditions{0, 0, 0, 0, 0, 0, 0});
    std::vector<double> members(regions_.size(), 0);
    for (std::size_t c = 0; c < countries_.size(); ++c) members[region_of_country_[c].value] += 1;
    for (std::size_t c = 0; c < countries_.size(); ++c) {
        const Conditions& from = countries_[c];
        Conditions& to = regions_[region_of_country_[c].value];
        const double part = 1 / members[region_of_country_[c].value];
        to.log_currency += part * from.log_currency;
        to.currency_step += part * from.currency_step;
        to.currency_news += part * from.currency_news;
        to.power_price += part * from.power_price;
        to.fuel_price += part * from.fuel_price;
        to.carbon_rise_usd_per_t += part * from.carbon_rise_usd_per_t;
        to.policy_rate_rise += part * from.policy_rate_rise;
    }
}

void Background::know_carbon_of_regions(std::size_t regions) {
    std::vector<double> members(regions, 0);
    base_carbon_of_regions_.assign(regions, 0);
    for (std::size_t c = 0; c < base_carbon_usd_per_t_.size(); ++c) {
        const auto region = region_of_country_[c].value;
        members[region] += 1;
        double& mean = base_carbon_of_regions_[region];
        mean += (base_carbon_usd_per_t_[c] - mean) / members[region];
    }
}

double Background::demand(RegionId region, MineralId mineral, std::uint32_t sector) const {
    double factor = 1;
    for (const auto& path : paths_)
        if (path.kind == PathKind::demand && holds(path.regions, region.value) && holds(path.minerals, mineral.value) &&
            holds(path.sectors, sector))
            factor *= path.now;
    return factor;
}

double Background::foreseen_demand(RegionId region, MineralId mineral, std::uint32_t sector, Month month,
                                   double growth) const {
    double factor = 1;
    for (const auto& path : paths_)
        if (path.kind == PathKind::demand && path.foresight > 0 && holds(path.regions, region.value) &&
            holds(path.minerals, mineral.value) && holds(path.sectors, sector))
            factor *= 1 + path.foresight * (demand_at(path, month, growth) - 1);
    return factor;
}

bool Background::anything_foreseen() const {
    return std::any_of(paths_.begin(), paths_.end(), [](const BoundPath& path) { return path.foresight > 0; });
}

double Background::power_demand(CountryId country) const {
    double factor = 1;
    for (const auto& path : paths_)
        if (path.kind == PathKind::power_demand && holds(path.countries, country.value)) factor *= path.now;
    return factor;
}

double Background::generation(CountryId country, PowerSource source) const {
    double factor = 1;
    for (const auto& path : paths_)
        if (path.kind == PathKind::generation && holds(path.countries, country.value) &&
            holds(path.sources, static_cast<std::uint32_t>(source)))
            factor *= path.now;
    return factor;
}

bool meets(const BoundOutage& outage, const PlantSite& site) {
    return holds(outage.countries, site.country.value) && holds(outage.minerals, site.mineral.value) &&
           holds(outage.forms, static_cast<std::uint32_t>(site.form)) && named(outage.plants, site.name);
}

namespace {

// What is left to the plant where each outage that holds counts by a weight.
template <class Weight>
double left_by(const std::vector<BoundOutage>& outages, const PlantSite& site, Month month, Weight weight) {
    double left = 1;
    for (const auto& outage : outages)
        if (outage.holds(month) && meets(outage, site)) left *= 1 - outage.share_lost * weight(outage);
    return left;
}

}  // namespace

double Background::foreseen_loss(const PlantSite& site, Month month, double horizon_months) const {
    return 1 - left_by(outages_, site, month, [&](const BoundOutage& outage) {
               const double months_left = outage.until ? *outage.until - month : horizon_months;
               return std::clamp(months_left / std::max(1.0, horizon_months), 0.0, 1.0);
           });
}

double Background::lost_share(const PlantSite& site, Month month) const {
    return 1 - left_by(outages_, site, month, [](const BoundOutage&) { return 1.0; });
}

}  // namespace orepolitik
