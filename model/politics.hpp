// How states and companies react: which families of moves are on, and the few numbers of each rule with its source.
// Part of `behaviour` in a scenario; by default everybody does what the scenario's laws say and nothing else.
#pragma once
#include <string>

#include "model/fields.hpp"

namespace orepolitik {

struct Politics {
    std::string states = "scripted", companies = "scripted", unions = "scripted";
    bool restrictions = true, retaliation = true, nationalism = true, friend_shoring = true, stockpiling = true,
         reshoring = true;
    bool mergers = true, bankruptcy = true;

    // Export restrictions: monthly log odds. Giordani, Rocha and Ruta (2016); OECD (2025).
    double contagion_intercept = -8.0;
    double contagion_of_restrictions = 3.0, contagion_of_price = 1.1, contagion_of_share = 4.0;
    double contagion_of_hostility = 1.0, contagion_of_idle_smelters = 1.0;
    double package_share = 0.2;
    double least_export_share = 0.02;
    double rung_months = 18;
    double most_export_tax = 0.3;
    double restriction_cut = 0.4;
    double relax_loss_of_sales = 0.1, relax_months = 12, relax_hazard_per_year = 0.5;
    double notice_months = 3, leak_probability = 0.3;

    // Retaliation and memory of incidents.
    double grievance_months = 36;
    double retaliation_threshold_of_gdp = 0.0001, retaliation_hazard_per_year = 1.0, own_loss_weight = 1.0;
    double weight_of_unaimed_harm = 0.05, least_leverage = 0.2, least_answer = 0.01, most_answer = 1,
           answering_tariff = 0.25;
    double distance_of_grievance = 50;  // political distance per unit of harm over GDP
    double perceived_cost_of_distance = 0.15;

    // Capacity at home against others' restrictions: U.S. Internal Revenue Code 48C (share); the rest are estimates.
    double reshoring_threshold = 0.1, reshoring_hazard_per_year = 0.5, reshoring_share = 0.3;
    double reshoring_founds_from = 1;  // share of a product's use in the world

    // Resource nationalism and strikes.
    double nationalism_hazard_per_year = 0.005, nationalism_of_price = 1.5, nationalism_of_institutions = 1.0;
    double royalty_step = 0.075, stake_step = 0.2, seized_output_loss = 0.1;
    double strikes_of_price = 1.0;

    // Mergers and bankruptcy.
    double conduct = 0.5, merger_synergy = 0.05, merger_cash_share = 0.5, rumour_of_merger = 1;
    double bid_hazard_per_year = 0.03, most_distance_of_merger = 0.6, bankrupt_debt_years = 6;

    bool states_react(bool family = true) const { return family && states == "reactive"; }
    bool companies_react(bool family = true) const { return family && companies == "reactive"; }
    bool unions_react() const { return unions == "reactive"; }

    void fields(auto&& visit) {
        switches(visit);
        restriction_fields(visit);
        conflict_fields(visit);
        nationalism_fields(visit);
        merger_fields(visit);
    }

