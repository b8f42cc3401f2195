// Imports are capped: of each covered material, or of all together by tonnes; from all origins, or from the targets
// together.
#pragma once
#include <string_view>

#include "model/law/quota.hpp"

namespace orepolitik {

struct ImportQuota : Quota {
    static constexpr std::string_view name = "import_quota";
    static constexpr std::string_view meaning =
        "Imports are capped in tonnes, from all origins or from the targets together.";
    static constexpr std::string_view source =
        "GATT 1994, Art. XI:1 and XIII; WTO Agreement on Import Licensing Procedures, Art. 3; Bhagwati (1965) for who "
        "earns the rent.";
    static constexpr Reach reach = Reach::imports;
    static constexpr double share_at_stake() { return 0; }
    static constexpr std::string_view usual_rent_to = "importers";

    ImportQuota() { rent_to = usual_rent_to; }
};

}  // namespace orepolitik
