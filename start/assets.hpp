// Named assets of the ownership table: who owns them and how much of their country's output they make.
// Leaves out: the generic plants that make the rest.
#pragma once
#include <string>
#include <vector>

#include "start/draft.hpp"

namespace orepolitik::start {

struct Asset {
    std::string name;
    MaterialId product;
    CountryId host;
    bool project = false;  // not producing yet
    std::vector<Owner> owners;
    double output_t_per_month = 0;
};

// Shares of everything that a country makes of a product, beside its named assets.
struct NationalShare {
    MaterialId product;
    CountryId host;
    Owner owner;
};

struct AssetBook {
    std::vector<Asset> assets;
    std::vector<NationalShare> national;
};

// Reads the table; assets without output in their country are left out with a note.
AssetBook read_assets(Draft& draft);

// Sizes from owners' reported output over their shares, the least of them; a generic plant's size where no owner
// reports any. Named assets together leave the stated part of the country's output to others.
void size_assets(const Draft& draft, AssetBook& book);

// Generic plants of a country: as many as the tables say, else by its share of the world's output.
int generic_plant_count(const Draft& draft, MaterialId product, CountryId country, double world_share);

CompanyId owner_company(Draft& draft, const OwnershipRow& row);
CompanyId other_owners_in(Draft& draft, CountryId country);

}  // namespace orepolitik::start
