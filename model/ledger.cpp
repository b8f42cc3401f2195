#include "model/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace orepolitik {
namespace {

constexpr double closing_tolerance = 1e-12;
constexpr std::array<const char*, place_count> place_names{
    "producer stock",    "goods at sea", "feed stock", "user stock", "trader stock", "contraband",
    "strategic reserve", "made",         "used",       "processed",  "unrecorded",   "seized"};
constexpr std::array<const char*, party_count> party_names{"buyers", "sellers", "carriers", "treasuries",
                                                           "licence holders"};

template <class Enum>
std::size_t index_of(Enum value) {
    return static_cast<std::size_t>(value);
}

void compare(const std::string& material, const char* account, double booked, double recounted, double scale) {
    if (std::abs(booked - recounted) <= closing_tolerance * scale) return;
    throw LedgerError(fmt::format("ledger does not close: {}, {}: booked {:.17g}, recounted {:.17g}, turnover {:.6g}",
                                  material, account, booked, recounted, scale));
}

}  // namespace

Ledger::Ledger(std::vector<std::string> material_names)
    : material_names_(std::move(material_names)), tonnes_(material_names_.size()), money_(material_names_.size()) {}

Ledger::Account& Ledger::tonnes(MaterialId material, Place place) {
    return tonnes_[material.value][index_of(place)];
}

void Ledger::open(MaterialId material, Place place, double t) {
    auto& account = tonnes(material, place);
    account.balance += t;
    account.turnover += std::abs(t);
}

void Ledger::move(MaterialId material, Place from, Place to, double t) {
    if (t == 0) return;
    auto& source = tonnes(material, from);
    auto& destination = tonnes(material, to);
    source.balance -= t;
    source.turnover += std::abs(t);
    destination.balance += t;
    destination.turnover += std::abs(t);
}

void Ledger::pay(MaterialId material, Party from, Party to, double usd) {
    auto& accounts = money_[material.value];
    for (auto [party, sign] : {std::pair{from, -1.0}, std::pair{to, 1.0}}) {
        accounts[index_of(party)].balance += sign * usd;
        accounts[index_of(party)].turnover += std::abs(usd);
    }
}

void Ledger::begin_month() {
    for (auto& accounts : money_) accounts = {};
    for (auto& accounts : tonnes_)
        for (auto& account : accounts) account.turnover = std::max(std::abs(account.balance), account.turnover / 2);
}

void Ledger::audit_stock(MaterialId material, Place place, double recounted_t) {
    auto& account = tonnes(material, place);
    compare(material_names_[material.value], place_names[index_of(place)], account.balance, recounted_t,
            account.turnover);
    account.balance = recounted_t;
}

void Ledger::audit_money(MaterialId material, Party party, double recounted_usd) const {
    const auto& account = money_[material.value][index_of(party)];
    compare(material_names_[material.value], party_names[index_of(party)], account.balance, recounted_usd,
            account.turnover);
}

}  // namespace orepolitik
