// Who controls what, as indices over a month: how far trade keeps within political camps.
// Leaves out: what states and companies do about it.
#pragma once
#include "agents/company.hpp"
#include "agents/mine.hpp"

namespace orepolitik {

// Assortativity of a material's trade across borders by camp (Newman 2003, Phys. Rev. E 67, eq. 2): with e the matrix
// of shares of trade from camp to camp, (trace e - sum of a b) / (1 - sum of a b); NaN without trade, or of one camp.
double fragmentation_of(const Economy& economy, MaterialId material);

// The region of a company's home, or the state that owns; of no region where a company's home is none of the world's.
RegionId region_of_owner(const Companies& companies, std::uint32_t owner, const Economy& economy);

// Price less cash cost over price, of the mines of a material, weighted by output; NaN where none is mined.
double lerner_index_of(const Mines& mines, const Economy& economy, MaterialId material);

// Shares of a material's world output by region: on its soil, and in its companies' hands.
struct ControlShares {
    std::vector<double> territory, ownership;
};
// Of each of the materials, in one pass over all holdings.
std::vector<ControlShares> control_of(const Companies& companies, std::span<const Plants* const> plants_by_kind,
                                      const Economy& economy, std::span<const MaterialId> materials);

}  // namespace orepolitik
