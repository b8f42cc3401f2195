// What a tonne costs on its way: export tax on the FOB price, freight, import duty on the CIF value, in that order.
// Incoterms 2020 (ICC) for FOB and CIF; duty on CIF as in WTO Customs Valuation Agreement, Art. 8.2.
// Leaves out: which laws apply (model/law/law_book.hpp), the licence rent (part of the FOB price paid abroad).
#pragma once
#include <cmath>

#include "model/law/terms.hpp"

namespace orepolitik {

// One tonne's price at the buyer's door, by who gets the money. USD per tonne.
struct PriceSplit {
    double fob = 0;          // seller, and licence holder if exports are capped
    double export_tax = 0;   // exporter's treasury
    double freight = 0;      // carrier
    double import_duty = 0;  // importer's treasury

    double delivered() const { return fob + export_tax + freight + import_duty; }
};

// `freight_usd_per_t` is what the route costs today, detours and strait charges included.
inline PriceSplit split_price(double fob_usd_per_t, const Terms& terms, double freight_usd_per_t) {
    PriceSplit split;
    split.fob = fob_usd_per_t;
    split.export_tax = fob_usd_per_t * terms.export_tax;
    split.freight = freight_usd_per_t;
    split.import_duty = (split.fob + split.export_tax + split.freight) * terms.import_duty;
    return split;
}

// t of the exchange: log of delivered over FOB price. Freight and the like make it fall as the price rises.
inline double log_trade_cost(double fob_usd_per_t, const Terms& terms, double freight_usd_per_t) {
    const double freight_share = freight_usd_per_t / fob_usd_per_t;
    return std::log((1 + terms.export_tax + freight_share) * (1 + terms.import_duty));
}

}  // namespace orepolitik
