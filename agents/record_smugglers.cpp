// What smugglers do, by country and by trade relation; apart from what passes the customs.
#include <numeric>

#include "agents/record.hpp"
#include "agents/record_columns.hpp"

namespace orepolitik {

void Recorder::add_smugglers(const OreWorld& world) {
    const auto& smugglers = std::get<Smugglers>(world.kinds);
    const auto& e = world.economy;
    const std::string group = "/agents/smuggler";
    FactInfo material{group, "smuggler", "smuggler_material", "", "what is smuggled", {}, {}};
    FactInfo from{group, "smuggler", "smuggler_from", "", "out of which country", {}, {}};
    FactInfo to{group, "smuggler", "smuggler_to", "", "into which country", {}, {}};
    std::vector<std::string> labels;
    std::vector<std::uint32_t> cells(smugglers.size());
    std::iota(cells.begin(), cells.end(), 0U);
    for (std::size_t i = 0; i < smugglers.size(); ++i) {
        material.texts.push_back(e.material_names[smugglers.material[i].value]);
        from.texts.push_back(e.region_codes[smugglers.from[i].value]);
        to.texts.push_back(e.region_codes[smugglers.to[i].value]);
        labels.push_back(material.texts.back() + " " + from.texts.back() + ">" + to.texts.back());
    }
    schema_.dimensions.push_back({"smuggler", "trade relation that some law may restrict", std::move(labels)});
    for (auto* fact : {&material, &from, &to}) schema_.facts.push_back(std::move(*fact));
    smuggler_table_ =
        add_table({group, {"smuggler"}, std::move(cells), {smuggler_columns.begin(), smuggler_columns.end()}});
}

void Recorder::fill_smugglers(const OreWorld& world) {
    const auto& s = std::get<Smugglers>(world.kinds);
    for (std::size_t i = 0; i < s.size(); ++i) {
        add_to_market(smuggled_out, s.material[i], s.from[i], s.shipped_t[i]);
        add_to_market(smuggled_in, s.material[i], s.to[i], s.landed_t[i]);
        add_to_market(seized, s.material[i], s.from[i], s.seized_t[i]);
        const IllicitWay& way = s.way[i];
        const double past_customs_t = way.through == none_index ? s.shipped_t[i] : 0;
        const double blended_t = way.blended_share * s.shipped_t[i];
        at(smuggler_table_, hidden, i) = past_customs_t;
        at(smuggler_table_, blended, i) = blended_t;
        at(smuggler_table_, transshipped, i) = s.shipped_t[i] - past_customs_t - blended_t;
        at(smuggler_table_, found, i) = s.seized_t[i];
    }
}

}  // namespace orepolitik
