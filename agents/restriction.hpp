// A state climbs the ladder of export restrictions (licence, tax, quota, ban), and comes down when it costs too much.
//   monthly hazard = L(a + b R + c dlnP + d share + e hostile + f idle)
// R: world trade under others' restrictions, half of this mineral, half of all; dlnP: rise of the price in a year;
// share: its own of world exports; hostile: a state of the opposed camp has harmed it; idle: of its smelters. Where
// smelters stand idle the ore alone is restricted. Sources: Giordani, Rocha and Ruta (2016), J. International Economics
// 101 (restrictions spread; 1 % of price adds 1.1 % to them); OECD Inventory of Export Restrictions (2025), fivefold
// from 2009 to 2023, few states; optimal export tax 1 / elasticity: Johnson (1953), Review of Economic Studies 21.
#pragma once
#include "agents/state.hpp"

namespace orepolitik {

struct RestrictionPressure {
    double restricted, price_stress, export_share, hostile, idle_smelters;
};
double restriction_hazard_per_month(const RestrictionPressure& pressure, const Politics& politics);

// Elasticity of the demand that foreigners have for one exporter's goods: |demand| and others' supply over its share.
double residual_elasticity(double export_share, const MineralTraits& traits);
double chosen_export_tax(double residual_elasticity, double most);

// What a year of restriction costs the state in exports, over GDP; 0 where GDP is unknown.
double loss_over_gdp(double exports_before_usd, double exports_now_usd, double gdp_usd);

void decide_restrictions(States& states, std::size_t state, const Economy& economy);
// Security: buyers are turned from far suppliers while dependence and concentration are high and somebody has harmed
// it.
void decide_friend_shoring(States& states, std::size_t state, const Economy& economy);
// Keeps the law of a move where its ladder or answer stands.
void note_law(States& states, const StateMove& move, std::uint32_t law, const Economy& economy);

}  // namespace orepolitik
