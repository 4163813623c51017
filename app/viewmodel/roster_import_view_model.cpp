#include "app/viewmodel/roster_import_view_model.hpp"

#include <unordered_set>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/backup.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/people.hpp"

namespace throughline {

namespace {

using Kind = RosterImportViewModel::Kind;

Kind kind_of(RosterChange change)
{
    switch (change) {
        case RosterChange::added:
            return Kind::added;
        case RosterChange::changed:
            return Kind::changed;
        case RosterChange::deactivated:
            return Kind::deactivated;
        case RosterChange::unchanged:
            break;
    }
    return Kind::unchanged;
}

std::string change_words(const RosterPlanRow& planned)
{
    const auto& person = planned.person;
    if (planned.change != RosterChange::added) return planned.detail;
    const auto taught = subject_and_grade(person.subject, person.grade);
    if (taught.empty() || planned.detail.empty()) return taught + planned.detail;
    return taught + "; " + planned.detail;
}

TableRow row_of(const RosterPlanRow& planned)
{
    const auto kind = kind_of(planned.change);
    return {any(planned.person.id),
            {RosterImportViewModel::kind_words(kind), planned.line > 0 ? std::to_string(planned.line) : std::string(),
             planned.person.name(), role_words(planned.person.roles), planned.person.email, change_words(planned)},
            kind == Kind::unchanged ? TableRow::Look::quiet : TableRow::Look::plain,
            0,
            RosterImportViewModel::tone(kind)};
}

// "users.csv, column 4 (Role)": where the fault is, besides its line.
std::string place_words(const RefusedRow& refused)
{
    if (refused.column == 0) return refused.file;
    const auto header = refused.header.empty() ? std::string() : fmt::format(" ({})", refused.header);
    return fmt::format("{}, column {}{}", refused.file, refused.column, header);
}

TableRow row_of(const RefusedRow& refused)
{
    return {AnyId{},
            {RosterImportViewModel::kind_words(Kind::refused),
             std::to_string(refused.line),
             refused.name,
             {},
             refused.email,
             place_words(refused) + ": " + refused.reason},
            TableRow::Look::plain,
            0,
            RosterImportViewModel::tone(Kind::refused)};
}

}  // namespace

std::filesystem::path roster_source(const std::filesystem::path& chosen)
{
    return chosen.filename() == "manifest.csv" ? chosen.parent_path() : chosen;
}

Result<RosterReading> read_and_plan(const std::filesystem::path& source, const WorkspacePlace& place,
                                    std::stop_token stop)
{
    auto workspace = place.open(stop);
    if (!workspace) return tl::unexpected(workspace.error());
    const auto people = workspace->ask(place.actor, Roster{true});
    if (!people) return tl::unexpected(people.error());
    std::unordered_set<std::string> known;
    for (const auto& row : *people)
        if (!row.person.source_id.empty()) known.insert(row.person.source_id);
    auto file = read_roster(source, [&](std::string_view id) { return known.contains(std::string(id)); });
    if (!file) return tl::unexpected(file.error());
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "The import was cancelled; nothing was written.");
    auto plan = workspace->ask(place.actor, PlanRosterImport{*file});
    if (!plan) return tl::unexpected(plan.error());
    return RosterReading{source, std::move(*file), std::move(*plan)};
}

Result<RosterImported> import_roster(const RosterFile& file, const WorkspacePlace& place, std::stop_token stop)
{
    auto workspace = place.open(stop);
    if (!workspace) return tl::unexpected(workspace.error());
    // So that more than Undo leads back.
    if (const auto safe = back_up(workspace->file(), true, *system_clock(), workspace->zone()); !safe)
        return tl::unexpected(safe.error());
    auto imported = workspace->execute(place.actor, ImportRoster{file});
    if (!imported) return tl::unexpected(imported.error());
    return RosterImported{imported->value, imported->label};
}

void RosterImportViewModel::show(RosterReading reading)
{
    reading_ = std::move(reading);
    only_.reset();
}

void RosterImportViewModel::clear() { reading_.reset(); }

int RosterImportViewModel::count(Kind kind) const
{
    if (!reading_) return 0;
    const auto& plan = reading_->plan;
    switch (kind) {
        case Kind::added:
            return plan.added;
        case Kind::changed:
            return plan.changed;
        case Kind::deactivated:
            return plan.deactivated;
        case Kind::refused:
            return static_cast<int>(plan.refused.size());
        case Kind::unchanged:
            break;
    }
    return plan.unchanged;
}

