// Importing a roster: read the file, show row by row what would change, then write it as one command. No wx.
//
// Used by the Roster page. Reading, comparing and writing may take seconds for a large file, so each is a function that
// a worker runs with a Workspace of its own; this object only holds what came back. Promises: nothing is written before
// `import_roster`; every refused row is shown with its file, line, column and reason; the rows shown are capped, the
// counts are not.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/person.hpp"
#include "throughline/connection.hpp"
#include "throughline/query/roster.hpp"

namespace throughline {

// Where a worker finds the workspace, and as whom it acts.
struct WorkspacePlace {
    OpenAnother open;
    Actor actor;
};

struct RosterReading {
    std::filesystem::path source;
    RosterFile file;
    RosterPlan plan;
};

// What to read when this file was chosen: a OneRoster folder is chosen by the manifest in it.
std::filesystem::path roster_source(const std::filesystem::path& chosen);

// Reads and compares; writes nothing. Ends with `cancelled` between the two if asked to stop.
Result<RosterReading> read_and_plan(const std::filesystem::path& source, const WorkspacePlace& place,
                                    std::stop_token stop);

struct RosterImported {
    ImportRoster::Counts counts;
    std::string label;  // what Undo calls it
};
// One command; cancelled before its end it has changed nothing.
Result<RosterImported> import_roster(const RosterFile& file, const WorkspacePlace& place, std::stop_token stop);

class RosterImportViewModel {
public:
    static constexpr std::size_t rows_max = 20'000;
    enum class Kind { added, changed, deactivated, refused, unchanged };

    void show(RosterReading reading);
    void clear();
    [[nodiscard]] bool is_shown() const { return reading_.has_value(); }
    [[nodiscard]] const RosterFile& file() const { return reading_->file; }

    [[nodiscard]] int count(Kind kind) const;
    [[nodiscard]] bool changes_anything() const;
    void show_only(std::optional<Kind> kind);  // nothing: all but the unchanged
    [[nodiscard]] std::vector<TableRow> rows() const;
    // What changes with a shown row, or why it is refused, in full.
    [[nodiscard]] ReadingText row_in_full(std::size_t row) const;
    // "Shown are the first 20,000 of 48,210 rows."; empty if all are shown.
    [[nodiscard]] std::string cap_words() const;

    [[nodiscard]] std::string source_words() const;  // "staff.csv: staff CSV, the whole staff"
    // What was put right or left aside: one sentence each.
    [[nodiscard]] std::vector<std::string> notes() const;
    [[nodiscard]] static std::string kind_words(Kind kind);  // "New"
    [[nodiscard]] static Tone tone(Kind kind);
    [[nodiscard]] static std::string imported_words(const RosterImported& imported, int refused);

private:
    template <class Visit>
    void each_shown(Visit visit) const;

    std::optional<RosterReading> reading_;
    std::optional<Kind> only_;
};

}  // namespace throughline
