// Shares of companies in the world's output of each mineral, of the first form made, as a deal sees them.
#pragma once
#include <vector>

#include "agents/merger.hpp"

namespace orepolitik {

class DealShares {
  public:
    explicit DealShares(const Boardroom& room);

    std::size_t minerals() const { return world_t_.size(); }
    double of(std::uint32_t company, std::size_t mineral) const {
        return world_t_[mineral] > 0 ? output_t_[company * minerals() + mineral] / world_t_[mineral] : 0;
    }
    Overlap overlap(std::uint32_t bidder, std::uint32_t target, std::size_t mineral) const {
        return {of(bidder, mineral), of(target, mineral), herfindahl_[mineral]};
    }
    double sales_usd(std::size_t mineral) const { return sales_usd_[mineral]; }  // a year's, of the world
    std::uint32_t largest_other(std::uint32_t company, std::size_t mineral) const;

  private:
    const Companies& companies_;
    std::vector<double> output_t_;  // [company * minerals + mineral]
    std::vector<double> world_t_, herfindahl_, sales_usd_;
};

}  // namespace orepolitik
