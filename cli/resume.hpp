// `orepolitik resume`: goes on with a run from its checkpoint, to the file that it would have written uninterrupted.
#pragma once
#include <optional>
#include <string>

namespace orepolitik::cli {

struct ResumeOptions {
    std::string checkpoint;
    std::string output;
    std::optional<int> threads;
};

int resume(const ResumeOptions& options);

}  // namespace orepolitik::cli
