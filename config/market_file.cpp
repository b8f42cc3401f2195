#include "config/market_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "config/inherit.hpp"
#include "config/market_reading.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {

std::optional<std::size_t> index_of(const std::string& name, std::span<const std::string> names, const Place& place,
                                    const std::string& what, Faults& faults) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
    const std::vector<std::string_view> words(names.begin(), names.end());
    faults.add(place, what, fmt::format("none of {}", fmt::join(names, ", ")), nearest(name, words));
    return std::nullopt;
}

const yaml::Node* map_section(const yaml::Node& tree, std::string_view name, const std::string& path, Faults& faults) {
    const yaml::Entry* entry = tree.find(name);
    if (!entry) return nullptr;
    if (entry->value.kind == yaml::Kind::map) return &entry->value;
    if (entry->value.kind == yaml::Kind::null) {
        faults.add(entry->place, path + std::string(name) + "=", "has no value");
        return nullptr;
    }
    faults.add(entry->value.place, path + std::string(name) + "=" + yaml::shown(entry->value), "must be a map of keys");
    return nullptr;
}

double number_at(const yaml::Node& map, const yaml::Entry& entry, const std::string& path, const FieldInfo& unit_of,
                 const Check& check, Faults& faults) {
    double value = 0;
    yaml::FieldReader reader(map, path, nullptr, faults);
    reader({entry.key, unit_of.unit, unit_of.meaning}, value, check);
    return value;
}

namespace {

struct MarketTree {
    const yaml::Node& tree;
    const MarketKeys& keys;
    std::vector<std::string> names;
    Faults& faults;

    const yaml::Node* flows() { return map_section(tree, "flows_t", "", faults); }

    // Curves of all countries and, with base-year flows, their FOB prices.
    std::vector<double> read_countries(const yaml::Node& section, SingleMarket& market, CurveSource source) {
        std::vector<double> fob_usd_per_t;
        for (const yaml::Entry& entry : section.entries) {
            const std::string path = "countries." + entry.key + ".";
            Curve supply, demand;
            double price = 1;
            if (entry.value.kind != yaml::Kind::map) {
                faults.add(entry.place, "countries." + entry.key + "=" + yaml::shown(entry.value),
                           "must be a map with supply, demand or both");
            } else {
                yaml::FieldReader reader(entry.value, path, nullptr, faults);
                if (source == CurveSource::base_flows)
                    reader({"price_usd_per_t", "USD/t", ""}, price, in_range(1e-9, 1e15));
                for (const char* name : {"supply", "demand"}) reader.allow(name);
                reader.reject_unknown_keys();
                if (const auto* map = map_section(entry.value, "supply", path, faults))
                    supply = read_curve(*map, path + "supply.", Side::sell, source, faults);
                if (const auto* map = map_section(entry.value, "demand", path, faults))
                    demand = read_curve(*map, path + "demand.", Side::buy, source, faults);
            }
            market.supply.push_back(supply);
            market.demand.push_back(demand);
            fob_usd_per_t.push_back(price);
        }
        return fob_usd_per_t;
    }

    std::vector<double> read_flows(const yaml::Node& section, const SingleMarket& market) {
        std::vector<double> flow_t(names.size() * names.size(), 0.0);
        for (const yaml::Entry& row : section.entries) {
            const std::string path = "flows_t." + row.key + ".";
            const auto from = index_of(row.key, names, row.place, "flows_t." + row.key, faults);
            if (row.value.kind != yaml::Kind::map) {
                faults.add(row.value.place, "flows_t." + row.key + "=" + yaml::shown(row.value),
                           "must be a map of importers");
                continue;
            }
            for (const yaml::Entry& cell : row.value.entries) {
                const auto to = index_of(cell.key, names, cell.place, path + cell.key, faults);
                const double tonnes = number_at(row.value, cell, path, {"", "t", ""}, in_range(0, 1e15), faults);
                if (!from || !to) continue;
                flow_t[*from * names.size() + *to] = tonnes;
                const std::string what = path + cell.key + "=" + yaml::shown(cell.value);
                if (tonnes > 0 && !(market.supply[*from].quantity_t > 0))
                    faults.add(cell.place, what, "sold by a country without supply");
                if (tonnes > 0 && !(market.demand[*to].quantity_t > 0))
                    faults.add(cell.place, what, "bought by a country without demand");
            }
        }
        return flow_t;
    }

