// The command line told elsewhere: a manual page and a completion for bash, both read off the commands themselves.
#pragma once
#include <string>

namespace CLI {
class App;
}

namespace orepolitik::cli {

std::string manual_page(const CLI::App& app, const std::string& version);  // troff with the man macros, section 1
std::string bash_completion(const CLI::App& app);

}  // namespace orepolitik::cli
