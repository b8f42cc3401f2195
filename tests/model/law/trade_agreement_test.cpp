// What members of an agreement can waive among themselves, and what not.
#include "model/law/trade_agreement.hpp"

#include <gtest/gtest.h>

namespace orepolitik {
namespace {

TEST(TradeAgreement, WithoutAListWaivesDutiesTaxesCapsAndBans) {
    const TradeAgreement all;
    for (const std::string_view kind : TradeAgreement::waivable) EXPECT_TRUE(all.exempts_from(kind)) << kind;
}

TEST(TradeAgreement, NeverWaivesAnEmbargoAStraitAWatchOrTheWarinessOfBuyers) {
    TradeAgreement agreement;
    for (const char* kind : {"embargo", "strait_closure", "trade_enforcement", "friend_shoring"}) {
        EXPECT_FALSE(agreement.exempts_from(kind)) << kind;
    }
    agreement.exempts = {"import_tariff"};
    EXPECT_TRUE(agreement.exempts_from("import_tariff"));
    EXPECT_FALSE(agreement.exempts_from("export_ban"));
}

}  // namespace
}  // namespace orepolitik