    void check_that_flows_meet_curves(const std::vector<double>& flow_t, const SingleMarket& market) {
        const auto& entries = tree.find("countries")->value.entries;
        for (std::size_t i = 0; i < names.size() && !faults.any(); ++i) {
            double sold_t = 0, bought_t = 0;
            for (std::size_t j = 0; j < names.size(); ++j) {
                sold_t += flow_t[i * names.size() + j];
                bought_t += flow_t[j * names.size() + i];
            }
            const std::string what = "countries." + names[i] + ".";
            if (market.supply[i].quantity_t > 0 && sold_t == 0)
                faults.add(entries[i].value.find("supply")->place, what + "supply",
                           "flows_t has nothing that it sells");
            if (market.demand[i].quantity_t > 0 && bought_t == 0)
                faults.add(entries[i].value.find("demand")->place, what + "demand", "flows_t has nothing that it buys");
        }
    }

    // `base` has the measures that base-year flows stand under; of this tree if left out.
    NamedMarket read(const TradeMeasures* base) {
        NamedMarket named;
        SingleMarket& market = named.market;
        named.measures = TradeMeasures(names.size());
        market.sourcing_elasticity =
            keys.same_good ? std::numeric_limits<double>::infinity() : keys.sourcing_elasticity;
        market.relationships = keys.relationships == "long_run" ? Relationships::long_run : Relationships::as_given;
        market.log_weight.assign(names.size() * names.size(), 0.0);
        const yaml::Node* const flow_section = flows();
        const CurveSource source = flow_section ? CurveSource::base_flows : CurveSource::own_point;
        const auto fob_usd_per_t = read_countries(tree.find("countries")->value, market, source);
        if (const auto* trade = map_section(tree, "trade", "", faults))
            read_trade(*trade, names, market, named.measures, faults);
        if (flow_section) {
            const auto flow_t = read_flows(*flow_section, market);
            check_that_flows_meet_curves(flow_t, market);
            if (!faults.any()) fit_to_flows(market, base ? *base : named.measures, flow_t, fob_usd_per_t);
        }
        check_sides(market);
        return named;
    }

    void check_sides(const SingleMarket& market) {
        const auto some = [](const Curve& curve) { return curve.quantity_t > 0; };
        const Place& place = tree.find("countries")->place;
        if (faults.any()) return;
        if (std::none_of(market.supply.begin(), market.supply.end(), some))
            faults.add(place, "countries", "nobody has supply");
        if (std::none_of(market.demand.begin(), market.demand.end(), some))
            faults.add(place, "countries", "nobody has demand");
    }

    // A charge on trade that cannot be would be found at any value.
    void check_choice(const Choice& found, bool on_imports, const SingleMarket& market, const Place& place,
                      const std::string& what) {
        const std::vector<Curve>& side = on_imports ? market.demand : market.supply;
        if (!(side[found.country].quantity_t > 0))
            faults.add(place, what, on_imports ? "its country buys nothing" : "its country sells nothing");
        if (found.routes.empty()) faults.add(place, what, "falls on no trade with anybody abroad");
    }

