#include "model/audit.hpp"

namespace orepolitik {

void post_payments(const Economy& economy, Ledger& ledger) {
    for (const auto& market : economy.markets) {
        double revenue = 0, rent = 0, taxes = 0, freight = 0;
        for (const auto& side : market.exporters) {
            revenue += side.revenue_usd;
            rent += side.rent_usd;
            taxes += side.export_tax_usd;
        }
        for (const auto& side : market.importers) {
            freight += side.freight_usd;
            taxes += side.duty_usd + side.carbon_usd;
            rent += side.rent_usd;
        }
        ledger.pay(market.material, Party::buyers, Party::sellers, revenue);
        ledger.pay(market.material, Party::buyers, Party::licence_holders, rent);
        ledger.pay(market.material, Party::buyers, Party::treasuries, taxes);
        ledger.pay(market.material, Party::buyers, Party::carriers, freight);
    }
}

void recount_at_sea(const Economy& economy, std::vector<double>& tonnes) {
    for (const auto& market : economy.markets)
        for (const auto& route : market.routes.at_sea_t) tonnes[market.material.value] += tonnes_at_sea(route);
}

}  // namespace orepolitik
