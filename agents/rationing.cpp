#include "agents/rationing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double cover_at_end_over_trigger = 1.5;

// The users of one material in one region, those of priority first asked for.
struct Group {
    std::vector<std::size_t> priority, others;
};

bool has_priority(const Manufacturers& users, std::size_t i, const EmergencyPlan& plan) {
    return std::ranges::find(plan.priority_sectors, users.sector_names[users.sector[i]]) != plan.priority_sectors.end();
}

PriorityNeed need_of(const Manufacturers& users, const std::vector<std::size_t>& group) {
    PriorityNeed sum;
    for (const auto i : group) {
        sum.need_t += users.need_t[i];
        sum.stock_t += users.holders.stock_t[i];
        sum.unmet_t += users.unmet_t[i];
    }
    return sum;
}

using Amount = double (*)(const Manufacturers&, std::size_t);

// From the others, by what each can spare, to those of priority, by what each lacks of so many months of need.
void hand_over(Manufacturers& users, const Group& group, double cover_months, Amount spare_of) {
    const auto lack_of = [&](auto i) {
        return std::max(0.0, cover_months * users.need_t[i] - users.holders.stock_t[i]);
    };
    double spare = 0, lack = 0;
    for (const auto i : group.others) spare += spare_of(users, i);
    for (const auto i : group.priority) lack += lack_of(i);
    const double moved = std::min(spare, lack);
    if (moved <= 0) return;
    const auto move = [&](std::size_t i, double t) {
        users.handed_t[i] += t;
        users.holders.stock_t[i] = std::max(0.0, users.holders.stock_t[i] + t);
    };
    for (const auto i : group.priority) move(i, moved * (lack_of(i) / lack));
    for (const auto i : group.others) move(i, -moved * (spare_of(users, i) / spare));
}

double all_stock(const Manufacturers& users, std::size_t i) {
    return users.holders.stock_t[i];
}
double stock_beyond_use(const Manufacturers& users, std::size_t i) {
    return std::max(0.0, users.holders.stock_t[i] - users.allowed_t[i]);
}

// What plans made of each user in the month before.
using RationedBefore = std::vector<std::uint8_t>;

void let_wait(Manufacturers& users, std::size_t i, const EmergencyPlan& plan) {
    users.rationed[i] = waiting;
    users.allowed_t[i] = std::min(users.allowed_t[i], plan.others_share * users.need_t[i]);
    users.compensation[i] = std::max(users.compensation[i], plan.compensation);
}

void run_plan(Manufacturers& users, const Group& group, const EmergencyPlan& plan, const RationedBefore& before,
              Economy& economy) {
    const PriorityNeed priority = need_of(users, group.priority);
    const auto first = group.priority.front();
    const bool ran = before[first] == first_served;
    const bool runs = plan_runs(priority, plan, ran);
    if (runs != ran)
        economy.events.push_back(
            {economy.month, runs ? "rationing" : "rationing_ends", economy.region_codes[users.region[first].value],
             economy.material_names[users.material[first].value], priority.cover_months(),
             fmt::format("sectors of priority have cover of {:.2f} months, trigger {:.2f}, and {:.3f} of need unmet, "
                         "trigger {:.3f}; cover in value",
                         priority.cover_months(), plan.trigger_cover_months, priority.unmet_share(),
                         plan.trigger_unmet_share)});
    if (!runs) return;
    for (const auto i : group.priority) users.rationed[i] = first_served;
    for (const auto i : group.others) let_wait(users, i, plan);
    hand_over(users, group, 1, all_stock);
    hand_over(users, group, cover_at_end_over_trigger * plan.trigger_cover_months, stock_beyond_use);
}

void run_law(Manufacturers& users, const BoundLaw& law, const EmergencyPlan& plan, const RationedBefore& before,
             Economy& economy) {
    std::vector<Group> groups(economy.markets.size());
    for (std::size_t i = 0; i < users.size(); ++i) {
        const auto& market = economy.markets[users.material[i].value];
        if (users.region[i] != law.scope.actor || !law.covers_goods(market.mineral, market.form)) continue;
        auto& group = groups[users.material[i].value];
        (has_priority(users, i, plan) ? group.priority : group.others).push_back(i);
    }
    for (const Group& group : groups)
        if (!group.priority.empty()) run_plan(users, group, plan, before, economy);
}

}  // namespace

bool plan_runs(const PriorityNeed& priority, const EmergencyPlan& plan, bool ran) {
    const double until = (ran ? cover_at_end_over_trigger : 1) * plan.trigger_cover_months;
    return priority.need_t > 0 &&
           (priority.cover_months() < until || priority.unmet_share() > plan.trigger_unmet_share);
}

void ration(Manufacturers& users, Economy& economy) {
    std::ranges::fill(users.handed_t, 0.0);
    std::ranges::fill(users.compensation, 0.0);
    const RationedBefore before = users.rationed;
    std::ranges::fill(users.rationed, std::uint8_t{0});  // also where a plan has ended while it ran
    for (const auto l : economy.laws.laws_in_force(economy.month)) {
        const BoundLaw& law = economy.laws.law(l);
        if (const auto* plan = std::get_if<EmergencyPlan>(&law.instrument)) run_law(users, law, *plan, before, economy);
    }
}

std::vector<double> rationing_compensation_usd(const Manufacturers& users, const Economy& economy) {
    std::vector<double> usd(economy.region_codes.size(), 0.0);
    for (std::size_t i = 0; i < users.size(); ++i) {
        if (users.rationed[i] != waiting) continue;
        const auto& side = economy.markets[users.holders.market[i]].importers[users.holders.importer[i]];
        const double waits_t = users.need_t[i] - users.allowed_t[i];
        usd[users.region[i].value] += users.compensation[i] * waits_t * std::exp(side.log_delivered);
    }
    return usd;
}

}  // namespace orepolitik
