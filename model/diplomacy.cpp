#include "model/diplomacy.hpp"

#include <cmath>

namespace orepolitik {

Diplomacy::Diplomacy(std::vector<Standing> standings)
    : standings_(std::move(standings)),
      base_distance_(standings_.size() * standings_.size(), 0.0),
      grievance_usd_(base_distance_.size(), 0.0) {
    const auto by_votes = [](const Standing& a, const Standing& b) { return a.ideal_point < b.ideal_point; };
    const auto [low, high] = std::minmax_element(standings_.begin(), standings_.end(), by_votes);
    const double range = standings_.empty() ? 0 : high->ideal_point - low->ideal_point;
    for (std::uint32_t i = 0; i < size(); ++i) {
        sovereign_.push_back(RegionId{i});
        for (std::uint32_t j = 0; j < size(); ++j) {
            const auto &one = standings_[i], &other = standings_[j];
            const double votes = range > 0 ? std::abs(one.ideal_point - other.ideal_point) / range : 0;
            const double camps = std::abs(one.camp - other.camp) / 2.0;
            base_distance_[cell(RegionId{i}, RegionId{j})] = (votes + camps) / 2;
        }
    }
}

double Diplomacy::estrangement(RegionId one, RegionId other, double per_harm_over_gdp) const {
    const double gained = per_harm_over_gdp * (grievance_over_gdp(one, other) + grievance_over_gdp(other, one));
    return std::min(gained, 1 - base_distance(one, other));
}

}  // namespace orepolitik
