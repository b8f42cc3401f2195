// Small worlds and laws drawn at random, degenerate ones among them: a country alone, nothing mined, nobody buying.
#pragma once
#include <cstdlib>
#include <random>
#include <string>

#include "model/law/law_book.hpp"
#include "model/scenario.hpp"
#include "tests/start/small_world.hpp"

namespace orepolitik::test {

inline const Month first_month = Month::of(2024, 1);

// How many worlds a test draws; sanitizers and coverage take fewer.
inline unsigned world_count(unsigned standard) {
    const char* asked = std::getenv("OREPOLITIK_RANDOM_WORLDS");
    return asked ? static_cast<unsigned>(std::atoi(asked)) : standard;
}

class RandomWorld {
  public:
    explicit RandomWorld(unsigned seed) : draw_(seed) {
        add_countries();
        const int minerals = whole(1, 3);
        for (int m = 0; m < minerals; ++m) add_mineral("mineral" + std::to_string(m));
        if (chance(0.5)) add_routes();
        add_scenario(seed);
    }

    WorldData data;
    Scenario scenario;

  private:
    bool chance(double probability) { return std::bernoulli_distribution(probability)(draw_); }
    int whole(int low, int high) { return std::uniform_int_distribution(low, high)(draw_); }
    double real(double low, double high) { return std::uniform_real_distribution(low, high)(draw_); }
    double spread(double low, double high) { return std::exp(real(std::log(low), std::log(high))); }
    std::string any_country() { return places_[static_cast<std::size_t>(whole(0, int(places_.size()) - 1))]; }
    double tonnes() { return chance(0.4) ? 0 : spread(1, 1e6); }

    void add_countries() {
        data.rules.name = "random world";
        data.rules.base_month = first_month;
        const int count = chance(0.1) ? 1 : whole(2, 8);
        const bool has_union = count > 3 && chance(0.4);
        for (int c = 0; c < count; ++c) {
            places_.push_back(std::string("C0") + char('A' + c));
            auto row = start::country_row(places_.back(), chance(0.5) ? "north" : "south", has_union && c < 3);
            row.landlocked = chance(0.2) ? 1 : 0;
            row.strike_propensity_0_1 = real(0, 1);
            data.countries.push_back(row);
        }
        if (!has_union) return;
        auto row = start::country_row("EUU", "north");
        row.is_aggregate = 1;
        data.countries.push_back(row);
    }

    void add_mineral(const std::string& id) {
        auto row = start::metal_row(id, chance(0.5) ? real(0, 0.9) : 0);
        row.base_price_usd_per_t = spread(20, 2e6);
        row.other_stage_price_usd_per_t = row.base_price_usd_per_t * real(0.2, 0.97);
        row.cash_cost_p25_usd_per_t = row.other_stage_price_usd_per_t * real(0.2, 0.5);
        row.cash_cost_p50_usd_per_t = row.cash_cost_p25_usd_per_t * real(1, 1.5);
        row.cash_cost_p90_usd_per_t = row.cash_cost_p50_usd_per_t * real(1, 3);
        row.demand_elasticity_sr = -real(0.02, 0.5);
        row.demand_elasticity_lr = row.demand_elasticity_sr - real(0, 1);
        row.supply_elasticity_sr = real(0.02, 0.5);
        row.supply_elasticity_lr = row.supply_elasticity_sr + real(0, 1.5);
        row.typical_ore_grade_pct = real(0.1, 60);
        if (chance(0.2)) row.refined_product = "";
        row.price_stage = row.refined_product.empty() ? "mine" : "refined";
        if (row.refined_product.empty()) row.other_stage_price_usd_per_t = blank;
        if (chance(0.2) && !row.refined_product.empty()) row.tables_count = "primary";
        data.minerals.push_back(row);
        const bool nothing_made = chance(0.05), nothing_used = chance(0.05);
        for (const auto& place : places_) {
            if (!nothing_made && chance(0.6)) start::mines(data, id, place, tonnes(), spread(1e3, 1e8));
            if (!nothing_made && !row.refined_product.empty() && chance(0.6)) start::refines(data, id, place, tonnes());
            if (!nothing_used && chance(0.7)) start::uses(data, id, place, tonnes());
        }
    }

