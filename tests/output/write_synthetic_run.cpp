// Writes the small run of synthetic_run.hpp to the file named as argument, for the readers that are not C++.
#include <iostream>

#include "tests/output/synthetic_run.hpp"

int main(int argc, char** argv) {
    using namespace orepolitik;
    if (argc != 3) {
        std::cerr << "usage: write_synthetic_run FILE.h5 with_events|without_events\n";
        return 2;
    }
    constexpr int months = 300;
    const RunSchema schema = output::synthetic_schema();
    output::RunFile file(argv[1], schema, output::synthetic_metadata(), Month::of(2024, 1), months);
    output::append_synthetic_months(file, schema, months);
    if (std::string_view(argv[2]) == "with_events")
        file.add_event({Month::of(2025, 1), "law", "CHN", "antimony", 0.5, "announced"});
    const std::vector<output::PhaseTime> timings{{"clear", 1.5}, {"record", 0.1}};
    file.finish(timings);
}
