#include "start/draft.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <numeric>

namespace orepolitik::start {

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double or_else(double value, double if_blank) {
    return is_blank(value) ? if_blank : value;
}

std::string normalised(std::string_view text) {
    std::string result;
    for (const char character : text) {
        if (std::isalnum(static_cast<unsigned char>(character))) {
            result += static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
        }
    }
    return result;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char character : text) {
        if (std::isalnum(static_cast<unsigned char>(character))) {
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(character)));
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    std::erase_if(words, [](const std::string& word) {
        return word.size() < 3 || word == "content" || word == "and" || word == "per";
    });
    return words;
}

std::vector<std::pair<std::string, double>> parse_shares(std::string_view text) {
    std::vector<std::pair<std::string, double>> shares;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(';'));
        const std::size_t colon = part.rfind(':');
        if (colon != std::string_view::npos) {
            const std::string number(part.substr(colon + 1));
            shares.emplace_back(part.substr(0, colon), std::strtod(number.c_str(), nullptr));
        }
        text.remove_prefix(std::min(text.size(), part.size() + 1));
    }
    return shares;
}

MaterialId material_of_stage(const Mineral& mineral, std::string_view stage) {
    return stage == "mine" || stage == "primary" ? mineral.ore : mineral.refined;
}

std::vector<double> by_region(const Draft& draft, const std::vector<double>& by_country) {
    std::vector<double> totals(draft.base.regions.size(), 0.0);
    for (std::size_t c = 0; c < by_country.size(); ++c) {
        totals[draft.base.countries[c].region.value] += by_country[c];
    }
    return totals;
}

}  // namespace orepolitik::start