    Choice read_choice(const yaml::Entry& entry, const SingleMarket& market) {
        const std::string path = "find." + entry.key + ".";
        ChoiceKeys choice;
        Choice found{};
        yaml::read_fields(choice, entry.value, path, nullptr, faults);
        if (faults.any()) return found;
        const auto place_of = [&](const char* key) { return entry.value.find(key)->value.place; };
        found.low = choice.low, found.high = choice.high;
        if (found.low >= found.high)
            faults.add(place_of("high"), fmt::format("{}high={}", path, choice.high), "must be above low");
        const auto own =
            index_of(choice.country, names, place_of("country"), path + "country=" + choice.country, faults);
        std::optional<std::size_t> partner;
        if (!choice.partner.empty())
            partner = index_of(choice.partner, names, place_of("partner"), path + "partner=" + choice.partner, faults);
        if (!own) return found;
        found.country = *own;
        for (const TradeKey& key : trade_keys()) {
            if (key.info.name != choice.charge) continue;
            found.charge = key.column;
            for (std::size_t other = 0; other < names.size(); ++other) {
                if (other == *own || (partner && other != *partner)) continue;
                found.routes.push_back(key.by_importer ? other * names.size() + *own : *own * names.size() + other);
            }
            check_choice(found, key.by_importer, market, place_of("charge"), path + "charge=" + choice.charge);
        }
        return found;
    }
};

// Words that one good of many origins, or relationships that trade alone makes, leave nothing to say.
void check_likeness(const yaml::Node& tree, const MarketKeys& keys, Faults& faults) {
    const yaml::Entry* const trade = tree.find("trade");
    const yaml::Entry* const weight = trade ? trade->value.find("weight") : nullptr;
    if (weight && (keys.same_good || keys.relationships == "long_run"))
        faults.add(
            weight->place, "trade.weight",
            keys.same_good ? "weights no origins of the same good" : "long_run relationships follow trade alone");
    if (keys.same_good && keys.first_order)
        faults.add(tree.find("first_order")->place, "first_order=true", "needs a finite sourcing_elasticity");
    if (keys.relationships == "long_run" && (keys.same_good || tree.find("flows_t")))
        faults.add(tree.find("relationships")->place, "relationships=long_run",
                   keys.same_good ? "same_good has no relationships" : "base-year flows say the relationships");
    if (!keys.same_good) return;
    if (const yaml::Entry* entry = tree.find("sourcing_elasticity"))
        faults.add(entry->place, "sourcing_elasticity=" + yaml::shown(entry->value),
                   "same_good says that it is infinite");
    if (const yaml::Entry* entry = tree.find("flows_t"))
        faults.add(entry->place, "flows_t", "base-year flows need a finite sourcing_elasticity, not same_good");
}

void check_top(const yaml::Node& tree, Faults& faults) {
    std::vector<const yaml::Entry*> kinds;
    for (const char* name : {"countries", "firms", "plant"})
        if (const yaml::Entry* entry = tree.find(name)) kinds.push_back(entry);
    if (kinds.empty()) faults.add(tree.place, "countries=", "required key is missing, or firms or plant in its place");
    for (std::size_t k = 1; k < kinds.size(); ++k)
        faults.add(kinds[k]->place, kinds[k]->key, "a market has one of countries, firms and plant");
    if (tree.find("countries")) return;
    for (const char* name : {"trade", "flows_t", "find"})
        if (const yaml::Entry* entry = tree.find(name)) faults.add(entry->place, name, "needs countries");
}

MarketKeys read_top(const yaml::Node& tree, Faults& faults) {
    MarketKeys keys;
    yaml::FieldReader reader(tree, "", nullptr, faults);
    keys.fields(reader);
    for (const char* name : {"countries", "flows_t", "trade", "change", "find", "firms", "plant"}) reader.allow(name);
    reader.reject_unknown_keys();
    return keys;
}

// What may differ after the change; the rest is what the market is.
void check_change(const yaml::Node& change, Faults& faults) {
    const std::vector<std::string_view> known{"trade", "countries", "firms", "plant"};
    if (change.entries.empty()) faults.add(change.place, "change={}", "changes nothing");
    for (const yaml::Entry& entry : change.entries)
        if (std::find(known.begin(), known.end(), entry.key) == known.end())
            faults.add(entry.place, "change." + entry.key + "=" + yaml::shown(entry.value),
                       fmt::format("only {} can change", fmt::join(known, ", ")), nearest(entry.key, known));
}

// A charge to be found that something else sets as well would win over it without a word.
void check_that_choice_is_free(const Choice& choice, const MarketFile& file, const std::string& what,
                               const Place& place, Faults& faults) {
    if (faults.any()) return;
    const auto shares_a_route = [&](const Choice& other) {
        return other.charge == choice.charge && std::ranges::any_of(choice.routes, [&](std::size_t r) {
                   return std::ranges::find(other.routes, r) != other.routes.end();
               });
    };
    const auto other = std::ranges::find_if(file.choices, shares_a_route);
    if (other != file.choices.end())
        faults.add(place, what,
                   "find." + file.choice_names[static_cast<std::size_t>(other - file.choices.begin())] +
                       " is the same charge on the same trade");
    const auto is_set = [&](std::size_t r) {
        return (file.before.measures.*choice.charge)[r] != (file.after.measures.*choice.charge)[r];
    };
    if (std::ranges::any_of(choice.routes, is_set)) faults.add(place, what, "change sets this charge already");
}

void read_markets(const yaml::Node& before, const yaml::Node& after, const MarketKeys& keys, MarketFile& file,
                  Faults& faults) {
    const yaml::Node* countries = map_section(before, "countries", "", faults);
    if (!countries) return;
    for (const yaml::Entry& entry : countries->entries) file.countries.push_back(entry.key);
    file.before = MarketTree{before, keys, file.countries, faults}.read(nullptr);
    if (faults.any()) return;
    MarketTree changed{after, keys, file.countries, faults};
    if (after.find("countries")->value.entries.size() != file.countries.size()) {
        faults.add(after.find("countries")->place, "change.countries", "names a country that the market has not");
        return;
    }
    file.after = changed.read(&file.before.measures);
    if (const auto* find = map_section(before, "find", "", faults)) {
        for (const yaml::Entry& entry : find->entries) {
            const Choice choice = changed.read_choice(entry, file.after.market);
            check_that_choice_is_free(choice, file, "find." + entry.key, entry.place, faults);
            file.choice_names.push_back(entry.key);
            file.choices.push_back(choice);
        }
    }
}

// The first-order response knows charges alone.
void check_first_order(const yaml::Node& tree, const MarketFile& file, Faults& faults) {
    if (!file.first_order || faults.any()) return;
    const yaml::Entry* const entry = tree.find("first_order");
    const auto refuse = [&](const char* why) { faults.add(entry->place, "first_order=true", why); };
    if (!file.has_change) return refuse("has no change to answer");
    const TradeMeasures &before = file.before.measures, &after = file.after.measures;
    const auto capped = [](const TradeMeasures& measures) {
        return std::ranges::any_of(measures.export_quota_t, [](double t) { return std::isfinite(t); });
    };
    if (before.closed != after.closed || capped(before) || capped(after))
        refuse("answers charges alone, no ban or quota");
    if (tree.find("change")->value.find("countries")) refuse("answers charges alone, no change of countries");
}

}  // namespace

