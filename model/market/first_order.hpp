// The first-order response of a market to changed charges: the linear system of the Global Simulation Model (GSIM).
// With value shares it is GSIM itself: buyers' spending adds up. With tonne shares it is the exchange's own derivative:
// buyers' tonnes add up. Both answer a price by sigma times its gap to the buyer's mean; only the mean's weights
// differ:
//     d ln x_ij = -sigma d ln p_ij + (sigma - eta_j) sum_k share_kj d ln p_kj,   eta_j > 0 the elasticity of demand.
// The two agree where all origins cost a buyer the same. Where duties differ by route, GSIM's matrix x_ij (sigma - eta)
// share_kj is not symmetric in i and k, so that no potential has it as its second derivative; the exchange's is.
// Leaves out: bans and quotas (a ban is no small change), charges per tonne of changing weight in the price.
// Source: Francois and Hall (2003), Global Simulation Analysis of Industry-Level Trade Policy.
#pragma once
#include <cstdint>
#include <vector>

namespace orepolitik {

enum class SourcingShare : std::uint8_t { value, tonnes };

// Base year by route [from * countries + to], in units of one at the seller's price; elasticities above zero.
struct SmallChange {
    std::size_t countries = 0;
    std::vector<double> flow_t;         // tonnes, or values at the sellers' prices
    std::vector<double> factor_before;  // delivered over seller's price
    std::vector<double> factor_after;
    std::vector<double> supply_elasticity, demand_elasticity;  // by country
    double sourcing_elasticity = 5;
    SourcingShare shares = SourcingShare::value;
};

// Relative changes; surplus and revenue in the unit of flow_t times the seller's base price.
struct FirstOrderResponse {
    std::vector<double> producer_price, output, composite_price;            // by country
    std::vector<double> producer_surplus, consumer_surplus, wedge_revenue;  // by country; revenue at the buyer's border
    std::vector<double> trade;                                              // by route, at sellers' prices after
    double welfare(std::size_t country) const {
        return producer_surplus[country] + consumer_surplus[country] + wedge_revenue[country];
    }
};

FirstOrderResponse first_order_response(const SmallChange& change);

}  // namespace orepolitik
