#include "app/viewmodel/roster_import_view_model.hpp"

#include <unordered_set>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/people.hpp"

namespace throughline {

namespace {

using Kind = RosterImportViewModel::Kind;

Kind kind_of(RosterChange change)
{
    switch (change) {
        case RosterChange::added: return Kind::added;
        case RosterChange::changed: return Kind::changed;
        case RosterChange::deactivated: return Kind::deactivated;
        case RosterChange::unchanged: break;
    }
    return Kind::unchanged;
}

TableRow::Look look_of(Kind kind)
{
    switch (kind) {
        case Kind::refused: return TableRow::Look::attention;
        case Kind::unchanged: return TableRow::Look::quiet;
        case Kind::added:
        case Kind::changed:
        case Kind::deactivated: break;
    }
    return TableRow::Look::plain;
}

TableRow row_of(const RosterPlanRow& planned)
{
    const auto kind = kind_of(planned.change);
    return {any(planned.person.id),
            {RosterImportViewModel::kind_words(kind), planned.line > 0 ? std::to_string(planned.line) : std::string(),
             planned.person.name(), role_words(planned.person.roles), planned.person.email, planned.detail},
            look_of(kind)};
}

TableRow row_of(const RefusedRow& refused)
{
    std::string place;
    if (refused.column > 0)
        place = refused.header.empty() ? fmt::format("Column {}: ", refused.column)
                                       : fmt::format("Column {} ({}): ", refused.column, refused.header);
    return {AnyId{},
            {RosterImportViewModel::kind_words(Kind::refused), std::to_string(refused.line), refused.name, {},
             refused.email, fmt::format("{}: {}{}", refused.file, place, refused.reason)},
            TableRow::Look::attention};
}

}  // namespace

std::filesystem::path roster_source(const std::filesystem::path& chosen)
{
    return chosen.filename() == "manifest.csv" ? chosen.parent_path() : chosen;
}

Result<RosterReading> read_and_plan(const std::filesystem::path& source, const WorkspacePlace& place,
                                    std::stop_token stop)
{
    auto workspace = Workspace::open(place.file, place.options);
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

Result<RosterImported> import_roster(const RosterFile& file, const WorkspacePlace& place)
{
    auto workspace = Workspace::open(place.file, place.options);
    if (!workspace) return tl::unexpected(workspace.error());
    auto imported = workspace->execute(place.actor, ImportRoster{file});
    if (!imported) return tl::unexpected(imported.error());
    return RosterImported{imported->value, imported->label};
}

void RosterImportViewModel::show(RosterReading reading)
{
    reading_ = std::move(reading);
    only_.reset();
}

void RosterImportViewModel::clear()
{
    reading_.reset();
}

int RosterImportViewModel::count(Kind kind) const
{
    if (!reading_) return 0;
    const auto& plan = reading_->plan;
    switch (kind) {
        case Kind::added: return plan.added;
        case Kind::changed: return plan.changed;
        case Kind::deactivated: return plan.deactivated;
        case Kind::refused: return static_cast<int>(plan.refused.size());
        case Kind::unchanged: break;
    }
    return plan.unchanged;
}

bool RosterImportViewModel::changes_anything() const
{
    return count(Kind::added) + count(Kind::changed) + count(Kind::deactivated) > 0;
}

void RosterImportViewModel::show_only(std::optional<Kind> kind)
{
    only_ = kind;
}

std::vector<TableRow> RosterImportViewModel::rows() const
{
    std::vector<TableRow> rows;
    if (!reading_) return rows;
    const auto wanted = [this](Kind kind) { return only_ ? kind == *only_ : kind != Kind::unchanged; };
    // What was refused first: it is what somebody has to mend.
    if (wanted(Kind::refused))
        for (const auto& refused : reading_->plan.refused)
            if (rows.size() < rows_max) rows.push_back(row_of(refused));
    for (const auto& planned : reading_->plan.rows)
        if (rows.size() < rows_max && wanted(kind_of(planned.change))) rows.push_back(row_of(planned));
    return rows;
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
    if (reading_->file.skipped_students > 0)
        notes.push_back(fmt::format("{} left aside; nothing about students is kept.",
                                    counted(reading_->file.skipped_students, "student")));
    if (reading_->file.skipped_others > 0)
        notes.push_back(fmt::format("{} other people (aides, parents and the like) left aside.",
                                    reading_->file.skipped_others));
    if (reading_->file.skipped_without_role > 0)
        notes.push_back(fmt::format("{} people without a role left aside.", reading_->file.skipped_without_role));
    return notes;
}

std::string RosterImportViewModel::kind_words(Kind kind)
{
    switch (kind) {
        case Kind::added: return "New";
        case Kind::changed: return "Changed";
        case Kind::deactivated: return "Deactivated";
        case Kind::refused: return "Refused";
        case Kind::unchanged: break;
    }
    return "Unchanged";
}

std::string RosterImportViewModel::imported_words(const RosterImported& imported, int refused)
{
    const auto& counts = imported.counts;
    auto words = fmt::format("Imported: {} new, {} changed, {} deactivated, {} unchanged.", counts.added, counts.changed,
                             counts.deactivated, counts.unchanged);
    if (refused > 0) words += fmt::format(" {} left out.", counted(refused, "refused row"));
    return words;
}

}  // namespace throughline
