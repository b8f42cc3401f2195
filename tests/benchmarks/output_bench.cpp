// Cost of recording: the whole file of a run of the size of the real world, 360 months. CPU time counts both threads.
// Numbers are random walks, which compress worse than a model's, and every third policy column is zero.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "model/random.hpp"
#include "output/run_file.hpp"

namespace orepolitik::output {
namespace {

constexpr int months = 360;

TableInfo table_of(const std::vector<std::string>& dimensions, std::size_t rows, std::size_t step, int columns,
                   Precision precision) {
    TableInfo table{"", dimensions, {}, {}};
    for (std::size_t row = 0; row < rows; ++row) table.cells.push_back(static_cast<std::uint32_t>(row * step));
    for (int c = 0; c < columns; ++c)
        table.columns.push_back({dimensions.back() + std::to_string(c), "t/month", "column", precision});
    return table;
}

DimensionInfo dimension_of(const std::string& name, std::size_t length) {
    DimensionInfo dimension{name, name, {}};
    for (std::size_t i = 0; i < length; ++i) dimension.labels.push_back(name + std::to_string(i));
    return dimension;
}

RunSchema real_world_sized(Precision markets) {
    return {.dimensions = {dimension_of("material", 75), dimension_of("country", 60), dimension_of("route", 15000),
                           dimension_of("plant", 3000)},
            .tables = {table_of({"material", "country"}, 1500, 3, 16, markets),
                       table_of({"route"}, 15000, 1, 1, Precision::single),
                       table_of({"plant"}, 3000, 1, 3, Precision::single)},
            .facts = {}};
}

std::vector<std::vector<double>> first_month(const RunSchema& schema) {
    std::vector<std::vector<double>> values;
    for (const TableInfo& table : schema.tables) {
        std::vector<double>& month = values.emplace_back();
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            for (std::size_t r = 0; r < table.cells.size(); ++r)
                month.push_back(c >= 12 && r % 3 != 0 ? 0 : 1000.0 + static_cast<double>(r));
    }
    return values;
}

void write_run(benchmark::State& state, Precision markets) {
    const auto path = std::filesystem::temp_directory_path() / "orepolitik_output_benchmark.h5";
    const RunSchema schema = real_world_sized(markets);
    for (auto _ : state) {
        auto values = first_month(schema);
        std::vector<double> factors(4096);
        Stream stream(1, Draw::trade_noise, 0, 0);
        for (double& factor : factors) factor = 1 + 0.02 * (stream.uniform() - 0.5);
        std::vector<TableValues> tables;
        for (const auto& columns : values) tables.push_back({columns});
        RunFile file(path, schema, {}, Month::of(2024, 1), months);
        std::size_t next = 0;
        for (int month = 0; month < months; ++month) {
            for (auto& table : values)
                for (double& value : table) value *= factors[next++ % 4093];
            file.append(month, tables);
        }
        file.finish({});
    }
    state.counters["file_MB"] = static_cast<double>(std::filesystem::file_size(path)) / 1e6;
    std::filesystem::remove(path);
}

void WriteRunFullPrecision(benchmark::State& state) {
    write_run(state, Precision::full);
}
void WriteRunSinglePrecision(benchmark::State& state) {
    write_run(state, Precision::single);
}

BENCHMARK(WriteRunFullPrecision)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(WriteRunSinglePrecision)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
}  // namespace orepolitik::output