bool is_market_file(const std::string& name) {
    Faults unheard;  // whoever reads the file for good tells them
    const std::optional<yaml::Node> tree = read_with_bases(name, unheard);
    return tree && !tree->find("world") && (tree->find("countries") || tree->find("firms") || tree->find("plant"));
}

MarketFile load_market(const std::string& name, const std::vector<std::string>& overrides) {
    Faults faults;
    std::optional<yaml::Node> tree = read_with_bases(name, faults);
    if (!tree) throw InputError(faults.list());
    for (const std::string& word : overrides) tree = with_override(std::move(*tree), word, faults);
    faults.throw_if_any();  // what a base should have said would be missed in vain
    const MarketKeys keys = read_top(*tree, faults);
    check_top(*tree, faults);
    check_likeness(*tree, keys, faults);
    faults.throw_if_any();

    MarketFile file;
    file.title = keys.title, file.question = keys.question, file.source = keys.source;
    file.first_order = keys.first_order;
    for (const char* section : {"plant", "firms", "countries"})
        if (const yaml::Entry* at = tree->find(section)) file.place = at->place;
    yaml::Node after = *tree;
    if (const yaml::Node* change = map_section(*tree, "change", "", faults)) {
        check_change(*change, faults);
        after = merged(after, *change);
        file.has_change = true;
    }
    if (tree->find("countries")) read_markets(*tree, after, keys, file, faults);
    if (const yaml::Node* firms = map_section(*tree, "firms", "", faults)) {
        file.firms_before = read_firms(*firms, faults);
        if (!faults.any()) file.firms_after = read_firms(after.find("firms")->value, faults);
    }
    if (const yaml::Node* plant = map_section(*tree, "plant", "", faults)) {
        file.plant_before = read_plant(*plant, faults);
        if (!faults.any()) file.plant_after = read_plant(after.find("plant")->value, faults);
    }
    check_first_order(*tree, file, faults);
    faults.throw_if_any();
    return file;
}

}  // namespace orepolitik::config
