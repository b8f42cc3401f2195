#include "cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "build_info.hpp"
#include "cli/check.hpp"
#include "cli/describe.hpp"
#include "cli/run.hpp"

namespace orepolitik::cli {
namespace {

struct DescribeOptions {
    std::string name;
    bool schema = false;
};

void add_run(CLI::App& app, RunOptions& options, int& code) {
    auto* command = app.add_subcommand("run", "Simulate a scenario and write a run file (HDF5, readable as netCDF-4).");
    command->add_option("scenario", options.scenario, "Scenario file, YAML.")->required();
    command->add_option("-o,--output", options.output, "Run file; SCENARIO.h5 in this folder if left out.");
    command->add_option("--months", options.months, "Months to simulate, over what the scenario says.");
    command->add_option("--seed", options.seed, "Seed of random draws, over what the scenario says.");
    command->add_option("--threads", options.threads, "Threads; what the machine allows if left out.")
        ->check(CLI::Range(1, 4096));
    command->add_option("--set", options.overrides, "key.path=value over any key of the scenario; may be repeated.")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
    command->callback([&] { code = run(options); });
}

void add_check(CLI::App& app, std::vector<std::string>& files, int& code) {
    auto* command = app.add_subcommand("check", "Name every fault of scenario files and world folders; run nothing.");
    command->add_option("files", files, "Scenario files or world folders.")->required();
    command->callback([&] { code = check_files(files); });
}

void add_describe(CLI::App& app, DescribeOptions& options, int& code) {
    auto* command = app.add_subcommand("describe", "List keys: meaning, unit, range, default.");
    command->add_option("name", options.name, "A law, a table, `scenario`, `behaviour`, `world`; all if left out.");
    command->add_flag("--schema", options.schema, "Print the JSON Schema of scenario files, for editors.");
    command->callback([&] { code = describe(options.name, options.schema); });
}

}  // namespace

int run_command_line(int argc, char** argv) {
    CLI::App app{"Orepolitik simulates the geopolitics of minerals, month by month.", "orepolitik"};
    app.set_version_flag("--version",
                         std::string("orepolitik ") + build_info.version + " (" + build_info.git_hash + ")");
    app.require_subcommand(1);
    int code = exit_done;
    RunOptions run_options;
    std::vector<std::string> files;
    DescribeOptions describe_options;
    add_run(app, run_options, code);
    add_check(app, files, code);
    add_describe(app, describe_options, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? exit_done : exit_bad_input;
    } catch (const std::exception& error) {
        std::cerr << "orepolitik: internal fault: " << error.what() << '\n';
        return 1;
    }
    return code;
}

}  // namespace orepolitik::cli
