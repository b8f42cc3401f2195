// What a tonne costs on its way: export tax on the FOB price, freight, carbon border charge, import duty on the CIF
// value, in that order; and the rents of licences, which their holders add where they stand. Incoterms 2020 (ICC) for
// FOB and CIF; duty on CIF as in WTO Customs Valuation Agreement, Art. 8.2, and without charges of the importing
// country, note to its Art. 1. Leaves out: which laws apply (model/law/law_book.hpp).
#pragma once
#include <cmath>

#include "model/law/terms.hpp"

namespace orepolitik {

// Rents of licences on a route, USD per tonne: abroad's buyers pay them on top of the FOB price, or behind the border.
struct LicenceRents {
    double to_exporters = 0;
    double to_importers = 0;

    void carried(auto&& visit) { visit(to_exporters, to_importers); }
};

// One tonne's price at the buyer's door, by who gets the money. USD per tonne.
struct PriceSplit {
    double fob = 0;            // seller
    double export_rent = 0;    // licence holder in the exporting country, or who sells free of duty; taxed with the FOB
    double export_tax = 0;     // exporter's treasury
    double freight = 0;        // carrier
    double import_duty = 0;    // importer's treasury
    double carbon_charge = 0;  // importer's treasury
    double import_rent = 0;    // licence holder in the importing country

    double delivered() const {
        return fob + export_rent + export_tax + freight + import_duty + carbon_charge + import_rent;
    }
};

// `freight_usd_per_t` is what the route costs today, detours and strait charges included.
inline PriceSplit split_price(double fob_usd_per_t, const Terms& terms, double freight_usd_per_t,
                              const LicenceRents& rents = {}) {
    PriceSplit split;
    split.fob = fob_usd_per_t;
    split.export_rent = rents.to_exporters + fob_usd_per_t * terms.preference;
    const double value_usd_per_t = fob_usd_per_t + split.export_rent;
    split.export_tax = value_usd_per_t * terms.export_tax;
    split.freight = freight_usd_per_t;
    split.import_duty = (value_usd_per_t + split.export_tax + split.freight) * terms.import_duty;
    split.carbon_charge = terms.carbon_charge_usd_per_t;
    split.import_rent = rents.to_importers;
    return split;
}

// t of the exchange: log of delivered over FOB price. What is charged in USD/t makes it fall as the price rises.
inline double log_trade_cost(double fob_usd_per_t, const Terms& terms, double freight_usd_per_t,
                             const LicenceRents& rents = {}) {
    const double freight_share = freight_usd_per_t / fob_usd_per_t;
    const double cif =
        (1 + rents.to_exporters / fob_usd_per_t + terms.preference) * (1 + terms.export_tax) + freight_share;
    return std::log(cif * (1 + terms.import_duty) +
                    (terms.carbon_charge_usd_per_t + rents.to_importers) / fob_usd_per_t);
}

}  // namespace orepolitik
