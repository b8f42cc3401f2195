// Laws that states make while the world runs: from their few figures to the law, and back into it after a restart.
#include <fmt/format.h>

#include <algorithm>

#include "model/law/law_book.hpp"

namespace orepolitik {
namespace {

template <class Used>
Used quota_of(double cut) {
    Used quota;
    quota.cut = cut;
    return quota;
}

Instrument instrument_of(const Enactment& move) {
    switch (move.kind) {
        case MoveKind::export_licence: {
            ExportLicence licence;
            licence.approved_share = move.magnitude;
            return licence;
        }
        case MoveKind::export_tax: {
            ExportTax tax;
            tax.rate = move.magnitude;
            return tax;
        }
        case MoveKind::export_quota:
            return quota_of<ExportQuota>(move.magnitude);
        case MoveKind::export_ban:
            return ExportBan{};
        case MoveKind::import_tariff: {
            ImportTariff tariff;
            tariff.rate = move.magnitude;
            return tariff;
        }
        case MoveKind::capital_subsidy: {
            CapitalSubsidy subsidy;
            subsidy.share = move.magnitude;
            return subsidy;
        }
        case MoveKind::friend_shoring:
            break;
    }
    FriendShoring shoring;
    shoring.wedge = move.magnitude;
    return shoring;
}

std::vector<bool> only(std::uint32_t index) {
    std::vector<bool> mask(index + 1, false);
    mask[index] = true;
    return mask;
}

LawDates dates_of(const Enactment& move) {
    LawDates dates;
    dates.from = move.from;
    if (move.announced < move.from) dates.announced = move.announced;
    if (move.leaked != Month{-1} && move.leaked < move.announced) {
        dates.leaked = move.leaked;
        dates.leak_reach = Timing{}.leak_reach;
    }
    if (move.lifted()) dates.until = move.until;
    return dates;
}

}  // namespace

void LawBook::know_names(std::vector<std::string> regions, std::vector<std::string> minerals) {
    regions_ = std::move(regions);
    minerals_ = std::move(minerals);
}

BoundLaw LawBook::law_of(const Enactment& move) const {
    BoundLaw law;
    law.instrument = instrument_of(move);
    law.dates = dates_of(move);
    law.scope.reach = std::visit([](const auto& used) { return used.reach; }, law.instrument);
    law.scope.actor = move.actor;
    if (move.target.exists()) law.scope.targets = only(move.target.value);
    if (move.mineral.exists()) law.scope.minerals = only(move.mineral.value);
    for (std::uint32_t form = 0; move.forms != 0 && form < form_count; ++form)
        law.scope.forms.push_back((move.forms >> form & 1U) != 0);
    const auto word = [](const std::vector<std::string>& names, auto id) {
        return id.exists() && id.value < names.size() ? names[id.value] : std::string("all");
    };
    law.name =
        fmt::format("{}_{}_{}{}_{}", word(regions_, move.actor), word(minerals_, move.mineral), name_of(move.kind),
                    move.target.exists() ? "_to_" + word(regions_, move.target) : "", to_string(move.from));
    return law;
}

std::size_t LawBook::enact(const Enactment& move) {
    moves_.push_back(move);
    laws_.push_back(law_of(move));
    know_industry_law(static_cast<std::uint32_t>(laws_.size() - 1));
    return laws_.size() - 1;
}

void LawBook::lift(std::size_t law, Month until) {
    moves_[law - of_scenario()].until = until;
    laws_[law].dates.until = until;
}

void LawBook::recall_moves() {
    laws_.resize(of_scenario() + moves_.size());
    for (std::size_t k = 0; k < moves_.size(); ++k) {
        auto& law = laws_[of_scenario() + k];
        auto past = std::move(law.past_t_per_year);
        law = law_of(moves_[k]);
        law.past_t_per_year = std::move(past);
    }
}

void LawBook::take_over(const LawBook& other) {
    for (std::size_t k = 0; k < std::min(of_scenario(), other.of_scenario()); ++k)
        if (laws_[k].name == other.laws_[k].name) laws_[k].past_t_per_year = other.laws_[k].past_t_per_year;
    moves_ = other.moves_;
    recall_moves();
    for (std::size_t k = 0; k < moves_.size(); ++k)
        laws_[of_scenario() + k].past_t_per_year = other.laws_[other.of_scenario() + k].past_t_per_year;
    know_industry_laws();
}

}  // namespace orepolitik
