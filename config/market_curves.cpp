#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "config/market_reading.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {
namespace {

bool given(double value) {
    return !std::isnan(value);
}

// A line through a point where its quantity is above zero: half way to the choke price for buyers; for sellers twice
// the price where supply starts, or the price at which a line through the origin or above it has doubled.
Curve straight_line(const CurveKeys& keys, Side side) {
    const double a = keys.intercept_t, b = keys.slope_t_per_usd;
    const double price = a == 0 ? 1 : std::abs(a) / b * (side == Side::buy ? 0.5 : a < 0 ? 2.0 : 1.0);
    const double quantity_t = side == Side::buy ? a - b * price : a + b * price;
    return {CurveShape::linear, quantity_t * keys.shift, std::log(price), b * price / quantity_t};
}

struct CurveReader {
    const yaml::Node& map;
    const std::string& path;
    Faults& faults;

    void need(double value, const char* key, std::string_view why) {
        if (!given(value)) faults.add(map.place, path + key + "=", std::string(why));
    }
    void refuse(double value, const char* key, std::string_view why) {
        if (given(value))
            faults.add(map.find(key)->place, path + key + "=" + yaml::shown(map.find(key)->value), std::string(why));
    }
    void check_line(const CurveKeys& keys, Side side) {
        need(keys.intercept_t, "intercept_t", "a line needs intercept_t and slope_t_per_usd");
        need(keys.slope_t_per_usd, "slope_t_per_usd", "a line needs intercept_t and slope_t_per_usd");
        for (const auto& [value, key] :
             {std::pair{keys.quantity_t, "quantity_t"}, std::pair{keys.price_usd_per_t, "price_usd_per_t"},
              std::pair{keys.elasticity, "elasticity"}})
            refuse(value, key, "the line is given by intercept and slope already");
        if (side == Side::buy && given(keys.intercept_t) && keys.intercept_t <= 0)
            refuse(keys.intercept_t, "intercept_t", "nobody would buy at any price");
    }
    void check_point(const CurveKeys& keys, CurveSource source) {
        need(keys.elasticity, "elasticity", "required key is missing");
        if (source == CurveSource::own_point) {
            need(keys.quantity_t, "quantity_t", "required key is missing");
            need(keys.price_usd_per_t, "price_usd_per_t", "required key is missing");
            return;
        }
        refuse(keys.quantity_t, "quantity_t", "base-year flows say the quantity");
        refuse(keys.price_usd_per_t, "price_usd_per_t", "base-year flows say the price");
        if (keys.shape == "logistic")
            faults.add(map.find("shape")->value.place, path + "shape=logistic",
                       "base-year flows do not say the most that is offered or wanted", "meant isoelastic");
    }
};

CurveShape shape_of(const std::string& word) {
    return word == "logistic" ? CurveShape::logistic : word == "linear" ? CurveShape::linear : CurveShape::isoelastic;
}

// A price must exist at which somebody covers his cost and buyers still buy.
void check_that_somebody_sells(const Oligopoly& market, const Place& place, Faults& faults) {
    if (faults.any() || market.cost_usd_per_t.empty()) return;
    const double cheapest = *std::min_element(market.cost_usd_per_t.begin(), market.cost_usd_per_t.end());
    if (market.conduct == 0 && cheapest <= 0)
        faults.add(place, "firms.cost_usd_per_t", "a price taker's price would not be above zero");
    if (cheapest > 0 && !(point_on(market.demand, Side::buy, std::log(cheapest)).quantity_t > 0))
        faults.add(place, "firms.cost_usd_per_t", "nobody would buy at the lowest cost");
    const double most = static_cast<double>(market.cost_usd_per_t.size()) * market.demand.steepness;
    if (market.demand.shape == CurveShape::isoelastic && most <= market.conduct)
        faults.add(place, "firms.demand.elasticity", "too low for a price at this conduct and number of firms");
}

}  // namespace

