// `orepolitik compare BASE RUN`: who gains and who loses, with bands over seeds where BASE and RUN are folders of runs;
// `orepolitik compare SWEEP`: what one policy of a merged sweep changes against another, with bands over seeds and
// points.
#pragma once
#include <string>

namespace orepolitik::cli {

enum class CompareFormat { text, json, csv };

struct CompareOptions {
    std::string base, run;  // run files, or folders of them, paired by their seeds; a merged sweep alone
    std::string arms;       // "BASE,RUN": of a merged sweep; may be left out where it has two
    std::string mineral;    // all if empty
    CompareFormat format = CompareFormat::text;
};

int compare(const CompareOptions& options);

}  // namespace orepolitik::cli
