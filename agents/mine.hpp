// A mine sells most of what its capacity yields down to the price at which it would be mothballed, and the rest, its
// swing, as prices make extra shifts and poorer ore worth while; also plants that make a refined metal
// without a modelled feed (gallium from alumina liquor), which ride on the output of a host.
// Cash cost c = c0 (g / g0)^-gamma: grade falls with cumulative ore. By-product output follows its hosts' output.
// Sources: grade elasticity of cost: Ryter et al. (2024), J. Ind. Ecol., table S29, medians -0.32 to -0.69;
// by-product supply: Nassar et al. (2015), Sci. Adv. 1.
#pragma once
#include <cmath>

#include "agents/plant.hpp"

namespace orepolitik {

struct HostLink {
    MaterialId material;     // its output carries the by-product
    std::uint32_t exporter;  // in the host's market: same region, or none_index for the whole world
    double share;            // of the by-product's supply
    double base_output_t;
    bool operator==(const HostLink&) const = default;
};

struct Mines {
    static constexpr std::string_view name = "mine";
    Plants plants;
    std::vector<double> base_cost_usd_per_t, cost_usd_per_t, royalty;
    std::vector<std::uint32_t> swing_slot;             // second sell order, in the same market
    AlikeColumn<double> swing_share, swing_steepness;  // of capacity; of that order
    std::vector<double> log_swing_over_cost;           // its reservation
    std::vector<double> reserves_t, mined_t;
    AlikeColumn<double> base_output_t, grade_decline_per_base_year, base_reserves_t;
    AlikeColumn<double> replacement_share;  // of what is mined, that exploration adds to reserves while it pays
    std::vector<std::uint8_t> explores;     // it pays
    AlikeColumn<std::vector<HostLink>> hosts;
    RareColumn<double> withheld{0};          // share of what it could offer that a merged owner keeps back
    std::vector<double> asked_at_usd_per_t;  // unit cost that its reservations in the order book follow from
    AlikeColumn<double> host_share;          // of supply that follows hosts

    std::size_t size() const { return plants.size(); }
    double log_cost(std::size_t i) const { return std::log(cost_usd_per_t[i] / (1 - royalty[i])); }  // royalty included
    void carried(auto&& visit) {
        visit(plants, base_cost_usd_per_t, cost_usd_per_t, royalty, withheld, reserves_t, mined_t, explores,
              asked_at_usd_per_t);
    }
    void pack();  // once what neighbours share is final
    // What mines of one product and country share in a month.
    struct Site {
        const Market& market;
        const ExporterSide& side;
        double cost_index;        // of the month's money and fuel
        double carbon_usd_per_t;  // dearer than in the base year
    };
    Site site_of(std::size_t i, const Economy& economy) const;
    // Rows of a site after those of another: visit(site, rows).
    template <class Visit>
    void for_each_site(Rows rows, const Economy& economy, Visit&& visit) const {
        for_each_group(plants, rows, [&](Rows group) { visit(site_of(group.first, economy), group); });
    }
    // With the month's money, fuel and carbon.
    double running_cost_usd_per_t(std::size_t i, const Site& site) const;
    // At which it breaks even: what it costs to run, and the royalty on what it then earns.
    double unit_cost_usd_per_t(std::size_t i, const Site& site) const {
        return running_cost_usd_per_t(i, site) / (1 - royalty[i]);
    }
    double running_cost_usd_per_t(std::size_t i, const Economy& economy) const {
        return running_cost_usd_per_t(i, site_of(i, economy));
    }
    void observe(Rows rows, const Economy& economy);
    void decide(Rows rows, Economy& economy);
    void settle(Rows rows, const Economy& economy);
    void deplete(std::size_t i, const Economy& economy);  // reserves and grade after a month's output
    double found_share(std::size_t i) const { return explores[i] != 0 ? replacement_share[i] : 0; }
    double explore(std::size_t i, const Economy& economy);  // cost of it per tonne mined, in the coming year
    void post(Ledger& ledger) const;
    void trade_value(const Economy& economy, std::vector<double>& received, std::vector<double>& paid) const;
    void recount(std::vector<double>&, Place) const {}  // mines hold no stock: what is sold is dug

  private:
    void offer(std::size_t i, const Site& site, OrderBook& orders, const Economy& economy);
    void settle_site(const Site& site, Rows rows, const Economy& economy);
};

// The pure rules.
double cash_cost_usd_per_t(double base_cost, double relative_grade, double grade_elasticity);
// Of a tonne of reserves, after so much of the first ones has been mined: deeper and farther each time.
double finding_cost_usd_per_t(double base_cost_usd_per_t, double mined_over_reserves, const Behaviour& behaviour);
double host_activity(const std::vector<HostLink>& hosts, const Economy& economy);  // 1 in the base year

}  // namespace orepolitik
