// A JSON Schema of scenario files, by which editors complete and check keys.
#pragma once
#include <string>

namespace orepolitik::cli {

std::string scenario_schema();

}  // namespace orepolitik::cli
