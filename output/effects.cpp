#include "output/effects.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "output/file_error.hpp"

namespace orepolitik::output {
namespace {

double or_zero(double value) {
    return std::isnan(value) ? 0 : value;
}

std::string mineral_of(const std::string& material) {
    return material.substr(0, material.find('.'));
}

struct Totals {
    double before = 0, after = 0;
};

// One variable of both runs over their common months.
struct Pair {
    ReadVariable base, run;
    std::size_t cells = 0, months = 0;

    // Throws FileError unless both hold so many cells in each of their months.
    Pair(const RunReader& b, const RunReader& r, const std::string& name, std::size_t common, std::size_t of_month)
        : base(b.read(name)), run(r.read(name)), cells(of_month), months(common) {
        for (const auto& [variable, path] : {std::pair{&base, b.path()}, std::pair{&run, r.path()}}) {
            const std::size_t held = variable->shape.empty() ? 0 : variable->shape.front();
            expect_cells(*variable, std::max(held, common) * cells, path);
        }
    }
    double before(std::size_t month, std::size_t cell) const { return base.numbers[month * cells + cell]; }
    double after(std::size_t month, std::size_t cell) const { return run.numbers[month * cells + cell]; }
    Totals totals(std::size_t cell) const {
        Totals sum;
        for (std::size_t t = 0; t < months; ++t) {
            sum.before += or_zero(before(t, cell));
            sum.after += or_zero(after(t, cell));
        }
        return sum;
    }
    double change(std::size_t cell) const {
        double sum = 0;
        for (std::size_t t = 0; t < months; ++t) sum += or_zero(after(t, cell)) - or_zero(before(t, cell));
        return sum;
    }
};

// Per cent; nothing of nothing is none.
double share(double part, double whole) {
    return whole > 0 ? 100 * part / whole : 0;
}

// Sum over months of the price change times the mean quantity. In a month without trade the last price paid stands.
double surplus(const Pair& price, const Pair& tonnes, std::size_t cell) {
    double sum = 0, before = unknown, after = unknown;
    for (std::size_t t = 0; t < price.months; ++t) {
        if (!std::isnan(price.before(t, cell))) before = price.before(t, cell);
        if (!std::isnan(price.after(t, cell))) after = price.after(t, cell);
        sum += or_zero(after - before) * (or_zero(tonnes.before(t, cell)) + or_zero(tonnes.after(t, cell))) / 2;
    }
    return sum;
}

// Dollars paid by buyers, or received by sellers, more than in the baseline.
double value_change(const Pair& price, const Pair& tonnes, std::size_t cell) {
    double sum = 0;
    for (std::size_t t = 0; t < price.months; ++t)
        sum += or_zero(price.after(t, cell) * tonnes.after(t, cell)) -
               or_zero(price.before(t, cell) * tonnes.before(t, cell));
    return sum;
}

// Purchases that manufacturers, not plants, made: the share that went into use, over both runs.
double user_share(const Pair& use, const Pair& demand, std::size_t cell) {
    double used = 0, bought = 0;
    for (std::size_t t = 0; t < use.months; ++t) {
        used += or_zero(use.before(t, cell)) + or_zero(use.after(t, cell));
        bought += or_zero(demand.before(t, cell)) + or_zero(demand.after(t, cell));
    }
    return bought > 0 ? std::min(1.0, used / bought) : (used > 0 ? 1.0 : 0.0);
}

enum Gain : std::size_t { consumers, producers, treasury, licences, welfare, unmet, gain_count };
using Gains = std::array<double, gain_count>;
enum Payment : std::size_t { buyers, sellers, licence_holders, treasuries, carriers, payment_count };
using Payments = std::array<double, payment_count>;

const std::vector<EffectColumn> gain_columns{
    {"consumer", "USD", "surplus of manufacturers"},
    {"producer", "USD", "surplus of mines, smelters, recyclers, collectors and traders, after royalties"},
    {"treasury", "USD", "import duties, carbon border charges, export taxes and royalties"},
    {"licence", "USD", "rents of licences that the country holds"},
    {"welfare", "USD", "the four together"},
    {"unmet", "USD", "output lost for want of it, at each sector's loss per tonne; not part of welfare"},
};
const std::vector<EffectColumn> payment_columns{
    {"buyers_paid", "USD", "for what was bought, delivered"},
    {"to_sellers", "USD", "of that, to sellers"},
    {"to_licence_holders", "USD", "of that, for licences"},
    {"to_treasuries", "USD", "of that, duties, carbon border charges and export taxes"},
    {"to_carriers", "USD", "of that, freight"},
};
const std::vector<EffectColumn> trade_columns{
    {"imports", "t", "bought from abroad"},
    {"exports", "t", "sold abroad"},
    {"import_share", "points", "imports in purchases, in per cent: the change"},
    {"import_share_base", "per cent", "imports in purchases, in the baseline"},
    {"export_share", "points", "part of what all countries sell abroad, in per cent: the change"},
    {"export_share_base", "per cent", "part of what all countries sell abroad, in the baseline"},
};
const std::vector<EffectColumn> price_columns{
    {"base", "USD/t", "mean world price of the baseline"},
    {"run", "USD/t", "mean world price of the run"},
    {"change", "%", "of the mean"},
    {"peak", "%", "largest change of a month"},
    {"months_to_peak", "month", "from the month in which the runs part"},
    {"months_to_recovery", "month", "from the peak until the change is a tenth of it; missing if it never is"},
};

template <std::size_t n>
void add(std::map<std::vector<std::string>, std::array<double, n>>& rows, const std::vector<std::string>& key,
         const std::array<double, n>& values) {
    auto& row = rows.try_emplace(key).first->second;
    for (std::size_t i = 0; i < n; ++i) row[i] += values[i];
}

template <std::size_t n>
EffectTable table_of(std::string name, std::vector<std::string> keys, const std::vector<EffectColumn>& columns,
                     const std::map<std::vector<std::string>, std::array<double, n>>& rows) {
    EffectTable table{std::move(name), std::move(keys), columns, {}};
    for (const auto& [key, values] : rows) table.rows.push_back({key, {values.begin(), values.end()}});
    return table;
}

double percent(double after, double before) {
    return 100 * (after / before - 1);
}

std::vector<double> price_row(const Pair& price, std::size_t cell, std::size_t parted) {
    double before = 0, after = 0;
    std::size_t peak = 0;
    const auto change = [&](std::size_t t) { return percent(price.after(t, cell), price.before(t, cell)); };
    for (std::size_t t = 0; t < price.months; ++t) {
        before += price.before(t, cell) / static_cast<double>(price.months);
        after += price.after(t, cell) / static_cast<double>(price.months);
        if (std::abs(change(t)) > std::abs(change(peak))) peak = t;
    }
    std::size_t recovered = peak;
    while (recovered < price.months && std::abs(change(recovered)) > 0.1 * std::abs(change(peak))) ++recovered;
    const bool moved = change(peak) != 0;
    return {before,
            after,
            percent(after, before),
            change(peak),
            moved ? static_cast<double>(peak) - static_cast<double>(parted) : unknown,
            moved && recovered < price.months ? static_cast<double>(recovered - peak) : unknown};
}

// The first month in which any price differs: with the same draws, when the law is first felt.
std::size_t month_of_parting(const Pair& price) {
    for (std::size_t t = 0; t < price.months; ++t)
        for (std::size_t cell = 0; cell < price.cells; ++cell)
            if (price.before(t, cell) != price.after(t, cell) && !std::isnan(price.before(t, cell))) return t;
    return 0;
}

class Comparison {
  public:
    Comparison(const RunReader& base, const RunReader& run, std::size_t months, std::string mineral)
        : base_(base),
          run_(run),
          months_(months),
          mineral_(std::move(mineral)),
          materials_(base.read("material").texts),
          countries_(base.read("country").texts) {}

