// The section `laws` of a scenario: named laws, each an instrument with its fields.
#pragma once
#include <array>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "config/names.hpp"
#include "config/yaml/node.hpp"
#include "model/scenario.hpp"

namespace orepolitik::config {

// Calls `visit(instrument)` with an empty one of each kind.
void for_each_instrument(auto&& visit) {
    [&]<std::size_t... kind>(std::index_sequence<kind...>) {
        (visit(std::variant_alternative_t<kind, Instrument>{}), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Instrument>>{});
}

// Reads all laws; what names the world's rows is checked against `names`, unless there is no world.
std::vector<NamedLaw> read_laws(const yaml::Node& section, const Names* names, Faults& faults);

}  // namespace orepolitik::config
