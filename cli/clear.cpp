#include "cli/clear.hpp"

#include <iostream>
#include <stdexcept>

#include "cli/clear_report.hpp"
#include "cli/commands.hpp"
#include "config/market_file.hpp"

namespace orepolitik::cli {

int clear(const ClearOptions& options) {
    const config::MarketFile market = config::load_market(options.market, options.overrides);
    nlohmann::ordered_json report;
    try {
        report = market_report(market);
    } catch (const std::runtime_error& error) {
        throw config::InputError({{market.place, "", error.what(), ""}});
    }
    std::cout << (options.json ? report.dump(2) + "\n" : as_tables(report));
    return exit_done;
}

}  // namespace orepolitik::cli
