// People: finding, adding, correcting, merging, caseloads.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/closed_years.hpp"
#include "core/store/people.hpp"
#include "core/store/retention.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/resolve_person.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/person.hpp"
#include "throughline/query/people.hpp"

namespace throughline {
namespace {

Result<void> check_person(Context& context, const Person& person)
{
    if (trimmed(person.given_name).empty() && trimmed(person.family_name).empty())
        return fail(ErrorCode::invalid, "A person needs a name.");
    if (count_characters(person.given_name) > person_name_chars_max ||
        count_characters(person.family_name) > person_name_chars_max)
        return fail(ErrorCode::invalid, "A name has at most {0} characters.", fmt::to_string(person_name_chars_max));
    if (person.roles.empty()) return fail(ErrorCode::invalid, "{0} needs at least one role.", person.name());
    for (const auto& key : {person.staff_id, person.email}) {
        if (key.empty()) continue;
        for (const auto& other : store::people_called(context.database, key))
            if (other.id != person.id && other.active)
                return fail(ErrorCode::conflict, "{0} already belongs to {1}. Correct one of the two, or merge them.",
                            key, other.name());
    }
    return {};
}

Failure was_erased()
{
    return fail(ErrorCode::wrong_state,
                "This person's record was erased, and its name does not come back. If they work here again, add them "
                "as a new person.");
}

// Teachers may look up themselves only: no names of others, not even by guessing.
bool may_list_people(Context& context)
{
    const auto viewer = viewer_of(context);
    return viewer.sees_all || viewer.leads || viewer.administers || viewer.observes || may_keep_house(context);
}

}  // namespace

Result<Person> resolve_person(Context& context, std::string_view text)
{
    auto found = store::people_called(context.database, text);
    if (found.size() > 1) {
        // Somebody who left does not stand in the way of somebody who is here.
        const auto active = std::ranges::count_if(found, &Person::active);
        if (active == 1) std::erase_if(found, [](const Person& person) { return !person.active; });
    }
    if (found.empty())
        return fail(ErrorCode::not_found,
                    "Nobody in this file is known as \"{0}\". Give a staff id, an e-mail address or a full name as in "
                    "the roster.",
                    std::string(text));
    if (found.size() == 1) return std::move(found.front());
    std::vector<std::string> candidates;
    for (const auto& person : found)
        candidates.push_back(fmt::format("{} ({})", person.name(),
                                         !person.staff_id.empty() ? person.staff_id
                                         : !person.email.empty()  ? person.email
                                                                  : person.id.text()));
    return fail(ErrorCode::ambiguous, "\"{0}\" fits several people: {1}. Give the staff id or e-mail address instead.",
                std::string(text), join(candidates, ", "));
}

template <>
Result<PersonId> handle(Context& context, const AddPerson& add)
{
    auto person = add.person;
    person.id = context.new_id<PersonId>();
    if (person.school.is_nil()) person.school = store::first_school(context.database)->id;
    // Whoever opens a new file may say who they are; later only its keepers add people.
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (const auto good = check_person(context, person); !good) return Failure(good.error());
    store::insert(context.database, store::stored(person));
    context.label = "Add a person";
    return person.id;
}

template <>
Result<Nothing> handle(Context& context, const ChangePerson& change)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto before = store::find<store::PersonStored>(context.database, change.person.id);
    if (!before) return fail(ErrorCode::not_found, "This person is not in the file any more.");
    if (store::is_erased(context.database, before->id)) return was_erased();
    if (const auto good = check_person(context, change.person); !good) return Failure(good.error());
    auto row = store::stored(change.person);
    row.merged_into = before->merged_into;
    if (row.person.school.is_nil()) row.person.school = before->person.school;
    // Lists of people do not carry this day: who changes a name keeps it, and who changes school begins anew.
    if (row.person.school != before->person.school)
        row.person.in_school_since = context.today;
    else if (!row.person.in_school_since)
        row.person.in_school_since = before->person.in_school_since;
    store::update(context.database, row);
    if (row.person.active != before->person.active)
        store::note_leaving(context.database, row.id, row.person.active, context.today);
    context.label = change.person.active == before->person.active ? "Change a person"
                    : change.person.active                        ? "Reactivate a person"
                                                                  : "Deactivate a person";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const MergePeople& merge)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    auto from = store::find<store::PersonStored>(context.database, merge.from);
    auto into = store::find<store::PersonStored>(context.database, merge.into);
    if (!from || !into || from->merged_into || into->merged_into)
        return fail(ErrorCode::not_found, "One of the two people is not in the file any more.");
    if (from->id == into->id) return fail(ErrorCode::invalid, "A person cannot be merged with themselves.");
    if (store::is_erased(context.database, from->id) || store::is_erased(context.database, into->id))
        return was_erased();
    const store::ClosedYearPermission permission(context.database);  // the same record, under one name
    store::move_records(context.database, from->id, into->id);
    const bool was_here = std::exchange(from->person.active, false);
    from->merged_into = into->id;
    store::update(context.database, *from);
    if (was_here) store::note_leaving(context.database, from->id, false, context.today);
    context.label = "Merge two people";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const AssignCaseload& assign)
{
    const bool own = context.actor.person == assign.observer;
    if (!own)
        if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto observer = store::find_person(context.database, assign.observer);
    const auto teacher = store::find_person(context.database, assign.teacher);
    if (!observer || !teacher) return fail(ErrorCode::not_found, "One of the two people is not in the file any more.");
    auto row = store::select_one<store::CaseloadRow>(context.database,
                                                     "WHERE observer_id = ? AND teacher_id = ? AND to_day IS NULL",
                                                     assign.observer, assign.teacher);
    context.label = assign.assigned ? "Add to a caseload" : "Take from a caseload";
    if (assign.assigned && !row)
        store::insert(context.database, store::CaseloadRow{context.new_id<CaseloadId>(), assign.observer,
                                                           assign.teacher, context.today, std::nullopt});
    if (!assign.assigned && row) {
        row->to_day = context.today - boost::gregorian::days(1);
        store::update(context.database, *row);
    }
    return Nothing{};
}

