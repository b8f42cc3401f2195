// `orepolitik describe [NAME] [--schema]`: every key and column with its meaning, unit, range and default.
#pragma once
#include <string>

namespace orepolitik::cli {

// NAME is a section (scenario, behaviour, record, world), an instrument, a table, or one key; empty: all.
// FORMAT.md prints the page on worlds. With `schema`, prints a JSON Schema for scenario files.
int describe(const std::string& name, bool schema);

}  // namespace orepolitik::cli
