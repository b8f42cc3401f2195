#include "start/founding.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace orepolitik::start {
namespace {

constexpr int sites_of_a_kind = 3;  // along the cost curve

struct Founder {
    const BaseYear& base;
    RegionId region;
    std::vector<Plant> sites{};

    bool is_here(CountryId country) const { return base.countries[country.value].region == region; }

    double made_t(MaterialId product, RegionId where, bool from_scrap) const {
        double tonnes = 0;
        for (const Plant& plant : base.plants)
            if (plant.product == product && base.countries[plant.country.value].region == where &&
                (plant.stage == PlantStage::recycler) == from_scrap)
                tonnes += plant.output_t_per_month;
        return tonnes;
    }

    bool stands(MaterialId product, bool from_scrap) const {
        return std::ranges::any_of(base.plants, [&](const Plant& plant) {
            return plant.product == product && is_here(plant.country) &&
                   (plant.stage == PlantStage::recycler) == from_scrap;
        });
    }

    double used_t(MaterialId product) const {
        double tonnes = 0;
        for (const FinalUse& use : base.final_uses)
            if (use.material == product && use.region == region) tonnes += use.use_t_per_month;
        return tonnes;
    }

    double share_of_use(MaterialId product) const {
        double world_t = 0;
        for (const FinalUse& use : base.final_uses)
            if (use.material == product) world_t += use.use_t_per_month;
        return world_t > 0 ? used_t(product) / world_t : 0;
    }

    double scrap_t(MaterialId scrap) const {
        double tonnes = 0;
        for (const BaseFlow& flow : base.flows)
            if (flow.material == scrap && flow.from == region) tonnes += flow.t_per_month;
        return tonnes;
    }

    // What the hosts here would carry if it were won as well as where it is won best.
    double carried_t(const Mineral& mineral, MaterialId product) const {
        double tonnes = 0;
        for (const Host& host : mineral.hosts) {
            double best = 0;
            for (std::uint32_t r = 0; r < base.regions.size(); ++r) {
                const double carrier = made_t(host.material, RegionId{r}, false);
                if (carrier > 0) best = std::max(best, host.share * made_t(product, RegionId{r}, false) / carrier);
            }
            tonnes += best * made_t(host.material, region, false);
        }
        return tonnes;
    }

    // The member of the region whose plants make most, in value.
    CountryId workshop() const {
        std::vector<double> value(base.countries.size(), 0.0);
        for (const Plant& plant : base.plants)
            value[plant.country.value] +=
                plant.output_t_per_month * base.materials[plant.product.value].base_price_usd_per_t;
        CountryId best = base.regions[region.value].members.front();
        for (const CountryId country : base.regions[region.value].members)
            if (value[country.value] > value[best.value]) best = country;
        return best;
    }

    void add(const Mineral& mineral, MineralId id, PlantStage stage, const char* what, double site_t) {
        const int count = stage == PlantStage::recycler ? 1 : sites_of_a_kind;
        const CountryId country = workshop();
        for (int k = 0; k < count && site_t > 0; ++k) {
            const double share_t = site_t / count;
            sites.push_back(
                {.name = fmt::format("{} {} new {} {}", base.countries[country.value].code, mineral.id, what, k + 1),
                 .stage = stage,
                 .mineral = id,
                 .country = country,
                 .product = mineral.refined,
                 .output_t_per_month = 0,
                 .cost_quantile = (k + 0.5) / count,
                 .reserves_t = stage == PlantStage::mine ? 12 * base.rules.unknown_reserve_years * share_t : 0,
                 .named = false,
                 .site_t_per_month = share_t,
                 .founding = true,
                 .owners = {}});
        }
    }

    void found(MineralId id) {
        const Mineral& mineral = base.minerals[id.value];
        const MaterialId product = mineral.refined;
        if (!product.exists()) return;
        const double lacking = used_t(product) - made_t(product, region, false) - made_t(product, region, true);
        if (lacking <= 0) return;
        const bool recycles = mineral.scrap.exists() && !stands(product, true);
        const double of_scrap =
            recycles ? std::min(lacking, scrap_t(mineral.scrap) / base.rules.scrap_t_per_t_secondary) : 0;
        const double left = lacking - of_scrap;
        if (!stands(product, false)) {
            if (base.recipes[product.value].feed.exists())
                add(mineral, id, PlantStage::smelter, "smelter", left);
            else
                add(mineral, id, PlantStage::mine, "plant", std::min(left, carried_t(mineral, product)));
        }
        add(mineral, id, PlantStage::recycler, "recycler", of_scrap);
    }
};

RegionId region_of(const BaseYear& base, const std::string& code) {
    for (std::uint32_t r = 0; r < base.regions.size(); ++r)
        if (base.regions[r].code == code) return RegionId{r};
    for (const Country& country : base.countries)
        if (country.code == code) return country.region;
    return {};
}

bool names(const std::vector<std::string>& list, const std::string& name) {
    return list.empty() || std::ranges::find(list, name) != list.end();
}

CompanyId other_owners(BaseYear& base, CountryId country) {
    const std::string id = "other_" + base.countries[country.value].code;
    for (std::uint32_t c = 0; c < base.companies.size(); ++c)
        if (base.companies[c].id == id) return CompanyId{c};
    base.companies.push_back({.id = id,
                              .name = "other owners in " + base.countries[country.value].name,
                              .home = country,
                              .state_owned = false,
                              .market_value_usd = blank});
    return CompanyId{static_cast<std::uint32_t>(base.companies.size() - 1)};
}

void add_new(std::vector<Plant>& sites, std::vector<Plant> found) {
    for (Plant& site : found)
        if (std::ranges::find(sites, site.name, &Plant::name) == sites.end()) sites.push_back(std::move(site));
}

// States that react may come to pay for what their users cannot do without.
void found_for_states(const BaseYear& base, double least_share_of_use, std::vector<Plant>& sites) {
    for (std::uint32_t r = 0; r < base.regions.size(); ++r) {
        if (!base.regions[r].is_state) continue;
        Founder founder{base, RegionId{r}};
        for (std::uint32_t k = 0; k < base.minerals.size(); ++k) {
            const MaterialId product = base.minerals[k].refined;
            if (product.exists() && founder.share_of_use(product) >= least_share_of_use) founder.found(MineralId{k});
        }
        add_new(sites, std::move(founder.sites));
    }
}

}  // namespace

std::vector<Plant> founding_sites(const BaseYear& base, const Scenario& scenario) {
    std::vector<Plant> sites;
    for (const NamedLaw& law : scenario.laws) {
        const auto* subsidy = std::get_if<CapitalSubsidy>(&law.instrument);
        if (!subsidy || !names(subsidy->measure.forms, "refined")) continue;
        const RegionId region = region_of(base, subsidy->measure.actor);
        if (!region.exists()) continue;
        Founder founder{base, region};
        for (std::uint32_t k = 0; k < base.minerals.size(); ++k)
            if (names(subsidy->measure.minerals, base.minerals[k].id)) founder.found(MineralId{k});
        add_new(sites, std::move(founder.sites));
    }
    const Politics& politics = scenario.behaviour.politics;
    if (politics.states_react(politics.reshoring) && politics.reshoring_founds_from < 1)
        found_for_states(base, politics.reshoring_founds_from, sites);
    return sites;
}

BaseYear with_sites(const BaseYear& base, std::vector<Plant> sites) {
    BaseYear more = base;
    for (Plant& site : sites) {
        site.owners = {{other_owners(more, site.country), 1.0}};
        more.plants.push_back(std::move(site));
    }
    return more;
}

}  // namespace orepolitik::start
