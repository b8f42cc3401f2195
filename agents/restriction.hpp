// A state climbs the ladder of export restrictions (licence, tax, quota, ban), and comes down when it costs its own
// makers too much.
//   monthly hazard = L(a + b R + c dlnP + d share + e hostile + f idle)
// R: world trade under others' restrictions, half of this mineral, half of all; dlnP: rise of the price in a year;
// share: its own of world exports; hostile: a state of the opposed camp has harmed it; idle: of its smelters. Each
// other mineral that it exports goes into the same decision with chance package_share. Where smelters stand idle the
// ore alone is restricted. Sources: Giordani, Rocha and Ruta (2016), J. International Economics 101 (restrictions
// spread; 1 % of price adds 1.1 % to them); OECD Inventory of Export Restrictions (2025), fivefold from 2009 to 2023,
// 94 % of those added in 2023 by seven states; China's packages of 2023 to 2025 (two, one, five and seven minerals);
// makers who lose lobby for an end: Grossman and Helpman (1994), American Economic Review 84; optimal export tax 1 /
// elasticity: Johnson (1953), Review of Economic Studies 21.
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

// What a restriction costs its maker, over the sales of those who make the mineral there: what part of their share of
// the world's sales they have lost since it was decided, so that a fall of all prices is no loss by it and a rise
// abroad no gain; and what answers to it do. 0 where nothing was sold.
double loss_over_sales(double share_before, double share_now, double answered_usd_per_year, double sales_usd_per_year);
// Chance per year that a restriction is relaxed: none up to the threshold, in full from twice that on.
double relaxations_per_year(double loss, const Politics& politics);

void decide_restrictions(States& states, std::size_t state, const Economy& economy);
// Security: buyers are turned from far suppliers while dependence and concentration are high and somebody has harmed
// it.
void decide_friend_shoring(States& states, std::size_t state, const Economy& economy);
// The move that ends a law which the state has made.
StateMove lifting(std::uint32_t law, Month ends, const char* kind, std::string reason, const Economy& economy);
// Keeps the law of a move where its ladder or answer stands.
void note_law(States& states, const StateMove& move, std::uint32_t law, const Economy& economy);

}  // namespace orepolitik