bool RosterImportViewModel::changes_anything() const
{
    return count(Kind::added) + count(Kind::changed) + count(Kind::deactivated) > 0;
}

void RosterImportViewModel::show_only(std::optional<Kind> kind) { only_ = kind; }

// Visits what the list shows, in its order, up to its limit; until `visit` says false.
template <class Visit>
void RosterImportViewModel::each_shown(Visit visit) const
{
    if (!reading_) return;
    const auto wanted = [this](Kind kind) { return only_ ? kind == *only_ : kind != Kind::unchanged; };
    std::size_t count = 0;
    // What was refused first: it is what somebody has to mend.
    if (wanted(Kind::refused))
        for (const auto& refused : reading_->plan.refused)
            if (count++ == rows_max || !visit(row_of(refused))) return;
    for (const auto& planned : reading_->plan.rows)
        if (wanted(kind_of(planned.change)) && (count++ == rows_max || !visit(row_of(planned)))) return;
}

std::vector<TableRow> RosterImportViewModel::rows() const
{
    std::vector<TableRow> rows;
    each_shown([&](TableRow row) {
        rows.push_back(std::move(row));
        return true;
    });
    return rows;
}

ReadingText RosterImportViewModel::row_in_full(std::size_t wanted) const
{
    ReadingText text;
    std::size_t at = 0;
    each_shown([&](const TableRow& row) {
        if (at++ < wanted) return true;
        const auto& line = row.cells[1];
        auto title = row.cells[0] + (row.cells[2].empty() ? std::string() : ": " + row.cells[2]);
        if (!line.empty()) title += ", line " + line;
        text = {subheading_paragraph(std::move(title))};
        if (!row.cells.back().empty()) text.push_back(plain_paragraph(row.cells.back()));
        return false;
    });
    return text;
}

std::string RosterImportViewModel::cap_words() const
{
    int all = 0;
    for (const auto kind : {Kind::added, Kind::changed, Kind::deactivated, Kind::refused, Kind::unchanged})
        if (only_ ? kind == *only_ : kind != Kind::unchanged) all += count(kind);
    if (all <= static_cast<int>(rows_max)) return {};
    return fmt::format("Shown are the first {} of {} rows; all of them are imported.", rows_max, all);
}

std::string RosterImportViewModel::source_words() const
{
    if (!reading_) return {};
    return fmt::format("{}: {}, {}", reading_->source.filename().string(), name_of(reading_->file.kind),
                       reading_->file.full_snapshot ? "the whole staff" : "changes only");
}

std::vector<std::string> RosterImportViewModel::notes() const
{
    if (!reading_) return {};
    auto notes = reading_->file.notes;
    if (reading_->plan.loses_most())
        notes.insert(notes.begin(),
                     "Most of the people here are not in this file and would be deactivated. If it is not "
                     "the whole staff, cancel.");
    if (reading_->file.skipped_students > 0)
        notes.push_back(fmt::format("{} left aside; nothing about students is kept.",
                                    counted(reading_->file.skipped_students, "student")));
    if (reading_->file.skipped_others > 0)
        notes.push_back(
            fmt::format("{} other people (aides, parents and the like) left aside.", reading_->file.skipped_others));
    if (reading_->file.skipped_without_role > 0)
        notes.push_back(fmt::format("{} people without a role left aside.", reading_->file.skipped_without_role));
    return notes;
}

std::string RosterImportViewModel::kind_words(Kind kind)
{
    switch (kind) {
        case Kind::added:
            return "New";
        case Kind::changed:
            return "Changed";
        case Kind::deactivated:
            return "Deactivated";
        case Kind::refused:
            return "Refused";
        case Kind::unchanged:
            break;
    }
    return "Unchanged";
}

Tone RosterImportViewModel::tone(Kind kind)
{
    switch (kind) {
        case Kind::added:
            return Tone::high;
        case Kind::changed:
            return Tone::top;
        case Kind::deactivated:
            return Tone::middle;
        case Kind::refused:
            return Tone::low;
        case Kind::unchanged:
            break;
    }
    return Tone::neutral;
}

std::string RosterImportViewModel::imported_words(const RosterImported& imported, int refused)
{
    const auto& counts = imported.counts;
    auto words = fmt::format("Imported: {} new, {} changed, {} deactivated, {} unchanged.", counts.added,
                             counts.changed, counts.deactivated, counts.unchanged);
    if (refused > 0) words += fmt::format(" {} left out.", counted(refused, "refused row"));
    return words;
}

}  // namespace throughline
