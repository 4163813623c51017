// What can be saved of a damaged workspace file, written as a new one.
//
// Used by `throughline-cli recover` and by the window when a file does not open. The damaged file is only read, never
// written. Rows come from their tables as far as these can be read, then from the journal, which holds each row a
// second time. Promises: what is in the new file holds together (no row points at one that is not there), and what
// could not be brought over is listed; rows that point at lost ones are kept as JSON lines beside the new file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/progress.hpp"

namespace throughline {

struct RecoveryReport {
    struct Table {
        std::string name;
        std::int64_t read_count = 0;      // from the table itself
        std::int64_t journal_count = 0;   // from the journal
        std::int64_t left_out_count = 0;  // read, and pointing at what is lost
        bool is_broken = false;           // a part of the table itself could not be read

        [[nodiscard]] std::int64_t saved_count() const { return read_count + journal_count - left_out_count; }
    };
    std::vector<Table> tables;  // those that had rows
    // In words: which part could not be read and did not come back from the journal either; none: everything came over.
    std::vector<std::string> losses;
    std::filesystem::path left_out;  // the file of rows that were left out; empty if there are none
    [[nodiscard]] bool is_whole() const { return losses.empty(); }
    // "1,204 rows, 12 visits among them".
    [[nodiscard]] std::string saved_words() const;
};

// `to` must not exist. damaged if nothing can be made of the file at all.
Result<RecoveryReport> recover_workspace(const std::filesystem::path& damaged, const std::filesystem::path& to,
                                         const Progress& progress = {});

}  // namespace throughline
