// What electric power is made of.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

namespace orepolitik {

enum class PowerSource : unsigned char { coal, gas, oil, nuclear, hydro, wind_solar, other };

inline constexpr std::array<std::string_view, 7> power_source_names{"coal",  "gas",        "oil",  "nuclear",
                                                                    "hydro", "wind_solar", "other"};
inline constexpr std::size_t power_source_count = power_source_names.size();

template <class T>
using BySource = std::array<T, power_source_count>;

// Coal, gas and oil run as much as the others leave to them; what they burn sets the price on an exchange.
inline constexpr std::size_t fossil_source_count = 3;

// tCO2 per MWh of electricity; IPCC (2014), AR5 WG3, annex III, direct emissions at the median efficiency.
inline constexpr BySource<double> t_co2_per_mwh_of{0.95, 0.40, 0.75, 0, 0, 0, 0};

}  // namespace orepolitik
