// Taking a roster in: schools first, then people as planned, then terms and classes. One command, one undo.
#include <algorithm>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/retention.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/roster_plan.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/person.hpp"
#include "throughline/query/roster.hpp"

namespace throughline {
namespace {

void take_school(Context& context, std::vector<School>& schools, const std::string& source_id, const std::string& name)
{
    if (name.empty()) return;
    for (auto& school : schools) {
        if (!source_id.empty() && school.source_id == source_id) return;
        if (folded(school.name) != folded(name)) continue;
        if (school.source_id.empty() && !source_id.empty()) {
            school.source_id = source_id;
            store::update(context.database, school);
        }
        return;
    }
    schools.push_back({context.new_id<SchoolId>(), name, source_id});
    store::insert(context.database, schools.back());
}

void take_schools(Context& context, const RosterFile& file)
{
    auto schools = store::schools(context.database);
    for (const auto& school : file.schools)
        if (school.active) take_school(context, schools, school.source_id, school.name);
    // A staff CSV names schools only beside people.
    for (const auto& person : file.people)
        if (person.school_source_ids.empty()) take_school(context, schools, {}, person.school_name);
}

// Inserts or updates by source id; an unchanged row is not touched, so that the same file twice changes nothing.
template <class Row>
void upsert(Context& context, Row row)
{
    const auto known = store::select_one<Row>(context.database, "WHERE source_id = ?", row.source_id);
    row.id = known ? known->id : context.new_id<decltype(row.id)>();
    if (!known)
        store::insert(context.database, row);
    else if (!(*known == row))
        store::update(context.database, row);
}

void take_sessions(Context& context, const RosterFile& file)
{
    for (const auto& session : file.sessions) {
        store::AcademicSessionRow row{{},          session.source_id,   session.title, session.type, session.begin,
                                      session.end, session.school_year, session.active};
        upsert(context, row);
        if (session.type != "schoolYear" || !session.active || session.end <= session.begin) continue;
        const auto years = store::select<SchoolYear>(context.database, "");
        const bool overlaps = std::ranges::any_of(years, [&](const SchoolYear& year) {
            return year.starts_on <= session.end && session.begin <= year.ends_on;
        });
        // The school's own year dates win over the district's.
        if (!overlaps)
            store::insert(context.database,
                          SchoolYear{context.new_id<SchoolYearId>(), session.title, session.begin, session.end, {}, 1});
    }
}

void take_classes(Context& context, const RosterFile& file)
{
    const auto schools = store::schools(context.database);
    for (const auto& from : file.classes) {
        store::ClassSectionRow row;
        row.source_id = from.source_id;
        row.title = from.title;
        row.code = from.code;
        const auto school = std::ranges::find(schools, from.school_source_id, &School::source_id);
        if (school != schools.end() && !from.school_source_id.empty()) row.school = school->id;
        row.subject = from.subject;
        row.grades = from.grades;
        row.periods = from.periods;
        row.location = from.location;
        row.sessions = from.session_source_ids;
        row.teachers = from.teacher_source_ids;
        row.active = from.active;
        upsert(context, row);
    }
    for (const auto& change : file.teaching_changes) {
        auto row =
            store::select_one<store::ClassSectionRow>(context.database, "WHERE source_id = ?", change.class_source_id);
        if (!row) continue;
        std::erase(row->teachers, change.person_source_id);
        if (!change.ended) row->teachers.push_back(change.person_source_id);
        store::update(context.database, *row);
    }
}

}  // namespace

template <>
Result<ImportRoster::Counts> handle(Context& context, const ImportRoster& import)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    take_schools(context, import.file);
    const auto plan = plan_roster(context, import.file);
    const auto first_school = store::first_school(context.database)->id;
    for (const auto& row : plan.rows) {
        auto person = row.person;
        switch (row.change) {
            case RosterChange::added:
                person.id = context.new_id<PersonId>();
                if (person.school.is_nil()) person.school = first_school;
                store::insert(context.database, store::stored(person));
                break;
            case RosterChange::changed:
            case RosterChange::deactivated:
                store::update(context.database, store::stored(person));
                if (row.change == RosterChange::deactivated || person.active)
                    store::note_leaving(context.database, person.id, person.active, context.today);
                break;
            case RosterChange::unchanged:
                break;
        }
    }
    take_sessions(context, import.file);
    take_classes(context, import.file);
    context.label = "Import a roster";
    return ImportRoster::Counts{plan.added, plan.changed, plan.unchanged, plan.deactivated};
}

template <>
Result<RosterPlan> answer(Context& context, const PlanRosterImport& asked)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    return plan_roster(context, asked.file);
}

THROUGHLINE_COMMAND(ImportRoster);
THROUGHLINE_QUERY(PlanRosterImport);

}  // namespace throughline
