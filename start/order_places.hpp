// Who sells and buys where: agents ask for places while they are made; when all have asked, places become slots in the
// markets' order books, grouped by region.
#pragma once
#include <cstdint>
#include <vector>

#include "model/economy.hpp"
#include "start/base_year.hpp"

namespace orepolitik::start {

class OrderPlaces {
  public:
    explicit OrderPlaces(std::size_t materials) : sells_(materials), buys_(materials) {}

    // Number of the place, to be turned into side and slot when all have asked.
    std::uint32_t add_seller(MaterialId material, RegionId region) { return add(sells_[material.value], region, 1); }
    std::uint32_t add_buyer(MaterialId material, RegionId region, std::uint32_t tranches) {
        return add(buys_[material.value], region, tranches);
    }

    // Makes the sides and empty order books of every market.
    void lay_out(std::vector<Market>& markets, std::size_t regions);

    // After lay_out: a place's side and first slot.
    void resolve_seller(MaterialId material, std::uint32_t& exporter, std::uint32_t& slot) const {
        resolve(sells_[material.value], exporter, slot);
    }
    void resolve_buyer(MaterialId material, std::uint32_t& importer, std::uint32_t& slot) const {
        resolve(buys_[material.value], importer, slot);
    }

  private:
    struct Place {
        RegionId region;
        std::uint32_t orders, side = 0, slot = 0;
    };
    static std::uint32_t add(std::vector<Place>& places, RegionId region, std::uint32_t orders);
    static void resolve(const std::vector<Place>& places, std::uint32_t& side, std::uint32_t& slot);
    static std::vector<RegionId> lay_out_side(std::vector<Place>& places, std::vector<std::uint32_t>& first);
    std::vector<std::vector<Place>> sells_, buys_;  // by material
};

}  // namespace orepolitik::start
