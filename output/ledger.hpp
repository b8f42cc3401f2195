// ledger.csv: who did which run when it was done, a line each, for people. Lines are on the disk when they are added;
// the runs themselves stand in logs and batches, and nothing is read from here. A kill
// between a run and its line costs the line.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "output/raw_file.hpp"
#include "output/run_result.hpp"

namespace orepolitik::output {

struct LedgerLine {
    std::size_t run = 0;
    RunState state = RunState::missing;
    int exit_code = 0;
    double wall_seconds = 0;
    std::uint32_t hash = 0;  // of the run's values
    std::string reason;
};

class Ledger {
  public:
    explicit Ledger(const std::filesystem::path& path);  // goes on behind the last whole line
    void add(const LedgerLine& line);

  private:
    std::optional<RawFile> file_;
};

}  // namespace orepolitik::output