Curve read_curve(const yaml::Node& map, const std::string& path, Side side, CurveSource source, Faults& faults) {
    CurveKeys keys;
    const std::size_t before = faults.list().size();
    yaml::read_fields(keys, map, path, nullptr, faults);
    if (faults.list().size() > before) return {};
    CurveReader reader{map, path, faults};
    const bool by_line = given(keys.intercept_t) || given(keys.slope_t_per_usd);
    if (by_line && (keys.shape != "linear" || source == CurveSource::base_flows)) {
        const char* const why = source == CurveSource::base_flows ? "base-year flows need an elasticity instead"
                                                                  : "only a linear curve has intercept and slope";
        reader.refuse(keys.intercept_t, "intercept_t", why);
        reader.refuse(keys.slope_t_per_usd, "slope_t_per_usd", why);
    } else if (by_line) {
        reader.check_line(keys, side);
    } else {
        reader.check_point(keys, source);
    }
    if (faults.list().size() > before) return {};
    if (by_line) return straight_line(keys, side);
    if (source == CurveSource::base_flows) return {shape_of(keys.shape), keys.shift, 0, keys.elasticity};
    return {shape_of(keys.shape), keys.quantity_t * keys.shift, std::log(keys.price_usd_per_t), keys.elasticity};
}

NamedFirms read_firms(const yaml::Node& section, Faults& faults) {
    NamedFirms firms;
    FirmKeys keys;
    yaml::FieldReader reader(section, "firms.", nullptr, faults);
    keys.fields(reader);
    for (const char* name : {"demand", "cost_usd_per_t"}) reader.allow(name);
    reader.reject_unknown_keys();
    firms.oligopoly.conduct = keys.conduct;
    const yaml::Node* demand = map_section(section, "demand", "firms.", faults);
    const yaml::Node* costs = map_section(section, "cost_usd_per_t", "firms.", faults);
    if (!demand) faults.add(section.place, "firms.demand=", "required key is missing");
    if (!costs || costs->entries.empty()) faults.add(section.place, "firms.cost_usd_per_t=", "required key is missing");
    if (!demand || !costs) return firms;
    firms.oligopoly.demand = read_curve(*demand, "firms.demand.", Side::buy, CurveSource::own_point, faults);
    double merged_cost = std::numeric_limits<double>::infinity();
    for (const yaml::Entry& entry : costs->entries) {
        const double cost = number_at(*costs, entry, "firms.cost_usd_per_t.", {"", "USD/t", ""}, anything(), faults);
        if (std::find(keys.merge.begin(), keys.merge.end(), entry.key) != keys.merge.end()) {
            merged_cost = std::min(merged_cost, cost);
            firms.merged.push_back(entry.key);
            continue;
        }
        firms.names.push_back(entry.key);
        firms.oligopoly.cost_usd_per_t.push_back(cost);
    }
    if (keys.merge.empty() && given(keys.merged_cost_usd_per_t))
        faults.add(section.find("merged_cost_usd_per_t")->place, "firms.merged_cost_usd_per_t", "nobody merges");
    if (keys.merge.size() == 1)
        faults.add(section.find("merge")->place, "firms.merge=[" + keys.merge[0] + "]", "needs at least two");
    if (!keys.merge.empty()) {
        std::vector<std::string> all = firms.names;
        all.insert(all.end(), firms.merged.begin(), firms.merged.end());
        for (const yaml::Node& item : section.find("merge")->value.items)
            index_of(item.text, all, item.place, "firms.merge=" + item.text, faults);
        firms.names.insert(firms.names.begin(), fmt::format("{}", fmt::join(firms.merged, "+")));
        const double cost = given(keys.merged_cost_usd_per_t) ? keys.merged_cost_usd_per_t : merged_cost;
        firms.oligopoly.cost_usd_per_t.insert(firms.oligopoly.cost_usd_per_t.begin(), cost);
    }
    check_that_somebody_sells(firms.oligopoly, costs->place, faults);
    return firms;
}

}  // namespace orepolitik::config
