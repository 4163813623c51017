// Putting right what `check` finds in a file that can be read: after a backup, and never by guessing.
//
// Search and indexes are built anew; rows that only the journal has come back; rows that name what is lost are kept as
// JSON lines beside the backup; where journal and rows still differ the rows stand and the journal says so. A file
// whose pages are damaged is not touched: see recover.hpp.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "throughline/backup.hpp"
#include "throughline/workspace.hpp"

namespace throughline {

struct RepairReport {
    BackupFile backup;                // how the file was before
    std::vector<std::string> mended;  // in words: none, if nothing was wrong
    std::filesystem::path left_out;   // rows that were taken out, as JSON lines; empty if none were
    CheckReport after;
};

// No other program may have unsaved work in the file; locked while one writes.
Result<RepairReport> repair_workspace(const std::filesystem::path& workspace, const Clock& clock, const TimeZone& zone,
                                      const Progress& progress = {});

}  // namespace throughline
