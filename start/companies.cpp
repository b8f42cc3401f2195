// Companies: the table's, and those that are named only as owners.
#include <algorithm>

#include "start/assets.hpp"

namespace orepolitik::start {

namespace {

CompanyId add_company(Draft& draft, Company company) {
    const CompanyId id{static_cast<std::uint32_t>(draft.base.companies.size())};
    draft.companies.emplace(company.id, id);
    draft.base.companies.push_back(std::move(company));
    return id;
}

CountryId country_or(const Draft& draft, const std::string& code, CountryId otherwise) {
    const auto found = draft.countries.find(code);
    return found == draft.countries.end() ? otherwise : found->second;
}

}  // namespace

void name_companies(Draft& draft) {
    for (const CompanyRow& row : draft.data.companies) {
        add_company(draft, {.id = row.id,
                            .name = row.name,
                            .home = country_or(draft, row.home_iso3, {}),
                            .state_owned = row.state_owned == 1,
                            .market_value_usd = 1e9 * row.market_cap_usd_bn,
                            .trading_house = row.trading_house == 1});
    }
}

// An owner outside the companies table becomes a company under its own name; a state says so in its name. Owners of one
// name in several countries ("public") are as many companies, told apart by country.
CompanyId owner_company(Draft& draft, const OwnershipRow& row) {
    if (const auto found = draft.companies.find(row.owner); found != draft.companies.end()) {
        return found->second;
    }
    const bool several = std::ranges::any_of(draft.data.ownership, [&](const OwnershipRow& other) {
        return other.owner == row.owner && other.owner_iso3 != row.owner_iso3;
    });
    const std::string id = several ? row.owner + "_" + row.owner_iso3 : row.owner;
    if (const auto found = draft.companies.find(id); found != draft.companies.end()) {
        return found->second;
    }
    const std::vector<std::string> words = words_of(row.owner);
    return add_company(draft, {.id = id,
                               .name = id,
                               .home = country_or(draft, row.owner_iso3, draft.countries.at(row.host_iso3)),
                               .state_owned = std::ranges::find(words, "state") != words.end(),
                               .market_value_usd = blank});
}

CompanyId other_owners_in(Draft& draft, CountryId country) {
    const std::string id = "other_" + draft.base.countries[country.value].code;
    if (const auto found = draft.companies.find(id); found != draft.companies.end()) {
        return found->second;
    }
    return add_company(draft, {.id = id,
                               .name = "other owners in " + draft.base.countries[country.value].name,
                               .home = country,
                               .state_owned = false,
                               .market_value_usd = blank});
}

}  // namespace orepolitik::start
