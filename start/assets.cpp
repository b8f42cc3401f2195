#include "start/assets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace orepolitik::start {

namespace {

constexpr const char* whole_country = "ALL";  // an asset of this name is a national aggregate

double host_output(const Draft& draft, MaterialId product, CountryId host) {
    return draft.outputs[product.value].primary[host.value];
}

Asset& asset_of(AssetBook& book, const OwnershipRow& row, MaterialId product, CountryId host) {
    const bool project = row.stage == "project";
    const auto same = [&](const Asset& asset) {
        return asset.name == row.asset && asset.product == product && asset.host == host && asset.project == project;
    };
    const auto found = std::ranges::find_if(book.assets, same);
    if (found != book.assets.end()) {
        return *found;
    }
    book.assets.push_back({.name = row.asset, .product = product, .host = host, .project = project, .owners = {}});
    return book.assets.back();
}

// What the table leaves unsaid belongs to others in the host country; more than the whole is scaled back to it.
void complete_owners(Draft& draft, Asset& asset) {
    double total = 0;
    for (const Owner& owner : asset.owners) {
        total += owner.share;
    }
    if (total < 1 - 1e-9) {
        asset.owners.push_back({other_owners_in(draft, asset.host), 1 - total});
        return;
    }
    for (Owner& owner : asset.owners) {
        owner.share /= total;
    }
}

// Least over owners of reported output over their shares in all their assets of the product: what an owner reports
// may come from assets that the table does not name, so each gives an upper bound. Blank if none reports.
std::map<const Asset*, double> implied_sizes(const Draft& draft, const AssetBook& book) {
    std::map<std::pair<MaterialId, CompanyId>, double> reported, shares;
    for (const CompanyProductionRow& row : draft.data.company_production) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto company = draft.companies.find(row.company);
        if (mineral != draft.minerals.end() && company != draft.companies.end() && row.production_t > 0) {
            const MaterialId product = material_of_stage(draft.base.minerals[mineral->second.value], row.stage);
            reported[{product, company->second}] += row.production_t / months_per_year;
        }
    }
    for (const Asset& asset : book.assets) {
        for (const Owner& owner : asset.owners) {
            shares[{asset.product, owner.company}] += asset.project ? 0 : owner.share;
        }
    }
    std::map<const Asset*, double> sizes;
    for (const Asset& asset : book.assets) {
        double least = blank;
        for (const Owner& owner : asset.owners) {
            const auto found = reported.find({asset.product, owner.company});
            if (found != reported.end() && owner.share > 0 && !asset.project) {
                least = std::fmin(least, found->second / shares.at({asset.product, owner.company}));
            }
        }
        sizes[&asset] = least;
    }
    return sizes;
}

}  // namespace

int generic_plant_count(const Draft& draft, MaterialId product, CountryId country, double world_share) {
    if (const int stated = draft.outputs[product.value].plants[country.value]; stated > 0) return stated;
    const WorldRules& rules = draft.data.rules;
    return static_cast<int>(std::clamp(std::ceil(world_share * rules.generic_plants_per_world_share), 1.0,
                                       std::floor(rules.generic_plants_most)));
}

AssetBook read_assets(Draft& draft) {
    AssetBook book;
    std::set<std::string> lacking;
    for (const OwnershipRow& row : draft.data.ownership) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto host = draft.countries.find(row.host_iso3);
        if (mineral == draft.minerals.end() || host == draft.countries.end()) {
            continue;
        }
        const bool project = row.stage == "project";
        const MaterialId product = material_of_stage(draft.mineral(mineral->second), project ? "mine" : row.stage);
        if (!product.exists() || (!project && host_output(draft, product, host->second) <= 0)) {
            if (lacking.insert(row.mineral + row.asset).second) {
                draft.note(row.asset + ": the tables give " + row.host_iso3 + " no " + row.mineral +
                           " output at this stage of its own, so the asset is left out");
            }
            continue;
        }
        const Owner owner{owner_company(draft, row), or_else(row.share, 0)};
        if (row.asset == whole_country) {
            book.national.push_back({product, host->second, owner});
        } else {
            asset_of(book, row, product, host->second).owners.push_back(owner);
        }
    }
    for (Asset& asset : book.assets) {
        complete_owners(draft, asset);
    }
    return book;
}

void size_assets(const Draft& draft, AssetBook& book) {
    const auto sizes = implied_sizes(draft, book);
    std::map<std::pair<MaterialId, CountryId>, double> named;
    for (Asset& asset : book.assets) {
        if (asset.project) {
            continue;
        }
        const double country = host_output(draft, asset.product, asset.host);
        const double world = sum(draft.outputs[asset.product.value].primary);
        const double generic = country / generic_plant_count(draft, asset.product, asset.host, country / world);
        asset.output_t_per_month = or_else(sizes.at(&asset), generic);
        named[{asset.product, asset.host}] += asset.output_t_per_month;
    }
    for (Asset& asset : book.assets) {
        const double most = draft.data.rules.named_assets_share_most * host_output(draft, asset.product, asset.host);
        const auto total = named.find({asset.product, asset.host});
        if (total != named.end() && total->second > most) {
            asset.output_t_per_month *= most / total->second;
        }
    }
}

}  // namespace orepolitik::start
