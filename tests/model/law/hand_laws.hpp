// Laws by hand in a world of three regions, for tests of the law book.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "model/law/law_book.hpp"
#include "model/scenario.hpp"

namespace orepolitik {

inline constexpr Month start = Month::of(2025, 1);

// Regions: AAA, BBB, and the union UUU with members CCC and DDD.
inline LawNames names() {
    return {{"AAA", "BBB", "UUU"},
            {"AAA", "BBB", "CCC", "DDD"},
            {RegionId{0}, RegionId{1}, RegionId{2}, RegionId{2}},
            {"tin", "lead"},
            {"North Strait", "South Canal"}};
}

inline Route route(std::uint32_t exporter, std::uint32_t importer, std::uint32_t mineral = 0, Form form = Form::refined,
                   std::uint32_t chokepoints = 0) {
    return {MaterialId{3 * mineral + static_cast<std::uint32_t>(form)},
            MineralId{mineral},
            form,
            RegionId{exporter},
            RegionId{importer},
            chokepoints};
}

inline Measure by(std::string actor) {
    Measure measure;
    measure.actor = std::move(actor);
    measure.from = start;
    return measure;
}

inline LawBook book_of(std::vector<NamedLaw> laws) {
    LawBinding binding = bind_laws(laws, names());
    for (const LawFault& fault : binding.faults) ADD_FAILURE() << fault.text;
    return std::move(binding.book);
}

inline std::vector<std::string> fault_texts(const Instrument& instrument) {
    std::vector<std::string> texts;
    for (const LawFault& fault : bind_laws(std::vector<NamedLaw>{{"x", instrument, 7}}, names()).faults) {
        EXPECT_EQ(fault.line, 7);
        texts.push_back(fault.text);
    }
    return texts;
}

inline ExportQuota quota(std::string actor, double t_per_year, double cut = Quota::not_given) {
    ExportQuota law;
    law.measure = by(std::move(actor));
    law.quota_t_per_year = t_per_year;
    law.cut = cut;
    return law;
}

inline ExportLicence licence(double approved_share) {
    ExportLicence law;
    law.measure = by("AAA");
    law.approved_share = approved_share;
    return law;
}

inline StraitClosure strait(std::string name) {
    StraitClosure closure;
    closure.strait = std::move(name);
    closure.from = start;
    return closure;
}

}  // namespace orepolitik
