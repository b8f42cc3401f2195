#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "config/market_reading.hpp"
#include "config/yaml/read_fields.hpp"

namespace orepolitik::config {
namespace {

struct TradeReader {
    std::span<const std::string> names;
    SingleMarket& market;
    TradeMeasures& measures;
    Faults& faults;

    std::size_t count() const { return names.size(); }
    std::size_t route(bool by_importer, std::size_t outer, std::size_t inner) const {
        return by_importer ? inner * count() + outer : outer * count() + inner;
    }
    std::optional<std::size_t> country(const yaml::Entry& entry, const std::string& path) {
        return index_of(entry.key, names, entry.place, path + entry.key, faults);
    }

    // Whose charge or ban falls on no trade.
    void need_curve(const yaml::Entry& entry, const std::string& path, std::size_t country, bool buys) {
        const Curve& curve = buys ? market.demand[country] : market.supply[country];
        if (!(curve.quantity_t > 0))
            faults.add(entry.place, path + entry.key + "=" + yaml::shown(entry.value),
                       buys ? "on a country without demand" : "on a country without supply");
    }

    // {CHN: 0.1} for all partners abroad, {CHN: {USA: 0.1}} for one; {CHN: {CHN: 0.1}} for trade within an aggregate.
    void read(const TradeKey& key, const yaml::Entry& section) {
        const std::string path = fmt::format("trade.{}.", key.info.name);
        for (const yaml::Entry& entry : section.value.entries) {
            const auto outer = country(entry, path);
            if (!outer) continue;
            need_curve(entry, path, *outer, key.by_importer);
            const Check range = in_range(0, key.high);
            if (entry.value.kind != yaml::Kind::map) {
                const double value = number_at(section.value, entry, path, key.info, range, faults);
                for (std::size_t inner = 0; inner < count(); ++inner)
                    if (inner != *outer) (measures.*key.column)[route(key.by_importer, *outer, inner)] = value;
                continue;
            }
            for (const yaml::Entry& pair : entry.value.entries) {
                const std::string inner_path = path + entry.key + ".";
                const double value = number_at(entry.value, pair, inner_path, key.info, range, faults);
                if (const auto inner = country(pair, inner_path))
                    (measures.*key.column)[route(key.by_importer, *outer, *inner)] = value;
            }
        }
    }

    void read_weights(const yaml::Entry& section) {
        for (const yaml::Entry& entry : section.value.entries) {
            const auto from = country(entry, "trade.weight.");
            const std::string path = "trade.weight." + entry.key + ".";
            if (entry.value.kind != yaml::Kind::map) {
                faults.add(entry.value.place, path.substr(0, path.size() - 1) + "=" + yaml::shown(entry.value),
                           "must be a map of importers");
                continue;
            }
            for (const yaml::Entry& pair : entry.value.entries) {
                const auto to = country(pair, path);
                const double weight = number_at(entry.value, pair, path, {}, trade_words()[0].check, faults);
                if (from && to) market.log_weight[*from * count() + *to] = std::log(weight);
            }
        }
    }

    void close(std::size_t from, const yaml::Node& to, const std::string& what) {
        const auto importer = index_of(to.text, names, to.place, what + "=" + yaml::shown(to), faults);
        if (!importer) return;
        if (*importer == from)
            return faults.add(to.place, what + "=" + to.text, "a country cannot ban exports to itself");
        measures.closed[from * count() + *importer] = 1;
    }

    // {CHN: all} or {CHN: [USA, JPN]}
    void read_bans(const yaml::Entry& section) {
        for (const yaml::Entry& entry : section.value.entries) {
            const std::string what = "trade.export_ban." + entry.key;
            const auto from = country(entry, "trade.export_ban.");
            if (!from) continue;
            need_curve(entry, "trade.export_ban.", *from, false);
            if (entry.value.kind == yaml::Kind::list) {
                if (entry.value.items.empty()) faults.add(entry.value.place, what + "=[]", "names nobody");
                for (const yaml::Node& to : entry.value.items) close(*from, to, what);
            } else if (entry.value.text != "all") {
                faults.add(entry.value.place, what + "=" + yaml::shown(entry.value),
                           "must be `all` or a list of importers",
                           std::find(names.begin(), names.end(), entry.value.text) == names.end()
                               ? ""
                               : "meant [" + entry.value.text + "]");
            } else {
                for (std::size_t to = 0; to < count(); ++to) measures.closed[*from * count() + to] = to != *from;
            }
        }
    }

