// How far states stand from each other: camps and votes in the base year, harm done and remembered since, and whose law
// holds in which trade region.
// Distance is half that of votes in the UN General Assembly over their range, half that of camps (same 0, one apart
// 1/2, opposed 1); it grows with what the two remember. Sources: Bailey, Strezhnev and Voeten (2017), J. Conflict
// Resolution 61, on ideal points; Gopinath et al. (2025), J. International Economics, on trade between and within
// blocs.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/ids.hpp"
#include "model/month.hpp"

namespace orepolitik {

struct Standing {            // of a trade region among others, base year
    double ideal_point = 0;  // of votes, filled by its camp's mean where it does not vote
    std::int8_t camp = 0;    // -1, 0 (no camp), 1
    double gdp_usd = 0;      // 0 where unknown
    double expropriation_risk = 0;
};

class Diplomacy {
  public:
    Diplomacy() = default;
    explicit Diplomacy(std::vector<Standing> standings);

    std::size_t size() const { return standings_.size(); }
    const Standing& of(RegionId region) const { return standings_[region.value]; }
    // Today's: it grows as the world's needs do, so that harm to a growing trade weighs no more with the years.
    double gdp_usd(RegionId region) const { return growth_ * of(region).gdp_usd; }
    void grow(double since_start) { growth_ = since_start; }
    bool opposed(RegionId one, RegionId other) const { return of(one).camp * of(other).camp < 0; }
    double base_distance(RegionId one, RegionId other) const { return base_distance_[cell(one, other)]; }
    // Distance gained since the start, at most up to the farthest.
    double estrangement(RegionId one, RegionId other, double per_harm_over_gdp) const;
    double distance(RegionId one, RegionId other, double per_harm_over_gdp) const {
        return base_distance(one, other) + estrangement(one, other, per_harm_over_gdp);
    }

    // Yearly harm that the victim remembers of the other's laws.
    double grievance_usd(RegionId victim, RegionId other) const { return grievance_usd_[cell(victim, other)]; }
    double grievance_over_gdp(RegionId victim, RegionId other) const {
        const double gdp = gdp_usd(victim);
        return gdp > 0 ? grievance_usd(victim, other) / gdp : 0;
    }
    void remember(RegionId victim, RegionId other, double usd) { grievance_usd_[cell(victim, other)] += usd; }
    void forget(double months) {
        for (double& usd : grievance_usd_) usd *= 1 - 1 / months;
    }

    RegionId sovereign(RegionId territory) const { return sovereign_[territory.value]; }
    void transfer(RegionId territory, RegionId to) { sovereign_[territory.value] = to; }

    void carried(auto&& visit) { visit(growth_, grievance_usd_, sovereign_); }

  private:
    double growth_ = 1;
    std::size_t cell(RegionId one, RegionId other) const { return one.value * standings_.size() + other.value; }
    std::vector<Standing> standings_;
    std::vector<double> base_distance_, grievance_usd_;
    std::vector<RegionId> sovereign_;
};

}  // namespace orepolitik
