// What surrounds the world of minerals this month: dated paths and outages, bound to the world and read off month by
// month. Without any, every factor is exactly 1 and every rise exactly 0.
// Sources of its effects: agents/ and model/behaviour.hpp.
#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "model/background/outage.hpp"
#include "model/background/path.hpp"
#include "model/ids.hpp"
#include "model/power/source.hpp"

namespace orepolitik {

struct NamedPath {
    std::string name;
    Path path;
    int line = 0;
};
struct NamedOutage {
    std::string name;
    Outage outage;
    int line = 0;
};

// What names in paths and outages stand for.
struct BackgroundNames {
    std::vector<std::string> regions, countries;
    std::vector<RegionId> region_of_country;
    std::vector<std::uint8_t> has_numeraire;  // by country: its money is the numeraire
    std::vector<double> carbon_price_usd_per_t;
    std::vector<std::string> minerals, sectors;
};

// Of a country, or of a region as the mean of its countries, against the base year.
struct Conditions {
    double log_currency = 0;   // USD per unit of its money
    double currency_step = 0;  // its rise this month
    double currency_news = 0;  // its rise over the memory of expectations
    double power_price = 1, fuel_price = 1;
    double carbon_rise_usd_per_t = 0;
    double policy_rate_rise = 0;  // per year

    // Of running cost without carbon, and of power, over the base year's.
    double cost_index(double local_share, double fuel_elasticity) const {
        if (log_currency == 0 && fuel_price == 1) return 1;  // nearly always, for every plant of every month
        return std::exp(local_share * log_currency + fuel_elasticity * std::log(fuel_price));
    }
    double power_index(double local_share) const {
        return log_currency == 0 ? power_price : power_price * std::exp(local_share * log_currency);
    }
};

struct BoundPath {
    PathKind kind;
    std::vector<bool> countries, regions, minerals, sectors, sources;  // an empty mask covers all
    std::vector<DatedValue> values;
    bool steps, replaces_growth;
    double foresight;
    double now = 1;  // this month's value, over growth where it replaces that
};

struct BoundOutage {
    std::string name, reason;
    std::vector<std::string> plants;
    std::vector<bool> countries, minerals, forms;
    double share_lost;
    Month from;
    std::optional<Month> until;
    bool holds(Month month) const { return from <= month && !(until && *until <= month); }
};

// Who asks whether he is out of work.
struct PlantSite {
    std::string_view name;
    CountryId country;
    MineralId mineral;
    Form form;
};

// Whether it is one of the plants that the outage stops, whenever.
bool meets(const BoundOutage& outage, const PlantSite& site);

class Background {
  public:
    bool any() const { return !paths_.empty() || !outages_.empty(); }
    bool moves(PathKind kind) const;
    void observe(Month month, bool first, double growth, double memory_months);
    const Conditions& of(CountryId country) const { return countries_.empty() ? usual_ : countries_[country.value]; }
    const Conditions& of(RegionId region) const { return regions_.empty() ? usual_ : regions_[region.value]; }
    // USD per tonne of CO2 this month; of a region the mean of its countries. 0 in a world of which nothing is bound.
    double carbon_price(CountryId country) const {
        return base_carbon_usd_per_t_.empty()
                   ? 0
                   : base_carbon_usd_per_t_[country.value] + of(country).carbon_rise_usd_per_t;
    }
    double carbon_price(RegionId region) const {
        return base_carbon_of_regions_.empty()
                   ? 0
                   : base_carbon_of_regions_[region.value] + of(region).carbon_rise_usd_per_t;
    }
    // What outages in force take from the coming months: each by the part of them that it is still to last.
    double foreseen_loss(const PlantSite& site, Month month, double horizon_months) const;
    double demand(RegionId region, MineralId mineral, std::uint32_t sector) const;  // multiple of the base year's
    double power_demand(CountryId country) const;
    double generation(CountryId country, PowerSource source) const;
    // What who starts projects now counts with in a month to come, over what the world's growth alone brings.
    double foreseen_demand(RegionId region, MineralId mineral, std::uint32_t sector, Month month, double growth) const;
    bool anything_foreseen() const;
    double lost_share(const PlantSite& site, Month month) const;
    const std::vector<BoundOutage>& outages() const { return outages_; }
    void carried(auto&& visit) { visit(log_currency_, mean_log_currency_); }

  private:
    friend struct BackgroundBinder;
    void set_countries(Month month);
    void set_regions();
    void know_carbon_of_regions(std::size_t regions);
    static inline const Conditions usual_{};
    std::vector<BoundPath> paths_;
    std::vector<BoundOutage> outages_;
    std::vector<RegionId> region_of_country_;
    std::vector<std::uint8_t> has_numeraire_;
    std::vector<double> base_carbon_usd_per_t_, base_carbon_of_regions_;
    std::vector<Conditions> countries_, regions_;           // empty without paths
    std::vector<double> log_currency_, mean_log_currency_;  // by country, carried
};

// The pure rule: the value of a path in a month; `before` holds until its first date.
double value_at(const std::vector<DatedValue>& values, Month month, double before, bool steps);

struct BackgroundBinding {
    Background background;
    std::vector<std::string> faults;  // "paths.ev.countries=ATL (not in the world)"
};
BackgroundBinding bind_background(const std::vector<NamedPath>& paths, const std::vector<NamedOutage>& outages,
                                  const BackgroundNames& names);

}  // namespace orepolitik