    void read_quotas(const yaml::Entry& section) {
        const std::string path = "trade.export_quota_t.";
        for (const yaml::Entry& entry : section.value.entries) {
            const double quota_t = number_at(section.value, entry, path, {"", "t", ""}, in_range(0, 1e15), faults);
            const auto from = country(entry, path);
            if (!from) continue;
            measures.export_quota_t[*from] = quota_t;
            if (!(market.supply[*from].quantity_t > 0))
                faults.add(entry.place, path + entry.key + "=" + yaml::shown(entry.value),
                           "a quota on a country without supply");
        }
    }

    void read_rent_holders(const yaml::Entry& section) {
        const std::string path = "trade.quota_rent_to.";
        for (const yaml::Entry& entry : section.value.entries) {
            const auto from = country(entry, path);
            std::string holder = "exporter";
            yaml::FieldReader reader(section.value, path, nullptr, faults);
            reader({entry.key, "", ""}, holder, one_of({"exporter", "importer"}));
            if (!from) continue;
            measures.rent_to[*from] = holder == "importer" ? RentHolder::importer : RentHolder::exporter;
            if (measures.export_quota_t[*from] == infinity)
                faults.add(entry.place, path + entry.key + "=" + holder, "has no export_quota_t, so no rent");
        }
    }
};

}  // namespace

const std::vector<TradeKey>& trade_keys() {
    static const std::vector<TradeKey> keys{
        {{"freight_usd_per_t", "USD/t", "Freight by exporter and importer."},
         1e12,
         &TradeMeasures::freight_usd_per_t,
         false},
        {{"export_tax", "fraction of FOB value", "Export tax by exporter, and importer if it differs."},
         100,
         &TradeMeasures::export_tax,
         false},
        {{"export_tax_usd_per_t", "USD/t", "Export tax by exporter, and importer if it differs."},
         1e12,
         &TradeMeasures::export_tax_usd_per_t,
         false},
        {{"import_duty", "fraction of CIF value", "Import duty by importer, and exporter if it differs."},
         100,
         &TradeMeasures::import_duty,
         true},
        {{"import_duty_usd_per_t", "USD/t", "Import duty by importer, and exporter if it differs."},
         1e12,
         &TradeMeasures::import_duty_usd_per_t,
         true},
    };
    return keys;
}

const std::vector<TradeWord>& trade_words() {
    static const std::vector<TradeWord> words{
        {{"weight", "", "Sourcing weight by exporter and importer; 1 if left out, or what base-year flows say."},
         in_range(1e-12, 1e12),
         true},
        {{"export_ban", "", "By exporter: `all`, or a list of importers."}, anything(), false},
        {{"export_quota_t", "t", "By exporter: most that may go abroad, to all importers together."},
         in_range(0, 1e15),
         true},
        {{"quota_rent_to", "", "By exporter: who holds the licences of its quota."},
         one_of({"exporter", "importer"}),
         false},
    };
    return words;
}

void read_trade(const yaml::Node& section, std::span<const std::string> names, SingleMarket& market,
                TradeMeasures& measures, Faults& faults) {
    TradeReader reader{names, market, measures, faults};
    std::vector<std::string_view> known;
    for (const TradeWord& word : trade_words()) known.push_back(word.info.name);
    for (const TradeKey& key : trade_keys()) known.push_back(key.info.name);
    const auto entry_of = [&](std::string_view name) -> const yaml::Entry* {
        return map_section(section, name, "trade.", faults) ? section.find(name) : nullptr;
    };
    for (const TradeKey& key : trade_keys())
        if (const auto* entry = entry_of(key.info.name)) reader.read(key, *entry);
    if (const auto* entry = entry_of("weight")) reader.read_weights(*entry);
    if (const auto* entry = entry_of("export_ban")) reader.read_bans(*entry);
    if (const auto* entry = entry_of("export_quota_t")) reader.read_quotas(*entry);
    if (const auto* entry = entry_of("quota_rent_to")) reader.read_rent_holders(*entry);
    for (const yaml::Entry& entry : section.entries)
        if (std::find(known.begin(), known.end(), entry.key) == known.end())
            faults.add(entry.place, "trade." + entry.key + "=" + yaml::shown(entry.value), "unknown key",
                       nearest(entry.key, known));
}

}  // namespace orepolitik::config
