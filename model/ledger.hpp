// Double entry of tonnes and dollars: every posting names where it comes from and where it goes.
// Agents keep their own stocks; the audit recounts them each month and compares with the accounts kept here.
// Leaves out: who inside a kind holds what. Postings are made in a fixed order by one thread.
#pragma once
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/ids.hpp"

namespace orepolitik {

// Where tonnes of one material are. The first seven are stocks that agents hold, the others open ends of the world.
enum class Place : std::uint8_t {
    producer_stock,  // unsold at mines, smelters, recyclers, collectors
    at_sea,          // sold, not yet arrived
    feed_stock,      // at smelters and recyclers, to be processed
    user_stock,      // at manufacturers
    trader_stock,
    smuggled,       // hidden on the way, or on offer behind the border
    reserve_stock,  // in strategic reserves of states
    made,           // source: dug out or made from feed
    used,           // sink: went into products
    processed,      // sink: became another material, losses included
    unrecorded,     // the sources' stated residual
    seized,         // sink: found at a border, or by who inspects mines
};
inline constexpr std::size_t place_count = 12;
inline constexpr std::size_t stock_place_count = 7;

// Who pays or is paid.
enum class Party : std::uint8_t { buyers, sellers, carriers, treasuries, licence_holders };
inline constexpr std::size_t party_count = 5;

struct LedgerError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Ledger {
  public:
    explicit Ledger(std::vector<std::string> material_names);

    // Opening stocks are recounted once, before the first month.
    void open(MaterialId material, Place place, double tonnes);
    void move(MaterialId material, Place from, Place to, double tonnes);
    void pay(MaterialId material, Party from, Party to, double usd);

    void begin_month();

    // Compares the accounts with what agents hold and report. Throws LedgerError naming the account when they differ
    // by more than 1e-12 of what it held and what went through it this month.
    // The rounding that passed is written off, so that it cannot add up over the months.
    void audit_stock(MaterialId material, Place place, double recounted_t);
    void audit_money(MaterialId material, Party party, double recounted_usd) const;

    void carried(auto&& visit) { visit(tonnes_, money_); }

  private:
    struct Account {
        double balance = 0;
        // The scale of rounding: balance when the month began plus absolute postings since, at least half of the month
        // before's, since who waits for a share of a shipment carries the rounding of larger ones.
        double turnover = 0;
        void carried(auto&& visit) { visit(balance, turnover); }
    };
    Account& tonnes(MaterialId material, Place place);
    std::vector<std::string> material_names_;
    std::vector<std::array<Account, place_count>> tonnes_;
    std::vector<std::array<Account, party_count>> money_;
};

}  // namespace orepolitik
