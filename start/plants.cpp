// Country output becomes plants: named assets, generic plants along the cost curve, recyclers, and deposits that no
// plant works yet. Leaves out: what plants cost, which cost_at_quantile says.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "start/assets.hpp"
#include "start/claims.hpp"

namespace orepolitik::start {

namespace {

constexpr double site_least_world_share = 0.05;      // of ore, below which a country is no place to smelt the world's
constexpr double site_least_unsmelted_share = 0.25;  // of its ore, that goes abroad
constexpr int sites_of_a_country = 3;

struct Builder {
    Draft& draft;
    const AssetBook& book;
    const std::map<Site, std::vector<Owner>>& owners;

    std::vector<Owner> generic_owners(MaterialId product, CountryId country) const {
        const auto found = owners.find({product, country});
        return found != owners.end() ? found->second : std::vector<Owner>{{other_owners_in(draft, country), 1.0}};
    }

    // Without a modelled feed a refined product is won like an ore, beside its host.
    PlantStage primary_stage(MaterialId product) const {
        const bool from_feed = draft.recipe(product).feed.exists();
        return from_feed ? PlantStage::smelter : PlantStage::mine;
    }

    std::string generic_name(MaterialId product, CountryId country, std::string_view what) const {
        const Mineral& mineral = draft.mineral(draft.material(product).mineral);
        return draft.base.countries[country.value].code + " " + mineral.id + " " + std::string(what);
    }

    Plant& add(MaterialId product, CountryId country, PlantStage stage, std::string name, double output_t) {
        draft.base.plants.push_back({.name = std::move(name),
                                     .stage = stage,
                                     .mineral = draft.material(product).mineral,
                                     .country = country,
                                     .product = product,
                                     .output_t_per_month = output_t,
                                     .cost_quantile = 0.5,
                                     .reserves_t = 0,
                                     .named = false,
                                     .site_t_per_month = 0,
                                     .founding = false,
                                     .owners = {}});
        return draft.base.plants.back();
    }

    double add_named(MaterialId product, CountryId country) {
        double output_t = 0;
        for (const Asset& asset : book.assets) {
            if (asset.product == product && asset.host == country) {
                Plant& plant = add(product, country, primary_stage(product), asset.name, asset.output_t_per_month);
                plant.named = true;
                plant.cost_quantile = draft.data.rules.named_asset_cost_quantile;
                plant.owners = asset.owners;
                output_t += asset.output_t_per_month;
            }
        }
        return output_t;
    }

    void add_generic(MaterialId product, CountryId country, double output_t) {
        if (output_t <= 0) {
            return;
        }
        const double world_t = sum(draft.output(product).primary);
        const int count = generic_plant_count(draft, product, country, output_t / world_t);
        const bool mines_ore = draft.material(product).form == Form::ore;
        const PlantStage stage = primary_stage(product);
        const char* what = mines_ore ? "mine " : stage == PlantStage::smelter ? "smelter " : "plant ";
        const std::vector<Owner> shares = generic_owners(product, country);
        for (int k = 0; k < count; ++k) {
            Plant& plant = add(product, country, stage, generic_name(product, country, what + std::to_string(k + 1)),
                               output_t / count);
            plant.cost_quantile = (k + 0.5) / count;
            plant.owners = shares;
        }
    }

    void add_recycler(MaterialId product, CountryId country) {
        const double output_t = draft.output(product).secondary[country.value];
        if (output_t > 0) {
            Plant& plant =
                add(product, country, PlantStage::recycler, generic_name(product, country, "recycler"), output_t);
            plant.owners = generic_owners(product, country);
        }
    }

