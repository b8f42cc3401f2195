// The treasury pays for research in industries that use the minerals: knowledge grows with a lag and ages, and with it
// what they make and need at home. Leaves out: makers abroad who lose the markets; research that firms pay themselves.
#pragma once
#include <cmath>
#include <string_view>

#include "model/law/industry.hpp"
#include "model/law/reach.hpp"

namespace orepolitik {

struct DownstreamRnd {
    static constexpr std::string_view name = "downstream_rnd";
    static constexpr std::string_view meaning =
        "The treasury pays for research in the industries that use the minerals.";
    static constexpr std::string_view source =
        "Hall, Mairesse and Mohnen (2010), Handbook of the Economics of Innovation 2: elasticity of output to the "
        "stock "
        "of research about .08, which ages by 15 % a year; OECD MSTI: research is 3 % of manufacturers' output "
        "(recalled); metal is a tenth of what is made of it: as choke prices, "
        "estimate.";
    static constexpr Reach reach = Reach::within;
    static constexpr double share_at_stake() { return 0; }

    IndustryMeasure measure;
    double usd_per_year = 0;
    double lag_years = 3;
    double output_elasticity = 0.08;
    double own_research_share = 0.03;
    double product_value_multiple = 10;

    // Growth of output at home when knowledge was bought for so many USD, of makers of so many USD a year.
    double growth(double stock_usd, double products_usd_per_year) const {
        const double own_usd = own_research_share / ages_per_year * products_usd_per_year;  // theirs, as it has aged
        return own_usd > 0 ? std::pow(1 + stock_usd / own_usd, output_elasticity) : 1;
    }

    Terms apply(const Route&, Terms terms) const { return terms; }
    void fields(auto&& visit) {
        measure.fields(visit);
        visit({"usd_per_year", "USD/year", "Paid by the actor's treasury."}, usd_per_year, at_least(0).required());
        visit({"lag_years", "years", "From money to knowledge that is used."}, lag_years, in_range(0.1, 30));
        visit({"output_elasticity", "", "Rise of log output per rise of log knowledge."}, output_elasticity,
              in_range(0, 1));
        visit({"own_research_share", "fraction of output", "Research that the makers pay themselves, every year."},
              own_research_share, in_range(0.0001, 1));
        visit({"product_value_multiple", "metal values", "Value of what is made of the metal, over the metal's."},
              product_value_multiple, in_range(1, 1000));
    }
    static constexpr double ages_per_year = 0.15;
};

}  // namespace orepolitik
