// Turns the names in paths and outages into ids and lists what cannot be bound.
#include <fmt/format.h>

#include <algorithm>

#include "model/background/background.hpp"

namespace orepolitik {

struct BackgroundBinder {
    const BackgroundNames& names;
    BackgroundBinding binding{};

    void bind(const NamedPath& named) {
        const Path& path = named.path;
        BoundPath bound{.kind = path.kind(),
                        .countries = {},
                        .regions = {},
                        .minerals = mask("paths." + named.name + ".minerals", path.minerals, names.minerals),
                        .sectors = mask("paths." + named.name + ".sectors", path.sectors, names.sectors),
                        .sources = mask("paths." + named.name + ".sources", path.sources,
                                        {power_source_names.begin(), power_source_names.end()}),
                        .values = path.values,
                        .steps = path.steps,
                        .replaces_growth = path.replaces_growth,
                        .foresight = path.foresight};
        bound.countries = countries("paths." + named.name + ".countries", path.countries);
        const bool of_regions = bound.kind == PathKind::currency || bound.kind == PathKind::dollar;
        if (!bound.countries.empty()) bound.regions = regions_of(bound.countries);
        if (of_regions && !bound.countries.empty())  // one market, one money
            for (std::size_t c = 0; c < bound.countries.size(); ++c)
                bound.countries[c] = bound.regions[names.region_of_country[c].value];
        binding.background.paths_.push_back(std::move(bound));
    }

    void bind(const NamedOutage& named) {
        const Outage& outage = named.outage;
        const std::string path = "events." + named.name;
        BoundOutage bound{.name = named.name,
                          .reason = outage.reason,
                          .plants = outage.plants,
                          .countries = countries(path + ".countries", outage.countries),
                          .minerals = mask(path + ".minerals", outage.minerals, names.minerals),
                          .forms = {},
                          .share_lost = outage.share_lost,
                          .from = outage.from,
                          .until = outage.until};
        std::vector<std::string> forms;
        for (std::size_t k = 0; k < form_count; ++k) forms.emplace_back(name_of(static_cast<Form>(k)));
        bound.forms = mask(path + ".forms", outage.forms, forms);
        binding.background.outages_.push_back(std::move(bound));
    }

    // Columns that months fill; without paths there are none.
    void size_columns() {
        Background& b = binding.background;
        b.region_of_country_ = names.region_of_country;
        b.base_carbon_usd_per_t_ = names.carbon_price_usd_per_t;
        b.know_carbon_of_regions(names.regions.size());
        if (b.paths_.empty()) return;
        b.has_numeraire_ = names.has_numeraire;
        b.countries_.resize(names.countries.size());
        b.regions_.resize(names.regions.size());
        b.log_currency_.assign(names.countries.size(), 0);
        b.mean_log_currency_.assign(names.countries.size(), 0);
    }

  private:
    std::vector<bool> mask(const std::string& field, const std::vector<std::string>& words,
                           const std::vector<std::string>& known) {
        std::vector<bool> chosen;
        if (!words.empty()) chosen.resize(known.size());
        for (const auto& word : words) {
            const auto found = std::find(known.begin(), known.end(), word);
            if (found == known.end())
                fault(field, word);
            else
                chosen[static_cast<std::size_t>(found - known.begin())] = true;
        }
        return chosen;
    }
    // A union's code stands for all its members.
    std::vector<bool> countries(const std::string& field, const std::vector<std::string>& codes) {
        std::vector<bool> chosen;
        if (!codes.empty()) chosen.resize(names.countries.size());
        for (const auto& code : codes) {
            bool found = false;
            for (std::size_t c = 0; c < names.countries.size(); ++c)
                if (names.countries[c] == code || names.regions[names.region_of_country[c].value] == code)
                    found = chosen[c] = true;
            if (!found) fault(field, code);
        }
        return chosen;
    }
    std::vector<bool> regions_of(const std::vector<bool>& chosen_countries) const {
        std::vector<bool> chosen(names.regions.size());
        for (std::size_t c = 0; c < chosen_countries.size(); ++c)
            if (chosen_countries[c]) chosen[names.region_of_country[c].value] = true;
        return chosen;
    }
    void fault(const std::string& field, const std::string& word) {
        binding.faults.push_back(fmt::format("{}={} (not in the world)", field, word));
    }
};

BackgroundBinding bind_background(const std::vector<NamedPath>& paths, const std::vector<NamedOutage>& outages,
                                  const BackgroundNames& names) {
    BackgroundBinder binder{names};
    std::vector<const NamedPath*> sorted;  // by name, so that their order in the file changes no bit
    for (const auto& path : paths) sorted.push_back(&path);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    for (const auto* path : sorted) binder.bind(*path);
    for (const auto& outage : outages) binder.bind(outage);
    binder.size_columns();
    return std::move(binder.binding);
}

}  // namespace orepolitik
