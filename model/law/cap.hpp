// What laws that cap tonnes have in common: the tonnes of a month, whether materials share them, who gets the rent.
#pragma once
#include <concepts>
#include <cstdint>

#include "model/month.hpp"

namespace orepolitik {

// Who holds the licences under a cap, and so the price gap that it opens.
enum class RentTo : std::uint8_t { exporters, importers };

// What the tonnes of a month may depend on.
struct CapMonth {
    double past_t_per_year;  // of the covered trade, in the twelve months before the law
    Month from, month;
    std::uint64_t seed;
    std::uint32_t key;  // of the law and the material, for draws
};

struct CapTraits {
    bool together = false;  // one tonnage for all covered materials, else one for each
    RentTo rent_to = RentTo::exporters;
    bool held = false;  // licences are held in advance, so that their holders can wait for a better price
};

template <class Instrument>
concept CapsTrade = requires(const Instrument& law, const CapMonth& month) {
    { law.allowed_t(month) } -> std::convertible_to<double>;
    { law.cap() } -> std::convertible_to<CapTraits>;
};

}  // namespace orepolitik
