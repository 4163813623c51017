#include "core/store/cadence.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "core/store/closed_years.hpp"
#include "core/store/people.hpp"
#include "core/store/visits.hpp"

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

// The conditions that a filter adds on teacher t; its values go to ?1 to ?4, the day of today to ?5.
std::string condition_of(const CadenceFilter& filter)
{
    std::string text;
    if (filter.school) text += " AND t.school_id = ?1";
    if (filter.team) text += " AND EXISTS (SELECT 1 FROM team_member AS m WHERE m.team_id = ?2 AND m.person_id = t.id)";
    if (!filter.tag.empty())
        text += " AND EXISTS (SELECT 1 FROM person_tag AS g WHERE g.person_id = t.id AND g.tag = ?3)";
    return text;
}

void bind_filter(Query& query, const CadenceFilter& filter)
{
    if (filter.school) query.bind_at(1, *filter.school);
    if (filter.team) query.bind_at(2, *filter.team);
    if (!filter.tag.empty()) query.bind_at(3, filter.tag);
}

// Of these people alone; they go to ?8.
constexpr const char* is_one_of = " AND t.id IN (SELECT uuid_blob(value) FROM json_each(?8))";

std::string as_json(const std::vector<PersonId>& people)
{
    std::string json;
    for (const auto& person : people) json += (json.empty() ? "[\"" : ",\"") + person.text() + "\"";
    return json.empty() ? "[]" : json + "]";
}

constexpr const char* in_caseload =
    " AND EXISTS (SELECT 1 FROM caseload AS c WHERE c.observer_id = ?4 AND c.teacher_id = t.id AND c.from_day <= ?5 "
    "AND (c.to_day IS NULL OR c.to_day >= ?5))";

std::string teachers_that_fit(const CadenceFilter& filter)
{
    return " FROM person AS t WHERE t.merged_into IS NULL AND t.active AND t.roles LIKE '%Teacher%'" +
           condition_of(filter) + (filter.observer ? in_caseload : "");
}

void bind_teachers(Query& query, const CadenceFilter& filter, Date today)
{
    bind_filter(query, filter);
    if (!filter.observer) return;
    query.bind_at(4, *filter.observer);
    query.bind_at(5, today);
}

// Teams and tags of one person, or of all where there is none.
void add_groups(Database& database, const std::optional<PersonId>& person,
                const std::unordered_map<PersonId, CadencePerson*>& people)
{
    const std::string where = person ? " WHERE person_id = ?" : "";
    const auto each = [&](const std::string& sql, auto&& take) {
        auto query = database.query(sql + where);
        if (person) query.bind(*person);
        while (query.next()) {
            const auto id = query.take<PersonId>();
            if (const auto found = people.find(id); found != people.end()) take(query, *found->second);
        }
    };
    each("SELECT person_id, team_id FROM team_member",
         [](Query& query, CadencePerson& of) { of.teams.push_back(query.take<TeamId>()); });
    each("SELECT person_id, tag FROM person_tag",
         [](Query& query, CadencePerson& of) { of.tags.push_back(query.take<std::string>()); });
}

// Visits o in [?6, ?7] by their school day. The instants, a day wider at both ends, let the index by teacher help.
const std::string in_span =
    " AND o.started_on >= ?6 AND o.started_on <= ?7 AND o.started_at >= unixepoch(?6, '-1 day') * 1000000 "
    "AND o.started_at < unixepoch(?7, '+2 days') * 1000000";

// Whether a filter picks a few teachers: then they come first and their records after; otherwise the other way round.
bool picks_teachers(const CadenceFilter& filter) { return filter.school || filter.team || !filter.tag.empty(); }

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
        "CROSS JOIN observation AS o ON o.id = p.observation_id WHERE t.active AND {3} AND p.{0} >= ?6 AND p.{0} < ?7",
        due, due_at, tables, open);
    text += condition_of(filter);
    if (filter.observer) text += " AND p.observer_id = ?4";
    auto query = database.query(text);
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    query.bind_at(6, from);
    query.bind_at(7, before);
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
        const auto family = query.take<std::string>();
        row.name = given.empty() ? family : family.empty() ? given : given + " " + family;
        query.read(row.subject);
        query.read(row.grade);
        query.read(row.facts.school);
        query.read(row.facts.in_school_since);
        rows.push_back(std::move(row));
    }
    std::unordered_map<PersonId, CadencePerson*> by_id;
    for (auto& row : rows) by_id[row.facts.id] = &row.facts;
    add_groups(database, {}, by_id);
    return rows;
}

