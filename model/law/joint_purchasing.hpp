// Members buy abroad as one: they know that what they buy raises the price of all they buy, and hold back as a
// monopsony of their joint share would, as far as their conduct goes.
// Leaves out: who of them gets what; sellers who join against them.
#pragma once
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "model/law/reach.hpp"
#include "model/law/terms.hpp"
#include "model/law/timing.hpp"

namespace orepolitik {

struct JointPurchasing : Timing {
    static constexpr std::string_view name = "joint_purchasing";
    static constexpr std::string_view meaning = "Members buy abroad as one and hold back to press the price.";
    static constexpr std::string_view source =
        "Blair and Harrison (1993), Monopsony, ch. 3: Lerner index of a buyer is its share over the elasticity of the "
        "residual supply; Council Regulation (EU) 2022/2576, joint purchasing of gas; Manning (2003) on conduct.";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    std::vector<std::string> members;
    std::vector<std::string> minerals;  // empty: all
    std::vector<std::string> forms;     // empty: all
    double conduct = 0.5;

    // Log of marginal outlay over price: residual supply has the elasticity (supply + (1 - share) demand) / share.
    double wedge(double share, double supply_elasticity, double demand_elasticity) const {
        const double others = supply_elasticity + (1 - share) * std::abs(demand_elasticity);
        return std::log1p(conduct * share / std::max(others, least_elasticity));
    }

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        visit({"members", "", "Countries or customs unions that buy together."}, members,
              names_a(Refers::region).required());
        visit({"minerals", "", "Minerals it covers; all if left out."}, minerals, names_a(Refers::mineral));
        visit({"forms", "", "Traded forms it covers: ore, refined, scrap; all if left out."}, forms,
              names_a(Refers::form));
        visit({"conduct", "", "From 0, everyone for himself, to 1, one monopsony."}, conduct, in_range(0, 1));
        Timing::fields(visit);
    }
    static constexpr double least_elasticity = 0.1;
};

}  // namespace orepolitik
