#include "core/store/cadence.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "core/store/cadence_filter.hpp"
#include "core/store/closed_years.hpp"
#include "core/store/people.hpp"

namespace throughline::store {
namespace {

std::vector<Term> terms(Database& database)
{
    auto query = database.query(
        "SELECT id, title, begins_on, ends_on FROM academic_session WHERE active AND type IN ('term', 'semester', "
        "'gradingPeriod') ORDER BY begins_on");
    std::vector<Term> all;
    while (query.next()) {
        Term term;
        query.read(term.id);
        query.read(term.title);
        query.read(term.starts_on);
        query.read(term.ends_on);
        all.push_back(std::move(term));
    }
    return all;
}

// What belongs to the school itself; where it has none of its own, what belongs to all.
SchoolCalendar calendar_from(const std::vector<SchoolYear>& years, const std::vector<CalendarDay>& days,
                             const std::vector<Term>& terms, const SchoolId& school)
{
    std::vector<SchoolYear> own_years;
    for (const auto& year : years)
        if (year.school == school && !school.is_nil()) own_years.push_back(year);
    for (const auto& year : years) {
        if (year.school) continue;
        const bool replaced = std::ranges::any_of(own_years, [&](const SchoolYear& own) {
            return own.school && own.starts_on <= year.ends_on && year.starts_on <= own.ends_on;
        });
        if (!replaced) own_years.push_back(year);
    }
    std::vector<CalendarDay> own_days;
    for (const auto& day : days)
        if (!day.school) own_days.push_back(day);
    for (const auto& day : days)  // later, so that the school's own day goes before the general one
        if (day.school == school && !school.is_nil()) own_days.push_back(day);
    return {std::move(own_years), std::move(own_days), terms};
}

// Of more, what is asked is gone through once for all instead of being sought for each.
constexpr std::size_t many_teachers = 200;

// Those in an observer's caseload are sought there; all others by name, in an index that has what lists show.
std::string teachers_that_fit(const CadenceFilter& filter)
{
    constexpr const char* teaches = " WHERE t.merged_into IS NULL AND t.active AND instr(t.roles, 'Teacher') > 0";
    if (!filter.observer) return std::string(" FROM person AS t") + teaches + condition_of(filter);
    return std::string(
               " FROM (SELECT DISTINCT teacher_id FROM caseload WHERE observer_id = ?4 AND from_day <= ?5 AND (to_day "
               "IS NULL OR to_day >= ?5)) AS c CROSS JOIN person AS t ON t.id = c.teacher_id") +
           teaches + condition_of(filter);
}

void bind_teachers(Query& query, const CadenceFilter& filter, Date today)
{
    bind_filter(query, filter);
    if (!filter.observer) return;
    query.bind_at(4, *filter.observer);
    query.bind_at(5, today);
}

std::vector<OpenPromise> read_promises(Query& query)
{
    std::vector<OpenPromise> rows;
    while (query.next()) {
        OpenPromise row;
        query.read(row.teacher);
        query.read(row.observer);
        query.read(row.observation);
        query.read(row.purpose);
        query.read(row.visit_on);
        query.read(row.due_on);
        query.read(row.due_at);
        query.read(row.id);
        rows.push_back(std::move(row));
    }
    return rows;
}

// `table` with the condition that makes a row open, and the column of its due day.
std::vector<OpenPromise> open_promises(Database& database, const std::string& table, const std::string& due,
                                       const std::string& due_at, const std::string& open, const CadenceFilter& filter,
                                       Date from, Date before)
{
    const auto tables = picks_teachers(filter)
                            ? fmt::format("person AS t CROSS JOIN {} AS p ON p.teacher_id = t.id", table)
                            : fmt::format("{} AS p CROSS JOIN person AS t ON t.id = p.teacher_id", table);
    auto text = fmt::format(
        "SELECT p.teacher_id, p.observer_id, p.observation_id, o.purpose, o.started_on, p.{0}, {1}, p.id FROM {2} "
        "CROSS JOIN observation AS o INDEXED BY observation_wall ON o.id = p.observation_id WHERE t.active AND {3} AND "
        "p.{0} >= ?6 AND p.{0} < ?7",
        due, due_at, tables, open);
    text += condition_of(filter);
    if (filter.observer) text += " AND p.observer_id = ?4";
    auto query = database.query(text);
    bind_span(query, filter, from, before);
    return read_promises(query);
}

}  // namespace

std::map<SchoolId, SchoolCalendar> calendars(Database& database)
{
    const auto years = select<SchoolYear>(database, "ORDER BY starts_on");
    const auto days = select<CalendarDay>(database, "ORDER BY day");
    const auto all_terms = terms(database);
    std::map<SchoolId, SchoolCalendar> all;
    all.emplace(SchoolId{}, calendar_from(years, days, all_terms, {}));
    const auto add = [&](const std::optional<SchoolId>& school) {
        if (school && !all.contains(*school)) all.emplace(*school, calendar_from(years, days, all_terms, *school));
    };
    for (const auto& year : years) add(year.school);
    for (const auto& day : days) add(day.school);
    return all;
}

SchoolCalendar calendar_of(Database& database, const SchoolId& school)
{
    return calendar_from(select<SchoolYear>(database, "ORDER BY starts_on"),
                         select<CalendarDay>(database, "ORDER BY day"), terms(database), school);
}

CadenceHouse cadence_house(Database& database)
{
    return {select<CadenceRule>(database, ""), select<Excusal>(database, ""), calendars(database)};
}

int count_teachers_in_cadence(Database& database, const CadenceFilter& filter, Date today)
{
    auto query = database.query("SELECT count(*)" + teachers_that_fit(filter));
    bind_teachers(query, filter, today);
    query.next();
    return query.take<int>();
}

std::vector<TeacherInCadence> teachers_in_cadence(Database& database, const CadenceFilter& filter, Date today,
                                                  const Page& page)
{
    auto query =
        database.query("SELECT t.id, t.given_name, t.family_name, t.subject, t.grade, t.school_id, t.in_school_since" +
                       teachers_that_fit(filter) +
                       " ORDER BY t.family_name COLLATE NOCASE, t.given_name COLLATE NOCASE LIMIT ?8 OFFSET ?9");
    bind_teachers(query, filter, today);
    query.bind_at(8, page.count_max);
    query.bind_at(9, page.skip);
    std::vector<TeacherInCadence> rows;
    while (query.next()) {
        TeacherInCadence row;
        query.read(row.facts.id);
        const auto given = query.take<std::string>();
        row.name = full_name(given, query.take<std::string>());
        query.read(row.subject);
        query.read(row.grade);
        query.read(row.facts.school);
        query.read(row.facts.in_school_since);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<CadencePerson> all_in_cadence(Database& database, const CadenceFilter& filter, Date today)
{
    auto query = database.query("SELECT t.id, t.school_id, t.in_school_since" + teachers_that_fit(filter));
    bind_teachers(query, filter, today);
    std::vector<CadencePerson> people;
    while (query.next()) {
        auto& person = people.emplace_back();
        query.read(person.id);
        query.read(person.school);
        query.read(person.in_school_since);
    }
    PeopleById by_id;
    by_id.reserve(people.size());
    for (auto& person : people) by_id.emplace(person.id, &person);
    add_groups(database, by_id);
    return people;
}

std::optional<CadencePerson> cadence_person(Database& database, const PersonId& id)
{
    auto query = database.query("SELECT id, school_id, in_school_since FROM person WHERE id = ?");
    query.bind(id);
    if (!query.next()) return std::nullopt;
    CadencePerson person;
    query.read(person.id);
    query.read(person.school);
    query.read(person.in_school_since);
    add_groups(database, {{id, &person}});
    return person;
}

void add_groups(Database& database, const PeopleById& people)
{
    const bool is_one = people.size() == 1;
    const auto each = [&](const std::string& sql, auto&& take) {
        auto query = database.query(sql + (is_one ? " WHERE person_id = ?" : ""));
        if (is_one) query.bind(people.begin()->first);
        while (query.next())
            if (const auto found = people.find(query.take<PersonId>()); found != people.end())
                take(query, *found->second);
    };
    each("SELECT person_id, team_id FROM team_member",
         [](Query& query, CadencePerson& of) { of.teams.push_back(query.take<TeamId>()); });
    each("SELECT person_id, tag FROM person_tag",
         [](Query& query, CadencePerson& of) { of.tags.push_back(query.take<std::string>()); });
}

namespace {

// The last visit of each purpose since `from`, by whomever.
void add_latest_visits(Database& database, const PeopleById& people, Date from, const std::set<Purpose>& purposes)
{
    const bool picks_people = people.size() <= many_teachers;
    auto query =
        database.query(std::string("SELECT teacher_id, purpose, latest_on FROM teacher_summary WHERE ") +
                       // The plus keeps SQLite from going through all visits of a purpose instead of a few teachers'.
                       (picks_people ? "teacher_id IN (SELECT uuid_blob(value) FROM json_each(?8)) AND +" : "") +
                       "purpose IN (SELECT value FROM json_each(?7)) AND latest_on >= ?6");
    query.bind_at(6, from);
    std::vector<std::string> names;
    for (const auto purpose : purposes) names.push_back("\"" + std::string(name_of(purpose)) + "\"");
    query.bind_at(7, "[" + join(names, ",") + "]");
    if (picks_people) {
        std::vector<PersonId> ids;
        for (const auto& [id, person] : people) ids.push_back(id);
        query.bind_at(8, as_json(ids));
    }
    while (query.next()) {
        const auto found = people.find(query.take<PersonId>());
        if (found == people.end()) continue;
        const auto purpose = query.take<Purpose>();
        found->second->visits.push_back({query.take<Date>(), purpose});
    }
}

}  // namespace

void add_visits(Database& database, const Viewer& viewer, const PeopleById& people, Date from,
                const std::set<Purpose>& purposes, bool latest_only)
{
    const bool all = viewer.sees_all || viewer.leads || viewer.administers;
    if (all && latest_only) return add_latest_visits(database, people, from, purposes);
    auto query = database.query(std::string(latest_only ? "SELECT max(started_on)" : "SELECT started_on") +
                                " FROM observation WHERE teacher_id = ?1 AND purpose = ?2 AND started_on >= ?3 AND "
                                "state <> 'archived'" +
                                (all ? "" : " AND (observer_id = ?4 OR co_observer_id = ?4)"));
    for (const auto& [id, person] : people)
        for (const auto purpose : purposes) {
            query.restart();
            query.bind_all(id, purpose, from);
            if (!all) query.bind(viewer.person);
            while (query.next())
                if (const auto on = query.take<std::optional<Date>>()) person->visits.push_back({*on, purpose});
        }
}

void add_bookings(Database& database, const Viewer& viewer, const PeopleById& people, Date today)
{
    const bool all = viewer.sees_all || viewer.leads || viewer.administers;
    // A leader who is visited unannounced must not read it here either.
    const std::string own = all ? "" : " AND observer_id = ?3";
    const auto planned =
        "SELECT teacher_id, starts_on AS day FROM booking WHERE starts_on >= ?2 AND state = 'planned' "
        "AND kind = 'visit' AND (announced OR observer_id IS ?3 OR teacher_id IS NOT ?3)" +
        own;
    const auto agreed = "SELECT teacher_id, next_visit_on FROM debrief WHERE next_visit_on >= ?2" + own;
    if (people.size() > many_teachers) {
        auto query = database.query(planned + " UNION ALL " + agreed);
        query.bind_at(2, today);
        query.bind_at(3, viewer.person);
        while (query.next()) {
            const auto found = people.find(query.take<PersonId>());
            if (found == people.end()) continue;
            const auto day = query.take<Date>();
            auto& next_on = found->second->next_booked_on;
            next_on = next_on ? std::min(*next_on, day) : day;
        }
        return;
    }
    auto query = database.query("SELECT min(day) FROM (" + planned + " AND teacher_id = ?1 UNION ALL " + agreed +
                                " AND teacher_id = ?1)");
    for (const auto& [id, person] : people) {
        query.restart();
        query.bind_all(id, today, viewer.person);
        if (query.next()) query.read(person->next_booked_on);
    }
}

std::vector<Booking> open_bookings(Database& database, BookingKind kind, const std::optional<PersonId>& observer,
                                   const std::optional<PersonId>& teacher)
{
    return select<Booking>(database,
                           "WHERE state = 'planned' AND kind = ?1 AND (?2 IS NULL OR observer_id = ?2) AND (?3 IS NULL "
                           "OR teacher_id = ?3) ORDER BY starts_at",
                           kind, observer, teacher);
}

std::vector<OpenPromise> late_debriefs(Database& database, const CadenceFilter& filter, Date from, Date before)
{
    return open_promises(
        database, "debrief", "due_on", "p.due_at",
        "p.held_at IS NULL AND p.skip_reason = '' AND NOT " + in_closed_year("o.teacher_id", "o.started_on"), filter,
        from, before);
}

std::vector<OpenPromise> late_steps(Database& database, const CadenceFilter& filter, Date from, Date before)
{
    return open_promises(database, "action_step", "check_on", "NULL",
                         "p.state IN ('assigned', 'acknowledged', 'in practice')", filter, from, before);
}

std::vector<OpenPromise> unshared(Database& database, const CadenceFilter& filter, Date from, Date before)
{
    // Drafts are few: they come first, whomever the filter picks.
    auto text =
        std::string(
            "SELECT o.teacher_id, o.observer_id, o.observation_id, o.purpose, o.started_on, o.started_on, NULL, "
            "o.observation_id FROM visit_summary AS o INDEXED BY visit_summary_drafts CROSS JOIN person AS t ON t.id = "
            "o.teacher_id WHERE t.active AND o.state = 'draft'") +
        in_span + condition_of(filter) + " AND NOT " + in_closed_year("o.teacher_id", "o.started_on");
    if (filter.observer) text += " AND o.observer_id = ?4";
    auto query = database.query(text);
    bind_span(query, filter, from, before);
    return read_promises(query);
}

std::vector<std::pair<PersonId, Date>> step_checks(Database& database, const CadenceFilter& filter, Date from, Date to,
                                                   const std::vector<PersonId>* people)
{
    std::string text =
        "SELECT p.teacher_id, e.day FROM person AS t CROSS JOIN action_step AS p ON p.teacher_id = t.id JOIN "
        "step_event "
        "AS e ON e.step_id = p.id WHERE t.merged_into IS NULL AND e.result IS NOT NULL AND e.day >= ?6 AND e.day <= "
        "?7" +
        condition_of(filter);
    if (filter.observer) text += " AND p.observer_id = ?4";
    if (people != nullptr) text += is_one_of;
    auto query = database.query(text);
    bind_span(query, filter, from, to);
    if (people != nullptr) query.bind_at(8, as_json(*people));
    std::vector<std::pair<PersonId, Date>> rows;
    while (query.next()) {
        const auto teacher = query.take<PersonId>();
        rows.emplace_back(teacher, query.take<Date>());
    }
    return rows;
}

std::map<PersonId, std::vector<PersonId>> caseloads(Database& database, const CadenceFilter& filter, Date on)
{
    std::string text =
        "SELECT c.observer_id, c.teacher_id FROM caseload AS c JOIN person AS t ON t.id = c.teacher_id WHERE t.active "
        "AND c.from_day <= ?5 AND (c.to_day IS NULL OR c.to_day >= ?5)" +
        condition_of(filter);
    if (filter.observer) text += " AND c.observer_id = ?4";
    auto query = database.query(text);
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    query.bind_at(5, on);
    std::map<PersonId, std::vector<PersonId>> all;
    while (query.next()) {
        const auto observer = query.take<PersonId>();
        all[observer].push_back(query.take<PersonId>());
    }
    return all;
}

}  // namespace throughline::store