std::optional<CadencePerson> cadence_person(Database& database, const PersonId& id)
{
    const auto found = find<PersonStored>(database, id);
    if (!found) return std::nullopt;
    CadencePerson person;
    person.id = id;
    person.school = found->person.school;
    person.in_school_since = found->person.in_school_since;
    add_groups(database, id, {{id, &person}});
    return person;
}

void add_visits(Database& database, const Viewer& viewer, std::vector<TeacherInCadence>& teachers, Date from,
                const std::set<Purpose>& purposes, bool latest_only)
{
    const bool all = viewer.sees_all || viewer.leads || viewer.administers;
    auto query = database.query(std::string(latest_only ? "SELECT max(started_on)" : "SELECT started_on") +
                                " FROM observation WHERE teacher_id = ?1 AND purpose = ?2 AND started_on >= ?3 AND "
                                "state <> 'archived'" +
                                (all ? "" : " AND (observer_id = ?4 OR co_observer_id = ?4)"));
    for (auto& teacher : teachers)
        for (const auto purpose : purposes) {
            query.restart();
            query.bind_all(teacher.facts.id, purpose, from);
            if (!all) query.bind(viewer.person);
            while (query.next())
                if (const auto on = query.take<std::optional<Date>>()) teacher.facts.visits.push_back({*on, purpose});
        }
}

