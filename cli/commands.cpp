#include "cli/commands.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "build_info.hpp"
#include "cli/check.hpp"
#include "cli/clear.hpp"
#include "cli/command_texts.hpp"
#include "cli/compare.hpp"
#include "cli/describe.hpp"
#include "cli/export.hpp"
#include "cli/merge.hpp"
#include "cli/resume.hpp"
#include "cli/run.hpp"
#include "cli/sweep.hpp"
#include "cli/synth.hpp"
#include "config/fault.hpp"
#include "config/scalar.hpp"
#include "output/file_error.hpp"

namespace orepolitik::cli {
namespace {

struct DescribeOptions {
    std::string name;
    bool schema = false, manual = false, completion = false;
};

std::string version_text() {
    return std::string("orepolitik ") + build_info.version + " (" + build_info.git_hash + ")";
}

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
    command
        ->add_option(
            "--checkpoint-every", options.checkpoint_every,
            "Months between checkpoints, from which `resume` goes on; only when a signal stops the run if left "
            "out.")
        ->check(CLI::Range(1, 12000));
    command->add_flag("--live", options.live,
                      "Tell world figures month by month in RUN.h5.live.csv while it runs, for scripts/watch.py.");
    command->callback([&] { code = run(options); });
}

void add_resume(CLI::App& app, ResumeOptions& options, int& code) {
    auto* command = app.add_subcommand("resume", "Go on with a run that was stopped, from its checkpoint.");
    command->add_option("checkpoint", options.checkpoint, "Checkpoint, RUN.h5.checkpoint.")->required();
    command->add_option("-o,--output", options.output, "Run file; that of the stopped run if left out.");
    command->add_option("--threads", options.threads, "Threads; what the machine allows if left out.")
        ->check(CLI::Range(1, 4096));
    command->callback([&] { code = resume(options); });
}

void add_sweep(CLI::App& app, SweepOptions& options, int& code) {
    auto* command = app.add_subcommand("sweep", "All runs of a design; again, those that are missing or failed.");
    command->add_option("design", options.design, "Design file, YAML.")->required();
    command->add_option("-o,--output", options.output, "Folder of the sweep.")->required();
    command->add_option("--jobs", options.jobs, "Runs at a time; what the machine allows if left out.")
        ->check(CLI::Range(1, 4096));
    command->add_option("--shard", options.shard,
                        "I/N: part I, from 0, of N; what SLURM, PBS, LSF or an MPI launcher says if left out.");
    command->callback([&] { code = sweep(options); });
}

void add_merge(CLI::App& app, MergeOptions& options, int& code) {
    auto* command = app.add_subcommand("merge", "All runs of a sweep as one array (HDF5) and one table (CSV).");
    command->add_option("folder", options.folder, "Folder of the sweep.")->required();
    command->add_option("-o,--output", options.output, "Merged file; DIR/sweep.h5 if left out.");
    command->callback([&] { code = merge(options); });
}

void add_check(CLI::App& app, CheckOptions& options, int& code) {
    auto* command =
        app.add_subcommand("check", "Name every fault of scenarios, designs, markets and worlds; run nothing.");
    command->add_option("files", options.files, "Scenarios, designs, markets, folders or files of worlds.")->required();
    command->add_flag("--notes", options.notes,
                      "Tell how tables were read: what they lack, what was mended or left out.");
    command->callback([&] { code = check_files(options); });
}

void add_clear(CLI::App& app, ClearOptions& options, int& code) {
    auto* command = app.add_subcommand("clear", "One market before and after a change: prices, flows, welfare.");
    command->add_option("market", options.market, "Market file, YAML.")->required();
    command->add_flag("--json", options.json, "Print JSON in place of tables.");
    command->add_option("--set", options.overrides, "key.path=value over any key of the market; may be repeated.")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
    command->callback([&] { code = clear(options); });
}

void add_describe(CLI::App& app, DescribeOptions& options, int& code) {
    auto* command = app.add_subcommand("describe", "List keys: meaning, unit, range, default.");
    command->add_option("name", options.name,
                        "A law, a table, a key, `behaviour`, `all`; a list of names if left out.");
    command->add_flag("--schema", options.schema, "Print the JSON Schema of scenario files, for editors.");
    command->add_flag("--man", options.manual, "Print the manual page of this program, for `man`.");
    command->add_flag("--completion", options.completion, "Print a completion of this command line for bash.");
    command->callback([&] {
        if (options.manual)
            std::cout << manual_page(app, version_text()) << std::flush;
        else if (options.completion)
            std::cout << bash_completion(app) << std::flush;
        else
            code = describe(options.name, options.schema);
    });
}

void add_compare(CLI::App& app, CompareOptions& options, int& code) {
    auto* command = app.add_subcommand("compare", "Who gains and who loses: a run against its baseline.");
    command
        ->add_option("base", options.base,
                     "Run file of the baseline, a folder of them with other seeds, or a merged sweep alone.")
        ->required();
    command->add_option("run", options.run, "Run file of the scenario, or a folder of them with the same seeds.");
    command->add_option(
        "--arms", options.arms,
        "BASE,RUN: two policies of a merged sweep, paired by point and seed; those it has if it has two.");
    command->add_option("--mineral", options.mineral, "Markets of this mineral alone.");
    auto* json = command->add_flag_callback(
        "--json", [&] { options.format = CompareFormat::json; }, "Every figure, as JSON.");
    command
        ->add_flag_callback(
            "--csv", [&] { options.format = CompareFormat::csv; }, "Every figure, as a table with a row per figure.")
        ->excludes(json);
    command->callback([&] { code = compare(options); });
}

void add_export(CLI::App& app, ExportOptions& options, int& code) {
    auto* command = app.add_subcommand("export", "Write a variable of a run as CSV, a row per value.");
    command->add_option("run", options.run, "Run file.")->required();
    command->add_option("variable", options.variable,
                        "`price`, `agents/mine/output`, or a group such as `events`; all are listed if left out.");
    command->add_option("-o,--output", options.output, "CSV file; stdout if left out.");
    command->add_option("--select", options.select, "dimension=label[,label]: only these; may be repeated.")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
    command->callback([&] { code = export_variable(options); });
}

void add_synth(CLI::App& app, SynthOptions& options, int& code) {
    auto* command =
        app.add_subcommand("synth", "Write a made-up world of as many plants as wanted, as a short YAML file.");
    command->add_option("--plants", options.keys.plants, "Mines and smelters.")->required();
    command->add_option("--countries", options.keys.countries, "Countries.")->capture_default_str();
    command->add_option("--minerals", options.keys.minerals, "Minerals.")->capture_default_str();
    command->add_option("--seed", options.keys.seed, "Number that all figures are drawn from.")->capture_default_str();
    command->add_option("-o,--output", options.output, "World file, YAML; scenarios name it as their world.")
        ->required();
    command->callback([&] { code = synth(options); });
}

// Why a word can be no value of an option. A variable that a script never set must not pass for an option left out, and
// 010 is 8 to the reader of the command line but 10 to most people.
std::string not_a_value(const std::string& word, bool whole_number) {
    if (word.empty()) return "has no value";
    if (!whole_number) return {};
    const auto number = config::parse_integer(word, "");
    if (number.good()) return {};
    return fmt::format("{} ({}){}", word, number.why, number.suggestion.empty() ? "" : " " + number.suggestion + "?");
}

void check_values(CLI::App& app) {
    for (CLI::App* command : app.get_subcommands({}))
        for (CLI::Option* option : command->get_options()) {
            const bool whole_number = option->get_type_name().starts_with("INT");
            if (option->get_items_expected_max() > 0)
                option->check([whole_number](const std::string& word) { return not_a_value(word, whole_number); });
        }
}

// A run file opened where stderr was closed would take its number, and every warning into it.
void keep_standard_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(stream, F_GETFD) < 0) open("/dev/null", O_RDWR);  // takes the lowest free number, which is this one
}

