// Who owns the generic plants of a country: national shares, then companies whose reported output their named assets
// do not explain, then others.
#pragma once
#include <map>
#include <utility>
#include <vector>

#include "start/assets.hpp"

namespace orepolitik::start {

using Site = std::pair<MaterialId, CountryId>;

// Owners of generic plants by product and country, shares summing to one; sites without any claim are absent.
std::map<Site, std::vector<Owner>> claim_generic_plants(Draft& draft, const AssetBook& book);

}  // namespace orepolitik::start