    void add_routes() {
        for (const char* name : {"Malacca", "Narrows"}) {
            ChokepointRow strait;
            strait.name = name;
            data.chokepoints.push_back(strait);
        }
        for (const auto& from : places_)
            for (const auto& to : places_) {
                if (from == to || chance(0.3)) continue;
                auto row = start::route_row(from, to, real(0, 20000));
                row.freight_bulk_usd_per_t = row.freight_container_usd_per_t = real(5, 500);
                if (chance(0.4)) row.chokepoints = chance(0.5) ? "Malacca" : "Malacca;Narrows";
                if (chance(0.5))
                    row.distance_nm_malacca_closed = std::min(25000.0, row.sea_distance_nm + real(0, 9000));
                data.routes.push_back(row);
            }
    }

    Month any_month() { return first_month + whole(0, 23); }
    Measure any_measure() {
        Measure measure;
        measure.actor = any_country();
        if (chance(0.5)) measure.minerals = {data.minerals.front().id};
        if (chance(0.4)) measure.forms = {chance(0.5) ? "refined" : "ore"};
        if (chance(0.4)) measure.targets = {any_country()};
        measure.from = any_month();
        if (chance(0.5)) measure.until = measure.from + whole(1, 12);
        if (chance(0.2)) measure.probability = real(0, 1);
        if (chance(0.5))
            measure.announced = Month{std::max(first_month.since_year_0, measure.from.since_year_0 - whole(0, 9))};
        return measure;
    }
    template <class Law>
    Law any_quota() {
        Law quota;
        quota.measure = any_measure();
        quota.together = chance(0.3);
        if (chance(0.3)) quota.rent_to = "importers";
        if (chance(0.5))
            quota.cut = real(0, 1);
        else
            quota.quota_t_per_year = chance(0.2) ? 0 : spread(0.1, 1e6);
        return quota;
    }
    Instrument any_instrument() {
        switch (whole(0, data.chokepoints.empty() ? 15 : 16)) {
            case 0:
                return ImportTariff{any_measure(), real(0, 3)};
            case 1:
                return ExportTax{any_measure(), real(0, 3)};
            case 2:
                return ExportBan{any_measure()};
            case 3:
                return any_quota<ExportQuota>();
            case 4:
                return Embargo{any_measure()};
            case 5:
                return any_quota<ImportQuota>();
            case 6:
                return any_licence();
            case 7:
                return any_charge();
            case 8:
                return any_agreement();
            case 9:
                return any_group();
            case 10:
                return Offtake{any_measure(), real(0, 1), {}};
            case 11:
                return any_cooperation();
            case 12:
                return DepositBid{any_measure(), real(0, 0.95), real(0, 1)};
            case 13:
                return DownstreamRnd{any_industry(), spread(1e3, 1e10), real(0.1, 5), real(0, 0.5), 0.03, real(1, 20)};
            case 14:
                return Guidance{any_industry(), real(0, 1), real(0, 0.5), real(1, 10)};
            case 15:
                return EntryLimit{any_industry(), real(0, 0.5)};
            default:
                return any_closure();
        }
    }
    ExportLicence any_licence() {
        ExportLicence licence;
        licence.measure = any_measure();
        licence.delay_months = whole(0, 3);
        licence.delay_spread_months = whole(0, 2);
        licence.approved_share = real(0, 1);
        licence.lots = whole(1, 10);
        return licence;
    }
    CarbonBorderCharge any_charge() {
        CarbonBorderCharge charge;
        charge.measure = any_measure();
        charge.price_usd_per_t_co2 = spread(1, 500);
        charge.intensity_t_co2_per_t = spread(0.01, 50);
        return charge;
    }
    TradeAgreement any_agreement() {
        TradeAgreement agreement;
        agreement.from = any_month();
        agreement.members = {any_country(), any_country()};
        if (chance(0.5)) agreement.exempts = {"import_tariff", "export_quota"};
        return agreement;
    }
    IndustryMeasure any_industry() {
        const Measure any = any_measure();
        IndustryMeasure measure;
        static_cast<Timing&>(measure) = any;
        measure.actor = any.actor;
        measure.minerals = any.minerals;
        measure.forms = any.forms;
        return measure;
    }
    JointPurchasing any_group() {
        JointPurchasing group;
        group.from = any_month();
        group.members = {any_country(), any_country()};
        group.conduct = real(0, 1);
        return group;
    }
    Cooperation any_cooperation() {
        Cooperation cooperation;
        cooperation.measure = any_measure();
        cooperation.rate_cut = real(0, 0.1);
        cooperation.local_benefits_share = real(0, 0.3);
        cooperation.standards_cost_share = real(0, 0.3);
        return cooperation;
    }
    StraitClosure any_closure() {
        StraitClosure closure;
        closure.strait = chance(0.5) ? "Malacca" : "Narrows";
        closure.from = any_month();
        if (chance(0.7)) closure.until = closure.from + whole(1, 8);
        closure.closed = chance(0.6);
        if (!closure.closed) closure.extra_freight = real(0, 4);
        return closure;
    }

