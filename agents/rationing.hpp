// Emergency plans in force: who is short, who waits, what is handed over.
#pragma once
#include "agents/manufacturer.hpp"
#include "model/law/emergency_plan.hpp"

namespace orepolitik {

// How the sectors of priority stand, of one material in one region.
struct PriorityNeed {
    double need_t = 0, stock_t = 0, unmet_t = 0;  // a month's need, stock held, last month's unmet need
    double cover_months() const { return need_t > 0 ? stock_t / need_t : 0; }
    double unmet_share() const { return need_t > 0 ? unmet_t / need_t : 0; }
};

// Whether a plan runs this month; the pure rule, with hysteresis.
bool plan_runs(const PriorityNeed& priority, const EmergencyPlan& plan, bool ran);

// Before users order: under a plan that runs, all but the sectors of priority may use a part of their need, out of what
// they held when the month began: what arrives waits for the next allotment. Their stock goes to those of priority that
// lack a month's need, and what is beyond their own use to those that lack cover, by what these lack. Tonnes stay
// users' stock. The market's price is paid for them: money among users, which no account shows.
void ration(Manufacturers& users, Economy& economy);

// What treasuries owe for it this month, by region.
std::vector<double> rationing_compensation_usd(const Manufacturers& users, const Economy& economy);

}  // namespace orepolitik
