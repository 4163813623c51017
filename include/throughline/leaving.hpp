// Leaving and arriving: everything in a workspace as files that other programs open, and back again.
//
// Used by the command line and the window. `export_all` writes a folder of CSV files, one for each table, the rubrics,
// the journal as JSON lines, a data dictionary and a manifest of hashes; `import_workspace` makes a new workspace of
// such a folder. The wall holds: what the actor may not read does not leave with them. A folder or file is made under
// another name and renamed when it is whole, so that nothing half written is ever found under its name. Nothing is
// written over. All of these may take long on a district's file: they say how far they are at most each 100 ms, and a
// stop leaves nothing behind (cancelled).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "throughline/workspace.hpp"

namespace throughline {

struct LeavingProgress {
    std::string what;  // "evidence"
    std::int64_t rows_done = 0;
    std::int64_t rows_total = 0;
};

struct LeavingWatch {
    std::function<void(const LeavingProgress&)> on_progress;  // may be empty
    std::stop_token stop;
};

struct TableCount {
    std::string table;
    std::int64_t rows = 0;
    std::int64_t rows_kept_back = 0;  // behind the wall
};

struct Leaving {
    std::vector<TableCount> tables;  // in the order of the files; the journal's two last
    int rubrics = 0;
    bool is_whole = true;                // an import of it gives the same workspace
    std::vector<std::string> kept_back;  // what did not leave, in words
};

// Everything the actor may read. Refused for somebody who neither keeps the file nor the house. The keeper of a file
// without owner and accounts, who can act as anybody in it, leaves with all of it, private lines included. Everybody
// else takes the private lines and drafts that they wrote themselves, and of others' records what the wall shows them;
// of the latter who took them is kept as with any other look.
Result<Leaving> export_all(Workspace& workspace, const Actor& actor, const std::filesystem::path& folder,
                           const LeavingWatch& watch = {});

// Shared visits that the actor may read, with what belongs to them, for anybody: a workbook for a spreadsheet, with
// real dates and no formulas, or one JSON object a line in Ed-Fi's words. No private line and no draft, whoever asks.
Result<Leaving> export_workbook(Workspace& workspace, const Actor& actor, const std::filesystem::path& file,
                                const LeavingWatch& watch = {});
Result<Leaving> export_lines(Workspace& workspace, const Actor& actor, const std::filesystem::path& file,
                             const LeavingWatch& watch = {});

struct Arriving {
    std::vector<TableCount> tables;
    bool is_whole = true;
};

// A new workspace from a folder that export_all wrote, ids and journal as they were. A file or a value that is not as
// it was written is refused by file, line and column.
Result<Arriving> import_workspace(const std::filesystem::path& folder, const std::filesystem::path& file,
                                  const LeavingWatch& watch = {});

// The workspace file table by table, as Markdown: generated from the schema that this program carries.
std::string file_format_text();

}  // namespace throughline
