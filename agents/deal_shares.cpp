#include "agents/deal_shares.hpp"

#include <cmath>

namespace orepolitik {

DealShares::DealShares(const Boardroom& room)
    : companies_(room.companies),
      output_t_(room.companies.size() * room.economy.mineral_ids.size(), 0.0),
      world_t_(room.economy.mineral_ids.size(), 0.0),
      herfindahl_(world_t_),
      sales_usd_(world_t_) {
    const auto& e = room.economy;
    for (const auto& h : companies_.holdings) {
        const Plants& plants = *room.plants_of[h.kind];
        const std::size_t k = plants.mineral[h.plant].value;
        const MaterialId first = e.ore_of_mineral[k].exists() ? e.ore_of_mineral[k] : e.refined_of_mineral[k];
        if (plants.product[h.plant] != first) continue;
        const double tonnes = h.share * plants.output_t[h.plant];
        world_t_[k] += tonnes;
        sales_usd_[k] += 12 * tonnes * std::exp(e.markets[first.value].world_log_price);
        if (companies_.is_company(h.owner)) output_t_[h.owner * minerals() + k] += tonnes;
    }
    for (std::uint32_t c = 0; c < companies_.size(); ++c)
        for (std::size_t k = 0; k < minerals(); ++k) herfindahl_[k] += of(c, k) * of(c, k);
}

std::uint32_t DealShares::largest_other(std::uint32_t company, std::size_t mineral) const {
    std::uint32_t largest = none_index;
    double most = 0;
    for (std::uint32_t c = 0; c < companies_.size(); ++c)
        if (c != company && companies_.gone[c] == 0 && of(c, mineral) > most) {
            most = of(c, mineral);
            largest = c;
        }
    return largest;
}

}  // namespace orepolitik
