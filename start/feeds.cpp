// What each refined material is made from: its own mineral's ore, the refined product of another mineral (pig iron into
// steel, alumina into aluminium), or nothing that the model holds. Links come from the chains table's texts alone.
#include <algorithm>
#include <ranges>

#include "start/draft.hpp"

namespace orepolitik::start {

namespace {

bool share_a_word(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return std::ranges::any_of(one,
                               [&](const std::string& word) { return std::ranges::find(other, word) != other.end(); });
}

// The row makes this mineral's refined product: they share a word, or the row names the mineral.
bool makes_refined(const ChainRow& row, const MineralRow& mineral) {
    return share_a_word(words_of(row.output), words_of(mineral.refined_product)) ||
           normalised(row.output).find(normalised(mineral.id)) != std::string::npos;
}

bool consumes(const ChainRow& row, const Draft& draft, MaterialId feed) {
    const MineralRow& source = draft.row(draft.material(feed).mineral);
    if (draft.material(feed).form == Form::refined) {
        return normalised(row.input) == normalised(source.refined_product);
    }
    const auto input = words_of(row.input);
    return share_a_word(input, words_of(source.mine_product)) || share_a_word(input, words_of(source.id));
}

// Another mineral's refined product that the chains name as this mineral's input.
MaterialId refined_product_in_chains(const Draft& draft, const MineralRow& mineral) {
    for (const ChainRow& row : draft.data.chains) {
        if (row.mineral != mineral.id) {
            continue;
        }
        for (const Mineral& source : draft.base.minerals) {
            if (source.id != mineral.id && source.refined.exists() && consumes(row, draft, source.refined)) {
                return source.refined;
            }
        }
    }
    return {};
}

}  // namespace

double chain_feed_t_per_t(const Draft& draft, MaterialId refined) {
    const MaterialId feed = draft.base.recipes[refined.value].feed;
    const MineralRow& mineral = draft.row(draft.material(refined).mineral);
    for (const ChainRow& row : draft.data.chains) {
        if (feed.exists() && row.mineral == mineral.id && makes_refined(row, mineral) && consumes(row, draft, feed)) {
            return row.input_t_per_t_output;
        }
    }
    return blank;
}

void link_feeds(Draft& draft) {
    for (const Mineral& mineral : draft.base.minerals) {
        if (!mineral.refined.exists()) {
            continue;
        }
        const MineralRow& row = draft.row(draft.minerals.at(mineral.id));
        Recipe& recipe = draft.recipe(mineral.refined);
        recipe.feed = mineral.ore.exists() ? mineral.ore : refined_product_in_chains(draft, row);
        recipe.electricity_mwh_per_t = or_else(row.conversion_mwh_per_t, or_else(row.electricity_mwh_per_t, 0));
        recipe.co2_t_per_t = or_else(row.co2_t_per_t, 0);
    }
}

}  // namespace orepolitik::start
