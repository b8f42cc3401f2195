// What announced laws make people expect: expected delivered cost = cost now + probability x duty x share of the next
// arrivals that would still land after the start. Who can store acts on it: buyers and traders order before a duty,
// sellers at home hold back for the dearer day; before exports stop, sellers offer their stocks while they may leave.
// - A duty or carbon border charge raises what imports cost, from the month in which a shipment lands under it. It
//   raises the price of the country by that, times imports over imports plus exports: a country that exports more than
//   it imports sells at home what it cannot sell abroad.
// - A ban, quota, licence, embargo or export tax lowers the price at home by the share of sales that loses its outlet:
//   home buyers at an elasticity of one, to first order.
// What is expected raises bids and offers (agents/), and buyers want more cover until storage has eaten the rise.
// On the day such a law comes, or falls on what is shipped, memories of prices are restated by what it does to them, as
// everybody knows that they were made without it; else buyers would think the duty dear that they have foreseen, and
// throw away what they stored. What has leaked before it is announced moves traders as an announcement would, all
// others by the part that hears.
// Leaves out: what buyers abroad do about export restrictions (they hoard, agents/stock_holder.hpp, and traders hear
// the news); announced import quotas, straits, agreements and ends of laws; prices of third countries. Sources: rule:
// the project's model of expected laws; order of size: copper on COMEX over LME, February to July 2025, where the
// spread moved with the odds of a duty on what was still at sea; pass-through: Corden (1971), The Theory of Protection,
// small country.
#pragma once

namespace orepolitik {

struct Economy;

// Share of the arrivals ordered in the coming `horizon_months`, each `voyage_months` at sea, that land once a law that
// starts in `months_to_start` is in force.
double share_landing_after(double months_to_start, double voyage_months, double horizon_months);

// Writes what laws announced or leaked and not yet in force add to expected log prices of every market's sides, and
// what announced laws that come this month change of those remembered.
void anticipate_laws(Economy& economy);

}  // namespace orepolitik
