// What each company's shares of plants make of each mineral: market shares, and how concentrated they are.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {

void Recorder::add_output_shares(const OreWorld& world) {
    std::vector<std::uint32_t> cells(std::get<Companies>(world.kinds).size() * world.economy.mineral_ids.size());
    std::iota(cells.begin(), cells.end(), 0U);
    share_table_ = add_table(
        {"/agents/company", {"company", "mineral"}, std::move(cells), {share_columns.begin(), share_columns.end()}});
}

// Blank where a company holds no plant: that takes no space.
void Recorder::fill_output_shares(const OreWorld& world) {
    const auto& e = world.economy;
    const auto& companies = std::get<Companies>(world.kinds);
    const auto kinds = plants_by_kind(world.kinds);
    std::fill(values_[share_table_].begin(), values_[share_table_].end(), blank_cell);
    const auto add = [&](ShareColumn column, std::size_t cell, std::span<const Holding> held, const Plants& plants) {
        const double before = at(share_table_, column, cell);
        double sum = std::isnan(before) ? 0 : before;
        for (const auto& h : held) sum += h.share * plants.output_t[h.plant];
        at(share_table_, column, cell) = sum;
    };
    companies.for_each_portfolio(kinds, [&](std::span<const Holding> held, const Plants& plants) {
        const auto one = held.front();
        if (!companies.is_company(one.owner)) return;  // a state's stake is in nobody's hands on the market
        const MaterialId product = plants.product[one.plant];
        const std::size_t mineral = plants.mineral[one.plant].value;
        const std::size_t cell = one.owner * e.mineral_ids.size() + mineral;
        if (product == first_form_[mineral]) add(company_mined, cell, held, plants);
        if (product == e.refined_of_mineral[mineral]) add(company_refined, cell, held, plants);
    });
    by_company_.assign(e.mineral_ids.size(), {});
    std::size_t cell = 0;
    for (std::size_t c = 0; c < companies.size(); ++c)
        for (auto& outputs : by_company_)
            if (const double tonnes = at(share_table_, company_mined, cell++); !std::isnan(tonnes)) outputs.add(tonnes);
}

void Recorder::Concentration::add(double output) {
    sum += output;
    squares += output * output;
    top = std::max(top, output);
}
double Recorder::Concentration::herfindahl() const {
    return sum > 0 ? squares / (sum * sum) : blank_cell;
}
double Recorder::Concentration::top_share() const {
    return sum > 0 ? top / sum : blank_cell;
}

}  // namespace orepolitik