    void add_site(MaterialId product, CountryId country) {
        const double named_t = add_named(product, country);
        add_generic(product, country, draft.output(product).primary[country.value] - named_t);
        add_recycler(product, country);
    }
};

// Where much more ore is mined than smelted stand sites for smelters that nobody found worth while in the base year.
void add_smelter_sites(Builder& builder, MaterialId product) {
    Draft& draft = builder.draft;
    const auto& recipe = draft.recipe(product);
    if (!recipe.feed.exists() || builder.primary_stage(product) != PlantStage::smelter) {
        return;
    }
    const std::vector<double>& mined = draft.output(recipe.feed).primary;
    const double world_t = sum(mined);
    for (std::uint32_t c = 0; c < mined.size(); ++c) {
        const double smelted_t = recipe.feed_t_per_t * draft.output(product).primary[c];
        const double left_t = mined[c] - smelted_t;
        if (mined[c] < site_least_world_share * world_t || left_t < site_least_unsmelted_share * mined[c]) {
            continue;
        }
        for (int k = 0; k < sites_of_a_country; ++k) {
            Plant& site =
                builder.add(product, CountryId{c}, PlantStage::smelter,
                            builder.generic_name(product, CountryId{c}, "smelter site " + std::to_string(k + 1)), 0);
            site.site_t_per_month = left_t / recipe.feed_t_per_t / sites_of_a_country;
            site.cost_quantile = (k + 0.5) / sites_of_a_country;
            site.owners = builder.generic_owners(product, CountryId{c});
        }
    }
}

using MinePlants = std::vector<Plant*>;

// In one pass: worlds may have a million plants.
std::map<Site, MinePlants> mines_by_site(Draft& draft) {
    std::map<Site, MinePlants> mines;
    auto here = mines.end();  // plants of a site mostly follow each other
    for (Plant& plant : draft.base.plants) {
        if (plant.stage != PlantStage::mine) continue;
        const Site site{plant.product, plant.country};
        if (here == mines.end() || here->first != site) here = mines.try_emplace(site).first;
        here->second.push_back(&plant);
    }
    return mines;
}

double total_output(const MinePlants& mines) {
    double total = 0;
    for (const Plant* mine : mines) {
        total += mine->output_t_per_month;
    }
    return total;
}

// A deposit that no row sizes: the stated part of world reserves, at most half of the country's.
double project_reserves(const Draft& draft, MineralId mineral, double country_t) {
    const double typical_t =
        draft.data.rules.unknown_deposit_world_share * or_else(draft.row(mineral).world_reserves_t, 0);
    return is_blank(country_t) ? typical_t : std::min(typical_t, country_t / 2);
}

// Projects first, then by output; where nothing is mined yet, projects share all there is.
void share_reserves(Draft& draft, const MinePlants& mines, double country_t) {
    const double output_t = total_output(mines);
    double left_t = or_else(country_t, output_t * months_per_year * draft.data.rules.unknown_reserve_years);
    for (Plant* mine : mines) {
        if (mine->output_t_per_month > 0) {
            continue;
        }
        const bool alone = output_t == 0 && !is_blank(country_t);
        mine->reserves_t =
            alone ? country_t / static_cast<double>(mines.size()) : project_reserves(draft, mine->mineral, country_t);
        left_t -= is_blank(country_t) ? 0 : mine->reserves_t;
    }
    for (Plant* mine : mines) {
        if (mine->output_t_per_month > 0) {
            mine->reserves_t = std::max(0.0, left_t) * mine->output_t_per_month / output_t;
        }
    }
}

// Stated reserves by material and country.
std::map<Site, double> stated_reserves(const Draft& draft) {
    std::map<Site, double> reserves;
    for (const MineProductionRow& row : draft.data.mine_production) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto country = draft.countries.find(row.iso3);
        if (mineral == draft.minerals.end() || country == draft.countries.end() || is_blank(row.reserves_t)) {
            continue;
        }
        const MaterialId ore = draft.base.minerals[mineral->second.value].ore;
        if (ore.exists()) {
            reserves[{ore, country->second}] += row.reserves_t;
        }
    }
    return reserves;
}

void place_reserves(Builder& builder) {
    Draft& draft = builder.draft;
    const std::map<Site, double> reserves = stated_reserves(draft);
    const std::map<Site, MinePlants> worked = mines_by_site(draft);
    for (const auto& [site, reserves_t] : reserves) {
        if (reserves_t > 0 && !worked.contains(site)) {
            Plant& deposit = builder.add(site.first, site.second, PlantStage::mine,
                                         builder.generic_name(site.first, site.second, "deposit"), 0);
            deposit.owners = builder.generic_owners(site.first, site.second);
        }
    }
    for (const auto& [site, mines] : mines_by_site(draft)) {
        const auto stated = reserves.find(site);
        share_reserves(draft, mines, stated == reserves.end() ? blank : stated->second);
    }
}

// Behind all others, so that these keep the numbers that key their draws.
void place_named_deposits(Builder& builder) {
    Draft& draft = builder.draft;
    for (const DepositRow& row : draft.data.deposits) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto country = draft.countries.find(row.iso3);
        const bool known = mineral != draft.minerals.end() && country != draft.countries.end();
        const MaterialId ore = known ? draft.mineral(mineral->second).ore : MaterialId{};
        if (!ore.exists()) {
            draft.note("deposit " + row.deposit + " (" + row.mineral + " in " + row.iso3 +
                       ") is left out: no such ore");
            continue;
        }
        Plant& deposit = builder.add(ore, country->second, PlantStage::mine, row.deposit, 0);
        deposit.reserves_t = row.reserves_t;
        deposit.owners = builder.generic_owners(ore, country->second);
    }
}

// By product, country and place on the cost curve, equals as they stand. Numbers are sorted, not the large plants.
void sort_plants(std::vector<Plant>& plants) {
    std::vector<std::uint32_t> order(plants.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t i) {
        return std::tuple(plants[i].product.value, plants[i].country.value, plants[i].cost_quantile);
    });
    std::vector<Plant> sorted;
    sorted.reserve(plants.size());
    for (const std::uint32_t i : order) sorted.push_back(std::move(plants[i]));
    plants = std::move(sorted);
}

}  // namespace

void build_plants(Draft& draft) {
    AssetBook book = read_assets(draft);
    size_assets(draft, book);
    const std::map<Site, std::vector<Owner>> owners = claim_generic_plants(draft, book);
    Builder builder{draft, book, owners};
    for (std::uint32_t m = 0; m < draft.base.materials.size(); ++m) {
        if (draft.base.materials[m].form == Form::scrap) {
            continue;
        }
        for (std::uint32_t c = 0; c < draft.base.countries.size(); ++c) {
            builder.add_site(MaterialId{m}, CountryId{c});
        }
        add_smelter_sites(builder, MaterialId{m});
    }
    place_reserves(builder);
    sort_plants(draft.base.plants);
    place_named_deposits(builder);
}

}  // namespace orepolitik::start
