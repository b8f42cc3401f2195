// A scenario file, its ancestors, the words of `--set` and the world it names, read and checked together.
// Every key is listed by `orepolitik describe scenario`.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/inherit.hpp"
#include "model/scenario.hpp"
#include "model/world_data.hpp"

namespace orepolitik::config {

// The keys at the top of a scenario file beside the sections `laws`, `paths`, `events`, `behaviour` and `record`.
struct ScenarioKeys {
    std::string title, question, source, world, base;
    std::optional<Month> from;
    int months = Scenario{}.months;
    std::int64_t seed = Scenario{}.seed;

    void fields(auto&& visit) {
        visit({"title", "", "What the scenario is called, in one line."}, title, anything().required());
        visit({"question", "", "What it asks, in a sentence."}, question, anything());
        visit({"source", "", "Where the case comes from."}, source, anything());
        visit({"world", "", "Folder of the world, or file of a made-up one, relative to this file."}, world,
              anything().required());
        visit({"base", "", "Scenario file that this one inherits, relative to this file; what stands here wins."}, base,
              anything());
        visit({"from", "YYYY-MM", "First simulated month; the world's base_month if left out."}, from, anything());
        visit({"months", "months", "How many months to simulate."}, months, in_range(1, 12000));
        visit({"seed", "", "Number that random draws are keyed by; the same seed gives the same run."}, seed,
              at_least(0));
    }
};

struct LoadedScenario {
    Scenario scenario;
    WorldData world;
};

// `overrides` are `key.path=value`, as given to --set; they win over the file. Throws InputError with every fault of
// scenario and world, FileError if the scenario file itself cannot be read.
LoadedScenario load_scenario(const std::string& file, const std::vector<std::string>& overrides = {});

// The same from the text of a scenario that was loaded before (`Scenario::text`) and the folder of its world; `name` is
// where the text stands, for messages.
LoadedScenario reload_scenario(const std::string& text, const std::string& name, const std::string& world_folder);

// Scenarios that differ by settings and share a world, which is read once.
class ScenarioFamily {
  public:
    // Adds to `faults` what is wrong with world and scenario; throws FileError if the file cannot be read.
    ScenarioFamily(const std::string& file, std::span<const Setting> common, Faults& faults);
    ~ScenarioFamily();

    const WorldData& world() const;
    const std::string& world_folder() const;
    // The scenario's text with these settings, as a tree.
    yaml::Node tree(std::span<const Setting> settings) const;
    // The scenario with these settings, later ones over earlier; what is wrong is added to `faults`. Any number of
    // threads may ask at once.
    Scenario member(std::span<const Setting> settings, Faults& faults) const;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace orepolitik::config