// The first command or option that there is none of, told as faults of files are; empty if all are known.
std::string unknown_word(CLI::App& app, const std::vector<std::string>& words) {
    const auto told = [](const std::string& word, const char* why, const std::vector<std::string>& known) {
        const std::string meant = config::nearest(word, {known.begin(), known.end()});
        return fmt::format("orepolitik: {} ({}){}", word, why, meant.empty() ? "" : " " + meant + "?");
    };
    std::vector<std::string> known;
    if (words.empty() || words.front().starts_with("-")) return {};
    const auto commands = app.get_subcommands({});
    const auto command =
        std::ranges::find(commands, words.front(), [](const CLI::App* each) { return each->get_name(); });
    if (command == commands.end()) {
        for (const CLI::App* each : commands) known.push_back(each->get_name());
        return told(words.front(), "no such command", known);
    }
    for (const CLI::Option* option : std::as_const(**command).get_options())
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    for (const std::string& word : words)
        if (const std::string name = word.substr(0, word.find('=')); name.starts_with("--") && name.size() > 2)
            if (std::ranges::find(known, name) == known.end()) return told(name, "no such option", known);
    return {};
}

// A list cut short must not pass for a whole one.
int after_printing(int code) {
    const bool whole = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (whole || code != exit_done) return code;
    std::cerr << "orepolitik: stdout: (cannot be written: " << std::strerror(errno) << ")\n";
    return exit_file;
}

