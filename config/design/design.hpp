// A design of experiments: one scenario, and what differs between its runs. Read from YAML as scenarios are, with the
// same faults. A run is a point of the design, an arm (a policy by name) and a seed: all arms of a point share the
// seeds, so that they draw the same random numbers and differ by policy alone. Every key is listed by `describe
// design`.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/inherit.hpp"
#include "model/fields.hpp"
#include "model/month.hpp"

namespace orepolitik::config {

// The keys at the top of a design file beside the sections `set`, `vary`, `arms` and `record`.
struct DesignKeys {
    std::string title, question, source, scenario, sampling = "factorial", samples;
    int points = 64, seeds = 1;
    std::int64_t first_seed = 1, design_seed = 1;
    std::optional<Month> branch;

    void fields(auto&& visit) {
        visit({"title", "", "What the design is called, in one line."}, title, anything().required());
        visit({"question", "", "What it asks, in a sentence."}, question, anything());
        visit({"source", "", "Where the ranges come from."}, source, anything());
        visit({"scenario", "", "Scenario that every run starts from, relative to this file."}, scenario,
              anything().required());
        visit({"sampling", "", "How points are laid out over what varies."}, sampling,
              one_of({"factorial", "latin_hypercube", "sobol", "morris", "saltelli", "csv"}));
        visit({"points", "",
               "Points of latin_hypercube and sobol; trajectories of morris (each of k + 1 points); base points of "
               "saltelli (each k + 2 points); k factors."},
              points, in_range(1, 10'000'000));
        visit(
            {"samples", "", "CSV file of sampling csv, relative to this file: a column per key path, a row per point."},
            samples, anything());
        visit({"seeds", "", "Seeds per point and arm: first_seed and those that follow it."}, seeds,
              in_range(1, 1'000'000));
        visit({"first_seed", "", "First seed of the runs."}, first_seed, at_least(0));
        visit({"design_seed", "", "Number that the draws of latin_hypercube and morris are keyed by."}, design_seed,
              at_least(0));
        visit({"branch", "YYYY-MM",
               "Month at which arms part: until then one run stands for all that differ only by laws and events that "
               "become known in that month or later."},
              branch, anything());
    }
};

// A key path of `vary` that is not a list of values.
struct FactorKeys {
    double from = 0, to = 0;
    int count = 0;
    std::string scale = "linear";
    bool whole = false;

    void fields(auto&& visit) {
        visit({"from", "", "Lowest value."}, from, anything().required());
        visit({"to", "", "Highest value."}, to, anything().required());
        visit({"count", "", "Values from `from` to `to`, both included, of a factorial design."}, count,
              in_range(2, 100'000));
        visit({"scale", "", "Even steps of the value, or of its logarithm."}, scale, one_of({"linear", "log"}));
        visit({"whole", "", "Whole numbers only."}, whole, anything());
    }
};

// A series that every run keeps, under a name of the user's.
struct OutputKeys {
    std::string variable, statistic = "mean";
    int every_months = 12;

    void fields(auto&& visit) {
        visit({"variable", "", "Variable of a run file: `price`, `agents/company/profit`."}, variable,
              anything().required());
        visit({"every_months", "months", "Months that one value stands for."}, every_months, in_range(1, 12000));
        visit({"statistic", "", "How the months become one value."}, statistic,
              one_of({"mean", "sum", "last", "min", "max"}));
    }
};

// Labels of one dimension that an output keeps; all of them if the dimension is not named.
struct Selection {
    std::string dimension;
    std::vector<std::string> labels;
    Place place;
};

struct Output {
    std::string name;
    OutputKeys keys;
    std::vector<Selection> where;
    Place place;
};

struct Arm {
    std::string name;
    std::vector<Setting> settings;
};

struct DesignRun {
    std::size_t point = 0, arm = 0;
    std::int64_t seed = 0;
};

struct Design {
    DesignKeys keys;
    std::string file, text;
    std::string scenario;                         // file, resolved
    std::vector<Setting> common;                  // of all runs
    std::vector<std::string> paths;               // what varies
    std::vector<std::vector<yaml::Node>> points;  // a value per path
    std::vector<Arm> arms;                        // at least one
    std::vector<Output> record;

    // Runs are numbered from 0: seeds of an arm follow each other, arms of a point, points. With a branch, arms of a
    // seed follow each other, seeds of a point, points: those that share their first months are neighbours.
    std::size_t runs() const { return points.size() * arms.size() * static_cast<std::size_t>(keys.seeds); }
    DesignRun run(std::size_t number) const;
    std::size_t first_run(std::size_t point, std::size_t arm) const;  // that of the first seed
    std::vector<Setting> settings(std::size_t number) const;
    Place place_of_branch;
};

// Throws InputError with every fault of the file, FileError if it cannot be read. What runs say is not checked here.
Design load_design(const std::string& file);

// Whether a file is a design and not a scenario.
bool is_design(const std::string& file);

}  // namespace orepolitik::config