    std::vector<EffectTable> tables() {
        std::vector<EffectTable> tables{prices()};
        sum_cells();
        tables.push_back(table_of("country", {"country"}, gain_columns, by_country_));
        tables.push_back(table_of("mineral", {"mineral"}, gain_columns, by_mineral_));
        tables.push_back(table_of("country_mineral", {"country", "mineral"}, gain_columns, by_both_));
        tables.push_back(table_of("payments", {"mineral"}, payment_columns, payments_));
        tables.push_back(trade());
        tables.push_back(sectors());
        for (const std::string kind : {"company", "state"}) tables.push_back(accounts(kind));
        return tables;
    }

  private:
    bool is_chosen(const std::string& material) const { return mineral_.empty() || mineral_of(material) == mineral_; }
    Pair pair(const std::string& name, std::size_t cells) const { return {base_, run_, name, months_, cells}; }
    Pair by_place(const std::string& name) const { return pair(name, materials_.size() * countries_.size()); }

    std::vector<std::string> texts(const std::string& name) const { return base_.read(name).texts; }

    EffectTable prices() const {
        const Pair price = pair("world_price", materials_.size());
        const std::size_t parted = month_of_parting(price);
        EffectTable table{"price", {"material"}, price_columns, {}};
        for (std::size_t m = 0; m < materials_.size(); ++m)
            if (is_chosen(materials_[m])) table.rows.push_back({{materials_[m]}, price_row(price, m, parted)});
        return table;
    }

