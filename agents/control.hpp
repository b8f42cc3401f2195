// Who controls what, as indices over a month: how far trade keeps within political camps.
// Leaves out: what states and companies do about it.
#pragma once
#include <limits>
#include <vector>

#include "agents/company.hpp"
#include "agents/mine.hpp"

namespace orepolitik {

// Assortativity of a material's trade across borders by camp (Newman 2003, Phys. Rev. E 67, eq. 2): with e the matrix
// of shares of trade from camp to camp, (trace e - sum of a b) / (1 - sum of a b); NaN without trade, or of one camp.
double fragmentation_of(const Economy& economy, MaterialId material);

// The region of a company's home, or the state that owns; of no region where a company's home is none of the world's.
RegionId region_of_owner(const Companies& companies, std::uint32_t owner, const Economy& economy);

// Price less cash cost over price, of the mines of a material, weighted by output; NaN where none is mined.
struct LernerIndex {
    double weighted_t = 0, tonnes = 0;
    double value() const { return tonnes > 0 ? weighted_t / tonnes : std::numeric_limits<double>::quiet_NaN(); }
};
// By material, in one pass over all mines.
void find_lerner_indices(const Mines& mines, const Economy& economy, std::vector<LernerIndex>& indices);

// Shares of a form's world output by region: on its soil, and in its companies' hands.
struct ControlShares {
    double world_t = 0;
    std::vector<double> territory, ownership;
};
// By mineral, of the form of each, in one pass over all holdings.
void find_control(const Companies& companies, std::span<const Plants* const> plants_by_kind, const Economy& economy,
                  std::span<const MaterialId> form_of_mineral, std::vector<ControlShares>& shares);

}  // namespace orepolitik
