#include "config/field_texts.hpp"

#include "config/design/design.hpp"
#include "config/laws.hpp"
#include "config/market_file.hpp"
#include "config/names.hpp"
#include "config/scalar.hpp"
#include "config/scenario.hpp"
#include "config/synthetic/synthetic_world.hpp"

namespace orepolitik::config {
namespace {

std::string type_text(FieldType type) {
    switch (type) {
        case FieldType::number:
            return "number";
        case FieldType::integer:
            return "whole number";
        case FieldType::truth:
            return "true or false";
        case FieldType::text:
            return "text";
        case FieldType::list:
            return "list";
        case FieldType::month:
            return "YYYY-MM";
        case FieldType::dated:
            return "map of YYYY-MM to numbers";
    }
    return "text";
}

}  // namespace

std::string values_text(const FieldText& field) {
    if (!field.check.one_of.empty()) return fmt::format("one of {}", fmt::join(field.check.one_of, ", "));
    if (field.check.refers != Refers::nothing) {
        const std::string_view noun = noun_of(field.check.refers);
        const bool several = field.type == FieldType::list || field.check.several;
        return several ? fmt::format("list, each a {}", noun) : fmt::format("a {}", noun);
    }
    const std::string range = range_text(field.check);
    return range.empty() ? type_text(field.type) : type_text(field.type) + " " + range;
}

FieldGroup scenario_fields() {
    return {"scenario",
            "Keys at the top of a scenario file, beside the sections laws, paths, events, behaviour and record.",
            field_texts(ScenarioKeys{})};
}
FieldGroup behaviour_fields() {
    return {"behaviour", "Section behaviour of a scenario: how agents behave.", field_texts(Behaviour{})};
}
FieldGroup record_fields() {
    return {"record", "Section record of a scenario: what the run file holds.", field_texts(RecordSettings{})};
}
FieldGroup path_fields() {
    std::string meaning = "Section paths of a scenario: NAME: {path: KIND, values: {YYYY-MM: number}, ...}. Kinds:";
    for (const PathKindText& kind : path_kinds)
        meaning += fmt::format(" {} ({}; {});", kind.name, kind.meaning, kind.unit);
    meaning.back() = '.';
    return {"paths", meaning, field_texts(Path{})};
}
std::vector<FieldGroup> event_fields() {
    return {{"outage", "Plants lose output for a time. Section events of a scenario: NAME: {event: outage, ...}",
             field_texts(Outage{})}};
}
FieldGroup world_rule_fields() {
    return {"world", "world.yaml: rules for what a world's tables leave out.", field_texts(WorldRules{})};
}

FieldGroup synthetic_fields() {
    return {"synth", "Section synth of world.yaml, in the place of tables: a made-up world of many plants.",
            field_texts(SyntheticKeys{})};
}

std::vector<FieldGroup> law_fields() {
    std::vector<FieldGroup> groups;
    for_each_instrument([&](auto instrument) {
        const std::string name(instrument.name);
        groups.push_back(
            {name, fmt::format("{} Section laws of a scenario: NAME: {{law: {}, ...}}", instrument.meaning, name),
             field_texts(instrument), std::string(instrument.source)});
    });
    return groups;
}

std::vector<FieldGroup> table_fields() {
    std::vector<FieldGroup> groups;
    WorldData{}.tables([&](auto& rows) {
        using Row = typename std::remove_reference_t<decltype(rows)>::value_type;
        groups.push_back({std::string(Row::table.file), std::string(Row::table.meaning), field_texts(Row{})});
    });
    return groups;
}

std::vector<FieldGroup> market_fields() {
    FieldGroup trade{
        "trade", "Section trade of a market file: {CHN: 0.1} for all partners, {CHN: {USA: 0.1}} for one.", {}};
    for (const TradeKey& key : trade_keys())
        trade.fields.push_back({std::string(key.info.name), std::string(key.info.unit), std::string(key.info.meaning),
                                FieldType::number, "0", in_range(0, key.high)});
    for (const TradeWord& word : trade_words())
        trade.fields.push_back({std::string(word.info.name), std::string(word.info.unit),
                                std::string(word.info.meaning), word.numeric ? FieldType::number : FieldType::text, "",
                                word.check});
    return {
        {"market",
         "Keys at the top of a market file, beside the sections countries (NAME: {supply: curve, demand: curve}), "
         "flows_t (base year: EXPORTER: {IMPORTER: tonnes}), trade, firms, plant, find, and change (any of them).",
         field_texts(MarketKeys{})},
        {"curve", "supply or demand of a country, and demand of firms, in a market file.", field_texts(CurveKeys{})},
        std::move(trade),
        {"find", "Section find of a market file: NAME: {...}; charges that are best answers to each other.",
         field_texts(ChoiceKeys{})},
        {"firms", "Section firms of a market file, beside demand (a curve) and cost_usd_per_t (NAME: cost).",
         field_texts(FirmKeys{})},
        {"plant", "Section plant of a market file: when to open and to close while the price wanders.",
         field_texts(PlantKeys{})}};
}

std::vector<FieldGroup> design_fields() {
    return {
        {"design",
         "Keys at the top of a design file, beside the sections set (key paths of all runs), vary (key path: list of "
         "values or a factor), arms (NAME: {key path: value}) and record (NAME: an output).",
         field_texts(DesignKeys{})},
        {"factor", "Section vary of a design: key path: {...}; or a list of values in its place.",
         field_texts(FactorKeys{})},
        {"output", "Section record of a design: NAME: {...}, with where: {dimension: [labels]}.",
         field_texts(OutputKeys{})}};
}

std::vector<FieldGroup> all_fields() {
    std::vector<FieldGroup> groups{scenario_fields(), behaviour_fields(), record_fields(), path_fields()};
    for (FieldGroup& event : event_fields()) groups.push_back(std::move(event));
    for (FieldGroup& design : design_fields()) groups.push_back(std::move(design));
    for (FieldGroup& market : market_fields()) groups.push_back(std::move(market));
    for (FieldGroup& law : law_fields()) groups.push_back(std::move(law));
    groups.push_back(world_rule_fields());
    groups.push_back(synthetic_fields());
    for (FieldGroup& table : table_fields()) groups.push_back(std::move(table));
    return groups;
}

}  // namespace orepolitik::config
