#include "config/world_format.hpp"

#include "config/field_texts.hpp"
#include "model/world_data.hpp"

namespace orepolitik::config {
namespace {

constexpr std::string_view introduction = R"(# The format of a world

A world is a folder: `world.yaml` with rules, and CSV tables with facts that open in a spreadsheet. This page is
printed by `orepolitik describe FORMAT.md` from the lists that the program itself reads by; a test keeps it fresh.

## Write a world in ten minutes

1. Copy `tiny/`: one mineral, three countries, a few rows in each table.
2. `countries.csv`: one row for each place. The column `iso3` is what all other tables and the laws call it.
3. `minerals.csv`: one row for each mineral: its price, elasticities, cash costs and uses. What smelters sell has a name
   in `refined_product`; leave it blank only if the mineral is used as mined.
4. `mine_production.csv`, `refined_production.csv`, `consumption.csv`: who digs, who smelts, who uses how much in a year.
5. `chains.csv`: what goes into a tonne of product; a header alone will do. `routes.csv`: freight between countries.
6. `sources.csv`: where each figure comes from; rows of every table name it in `source`.
7. `orepolitik check FOLDER` lists everything that is wrong, with file, line and cell; with `--notes` also what the
   tables lack: output without use, use without output, companies that own more than is there. Then write a scenario
   with `world: FOLDER`, as seen from the scenario's file, and run it. Columns that are not required may be left out at once.

## Rules for all tables

- UTF-8, comma, one header row; text with commas in quotes; LF or CRLF line ends, with or without byte-order mark.
- Columns may stand in any order. A column that is not required may be missing, and its cells may be blank: blank
  means unknown. An unknown column or table is an error, because most often it is a misspelt one.
- Numbers are plain, `1234.5` or `1.2e6`, without units or separators of thousands, and not beyond
  1e15 either way.
- Tonnes are tonnes of contained metal, or of the product that the mineral's row names; money is USD of the base year;
  quantities are per year. The program turns them into months.
- `quality` says how sure a figure is: `verified` compared with the cited source; `derived` computed from verified
  figures; `recalled` quoted from memory of the source, not compared; `estimate` an order of magnitude set by the
  compiler.
- Messages read `file:line:column`; in a table the column is the number of the cell, as a spreadsheet counts.

Key columns make a row unique. Between rows: the shares in `demand_sectors` sum to 1 within 0.005; the owners of an
asset to 1 within 0.02 (asset `ALL` to at most 1); cash costs and elasticities are ordered; the year of output and use is
the mineral's base year; a use has its row in `sectors.csv` if that table is there.
)";

constexpr std::string_view synthetic_introduction = R"(
### synth

A world of a thousand to millions of plants, to measure and test with: `orepolitik synth --plants N -o world.yaml` writes a
`world.yaml` with a section `synth` in the place of tables. Scenarios name that file (or a folder that holds nothing else):
`world: world.yaml`. What is drawn from it, when it is read, is as consistent as real tables: output is used, but for a
stated residual; countries have freight, prices of power, royalties and companies that own their plants, partly abroad. The
same keys give the same world. With many plants, `record: {plants: false}` in the scenario keeps files small.
)";

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) safe += c == '|' ? std::string("\\|") : std::string(1, c);
    return safe;
}

std::string columns_of(const std::vector<FieldText>& fields) {
    std::string text = "\n| column | unit | values | required | meaning |\n|---|---|---|---|---|\n";
    for (const FieldText& field : fields)
        text += fmt::format("| {} | {} | {} | {} | {} |\n", field.name, field.unit, values_text(field),
                            field.check.presence == Presence::required ? "yes" : "", escaped(field.meaning));
    return text;
}

std::string rules_of(const std::vector<FieldText>& fields) {
    std::string text = "\n| key | unit | values | default | meaning |\n|---|---|---|---|---|\n";
    for (const FieldText& field : fields)
        text += fmt::format("| {} | {} | {} | {} | {} |\n", field.name, field.unit, values_text(field),
                            field.check.presence == Presence::required ? "required" : field.standard,
                            escaped(field.meaning));
    return text;
}

}  // namespace

std::string world_format() {
    std::string text(introduction);
    text +=
        "\n## world.yaml (required)\n\nRules for what the tables leave out.\n" + rules_of(world_rule_fields().fields);
    text += synthetic_introduction;
    text += rules_of(synthetic_fields().fields);
    WorldData{}.tables([&](auto& rows) {
        using Row = typename std::remove_reference_t<decltype(rows)>::value_type;
        const char* presence = Row::table.presence == Presence::required ? "required" : "optional";
        text += fmt::format("\n## {} ({})\n\n{} Key: {}.\n", Row::table.file, presence, Row::table.meaning,
                            fmt::join(Row::key, ", "));
        text += columns_of(field_texts(Row{}));
    });
    return text;
}

}  // namespace orepolitik::config
