// `orepolitik export RUN.h5 VARIABLE -o FILE.csv`: any variable of a run as a table for spreadsheets and other tools.
#pragma once
#include <string>
#include <vector>

namespace orepolitik::cli {

struct ExportOptions {
    std::string run;
    std::string variable;             // "price", "agents/mine/output", or a group such as "events"; empty: list them
    std::vector<std::string> select;  // dimension=label[,label]
    std::string output;               // stdout if empty
};

int export_variable(const ExportOptions& options);

}  // namespace orepolitik::cli