    Path any_path() {
        Path path;
        const auto& kind = path_kinds[static_cast<std::size_t>(whole(0, int(path_kinds.size()) - 1))];
        path.path = kind.name;
        if (chance(0.5)) path.countries = {any_country()};
        if (path.kind() == PathKind::demand && chance(0.5)) path.minerals = {data.minerals.front().id};
        path.steps = chance(0.3);
        path.replaces_growth = path.kind() == PathKind::demand && chance(0.3);
        Month month = any_month();
        const int values = whole(1, 3);
        for (int v = 0; v < values; ++v, month = month + whole(1, 6)) {
            const bool rate = path.kind() == PathKind::policy_rate, carbon = path.kind() == PathKind::carbon_price;
            path.values.push_back({month, rate ? real(-4, 20) : carbon ? real(0, 500) : spread(0.3, 3)});
        }
        return path;
    }
    Outage any_outage() {
        Outage outage;
        const auto& row = mined_[static_cast<std::size_t>(whole(0, int(mined_.size()) - 1))];
        if (chance(0.5)) outage.countries = {row.iso3};
        if (chance(0.5)) outage.minerals = {row.mineral};
        outage.share_lost = real(0, 1);
        outage.from = any_month();
        if (chance(0.5)) outage.until = outage.from + whole(1, 12);
        return outage;
    }

    // Groups of one market, laws aimed at the actor itself, a second guidance on the same plants: refused on reading.
    void drop_laws_that_cannot_be() {
        LawNames names;
        const bool has_union = data.countries.back().iso3 == union_code;
        if (has_union) names.regions.emplace_back(union_code);
        for (const auto& row : data.countries) {
            const bool joined = has_union && (row.eu_member == 1 || row.iso3 == union_code);
            if (!joined) names.regions.push_back(row.iso3);
            names.countries.push_back(row.iso3);
            names.region_of_country.push_back(
                RegionId{joined ? 0 : static_cast<std::uint32_t>(names.regions.size() - 1)});
        }
        for (const auto& row : data.minerals) names.minerals.push_back(row.id);
        for (const auto& row : data.chokepoints) names.chokepoints.push_back(row.name);
        for (const LawFault& fault : bind_laws(scenario.laws, names).faults)
            std::erase_if(scenario.laws, [&](const NamedLaw& law) { return law.name == fault.law; });
    }

    void add_scenario(unsigned seed) {
        scenario.title = "random laws";
        scenario.from = first_month;
        scenario.months = 24;
        scenario.seed = seed;
        const int laws = whole(0, 6);
        for (int l = 0; l < laws; ++l) scenario.laws.push_back({"law" + std::to_string(l), any_instrument()});
        drop_laws_that_cannot_be();
        const int paths = chance(0.5) ? whole(1, 4) : 0;
        for (int p = 0; p < paths; ++p) scenario.paths.push_back({"path" + std::to_string(p), any_path()});
        for (const auto& row : data.mine_production)  // an event that stops no plant is refused
            if (row.production_t > 0) mined_.push_back(row);
        if (!mined_.empty() && chance(0.3)) scenario.outages.push_back({"outage", any_outage()});
        if (chance(0.4)) add_illicit_trade();
        if (chance(0.3)) scenario.laws.push_back({"growing", any_growing_charge()});
        drop_laws_that_cannot_be();
    }

    // Mines dig past their quotas, goods are blended, and some look for it.
    void add_illicit_trade() {
        scenario.behaviour.illegal_mining_share = real(0.1, 1);
        scenario.behaviour.blending_share = real(0, 1);
        scenario.laws.push_back({"mining", OutputQuota{any_industry(), real(0, 1)}});
        scenario.laws.push_back({"inspection", MineInspection{any_industry(), real(0, 1)}});
    }
    CarbonBorderCharge any_growing_charge() {
        CarbonBorderCharge charge = any_charge();
        if (chance(0.5)) charge.price_usd_per_t_co2 = CarbonBorderCharge::not_given;
        charge.charged_share = real(0, 1);
        charge.charged_share_from = {{charge.measure.from + whole(1, 6), real(0, 1)}};
        charge.free_allowances_at_home = chance(0.7);
        return charge;
    }

    std::mt19937 draw_;
    std::vector<std::string> places_;
    std::vector<MineProductionRow> mined_;  // rows with output
};

}  // namespace orepolitik::test
