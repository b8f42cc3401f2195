// The section `vary` of a design: what differs between points, and the points that its sampling lays out.
#pragma once
#include <string>
#include <vector>

#include "config/design/design.hpp"

namespace orepolitik::config {

struct Factor {
    std::string path;
    Place place;
    std::vector<yaml::Node> values;  // of a list; a range if empty
    FactorKeys range;
};

std::vector<Factor> read_factors(const yaml::Node& section, const DesignKeys& keys, Faults& faults);

// What `design` varies and its points. `tree` is for places.
void lay_out_points(Design& design, const std::vector<Factor>& factors, const yaml::Node& tree, Faults& faults);

// Whether a key may differ between runs; a fault if not.
bool may_differ(const std::string& path, const Place& place, const std::string& section, Faults& faults);

}  // namespace orepolitik::config
