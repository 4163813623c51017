#include "core/store/people.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/store/visits.hpp"

namespace throughline::store {
namespace {

std::vector<Person> people_where(Database& database, const std::string& clause, std::string_view value)
{
    std::vector<Person> people;
    for (auto& row : select<PersonStored>(database, "WHERE merged_into IS NULL AND " + clause, value))
        people.push_back(person_of(std::move(row)));
    return people;
}

// Sheets and word processors write O'Brien with any of these.
constexpr std::array<std::string_view, 4> apostrophes{"'", "\u2019", "\u2018", "\u02bc"};

// LIKE's own signs in what somebody typed are plain letters; any apostrophe stands for any.
std::string like_escaped(std::string_view text)
{
    std::string escaped;
    while (!text.empty()) {
        const auto* apostrophe = std::ranges::find_if(apostrophes, [&](auto one) { return text.starts_with(one); });
        if (apostrophe != apostrophes.end()) {
            escaped += '_';
            text.remove_prefix(apostrophe->size());
            continue;
        }
        if (text[0] == '%' || text[0] == '_' || text[0] == '\\') escaped += '\\';
        escaped += text[0];
        text.remove_prefix(1);
    }
    return escaped;
}

bool has_apostrophe(std::string_view text)
{
    return std::ranges::any_of(apostrophes, [&](auto one) { return text.find(one) != std::string_view::npos; });
}

// "an ru": every typed word begins a word of the name.
std::string name_condition(const std::vector<std::string>& words, const char* column)
{
    std::string condition;
    for (std::size_t i = 0; i < words.size(); ++i)
        condition += fmt::format(" AND (' ' || {}) LIKE ? ESCAPE '\\'", column);
    return condition;
}

std::string pattern(const std::string& word) { return "% " + like_escaped(word) + "%"; }

}  // namespace

std::optional<Person> find_person(Database& database, const PersonId& id)
{
    auto row = find<PersonStored>(database, id);
    return row ? std::optional(person_of(std::move(*row))) : std::nullopt;
}

std::string person_name(Database& database, const PersonId& id)
{
    auto query = database.query("SELECT given_name, family_name FROM person WHERE id = ?");
    query.bind(id);
    if (!query.next()) return {};
    const auto given = query.take<std::string>();
    return full_name(given, query.take<std::string>());
}

std::vector<Person> people_called(Database& database, std::string_view text)
{
    const auto wanted = trimmed(text);
    if (wanted.empty()) return {};
    if (auto found = people_where(database, "staff_id = ?", wanted); !found.empty()) return found;
    if (auto found = people_where(database, "email = ? COLLATE NOCASE AND email <> ''", wanted); !found.empty())
        return found;
    const auto name = split_name(wanted);
    Person person;
    person.given_name = name.given_name;
    person.family_name = name.family_name;
    const auto called = folded(person.name());
    if (has_apostrophe(called)) return people_where(database, "name_folded LIKE ? ESCAPE '\\'", like_escaped(called));
    return people_where(database, "name_folded = ?", called);
}

namespace {

// `roles` is a condition on person p, or empty.
std::vector<PersonRow> people_with(Database& database, std::string_view roles, std::string_view typed,
                                   bool include_inactive, int count_max)
{
    const auto words = split_words(folded(typed));
    auto query = database.query(
        "SELECT p.id, p.given_name, p.family_name, p.email, p.staff_id, p.source_id, p.subject, p.grade, p.school_id, "
        "p.roles, p.active, p.from_roster, p.in_school_since, s.name FROM person AS p JOIN school AS s ON s.id = "
        "p.school_id "
        "WHERE p.merged_into IS NULL AND (? OR p.active)" +
        std::string(roles) + name_condition(words, "p.name_folded") +
        " ORDER BY p.family_name COLLATE NOCASE, p.given_name COLLATE NOCASE LIMIT ?");
    query.bind(include_inactive);
    for (const auto& word : words) query.bind(pattern(word));
    query.bind(count_max);
    std::vector<PersonRow> rows;
    while (query.next()) {
        PersonRow row;
        auto& p = row.person;
        query.read(p.id);
        query.read(p.given_name);
        query.read(p.family_name);
        query.read(p.email);
        query.read(p.staff_id);
        query.read(p.source_id);
        query.read(p.subject);
        query.read(p.grade);
        query.read(p.school);
        query.read(p.roles);
        query.read(p.active);
        query.read(p.from_roster);
        query.read(p.in_school_since);
        query.read(row.school_name);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

std::vector<PersonRow> roster(Database& database, bool include_inactive, bool observers_only)
{
    const auto* observe = " AND (p.roles LIKE '%Observer%' OR p.roles LIKE '%Leader%')";
    return people_with(database, observers_only ? observe : "", {}, include_inactive, -1);
}

std::vector<PersonRow> find_people(Database& database, std::string_view typed, bool teachers_only,
                                   bool include_inactive, int count_max)
{
    return people_with(database, teachers_only ? " AND p.roles LIKE '%Teacher%'" : "", typed, include_inactive,
                       count_max);
}

std::vector<PersonStored> people_from_roster(Database& database)
{
    return select<PersonStored>(database, "WHERE merged_into IS NULL AND from_roster");
}

std::vector<PersonStored> all_people(Database& database)
{
    return select<PersonStored>(database, "WHERE merged_into IS NULL");
}

std::vector<TeacherRow> teachers(Database& database, const Viewer& viewer, const Teachers& asked, Date year_start,
                                 Date today)
{
    const auto words = split_words(folded(asked.filter));
    auto query = database.query(std::string(embedded_sql("person/teachers.sql")) +
                                (asked.school ? " AND p.school_id = ?9" : "") +
                                (asked.teacher ? " AND p.id = ?10" : "") + name_condition(words, "p.name_folded") +
                                " ORDER BY p.family_name COLLATE NOCASE, p.given_name COLLATE NOCASE LIMIT ?");
    query.bind_all(viewer.person, viewer.sees_all, viewer.leads || viewer.administers, viewer.observes, year_start,
                   today, asked.include_inactive, asked.my_caseload_only);
    if (asked.school || asked.teacher) query.bind(asked.school);
    if (asked.teacher) query.bind(asked.teacher);
    for (const auto& word : words) query.bind(pattern(word));
    query.bind(asked.count_max);
    std::vector<TeacherRow> rows;
    while (query.next()) {
        TeacherRow row;
        query.read(row.id);
        const auto given = query.take<std::string>();
        const auto family = query.take<std::string>();
        row.name = Person{{}, given, family, {}, {}, {}, {}, {}, {}, {}, true, false}.name();
        query.read(row.subject);
        query.read(row.grade);
        query.read(row.school_name);
        query.read(row.active);
        query.read(row.in_caseload);
        query.read(row.visit_count);
        query.read(row.last_visit_on);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PersonId> caseload(Database& database, const PersonId& observer, Date on)
{
    auto query = database.query(
        "SELECT teacher_id FROM caseload WHERE observer_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day >= "
        "?2)");
    query.bind_all(observer, on);
    std::vector<PersonId> teachers;
    while (query.next()) teachers.push_back(query.take<PersonId>());
    return teachers;
}

std::vector<PersonId> observers_of(Database& database, const PersonId& teacher, Date on)
{
    auto query = database.query(
        "SELECT observer_id FROM caseload WHERE teacher_id = ?1 AND from_day <= ?2 AND (to_day IS NULL OR to_day >= "
        "?2)");
    query.bind_all(teacher, on);
    std::vector<PersonId> observers;
    while (query.next()) observers.push_back(query.take<PersonId>());
    return observers;
}

std::vector<School> schools(Database& database)
{
    return select<School>(database, "ORDER BY id");  // ids rise with time: the first made comes first
}

std::optional<School> first_school(Database& database) { return select_one<School>(database, "ORDER BY id LIMIT 1"); }

std::string setting(Database& database, std::string_view name, std::string_view otherwise)
{
    const auto row = select_one<SettingRow>(database, "WHERE name = ?", name);
    return row ? row->value : std::string(otherwise);
}

void move_records(Database& database, const PersonId& from, const PersonId& into)
{
    const auto move = [&](const char* table, const char* column) {
        database.query(fmt::format("UPDATE {0} SET {1} = ? WHERE {1} = ?", table, column)).bind_all(into, from).run();
    };
    // What `into` has already is not wanted twice.
    const auto drop = [&](const char* table, const char* same) {
        database.query(fmt::format("DELETE FROM {0} AS f WHERE {1}", table, same)).bind_all(into, from).run();
    };
    drop("team_member",
         "f.person_id = ?2 AND EXISTS (SELECT 1 FROM team_member AS i WHERE i.person_id = ?1 AND "
         "i.team_id = f.team_id)");
    drop("person_tag",
         "f.person_id = ?2 AND EXISTS (SELECT 1 FROM person_tag AS i WHERE i.person_id = ?1 AND i.tag = "
         "f.tag)");
    drop("observer_time", "f.person_id = ?2 AND EXISTS (SELECT 1 FROM observer_time AS i WHERE i.person_id = ?1)");
    drop("class_period",
         "f.teacher_id = ?2 AND EXISTS (SELECT 1 FROM class_period AS i WHERE i.teacher_id = ?1 AND i.weekday = "
         "f.weekday AND i.week_letter = f.week_letter AND i.begins_minute = f.begins_minute AND i.ends_minute = "
         "f.ends_minute)");
    drop("busy_time",
         "f.person_id = ?2 AND EXISTS (SELECT 1 FROM busy_time AS i WHERE i.person_id = ?1 AND "
         "i.starts_at = f.starts_at AND i.ends_at = f.ends_at)");
    drop("caseload",
         "f.to_day IS NULL AND f.teacher_id = ?2 AND EXISTS (SELECT 1 FROM caseload AS i WHERE "
         "i.teacher_id = ?1 AND i.observer_id = f.observer_id AND i.to_day IS NULL)");
    drop("caseload",
         "f.to_day IS NULL AND f.observer_id = ?2 AND EXISTS (SELECT 1 FROM caseload AS i WHERE "
         "i.observer_id = ?1 AND i.teacher_id = f.teacher_id AND i.to_day IS NULL)");
    for (const auto* table : {"observation", "action_step", "debrief", "caseload", "booking"})
        for (const auto* column : {"teacher_id", "observer_id"}) move(table, column);
    move("observation", "co_observer_id");
    move("class_period", "teacher_id");
    for (const auto* table : {"team_member", "person_tag", "busy_time", "observer_time"}) move(table, "person_id");
    for (const auto* table : {"cadence_rule", "excusal"}) move(table, "scope_person");
    move("packet", "teacher_id");
    move("response", "author_id");
    for (const auto* column : {"teacher_id", "observer_id", "reader_id", "revoked_by"})
        move("sharing_agreement", column);
    move("goal", "teacher_id");
    for (const auto* column : {"teacher_id", "observer_id"}) move("visit_request", column);
    move("unlocking", "asked_by");
    drop("calibration_rater",
         "f.observer_id = ?2 AND EXISTS (SELECT 1 FROM calibration_rater AS i WHERE i.observer_id = ?1 AND "
         "i.calibration_id = f.calibration_id)");
    drop("calibration_rating",
         "f.observer_id = ?2 AND EXISTS (SELECT 1 FROM calibration_rating AS i WHERE i.observer_id = ?1 AND "
         "i.calibration_id = f.calibration_id AND i.code = f.code)");
    for (const auto* table : {"calibration_rater", "calibration_rating"}) move(table, "observer_id");
    move("calibration", "leader_id");
    for (const auto* who : {"person_id", "placed_by", "lifted_by"}) move("legal_hold", who);
    for (const auto* who : {"person_id", "done_by"}) move("purge", who);
    move("school_year", "closed_by");
    move("step_event", "actor_id");
    move("amendment", "author_id");
    for (const auto* column : {"teacher_id", "viewer_id"}) move("access", column);
    drop("account", "f.person_id = ?2 AND EXISTS (SELECT 1 FROM account AS i WHERE i.person_id = ?1)");
    move("account", "person_id");
}

}  // namespace throughline::store