template <>
Result<Person> answer(Context& context, const ResolvePerson& asked)
{
    const auto person = resolve_person(context, asked.text);
    if (person && !may_list_people(context) && context.actor.person != person->id)
        return fail(ErrorCode::not_found, "Nobody in this file is known as \"{0}\" to you.", asked.text);
    return person;
}

template <>
Result<std::vector<PersonRow>> answer(Context& context, const FindPeople& asked)
{
    if (!may_list_people(context)) return std::vector<PersonRow>{};
    return store::find_people(context.database, asked.typed, asked.teachers_only, false, asked.count_max);
}

template <>
Result<Person> answer(Context& context, const Me&)
{
    auto id = context.actor.person;
    if (!id) id = PersonId::parse(store::setting(context.database, "owner", ""));
    auto person = id ? store::find_person(context.database, *id) : std::nullopt;
    if (!person) return fail(ErrorCode::not_found, "Nobody is set as this file's owner. Say who you are in Settings.");
    return std::move(*person);
}

template <>
Result<std::vector<PersonRow>> answer(Context& context, const Roster& asked)
{
    if (!may_list_people(context))
        return fail(ErrorCode::not_allowed, "The roster is for observers, leaders and administrators.");
    return store::roster(context.database, asked.include_inactive, asked.observers_only);
}

template <>
Result<std::vector<PersonId>> answer(Context& context, const ObserversOf& asked)
{
    if (!may_list_people(context))
        return fail(ErrorCode::not_allowed, "Caseloads are for observers, leaders and administrators.");
    return store::observers_of(context.database, asked.teacher, context.today);
}

THROUGHLINE_COMMAND(AddPerson);
THROUGHLINE_COMMAND(ChangePerson);
THROUGHLINE_COMMAND(MergePeople);
THROUGHLINE_COMMAND(AssignCaseload);
THROUGHLINE_QUERY(ResolvePerson);
THROUGHLINE_QUERY(FindPeople);
THROUGHLINE_QUERY(Me);
THROUGHLINE_QUERY(Roster);
THROUGHLINE_QUERY(ObserversOf);

}  // namespace throughline
