#include "cli/command_texts.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <vector>

namespace orepolitik::cli {
namespace {

// A minus sign, a backslash and a leading dot or quote mean something to troff; back quotes mark words here.
std::string troff(const std::string& text) {
    std::string out;
    bool marked = false;
    for (const char c : text) {
        if (c == '`')
            out += (marked = !marked) ? "\\fB" : "\\fR";
        else if (c == '-')
            out += "\\-";
        else if (c == '\\')
            out += "\\e";
        else
            out += c;
    }
    return out.empty() || (out[0] != '.' && out[0] != '\'') ? out : "\\&" + out;
}

bool takes_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

std::vector<std::string> names_of(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const auto& name : option.get_snames()) names.push_back("-" + name);
    for (const auto& name : option.get_lnames()) names.push_back("--" + name);
    return names;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

// "[-o VALUE]", "SCENARIO", "FILES..."
std::string in_synopsis(const CLI::Option& option) {
    std::string text;
    if (option.nonpositional()) {
        text = "\\fB" + troff(names_of(option).back()) + "\\fR" + (takes_value(option) ? " \\fIVALUE\\fR" : "");
    } else {
        const bool many = option.get_expected_max() > 1;
        text = "\\fI" + troff(upper(option.get_name(true))) + "\\fR" + (many ? "..." : "");
    }
    return option.get_required() ? text : "[" + text + "]";
}

std::string in_list(const CLI::Option& option) {
    std::string names;
    if (!option.nonpositional()) {
        names = "\\fI" + troff(upper(option.get_name(true))) + "\\fR";
    } else {
        for (const auto& name : names_of(option)) names += (names.empty() ? "\\fB" : "\\fR, \\fB") + troff(name);
        names += takes_value(option) ? "\\fR \\fIVALUE\\fR" : "\\fR";
    }
    return fmt::format(".TP\n{}\n{}\n", names, troff(option.get_description()));
}

std::vector<const CLI::Option*> options_of(const CLI::App& command) {
    auto options = command.get_options(
        [](const CLI::Option* option) { return option->get_lnames() != std::vector<std::string>{"help"}; });
    std::stable_partition(options.begin(), options.end(), [](const auto* option) { return !option->nonpositional(); });
    return options;
}

std::string command_section(const std::string& program, const CLI::App& command) {
    std::string text = fmt::format(".SS {}\n{}\n.PP\n\\fB{} {}\\fR", command.get_name(),
                                   troff(command.get_description()), program, command.get_name());
    for (const auto* option : options_of(command)) text += " " + in_synopsis(*option);
    text += "\n";
    for (const auto* option : options_of(command)) text += in_list(*option);
    return text;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, " "));
}

}  // namespace

std::string manual_page(const CLI::App& app, const std::string& version) {
    std::string text = fmt::format(
        ".TH OREPOLITIK 1 \"\" \"{}\" \"User Commands\"\n.SH NAME\n{} \\- simulator of the geopolitics of minerals\n"
        ".SH SYNOPSIS\n\\fB{}\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]...\n.SH DESCRIPTION\n{}\n"
        "Results go to files and standard output, progress and faults to standard error.\n.SH COMMANDS\n",
        troff(version), app.get_name(), app.get_name(), troff(app.get_description()));
    for (const auto* command : commands_of(app)) text += command_section(app.get_name(), *command);
    return text +
           ".SH EXIT STATUS\n.TP\n0\nDone.\n.TP\n2\nThe input is wrong; every fault is listed.\n.TP\n3\n"
           "A file could not be read or written.\n.TP\n75\n"
           "Stopped by a signal after writing a checkpoint, or for want of memory.\n";
}

std::string bash_completion(const CLI::App& app) {
    std::vector<std::string> names;
    std::string cases;
    for (const auto* command : commands_of(app)) {
        names.push_back(command->get_name());
        std::vector<std::string> options;
        for (const auto* option : options_of(*command))
            for (const auto& name : names_of(*option)) options.push_back(name);
        cases += fmt::format("        {}) words=\"{} --help\" ;;\n", command->get_name(), joined(options));
    }
    return fmt::format(
        "# bash completion for {0}; zsh reads it after `autoload bashcompinit && bashcompinit`.\n"
        "_{0}() {{\n"
        "    local words=\"\" current=\"${{COMP_WORDS[COMP_CWORD]}}\"\n"
        "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        "        COMPREPLY=($(compgen -W \"{1} --help --version\" -- \"$current\"))\n"
        "        return\n"
        "    fi\n"
        "    case \"${{COMP_WORDS[1]}}\" in\n{2}"
        "    esac\n"
        "    if [ \"${{current:0:1}}\" = - ]; then\n"
        "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
        "    else\n"
        "        COMPREPLY=($(compgen -f -- \"$current\"))\n"
        "    fi\n"
        "}}\n"
        "complete -o filenames -F _{0} {0}\n",
        app.get_name(), joined(names), cases);
}

}  // namespace orepolitik::cli
