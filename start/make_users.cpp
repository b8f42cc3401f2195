// Manufacturers by region, mineral and sector, with the products they have sold before; collectors of their scrap.
#include <algorithm>
#include <cmath>

#include "model/lifetimes.hpp"
#include "start/draft_world.hpp"

namespace orepolitik::start {
namespace {

constexpr std::size_t cohort_years = 100;

std::size_t add_lifetime(Manufacturers& users, double mean, double sd) {
    for (std::size_t age = 0; age < cohort_years; ++age)
        users.discard_by_age.push_back(discard_fraction(mean, sd, static_cast<int>(age)));
    return users.discard_by_age.size() / cohort_years - 1;
}

// Use grew at a steady rate before the base year; a cohort counts at the middle of its year.
void add_cohorts(const WorldDraft& d, Manufacturers& users, double use_t_per_year) {
    const double growth = d.base.rules.past_demand_growth_pct_per_year / 100;
    const int last_year = d.scenario.from.year() - 1;
    std::vector<double> ring(cohort_years);
    double discards = 0;
    const std::size_t row = users.lifetime.back() * cohort_years;
    for (std::size_t age = 0; age < cohort_years; ++age) {
        const double used = use_t_per_year * std::exp(-growth * (static_cast<double>(age) + 0.5));
        ring[static_cast<std::size_t>(last_year - static_cast<int>(age)) % cohort_years] = used;
        discards += used * users.discard_by_age[row + age];
    }
    users.cohort_t.insert(users.cohort_t.end(), ring.begin(), ring.end());
    users.discarded_t.push_back(discards / 12);
}

struct SectorOfMineral {
    const Sector* sector;
    std::uint32_t name;  // in the list of all sectors
    std::size_t lifetime;
};

std::vector<std::vector<SectorOfMineral>> list_sectors(const WorldDraft& d, Manufacturers& users) {
    std::vector<std::vector<SectorOfMineral>> sectors(d.base.minerals.size());
    for (std::size_t m = 0; m < sectors.size(); ++m)
        for (const auto& sector : d.base.minerals[m].sectors) {
            auto& names = users.sector_names;
            const auto found = std::find(names.begin(), names.end(), sector.name);
            const auto name = static_cast<std::uint32_t>(found - names.begin());
            if (found == names.end()) names.push_back(sector.name);
            sectors[m].push_back(
                {&sector, name, add_lifetime(users, sector.lifetime_mean_years, sector.lifetime_sd_years)});
        }
    return sectors;
}

void add_user(WorldDraft& d, Manufacturers& users, const FinalUse& use, const SectorOfMineral& of) {
    const auto& mineral = d.base.minerals[d.base.materials[use.material.value].mineral.value];
    const double need = use.use_t_per_month * of.sector->share;
    users.holders.market.push_back(use.material.value);
    users.holders.importer.push_back(none_index);
    users.holders.slot.push_back(d.places.add_buyer(use.material, use.region, tranche_count));
    users.material.push_back(use.material);
    users.region.push_back(use.region);
    users.sector.push_back(of.name);
    users.base_need_t.push_back(need);
    users.log_choke.push_back(std::log(of.sector->choke_price_multiple));  // over base delivered price, added later
    users.rule.push_back({mineral.demand_elasticity_sr, mineral.demand_elasticity_lr});
    const bool scrapped = mineral.scrap.exists() && use.material == mineral.refined;
    users.new_scrap_share.push_back(scrapped ? mineral.new_scrap_share : 0);
    users.lifetime.push_back(static_cast<std::uint32_t>(of.lifetime));
    add_cohorts(d, users, 12 * need);
    d.use_t[d.cell(use.material, use.region)] += need;
}

void size_columns(Manufacturers& users) {
    const std::size_t n = users.size();
    auto& h = users.holders;
    for (auto* column :
         {&users.substituted, &users.locked, &users.unmet_t, &users.used_this_year_t, &h.stock_t, &h.claims_t,
          &h.supply_t, &h.base_cover_months, &h.log_offset, &h.bought_t, &h.arrived_t, &h.paid_usd})
        column->assign(n, 0);
    users.need_t = users.used_t = users.allowed_t = users.base_need_t;
    users.research_growth.assign(n, 1);
    users.need_limit_t.assign(n, std::numeric_limits<double>::infinity());
    users.handed_t.assign(n, 0);
    users.compensation.assign(n, 0);
    users.rationed.assign(n, 0);
    users.new_scrap_t.resize(n);
    for (std::size_t i = 0; i < n; ++i) users.new_scrap_t[i] = users.new_scrap_share[i] * users.used_t[i];
    users.horizon = cohort_years;
}

// Users of one material and region stand next to each other: final uses come so, sectors follow each other.
void add_collectors(WorldDraft& d, const Manufacturers& users) {
    auto& collectors = std::get<Collectors>(d.world.kinds);
    for (std::uint32_t i = 0, next = 0; i < users.size(); i = next) {
        for (next = i;
             next < users.size() && users.material[next] == users.material[i] && users.region[next] == users.region[i];)
            ++next;
        const auto& mineral = d.base.minerals[d.base.materials[users.material[i].value].mineral.value];
        if (!mineral.scrap.exists() || users.material[i] != mineral.refined) continue;
        double collected = 0;
        for (std::uint32_t k = i; k < next; ++k)
            collected += mineral.collection_rate * users.discarded_t[k] + users.new_scrap_t[k];
        collectors.material.push_back(mineral.scrap);
        collectors.exporter.push_back(none_index);
        collectors.slot.push_back(d.places.add_seller(mineral.scrap, users.region[i]));
        collectors.first_user.push_back(i);
        collectors.last_user.push_back(next);
        collectors.base_collection_rate.push_back(mineral.collection_rate);
        collectors.base_sale_share.push_back(1 / (1 + d.base.rules.finished_stock_months));
        collectors.stock_t.push_back(d.base.rules.finished_stock_months * collected);
        collectors.collected_t.push_back(collected);
        d.supply_t[d.cell(mineral.scrap, users.region[i])] += collected;
    }
    collectors.sold_t = collectors.collected_t;
    collectors.revenue_usd.assign(collectors.size(), 0);
    collectors.subsidy_usd.assign(collectors.size(), 0);
}

}  // namespace

void make_users(WorldDraft& d) {
    auto& users = std::get<Manufacturers>(d.world.kinds);
    const auto sectors = list_sectors(d, users);
    for (const auto& use : d.base.final_uses)
        for (const auto& sector : sectors[d.base.materials[use.material.value].mineral.value])
            add_user(d, users, use, sector);
    size_columns(users);
    add_collectors(d, users);
}

// Covers include what is at sea; offsets make base purchases base need at base prices.
void fit_holders(const WorldDraft& d, StockHolders& holders, std::size_t i, double need_t, double stock_months,
                 double log_choke) {
    const auto& market = d.world.economy.markets[holders.market[i]];
    const auto& side = market.importers[holders.importer[i]];
    const double lead = d.lead_months(market.material, holders.importer[i]);
    holders.stock_t[i] = stock_months * need_t;
    holders.supply_t[i] = need_t;
    holders.claims_t[i] = lead * need_t;
    holders.base_cover_months[i] = stock_months + lead;
    holders.log_offset[i] = offset_of_steady_buyer({.need_t = need_t > 0 ? need_t : 1,  // who is yet to come: any need
                                                    .cover_months = stock_months + lead - 1,
                                                    .target_months = stock_months + lead,
                                                    .log_expected = side.base_log_delivered,
                                                    .log_choke = log_choke},
                                                   d.scenario.behaviour);
}

void set_steepness(Economy& economy, const StockHolders& holders) {
    for (std::size_t i = 0; i < holders.size(); ++i)
        for (std::size_t k = 0; k < tranche_count; ++k)
            economy.markets[holders.market[i]].orders.buy_steepness[holders.slot[i] + k] =
                economy.behaviour.tranche_steepness;
}

void fit_buyers(WorldDraft& d) {
    auto& users = std::get<Manufacturers>(d.world.kinds);
    for (std::size_t i = 0; i < users.size(); ++i) {
        const auto& side = d.economy().markets[users.holders.market[i]].importers[users.holders.importer[i]];
        users.log_choke[i] += side.base_log_delivered;
        fit_holders(d, users.holders, i, users.base_need_t[i], d.base.rules.user_cover_months, users.log_choke[i]);
    }
    set_steepness(d.economy(), users.holders);
    for (auto* processing : processing_kinds(d.world.kinds)) {
        auto& p = *processing;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const double metal = std::exp(d.base_log_price(p.plants.product[i]));
            const double earned = metal - p.conversion_cost_usd_per_t[i] + p.unseen_income_usd_per_t[i] +
                                  base_credit_usd_per_t(d, p.credits[i]);
            fit_holders(d, p.feed, i, p.planned_t[i] * p.feed_t_per_t[i], d.base.rules.feed_cover_months,
                        std::log(earned / p.feed_t_per_t[i]));
        }
        set_steepness(d.economy(), p.feed);
    }
}

}  // namespace orepolitik::start
