// The base year while it is being derived: what the steps hand to each other, and the steps in their order.
// Leaves out: what each step does, which its own file says. Only the folder's own files include this.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "start/base_year.hpp"

namespace orepolitik::start {

// Supply and use of one material by region, t per month.
struct MaterialBalance {
    std::vector<double> supply, feed_use, final_use;
    std::vector<double> unreported;  // supply from nowhere (+) or use by nobody known (-)
};

// Output of one material by country, t per month.
struct CountryOutput {
    std::vector<double> primary, secondary;  // made from feed or from the ground; made from scrap
    std::vector<int> plants;                 // that make primary output beside named assets; 0: the tables do not say
};

struct Draft {
    const WorldData& data;
    BaseYear base;
    std::unordered_map<std::string, CountryId> countries;
    std::unordered_map<std::string, RegionId> regions;  // members of a union lead to the union
    std::unordered_map<std::string, MineralId> minerals;
    std::unordered_map<std::string, CompanyId> companies;  // by id, or by name for owners that the tables do not list
    std::vector<MaterialBalance> balances;                 // by material
    std::vector<CountryOutput> outputs;                    // by material
    std::vector<std::vector<double>> demand;               // by mineral and region, as the tables count it

    const MineralRow& row(MineralId mineral) const { return data.minerals[mineral.value]; }
    Mineral& mineral(MineralId id) { return base.minerals[id.value]; }
    const Material& material(MaterialId id) const { return base.materials[id.value]; }
    Recipe& recipe(MaterialId id) { return base.recipes[id.value]; }
    CountryOutput& output(MaterialId id) { return outputs[id.value]; }
    MaterialBalance& balance(MaterialId id) { return balances[id.value]; }
    void note(std::string text) { base.notes.push_back(std::move(text)); }
};

inline constexpr double months_per_year = 12;

double sum(const std::vector<double>& values);
double or_else(double value, double if_blank);

// Lower-case letters and digits only, so that "Bab-el-Mandeb" meets bab_el_mandeb.
std::string normalised(std::string_view text);
// The words of three letters or more that say what a product is.
std::vector<std::string> words_of(std::string_view text);
// "copper:0.75;nickel:0.23" as pairs in the order of the text.
std::vector<std::pair<std::string, double>> parse_shares(std::string_view text);

// The form that a table's stage names: "mine" and "primary" are ore, all else is refined.
MaterialId material_of_stage(const Mineral& mineral, std::string_view stage);
std::vector<double> by_region(const Draft& draft, const std::vector<double>& by_country);

// The steps, in this order. Each reads what those before it left in the draft.
void name_places(Draft& draft);
void name_materials(Draft& draft);
void link_hosts(Draft& draft);
void link_feeds(Draft& draft);
void read_outputs_and_demand(Draft& draft);
void split_secondary_output(Draft& draft);
void balance_materials(Draft& draft);
void leave_treatment_margins(Draft& draft);
void balance_scrap(Draft& draft);
void weigh_carbon(Draft& draft);
void mix_power(Draft& draft);
void lay_lanes(Draft& draft);
void fit_base_flows(Draft& draft);
void name_companies(Draft& draft);
void build_plants(Draft& draft);
void place_government_stocks(Draft& draft);
void place_pipeline(Draft& draft);

// The chains table's input per tonne of output for the feed of this refined material; blank if it states none.
double chain_feed_t_per_t(const Draft& draft, MaterialId refined);

}  // namespace orepolitik::start
