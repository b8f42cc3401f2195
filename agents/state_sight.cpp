// What states see: last month's markets in a few figures by mineral, and the harm that this month's laws do.
#include <algorithm>
#include <cmath>

#include "agents/state.hpp"

namespace orepolitik {
namespace {

constexpr double months_of_sales_memory = 12;

double traded_abroad_t(const Market& m) {
    double tonnes = 0;
    for (const auto& side : m.exporters) tonnes += side.exports_t;
    return tonnes;
}

// Share of what the world imported that export restrictions of others than oneself would touch.
double restricted_share(const Market& m) {
    double touched = 0, abroad = 0;
    for (std::size_t j = 0; j < m.importers.size(); ++j) {
        const auto& buyer = m.importers[j];
        const auto home = m.exporter_of_region[buyer.region.value];
        const double at_home = home != none_index ? m.routes.base_share[m.route(home, j)] : 0;
        touched += buyer.restricted_share * buyer.bought_t;
        abroad += (1 - at_home) * buyer.bought_t;
    }
    return abroad > 0 ? std::min(1.0, touched / abroad) : 0;
}

struct WorldOfMineral {  // of one mineral
    double exports_usd = 0, purchases_usd = 0, restricted = 0;
    std::vector<double> own_purchases_usd, own_exports_usd, own_sales_usd;  // by state
};

WorldOfMineral see_world(const States& s, const Economy& e, std::size_t mineral) {
    WorldOfMineral world;
    world.own_purchases_usd.assign(s.size(), 0.0);
    world.own_exports_usd.assign(s.size(), 0.0);
    world.own_sales_usd.assign(s.size(), 0.0);
    double weight = 0;
    for (const MaterialId id : {e.ore_of_mineral[mineral], e.refined_of_mineral[mineral]}) {
        if (!id.exists()) continue;
        const auto& m = e.markets[id.value];
        for (const auto& side : m.exporters) {
            world.exports_usd += side.exports_usd;
            world.own_exports_usd[side.region.value] += side.exports_usd;
            // What is made is sold at home's price; licences and taxes bring what foreigners pay above it.
            const double home_usd_per_t = std::exp(side.log_price);
            world.own_sales_usd[side.region.value] += side.made_t * home_usd_per_t + side.export_tax_usd +
                                                      std::max(0.0, side.exports_usd - side.exports_t * home_usd_per_t);
        }
        for (const auto& side : m.importers) {
            world.purchases_usd += side.paid_usd;
            world.own_purchases_usd[side.region.value] += side.paid_usd;
        }
        const double traded = traded_abroad_t(m) * std::exp(m.world_log_price);
        world.restricted += traded * restricted_share(m);
        weight += traded;
    }
    if (weight > 0) world.restricted /= weight;
    return world;
}

void see_trade(States& s, std::size_t mineral, const WorldOfMineral& world, double price_stress,
               double months_in_memory) {
    double world_sales = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        auto& sight = s.sights[s.cell(i, mineral)];
        sight.sales_usd_per_year += (12 * world.own_sales_usd[i] - sight.sales_usd_per_year) / months_in_memory;
        world_sales += sight.sales_usd_per_year;
    }
    for (std::size_t i = 0; i < s.size(); ++i) {
        auto& sight = s.sights[s.cell(i, mineral)];
        sight.sales_share = world_sales > 0 ? sight.sales_usd_per_year / world_sales : 0;
        const double exports = world.own_exports_usd[i], others = world.purchases_usd - world.own_purchases_usd[i];
        sight.export_share = world.exports_usd > 0 ? exports / world.exports_usd : 0;
        sight.leverage = others > 0 ? std::min(1.0, exports / others) : 0;
        sight.restricted_abroad = world.restricted;
        sight.price_stress = price_stress;
        sight.import_dependence = sight.supplier_concentration = 0;
    }
}

void see_buyers(States& s, const Market& m) {
    for (const auto& side : m.importers) {
        auto& sight = s.sights[s.cell(side.region.value, m.mineral.value)];
        sight.import_dependence = side.bought_t > 0 ? side.imports_t / side.bought_t : 0;
        sight.supplier_concentration = side.concentration;
    }
}

void see_smelters(States& s, const Smelters& smelters) {
    std::vector<double> capacity(s.sights.size(), 0.0), output(capacity);
    const auto& plants = smelters.plants;
    for (std::size_t i = 0; i < plants.size(); ++i) {
        const auto cell = s.cell(plants.region[i].value, plants.mineral[i].value);
        if (plants.status[i] == static_cast<std::uint8_t>(Status::closed)) continue;
        capacity[cell] += plants.capacity_t[i];
        output[cell] += plants.output_t[i];
    }
    for (std::size_t c = 0; c < capacity.size(); ++c)
        s.sights[c].idle_smelters = capacity[c] > 0 ? std::clamp(1 - output[c] / capacity[c], 0.0, 1.0) : 0;
}

// What a law takes from the other side of a route, as a share of the trade there.
double harm_share(const BoundLaw& law) {
    if (const auto* licence = std::get_if<ExportLicence>(&law.instrument)) return 1 - licence->approved_share;
    if (law.share_at_stake() > 0) return law.share_at_stake();
    if (const auto* tariff = std::get_if<ImportTariff>(&law.instrument)) return tariff->rate / (1 + tariff->rate);
    return std::holds_alternative<ImportQuota>(law.instrument) ? 1 : 0;
}

bool is_on_same_goods(const BoundLaw& one, const BoundLaw& other) {
    return one.scope.actor == other.scope.actor && one.scope.minerals == other.scope.minerals;
}

// What laws that ended this month did to a state and a law that takes their place goes on doing: nothing new.
double harm_gone_on(const std::vector<Harm>& ended, const BoundLaw& law, RegionId victim, const Economy& e) {
    double usd = 0;
    for (const auto& harm : ended)
        if (harm.victim == victim && is_on_same_goods(e.laws.law(harm.law), law)) usd += harm.usd;
    return usd;
}

void note_harms(States& s, Economy& e, std::uint32_t k, const std::vector<Harm>& ended) {
    const auto& law = e.laws.law(k);
    const double share = harm_share(law);
    if (share <= 0 || !law.scope.actor.exists()) return;
    const double pointed = law.scope.targets.empty() ? e.behaviour.politics.weight_of_unaimed_harm : 1;
    std::vector<double> usd(s.size(), 0.0);
    for (const auto& m : e.markets) {
        if (!law.covers_goods(m.mineral, m.form)) continue;
        const auto is_actors = [&](const auto& side) { return e.diplomacy.sovereign(side.region) == law.scope.actor; };
        for (std::size_t i = 0; i < m.exporters.size(); ++i)
            for (std::size_t j = 0; j < m.importers.size(); ++j) {
                const double tonnes = m.routes.flow_t[m.route(i, j)];
                if (tonnes <= 0 || !(is_actors(m.exporters[i]) || is_actors(m.importers[j]))) continue;
                const Route route = e.route(m, i, j);
                if (!e.laws.applies(k, route, e.month)) continue;
                const RegionId victim = route.exporter == law.scope.actor ? route.importer : route.exporter;
                usd[victim.value] += 12 * pointed * share * tonnes * std::exp(m.exporters[i].log_price);
            }
    }
    for (std::uint32_t v = 0; v < usd.size(); ++v)
        if (usd[v] > 0) {
            s.harms.push_back({k, RegionId{v}, law.scope.actor, usd[v]});
            const double known = harm_gone_on(ended, law, RegionId{v}, e);
            e.diplomacy.remember(RegionId{v}, law.scope.actor, std::max(0.0, usd[v] - known));
        }
}

// A law in force keeps its harm in mind; after it the memory fades.
void remember_harm(States& s, Economy& e) {
    const double months = e.behaviour.politics.grievance_months;
    e.diplomacy.forget(months);
    const auto holds = [&](const Harm& harm) { return e.laws.law(harm.law).dates.in_force(e.month); };
    const auto first_ended = std::stable_partition(s.harms.begin(), s.harms.end(), holds);
    const std::vector<Harm> ended(first_ended, s.harms.end());
    s.harms.erase(first_ended, s.harms.end());
    for (const auto& harm : s.harms) e.diplomacy.remember(harm.victim, harm.actor, harm.usd / months);
    for (std::uint32_t k = 0; k < e.laws.size(); ++k)
        if (e.laws.law(k).dates.comes && e.laws.law(k).dates.from == e.month) note_harms(s, e, k, ended);
}

}  // namespace

MaterialId used_form(const Economy& e, std::size_t mineral) {
    return e.refined_of_mineral[mineral].exists() ? e.refined_of_mineral[mineral] : e.ore_of_mineral[mineral];
}

void States::look(Economy& e, const Smelters& smelters) {
    if (!e.behaviour.politics.states_react()) return;
    const double memory = e.elapsed() <= 1 ? 1 : months_of_sales_memory;  // the first month that was fills it
    const auto ring = static_cast<std::size_t>(e.month.since_year_0) % 12;
    for (std::size_t k = 0; k < minerals(); ++k) {
        const MaterialId used = used_form(e, k);
        if (!used.exists()) continue;
        auto& year = log_price_of_month[k];
        const double now = e.markets[used.value].world_log_price;
        if (e.elapsed() == 0) year.fill(now);
        see_trade(*this, k, see_world(*this, e, k), now - year[ring], memory);
        see_buyers(*this, e.markets[used.value]);
        year[ring] = now;
    }
    see_smelters(*this, smelters);
    remember_harm(*this, e);
}

}  // namespace orepolitik