  private:
    void switches(auto&& visit) {
        const Check who = one_of({"scripted", "reactive"});
        visit({"states", "", "States do what the scenario's laws say, or decide for themselves as well."}, states, who);
        visit({"companies", "", "Companies merge as the scenario says, or bid and fail by their own accounts as well."},
              companies, who);
        visit({"unions", "", "Strikes come at a fixed rate, or more often when prices are high."}, unions, who);
        visit({"restrictions", "", "Reactive states restrict exports and relax restrictions."}, restrictions,
              anything());
        visit({"retaliation", "", "Reactive states answer laws that hurt them."}, retaliation, anything());
        visit({"nationalism", "", "Reactive states raise royalties, take stakes and seize mines."}, nationalism,
              anything());
        visit({"friend_shoring", "", "Reactive states turn buyers toward suppliers of their own camp."}, friend_shoring,
              anything());
        visit({"reshoring", "", "Reactive states pay for capacity at home where others restrict what they import."},
              reshoring, anything());
        visit({"stockpiling", "", "Reactive states buy, sell and release the reserves that they hold."}, stockpiling,
              anything());
        visit({"mergers", "", "Reactive companies bid for each other."}, mergers, anything());
        visit({"bankruptcy", "", "Reactive companies that cannot pay hand their plants over."}, bankruptcy, anything());
    }
    void restriction_fields(auto&& visit) {
        visit({"contagion_intercept", "log odds per month", "Of a state's first restriction on a mineral's exports."},
              contagion_intercept, in_range(-20, 0));
        visit({"contagion_of_restrictions", "log odds", "Per share of world exports that others restrict."},
              contagion_of_restrictions, in_range(0, 20));
        visit({"contagion_of_price", "log odds", "Per rise of the log price in twelve months."}, contagion_of_price,
              in_range(0, 20));
        visit({"contagion_of_share", "log odds", "Per share of world exports that are the state's own."},
              contagion_of_share, in_range(0, 20));
        visit({"contagion_of_hostility", "log odds", "When a state of another camp has hurt it of late."},
              contagion_of_hostility, in_range(0, 20));
        visit({"contagion_of_idle_smelters", "log odds", "Per idle share of smelting capacity at home."},
              contagion_of_idle_smelters, in_range(0, 20));
        visit({"package_share", "fraction",
               "Chance that a state which restricts one mineral restricts each other that it exports in the same "
               "decision."},
              package_share, in_range(0, 1));
        visit({"least_export_share", "fraction", "Share of world exports below which a state does not restrict."},
              least_export_share, in_range(0, 1));
        visit({"rung_months", "months", "Least time on one rung of the ladder before the next."}, rung_months,
              in_range(1, 240));
        visit({"most_export_tax", "fraction", "Highest export tax that a state chooses; else 1 / elasticity."},
              most_export_tax, in_range(0, 5));
        visit({"restriction_cut", "fraction", "Part of exports that licences and quotas keep at home."},
              restriction_cut, in_range(0, 1));
        visit({"relax_loss_of_sales", "fraction of sales",
               "Own yearly loss above which a state relaxes: share of the world's sales of the mineral that its makers "
               "have "
               "lost, and harm by answers to it."},
              relax_loss_of_sales, in_range(0, 100));
        visit({"relax_months", "months", "Least time before a restriction is relaxed."}, relax_months,
              in_range(1, 240));
        visit({"relax_hazard_per_year", "1/year",
               "Chance of relaxing where the loss is twice its threshold; in proportion below."},
              relax_hazard_per_year, in_range(0, 12));
        visit({"notice_months", "months", "From a state's decision until its law holds."}, notice_months,
              in_range(1, 60));
        visit({"leak_probability", "fraction",
               "Chance that traders and a fifth of all others hear of a decision at once; else all learn of it when it "
               "holds."},
              leak_probability, in_range(0, 1));
    }
    void conflict_fields(auto&& visit) {
        visit({"grievance_months", "months", "In which the memory of harm done by another state fades by 1/e."},
              grievance_months, in_range(1, 1200));
        visit({"retaliation_threshold_of_gdp", "fraction of GDP", "Remembered yearly harm that is answered."},
              retaliation_threshold_of_gdp, in_range(0, 1));
        visit({"retaliation_hazard_per_year", "1/year", "Chance of an answer at twice that threshold, and at most."},
              retaliation_hazard_per_year, in_range(0, 12));
        visit({"own_loss_weight", "", "Weight of own loss against the opponent's in choosing the answer."},
              own_loss_weight, in_range(0, 100));
        visit({"weight_of_unaimed_harm", "fraction", "Of harm by laws that single nobody out, in memory."},
              weight_of_unaimed_harm, in_range(0, 1));
        visit({"least_leverage", "fraction", "Of what others buy, below which a mineral is no weapon."}, least_leverage,
              in_range(0, 1));
        visit({"least_answer", "fraction of remembered harm", "Below which an answer is not worth while."},
              least_answer, in_range(0, 1));
        visit({"most_answer", "remembered harms",
               "Trade that all answers together may touch; one is as much as was suffered."},
              most_answer, in_range(0, 100));
        visit({"answering_tariff", "fraction", "Duty by which a state without such a mineral answers."},
              answering_tariff, in_range(0, 5));
        visit({"reshoring_threshold", "fraction",
               "Share of purchases that others' laws touch, times the part imported, above which a state pays for "
               "capacity at home."},
              reshoring_threshold, in_range(0, 1));
        visit(
            {"reshoring_hazard_per_year", "1/year", "Chance of such a programme at twice that threshold, and at most."},
            reshoring_hazard_per_year, in_range(0, 12));
        visit({"reshoring_founds_from", "fraction",
               "Least share of a product's use in the world at which such a state has sites for plants where none "
               "stands; "
               "1: nobody."},
              reshoring_founds_from, in_range(0, 1));
        visit({"reshoring_share", "fraction of capital cost", "Part of new capacity that it pays."}, reshoring_share,
              in_range(0, 0.95));
        visit({"distance_of_grievance", "", "Political distance added per unit of remembered harm over GDP."},
              distance_of_grievance, in_range(0, 1e6));
        visit({"perceived_cost_of_distance", "log price",
               "What buyers think a supplier costs beyond its price, per political distance gained since the start."},
              perceived_cost_of_distance, in_range(0, 5));
    }
    void merger_fields(auto&& visit) {
        visit({"conduct", "", "Of merged groups: 0 price takers, 1 Cournot oligopolists."}, conduct, in_range(0, 1));
        visit({"merger_synergy", "fraction of running cost", "Saved at the target's mines after a merger."},
              merger_synergy, in_range(0, 1));
        visit({"merger_cash_share", "fraction", "Of an offer that is paid in money, borrowed."}, merger_cash_share,
              in_range(0, 1));
        visit({"rumour_of_merger", "", "News to traders per share of output that a bid may put into fewer hands."},
              rumour_of_merger, in_range(0, 100));
        visit({"bid_hazard_per_year", "1/year", "How often a reactive company looks for a target."},
              bid_hazard_per_year, in_range(0, 12));
        visit({"most_distance_of_merger", "", "Political distance of the homes above which states refuse."},
              most_distance_of_merger, in_range(0, 1));
        visit({"bankrupt_debt_years", "years of revenue", "Debt at which a reactive company that earns nothing fails."},
              bankrupt_debt_years, in_range(0.1, 1000));
    }
    void nationalism_fields(auto&& visit) {
        visit({"nationalism_hazard_per_year", "1/year", "Of a state claiming more of its mines at base prices."},
              nationalism_hazard_per_year, in_range(0, 12));
        visit({"nationalism_of_price", "", "Rise of log hazard per log price over its base."}, nationalism_of_price,
              in_range(0, 10));
        visit({"nationalism_of_institutions", "", "Rise of log hazard per expropriation risk, 0 to 1."},
              nationalism_of_institutions, in_range(0, 10));
        visit({"royalty_step", "fraction of revenue", "Royalty added by the first claim."}, royalty_step,
              in_range(0, 0.5));
        visit({"stake_step", "fraction", "Stake that the second claim takes of private owners."}, stake_step,
              in_range(0, 1));
        visit({"seized_output_loss", "fraction", "Capacity lost by a seized mine."}, seized_output_loss,
              in_range(0, 1));
        visit({"strikes_of_price", "", "Rise of log strike hazard per log price over its base, unions reactive."},
              strikes_of_price, in_range(0, 10));
    }
};

}  // namespace orepolitik