    void sum_cells() {
        const Pair price = by_place("price"), paid = by_place("realised_price"), supply = by_place("supply"),
                   demand = by_place("demand"), use = by_place("use"), lost = by_place("unmet_value"),
                   duty = by_place("import_duty"), carbon = by_place("carbon_charge"), tax = by_place("export_tax"),
                   export_rent = by_place("export_rent"), import_rent = by_place("import_rent"),
                   freight = by_place("freight"), royalty = by_place("royalty");
        for (std::size_t cell = 0; cell < price.cells; ++cell) {
            const std::string &country = countries_[cell % countries_.size()],
                              mineral = mineral_of(materials_[cell / countries_.size()]);
            if (!is_chosen(mineral)) continue;
            const double to_treasury = duty.change(cell) + carbon.change(cell) + tax.change(cell);
            const double to_holders = export_rent.change(cell) + import_rent.change(cell);
            const double bought = -surplus(paid, demand, cell), users = user_share(use, demand, cell);
            const double to_state = royalty.change(cell);
            Gains gains{users * bought,
                        (1 - users) * bought + surplus(price, supply, cell) - to_state,
                        to_treasury + to_state,
                        to_holders,
                        0,
                        lost.change(cell)};
            for (std::size_t g = 0; g < welfare; ++g) gains[welfare] += gains[g];
            if (std::all_of(gains.begin(), gains.end(), [](double gain) { return gain == 0; })) continue;
            add(by_country_, {country}, gains);
            add(by_mineral_, {mineral}, gains);
            add(by_both_, {country, mineral}, gains);
            consumer_of_cell_[cell] = gains[consumers];
            add(payments_, {mineral},
                Payments{value_change(paid, demand, cell), value_change(price, supply, cell), to_holders, to_treasury,
                         freight.change(cell)});
        }
    }

    // Shares over all months together, so that one lumpy month does not weigh like a year.
    EffectTable trade() const {
        const Pair imports = by_place("imports"), exports = by_place("exports"), demand = by_place("demand");
        const auto world = [&](std::size_t cell) {
            Totals sum{};
            const std::size_t first = cell / countries_.size() * countries_.size();
            for (std::size_t c = first; c < first + countries_.size(); ++c) {
                sum.before += exports.totals(c).before;
                sum.after += exports.totals(c).after;
            }
            return sum;
        };
        EffectTable table{"trade", {"country", "material"}, trade_columns, {}};
        for (std::size_t cell = 0; cell < imports.cells; ++cell) {
            const std::string& material = materials_[cell / countries_.size()];
            if (!is_chosen(material) || (imports.change(cell) == 0 && exports.change(cell) == 0)) continue;
            const Totals in = imports.totals(cell), out = exports.totals(cell), bought = demand.totals(cell);
            const Totals all = world(cell);
            const double base_in = share(in.before, bought.before), base_out = share(out.before, all.before);
            table.rows.push_back({{countries_[cell % countries_.size()], material},
                                  {imports.change(cell), exports.change(cell), share(in.after, bought.after) - base_in,
                                   base_in, share(out.after, all.after) - base_out, base_out}});
        }
        return table;
    }

