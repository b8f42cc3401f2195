#include "cli/clear.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

#include "cli/clear_report.hpp"
#include "cli/commands.hpp"
#include "config/fault.hpp"

namespace orepolitik::cli {

int clear(const ClearOptions& options) {
    try {
        const nlohmann::ordered_json report = market_report(config::load_market(options.market, options.overrides));
        fmt::print("{}", options.json ? report.dump(2) + "\n" : as_tables(report));
        return exit_done;
    } catch (const config::InputError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return exit_bad_input;
    } catch (const config::FileError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return exit_file;
    } catch (const std::runtime_error& error) {
        fmt::print(stderr, "{}: ({})\n", options.market, error.what());
        return exit_bad_input;
    }
}

}  // namespace orepolitik::cli
