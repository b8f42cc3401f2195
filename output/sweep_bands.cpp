#include "output/sweep_bands.hpp"

#include <algorithm>

#include "output/batch_file.hpp"
#include "output/file_error.hpp"
#include "output/netcdf.hpp"

namespace orepolitik::output {
namespace {

constexpr std::size_t bytes_for_values = std::size_t{64} << 20;

// One output of all points and arms: [point][arm][quantile][time][cells].
std::vector<double> collect(const std::vector<std::vector<double>>& quantiles, std::size_t begin, std::size_t count,
                            std::size_t values_per_run) {
    std::vector<double> all;
    all.reserve(quantiles.size() * band_quantiles.size() * count);
    for (const auto& group : quantiles)
        for (std::size_t q = 0; q < band_quantiles.size(); ++q) {
            const auto from = group.begin() + static_cast<std::ptrdiff_t>(q * values_per_run + begin);
            all.insert(all.end(), from, from + static_cast<std::ptrdiff_t>(count));
        }
    return all;
}

}  // namespace

SweepBands::SweepBands(const SweepLayout& layout, DesignPlaces places, std::size_t neighbours)
    : layout_(layout), places_(std::move(places)), bytes_per_stream_(bytes_for_values / neighbours) {
    const std::size_t groups = places_.points * places_.arms.size();
    quantiles_.resize(groups);
    done_.assign(groups, 0);
}

double SweepBands::bytes() const {
    return static_cast<double>(quantiles_.size() * band_quantiles.size() * layout_.values_per_run() * sizeof(double));
}

void SweepBands::add(std::size_t point, const std::string& arm, const RunResult& run) {
    const auto at = static_cast<std::size_t>(std::ranges::find(places_.arms, arm) - places_.arms.begin());
    const std::size_t place = point * places_.arms.size() + at;
    const auto open = open_.try_emplace(place, Open{QuantileStream(layout_.values_per_run(), bytes_per_stream_)}).first;
    if (run.state == RunState::done) {
        open->second.stream.add(run.values);
        ++open->second.done;
    }
    if (++open->second.seen < places_.seeds) return;
    close(place, open->second);
    open_.erase(open);
}

void SweepBands::close(std::size_t place, const Open& open) {
    quantiles_[place] = open.stream.quantiles();
    done_[place] = open.done;
    is_exact_ = is_exact_ && open.stream.is_exact();
}

void SweepBands::write(const std::filesystem::path& path) const {
    silence_hdf5();
    try {
        const FileHandle file = create_netcdf_in_memory();
        int next_dimension = 0;
        {
            NetcdfGroup group(file.id(), "", next_dimension);
            put_sweep_title(file, layout_);
            put_text(file.id(), "method",
                     is_exact_ ? "exact quantiles over seeds, linear between order statistics"
                               : "extended P-square estimates of quantiles over seeds where there are many");
            group.add_numbered({"point", "1", "number of the point of the design"}, 0, places_.points);
            group.add_labels({"arm", "name of the policy", places_.arms});
            group.add_coordinate({"quantile", "1", "share of runs below"}, band_quantiles);
            add_output_dimensions(group, layout_);
            add_values(group, {"runs", "1", "runs that are done, which the quantiles are over"}, {"point", "arm"},
                       done_);
            std::size_t begin = 0;
            for (const SweepOutput& output : layout_.outputs) {
                std::vector<std::string> dimensions{"point", "arm", "quantile", output.time};
                dimensions.insert(dimensions.end(), output.dimensions.begin(), output.dimensions.end());
                const std::size_t count = output.times * output.cells;
                add_values(group, {output.name, output.units, output.long_name}, dimensions,
                           collect(quantiles_, begin, count, layout_.values_per_run()));
                begin += count;
            }
        }
        write_whole(path, file);
    } catch (const Hdf5Failure& failure) {
        throw FileError(path, std::string("cannot be written (") + failure.what() + ")");
    }
}

}  // namespace orepolitik::output
