// `orepolitik compare BASE RUN`: who gains and who loses, with bands over seeds where BASE and RUN are folders of runs.
#pragma once
#include <string>

namespace orepolitik::cli {

enum class CompareFormat { text, json, csv };

struct CompareOptions {
    std::string base, run;  // run files, or folders of run files that are paired by their seeds
    std::string mineral;    // all if empty
    CompareFormat format = CompareFormat::text;
};

int compare(const CompareOptions& options);

}  // namespace orepolitik::cli