int refuse_command_line(CLI::App& app, const CLI::ParseError& error, const std::vector<std::string>& words) {
    const std::string unknown = error.get_exit_code() == 0 ? "" : unknown_word(app, words);
    if (unknown.empty()) return app.exit(error) == 0 ? after_printing(exit_done) : exit_bad_input;
    std::cerr << unknown << "\nRun with --help for more information.\n";
    return exit_bad_input;
}

}  // namespace

int run_command_line(int argc, char** argv) {
    keep_standard_streams();
    std::signal(SIGXFSZ, SIG_IGN);  // a file beyond the user's limit is then an error of writing, not a death
    CLI::App app{"Orepolitik simulates the geopolitics of minerals, month by month.", "orepolitik"};
    app.set_version_flag("--version", version_text());
    app.require_subcommand(1);
    int code = exit_done;
    RunOptions run_options;
    ResumeOptions resume_options;
    SweepOptions sweep_options;
    MergeOptions merge_options;
    CheckOptions check_options;
    DescribeOptions describe_options;
    ClearOptions clear_options;
    CompareOptions compare_options;
    ExportOptions export_options;
    SynthOptions synth_options;
    add_run(app, run_options, code);
    add_resume(app, resume_options, code);
    add_sweep(app, sweep_options, code);
    add_merge(app, merge_options, code);
    add_check(app, check_options, code);
    add_describe(app, describe_options, code);
    add_clear(app, clear_options, code);
    add_compare(app, compare_options, code);
    add_export(app, export_options, code);
    add_synth(app, synth_options, code);
    check_values(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return refuse_command_line(app, error, {argv + 1, argv + argc});
    } catch (const config::InputError& error) {
        std::cerr << error.what() << '\n';
        return exit_bad_input;
    } catch (const output::CheckpointError& error) {
        std::cerr << error.what() << '\n';
        return exit_bad_input;
    } catch (const config::FileError& error) {
        std::cerr << error.what() << '\n';
        return exit_file;
    } catch (const output::FileError& error) {
        std::cerr << error.what() << '\n';
        return exit_file;
    } catch (const std::bad_alloc&) {
        std::cerr
            << "orepolitik: (not enough memory; no run file was written) fewer months, or record: {flows: false}?\n";
        return exit_stopped;
    } catch (const std::system_error& error) {
        std::cerr << "orepolitik: cannot go on (" << error.what() << ")\n";
        return exit_file;
    } catch (const std::exception& error) {
        std::cerr << "orepolitik: internal fault: " << error.what() << '\n';
        return 1;
    }
    return after_printing(code);
}

}  // namespace orepolitik::cli
