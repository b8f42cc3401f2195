#include "start/claims.hpp"

#include <algorithm>
#include <cmath>

namespace orepolitik::start {

namespace {

struct Claim {
    Site site;
    CompanyId company;
    double reported_t, explained_t;  // per month; by named assets
    double granted_t = 0;
};

double output_at(const Draft& draft, const Site& site) {
    const CountryOutput& output = draft.outputs[site.first.value];
    return output.primary[site.second.value] + output.secondary[site.second.value];
}

double explained_by_assets(const AssetBook& book, MaterialId product, CompanyId company) {
    double total = 0;
    for (const Asset& asset : book.assets) {
        for (const Owner& owner : asset.owners) {
            if (asset.product == product && owner.company == company) {
                total += owner.share * asset.output_t_per_month;
            }
        }
    }
    return total;
}

std::vector<Claim> read_claims(const Draft& draft, const AssetBook& book) {
    std::vector<Claim> claims;
    for (const CompanyProductionRow& row : draft.data.company_production) {
        const auto mineral = draft.minerals.find(row.mineral);
        const auto company = draft.companies.find(row.company);
        if (mineral == draft.minerals.end() || company == draft.companies.end() || !(row.production_t > 0)) {
            continue;
        }
        const MaterialId product = material_of_stage(draft.base.minerals[mineral->second.value], row.stage);
        if (product.exists()) {
            claims.push_back({.site = {product, draft.base.companies[company->second.value].home},
                              .company = company->second,
                              .reported_t = row.production_t / months_per_year,
                              .explained_t = explained_by_assets(book, product, company->second)});
        }
    }
    return claims;
}

// Output of a country's generic plants that nobody owns yet.
std::map<Site, double> free_output(const Draft& draft, const AssetBook& book, const std::vector<Claim>& claims) {
    std::map<Site, double> free_t;
    for (const Claim& claim : claims) {
        if (claim.site.second.exists()) {
            free_t[claim.site] = output_at(draft, claim.site);
        }
    }
    for (const NationalShare& share : book.national) {
        free_t[{share.product, share.host}] = output_at(draft, {share.product, share.host});
    }
    for (const Asset& asset : book.assets) {
        if (const auto found = free_t.find({asset.product, asset.host}); found != free_t.end()) {
            found->second -= asset.output_t_per_month;
        }
    }
    return free_t;
}

// Claims on a site that exceed what is there are cut in the same proportion.
void grant(std::vector<Claim>& claims, const std::map<Site, double>& free_t) {
    std::map<Site, double> asked;
    const auto wanted = [](const Claim& claim) { return std::max(0.0, claim.reported_t - claim.explained_t); };
    for (const Claim& claim : claims) {
        asked[claim.site] += wanted(claim);
    }
    for (Claim& claim : claims) {
        const auto found = free_t.find(claim.site);
        if (found != free_t.end() && found->second > 0 && asked.at(claim.site) > 0) {
            claim.granted_t = wanted(claim) * std::min(1.0, found->second / asked.at(claim.site));
        }
    }
}

// A company far from its reported output, where it matters to the world.
void note_unexplained(Draft& draft, const std::vector<Claim>& claims) {
    for (const Claim& claim : claims) {
        const double owned_t = claim.explained_t + claim.granted_t;
        const double gap_t = std::abs(owned_t - claim.reported_t);
        if (gap_t > 0.25 * claim.reported_t && gap_t > 0.01 * sum(draft.output(claim.site.first).primary)) {
            draft.note(draft.base.companies[claim.company.value].name + ": plants in the model make " +
                       std::to_string(std::lround(100 * owned_t / claim.reported_t)) + " % of the reported " +
                       draft.material(claim.site.first).name);
        }
    }
}

}  // namespace

std::map<Site, std::vector<Owner>> claim_generic_plants(Draft& draft, const AssetBook& book) {
    std::vector<Claim> claims = read_claims(draft, book);
    std::map<Site, double> free_t = free_output(draft, book, claims);
    const std::map<Site, double> generic_t = free_t;
    std::map<Site, std::vector<Owner>> owners;
    for (const NationalShare& share : book.national) {
        const Site site{share.product, share.host};
        owners[site].push_back(share.owner);
        free_t[site] -= share.owner.share * generic_t.at(site);
    }
    grant(claims, free_t);
    note_unexplained(draft, claims);
    for (const Claim& claim : claims) {
        if (claim.granted_t > 0) {
            owners[claim.site].push_back({claim.company, claim.granted_t / generic_t.at(claim.site)});
        }
    }
    for (auto& [site, shares] : owners) {
        double total = 0;
        for (const Owner& owner : shares) {
            total += owner.share;
        }
        if (total < 1 - 1e-9) {
            shares.push_back({other_owners_in(draft, site.second), 1 - total});
        }
    }
    return owners;
}

}  // namespace orepolitik::start
