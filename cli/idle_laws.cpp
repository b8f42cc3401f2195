#include "cli/idle_laws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

namespace orepolitik::cli {
namespace {

template <class Instrument>
const Timing& timing_of(const Instrument& instrument) {
    if constexpr (requires { instrument.measure; })
        return instrument.measure;
    else
        return instrument;
}

// Of sources and use of power, where its price is given.
void add_idle_paths(const Scenario& scenario, std::vector<std::string>& lines) {
    if (scenario.behaviour.power.balanced()) return;
    for (const NamedPath& named : scenario.paths)
        if (named.path.kind() == PathKind::generation || named.path.kind() == PathKind::power_demand)
            lines.push_back(fmt::format("paths.{}.path={} (behaviour.power is given: this path changes nothing)",
                                        named.name, named.path.path));
}

}  // namespace

std::vector<std::string> idle_laws(const Scenario& scenario) {
    const Month after = scenario.from + scenario.months;
    std::vector<std::string> lines;
    for (const NamedLaw& law : scenario.laws) {
        const Timing& when =
            std::visit([](const auto& used) -> const Timing& { return timing_of(used); }, law.instrument);
        if (std::min(when.from, when.leaked.value_or(when.announced.value_or(when.from))) >= after)
            lines.push_back(fmt::format("laws.{}.from={} (the run ends with {}: this law changes nothing)", law.name,
                                        to_string(when.from), to_string(after + -1)));
        else if (when.until && *when.until <= scenario.from)
            lines.push_back(fmt::format("laws.{}.until={} (the run begins with {}: this law changes nothing)", law.name,
                                        to_string(*when.until), to_string(scenario.from)));
    }
    add_idle_paths(scenario, lines);
    return lines;
}

void warn_of_idle_laws(const Scenario& scenario, const std::string& file) {
    for (const std::string& line : idle_laws(scenario)) std::cerr << fmt::format("{}: warning: {}\n", file, line);
}

}  // namespace orepolitik::cli