    // Manufacturers' surplus of a country and material, shared among its sectors as the baseline's use is.
    EffectTable sectors() const {
        const std::string group = "agents/manufacturer/";
        const auto country = texts(group + "manufacturer_country"), material = texts(group + "manufacturer_material"),
                   sector = texts(group + "manufacturer_sector");
        const std::size_t users = std::min({country.size(), material.size(), sector.size()});
        const Pair use = pair(group + "use", users), unmet_t = pair(group + "unmet_demand", users),
                   lost = pair(group + "unmet_value", users);
        std::vector<double> used(use.cells, 0.0);
        std::vector<std::size_t> cell_of(use.cells);
        std::map<std::size_t, double> used_in_cell;
        for (std::size_t i = 0; i < use.cells; ++i) {
            for (std::size_t t = 0; t < months_; ++t) used[i] += or_zero(use.before(t, i));
            cell_of[i] = place_of(materials_, material[i], base_.path()) * countries_.size() +
                         place_of(countries_, country[i], base_.path());
            used_in_cell[cell_of[i]] += used[i];
        }
        std::map<std::vector<std::string>, std::array<double, 4>> rows;
        for (std::size_t i = 0; i < use.cells; ++i) {
            if (!is_chosen(material[i])) continue;
            const auto surplus_of = consumer_of_cell_.find(cell_of[i]);
            const double whole = surplus_of == consumer_of_cell_.end() ? 0 : surplus_of->second;
            const double part = used_in_cell[cell_of[i]] > 0 ? used[i] / used_in_cell[cell_of[i]] : 0;
            add(rows, {sector[i], mineral_of(material[i])},
                std::array<double, 4>{whole * part, use.change(i), unmet_t.change(i), lost.change(i)});
        }
        std::erase_if(rows, [](const auto& row) { return row.second == std::array<double, 4>{}; });
        return table_of("sector", {"sector", "mineral"},
                        {{"consumer", "USD", "surplus of manufacturers"},
                         {"use", "t", "went into products"},
                         {"unmet", "t", "needed and not to be had"},
                         {"lost", "USD", "output lost for want of it"}},
                        rows);
    }

    // Every monthly dollar account that agents of a kind keep, added up.
    EffectTable accounts(const std::string& kind) const {
        const std::string group = "agents/" + kind + "/";
        EffectTable table{kind, {kind}, {}, {}};
        for (const auto& label : base_.read(group + kind).texts) table.rows.push_back({{label}, {}});
        for (const auto& name : base_.names()) {
            if (!name.starts_with(group) || !run_.has(name)) continue;
            const auto described = base_.describe(name);
            if (described.units != "USD month-1") continue;
            table.columns.push_back({name.substr(group.size()), "USD", described.long_name});
            const Pair values = pair(name, table.rows.size());
            for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].values.push_back(values.change(i));
        }
        return table;
    }

    const RunReader &base_, &run_;
    std::size_t months_;
    std::string mineral_;
    std::vector<std::string> materials_, countries_;
    std::map<std::vector<std::string>, Gains> by_country_, by_mineral_, by_both_;
    std::map<std::vector<std::string>, Payments> payments_;
    std::map<std::size_t, double> consumer_of_cell_;
};

}  // namespace

Effects effects_between(const RunReader& base, const RunReader& run, const std::string& mineral) {
    const auto minerals = base.read("mineral").texts;
    if (!mineral.empty()) place_of(minerals, mineral, base.path());
    for (const std::string dimension : {"material", "country"})
        if (base.read(dimension).texts != run.read(dimension).texts)
            throw FileError(run.path(), "is of another world than " + base.path().string());
    const auto before = base.months(), after = run.months();
    const std::size_t months = std::min(before.size(), after.size());
    if (months == 0 || before.front() != after.front())
        throw FileError(run.path(), "begins in another month than " + base.path().string());
    return {months, Comparison(base, run, months, mineral).tables()};
}

}  // namespace orepolitik::output