void add_bookings(Database& database, const Viewer& viewer, std::vector<TeacherInCadence>& teachers, Date today)
{
    const bool all = viewer.sees_all || viewer.leads || viewer.administers;
    // A leader who is visited unannounced must not read it here either.
    const std::string own = all ? "" : " AND observer_id = ?3";
    auto query = database.query(
        "SELECT min(day) FROM (SELECT min(starts_on) AS day FROM booking WHERE teacher_id = ?1 AND starts_on >= ?2 AND "
        "state = 'planned' AND kind = 'visit' AND (announced OR observer_id IS ?3 OR teacher_id IS NOT ?3)" +
        own + " UNION ALL SELECT min(next_visit_on) FROM debrief WHERE teacher_id = ?1 AND next_visit_on >= ?2" + own +
        ")");
    for (auto& teacher : teachers) {
        query.restart();
        query.bind_all(teacher.facts.id, today, viewer.person);
        if (query.next()) teacher.facts.next_booked_on = query.take<std::optional<Date>>();
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
    const auto* tables = picks_teachers(filter) ? "person AS t CROSS JOIN observation AS o ON o.teacher_id = t.id"
                                                : "observation AS o CROSS JOIN person AS t ON t.id = o.teacher_id";
    auto text = fmt::format(
        "SELECT o.teacher_id, o.observer_id, o.id, o.purpose, o.started_on, o.started_on, NULL, o.id FROM {} WHERE "
        "t.active AND o.state = 'draft' AND o.started_on >= ?6 AND o.started_on <= ?7",
        tables);
    text += condition_of(filter) + " AND NOT " + in_closed_year("o.teacher_id", "o.started_on");
    if (filter.observer) text += " AND o.observer_id = ?4";
    auto query = database.query(text);
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    query.bind_at(6, from);
    query.bind_at(7, before);
    return read_promises(query);
}

std::vector<VisitFollowUpRow> visits_with_follow_up(Database& database, const CadenceFilter& filter, Date from, Date to,
                                                    const std::vector<PersonId>* people)
{
    std::string text =
        "SELECT o.id, o.teacher_id, o.observer_id, o.purpose, o.started_at, o.started_on, o.minutes, o.shared_at, "
        "d.due_on, d.due_at, d.held_at, d.minutes, coalesce(d.skip_reason, ''), "
        "EXISTS (SELECT 1 FROM action_step AS a WHERE a.observation_id = o.id AND a.state <> 'draft') "
        "FROM person AS t CROSS JOIN observation AS o ON o.teacher_id = t.id "
        "LEFT JOIN debrief AS d ON d.observation_id = o.id "
        "WHERE t.merged_into IS NULL AND o.state <> 'archived'" +
        in_span + condition_of(filter);
    if (filter.observer) text += " AND o.observer_id = ?4";
    if (people != nullptr) text += is_one_of;
    auto query = database.query(text);
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    query.bind_at(6, from);
    query.bind_at(7, to);
    if (people != nullptr) query.bind_at(8, as_json(*people));
    std::vector<VisitFollowUpRow> rows;
    while (query.next()) {
        VisitFollowUpRow row;
        query.read(row.id);
        query.read(row.teacher);
        query.read(row.observer);
        query.read(row.purpose);
        query.read(row.started_at);
        query.read(row.started_on);
        query.read(row.minutes);
        query.read(row.shared_at);
        query.read(row.debrief_due_on);
        query.read(row.debrief_due_at);
        query.read(row.debrief_held_at);
        query.read(row.debrief_minutes);
        query.read(row.debrief_skip_reason);
        query.read(row.has_step);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<StepWithEvents> steps_agreed(Database& database, const CadenceFilter& filter, Date from, Date to)
{
    std::string text = "SELECT " + columns_of<ActionStep>("p") +
                       " FROM person AS t CROSS JOIN action_step AS p ON p.teacher_id = t.id WHERE t.merged_into IS "
                       "NULL AND p.assigned_on >= ?6 AND p.assigned_on <= ?7" +
                       condition_of(filter);
    if (filter.observer) text += " AND p.observer_id = ?4";
    std::vector<StepWithEvents> rows;
    {
        auto query = database.query(text);
        bind_filter(query, filter);
        if (filter.observer) query.bind_at(4, *filter.observer);
        query.bind_at(6, from);
        query.bind_at(7, to);
        while (query.next()) rows.push_back({take_row<ActionStep>(query), {}});
    }
    for (auto& row : rows) row.events = events_of(database, row.step.id);
    return rows;
}

std::vector<LookedAt> looked_at(Database& database, const CadenceFilter& filter, Date from, Date to)
{
    const std::string visits =
        " FROM person AS t CROSS JOIN observation AS o ON o.teacher_id = t.id "
        "{} WHERE t.merged_into IS NULL AND o.state = 'shared'" +
        in_span + condition_of(filter) + (filter.observer ? " AND o.observer_id = ?4" : "");
    const std::string columns =
        "SELECT o.id, o.teacher_id, o.observer_id, o.co_observer_id, o.purpose, o.started_on, o.rubric_version_id, ";
    auto query = database.query(columns + "r.code, CASE r.mark WHEN 'level' THEN CAST(r.level AS REAL) END" +
                                fmt::format(fmt::runtime(visits), "JOIN rating AS r ON r.observation_id = o.id") +
                                " UNION ALL " + columns + "a.indicators, NULL" +
                                fmt::format(fmt::runtime(visits), "JOIN action_step AS a ON a.observation_id = o.id"));
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    query.bind_at(6, from);
    query.bind_at(7, to);
    std::vector<LookedAt> rows;
    while (query.next()) {
        LookedAt row;
        query.read(row.observation);
        query.read(row.teacher);
        query.read(row.observer);
        query.read(row.co_observer);
        query.read(row.purpose);
        query.read(row.on);
        query.read(row.rubric_version);
        const auto codes = split_words(query.take<std::string>());  // one of a rating, several of a step
        query.read(row.level);
        for (const auto& code : codes) {
            row.code = code;
            rows.push_back(row);
        }
    }
    return rows;
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
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    query.bind_at(6, from);
    query.bind_at(7, to);
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

std::vector<ActionStep> steps_alive(Database& database, const CadenceFilter& filter)
{
    const auto* tables = picks_teachers(filter) ? "person AS t CROSS JOIN action_step AS p ON p.teacher_id = t.id"
                                                : "action_step AS p CROSS JOIN person AS t ON t.id = p.teacher_id";
    std::string text = "SELECT " + columns_of<ActionStep>("p") + " FROM " + tables +
                       " WHERE t.merged_into IS NULL AND p.check_on IS NOT NULL AND "
                       "p.state IN ('assigned', 'acknowledged', 'in practice')" +
                       condition_of(filter);
    if (filter.observer) text += " AND p.observer_id = ?4";
    auto query = database.query(text);
    bind_filter(query, filter);
    if (filter.observer) query.bind_at(4, *filter.observer);
    std::vector<ActionStep> rows;
    while (query.next()) rows.push_back(take_row<ActionStep>(query));
    return rows;
}

}  // namespace throughline::store
