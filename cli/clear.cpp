#include "cli/clear.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

#include "cli/clear_report.hpp"
#include "cli/commands.hpp"
#include "config/market_file.hpp"

namespace orepolitik::cli {

int clear(const ClearOptions& options) {
    const config::MarketFile market = config::load_market(options.market, options.overrides);
    try {
        const nlohmann::ordered_json report = market_report(market);
        fmt::print("{}", options.json ? report.dump(2) + "\n" : as_tables(report));
        return exit_done;
    } catch (const std::runtime_error& error) {
        fmt::print(stderr, "{}\n", to_string(config::Fault{market.place, "", error.what(), ""}));
        return exit_bad_input;
    }
}

}  // namespace orepolitik::cli
