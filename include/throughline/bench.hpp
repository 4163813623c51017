// The speed of a workspace: every interactive question and command, as each role that is in the file, with arguments
// taken from the file itself.
//
// Used by `throughline-cli bench` and its tests. Promises: the file holds the same rows afterwards. Each run is a
// savepoint that is rolled back, so that nothing is ever committed; what a commit would add is one synced write, which
// is measured by itself. While a command is measured other programs wait to write, as they do for any command.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/progress.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

struct BenchOptions {
    double seconds = 60;  // about; what is slow is run three times in any case
    std::string only;     // a name; empty: all
};

struct BenchFigure {
    std::string name;  // "TeacherPage"
    bool is_command = false;
    std::string role;  // "coach", "teacher", "leader", "administrator", "keeper"
    int runs = 0;
    std::int64_t rows = 0;   // of the largest answer; of a command, rows changed
    double cold_ms = 0;      // median of the runs that began with nothing of the file in the program's memory
    double median_ms = 0;    // of the other runs
    double p99_ms = 0;       // of all runs, first touches and cold ones among them
    double budget_ms = 0;    // 0: none of its own
    std::string refused_as;  // what was said where the role may not, or the file has nothing of the kind; then no runs

    [[nodiscard]] bool is_over() const { return budget_ms > 0 && p99_ms > budget_ms; }
};

struct BenchReport {
    struct TableRows {
        std::string table;
        std::int64_t rows = 0;
    };
    std::vector<BenchFigure> figures;  // questions, then commands, as listed
    std::vector<TableRows> tables;     // by name
    std::int64_t file_bytes = 0;
    std::int64_t visits = 0;
    double sync_ms = 0;  // median of writing and syncing 16 kB in the file's folder
};

// `cancelled` if it was stopped.
Result<BenchReport> measure_workspace(Workspace& workspace, const BenchOptions& options, const Progress& progress = {});

// What measure_workspace runs, by name.
struct BenchName {
    std::string name;
    bool is_command = false;
};
std::vector<BenchName> bench_names();

// Questions and commands that no key press waits for, and why: they read or write files, with progress.
struct NotInteractive {
    std::string name;
    std::string reason;
};
const std::vector<NotInteractive>& not_interactive();

}  // namespace throughline
