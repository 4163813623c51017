// The tables' rows: the model's own structs where one fits, small ones of the store's where none does.
#pragma once

#include "core/store/table.hpp"
#include "throughline/model/action_step.hpp"
#include "throughline/model/booking.hpp"
#include "throughline/model/cadence_rule.hpp"
#include "throughline/model/debrief.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/model/person.hpp"
#include "throughline/model/school_calendar.hpp"
#include "throughline/query/school.hpp"

namespace throughline::store {

struct SettingRow {
    SettingId id;
    std::string name;
    std::string value;
};

struct CaseloadRow {
    CaseloadId id;
    PersonId observer;
    PersonId teacher;
    Date from_day;
    std::optional<Date> to_day;
};

struct RubricVersionRow {
    RubricVersionId id;
    std::string rubric_id;
    std::string version;
    std::string title;
    std::string document;
    Instant added_at;
};

struct RatingRow {
    RatingId id;
    ObservationId observation;
    Rating rating;
};

// A Person as the table has it: with what only the table needs.
struct PersonStored {
    PersonId id;
    Person person;
    std::optional<PersonId> merged_into;
    std::string name_folded;
};

struct AcademicSessionRow {
    AcademicSessionId id;
    std::string source_id;
    std::string title;
    std::string type;
    Date begins_on;
    Date ends_on;
    int school_year = 0;
    bool active = true;
    bool operator==(const AcademicSessionRow&) const = default;
};

struct ClassSectionRow {
    ClassSectionId id;
    std::string source_id;
    std::string title;
    std::string code;
    std::optional<SchoolId> school;
    std::string subject;
    std::vector<std::string> grades;
    std::vector<std::string> periods;
    std::string location;
    std::vector<std::string> sessions;  // source ids
    std::vector<std::string> teachers;  // source ids
    bool active = true;
    bool operator==(const ClassSectionRow&) const = default;
};

struct TeamMemberRow {
    TeamMemberId id;
    TeamId team;
    PersonId person;
};

struct PersonTagRow {
    PersonTagId id;
    PersonId person;
    std::string tag;
};

// When somebody is not free: read from their own calendar, without what for.
struct BusyTimeRow {
    BusyTimeId id;
    PersonId person;
    Instant starts_at;
    Instant ends_at;
};

struct ObserverTimeRow {
    ObserverTimeId id;
    PersonId person;
    int minutes_per_week = 0;
};

inline Lines lines_of(std::vector<std::string>& items) { return {items}; }
inline ConstLines lines_of(const std::vector<std::string>& items) { return {items}; }

template <>
struct Table<School> {
    static constexpr auto name = "school";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("name", row.name);
        visit("source_id", row.source_id);
    }
};

template <>
struct Table<SchoolYear> {
    static constexpr auto name = "school_year";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("name", row.name);
        visit("starts_on", row.starts_on);
        visit("ends_on", row.ends_on);
        visit("school_id", row.school);
        visit("rotation_weeks", row.rotation_weeks);
    }
};

template <>
struct Table<CalendarDay> {
    static constexpr auto name = "calendar_day";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("day", row.on);
        visit("kind", row.kind);
        visit("name", row.name);
        visit("school_id", row.school);
    }
};

template <>
struct Table<SettingRow> {
    static constexpr auto name = "setting";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("name", row.name);
        visit("value", row.value);
    }
};

template <>
struct Table<PersonStored> {
    static constexpr auto name = "person";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("given_name", row.person.given_name);
        visit("family_name", row.person.family_name);
        visit("email", row.person.email);
        visit("staff_id", row.person.staff_id);
        visit("source_id", row.person.source_id);
        visit("subject", row.person.subject);
        visit("grade", row.person.grade);
        visit("school_id", row.person.school);
        visit("roles", row.person.roles);
        visit("active", row.person.active);
        visit("from_roster", row.person.from_roster);
        visit("merged_into", row.merged_into);
        visit("name_folded", row.name_folded);
        visit("in_school_since", row.person.in_school_since);
    }
};

template <>
struct Table<CaseloadRow> {
    static constexpr auto name = "caseload";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observer_id", row.observer);
        visit("teacher_id", row.teacher);
        visit("from_day", row.from_day);
        visit("to_day", row.to_day);
    }
};

template <>
struct Table<AcademicSessionRow> {
    static constexpr auto name = "academic_session";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("source_id", row.source_id);
        visit("title", row.title);
        visit("type", row.type);
        visit("begins_on", row.begins_on);
        visit("ends_on", row.ends_on);
        visit("school_year", row.school_year);
        visit("active", row.active);
    }
};

template <>
struct Table<ClassSectionRow> {
    static constexpr auto name = "class_section";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("source_id", row.source_id);
        visit("title", row.title);
        visit("code", row.code);
        visit("school_id", row.school);
        visit("subject", row.subject);
        visit("grades", lines_of(row.grades));
        visit("periods", lines_of(row.periods));
        visit("location", row.location);
        visit("sessions", lines_of(row.sessions));
        visit("teachers", lines_of(row.teachers));
        visit("active", row.active);
    }
};

template <>
struct Table<RubricVersionRow> {
    static constexpr auto name = "rubric_version";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("rubric_id", row.rubric_id);
        visit("version", row.version);
        visit("title", row.title);
        visit("document", row.document);
        visit("added_at", row.added_at);
    }
};

template <>
struct Table<Observation> {
    static constexpr auto name = "observation";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("teacher_id", row.teacher);
        visit("observer_id", row.observer);
        visit("co_observer_id", row.co_observer);
        visit("rubric_version_id", row.rubric_version);
        visit("form_id", row.form_id);
        visit("purpose", row.purpose);
        visit("state", row.state);
        visit("started_at", row.started_at);
        visit("started_on", row.started_on);
        visit("minutes", row.minutes);
        visit("announced", row.announced);
        visit("subject", row.subject);
        visit("grade", row.grade);
        visit("students_present", row.students_present);
        visit("strength", row.strength);
        visit("growth_area", row.growth_area);
        visit("pinned_step_id", row.pinned_step);
        visit("pinned_result", row.pinned_result);
        visit("shared_at", row.shared_at);
        visit("prepared_at", row.prepared_at);
        visit("acknowledged_at", row.acknowledged_at);
    }
};

template <>
struct Table<Evidence> {
    static constexpr auto name = "evidence";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observation_id", row.observation);
        visit("elapsed_ms", row.elapsed_ms);
        visit("noted_at", row.noted_at);
        visit("speaker", row.speaker);
        visit("kind", row.kind);
        visit("text", row.text);
        visit("indicators", row.indicators);
        visit("is_private", row.is_private);
        visit("amount", row.amount);
        visit("out_of", row.out_of);
    }
};

template <>
struct Table<RatingRow> {
    static constexpr auto name = "rating";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observation_id", row.observation);
        visit("code", row.rating.code);
        visit("mark", row.rating.mark);
        visit("level", row.rating.level);
    }
};

template <>
struct Table<ActionStep> {
    static constexpr auto name = "action_step";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observation_id", row.observation);
        visit("teacher_id", row.teacher);
        visit("observer_id", row.observer);
        visit("text", row.text);
        visit("indicators", row.indicators);
        visit("check_on", row.check_on);
        visit("state", row.state);
        visit("assigned_on", row.assigned_on);
        visit("closed_on", row.closed_on);
    }
};

template <>
struct Table<StepEvent> {
    static constexpr auto name = "step_event";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("step_id", row.step);
        visit("at", row.at);
        visit("day", row.on);
        visit("state", row.state);
        visit("result", row.result);
        visit("observation_id", row.observation);
        visit("note", row.note);
        visit("actor_id", row.actor);
        visit("due_on", row.due_on);
    }
};

template <>
struct Table<Debrief> {
    static constexpr auto name = "debrief";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observation_id", row.observation);
        visit("due_on", row.due_on);
        visit("planned_at", row.planned_at);
        visit("held_at", row.held_at);
        visit("minutes", row.minutes);
        visit("protocol", row.protocol);
        visit("done", lines_of(row.done));
        visit("notes", row.notes);
        visit("teacher_words", row.teacher_words);
        visit("practised", row.practised);
        visit("next_visit_on", row.next_visit_on);
        visit("teacher_id", row.teacher);
        visit("observer_id", row.observer);
        visit("due_at", row.due_at);
        visit("skip_reason", row.skip_reason);
    }
};

template <>
struct Table<Amendment> {
    static constexpr auto name = "amendment";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observation_id", row.observation);
        visit("field", row.field);
        visit("old_text", row.old_text);
        visit("new_text", row.new_text);
        visit("reason", row.reason);
        visit("author_id", row.author);
        visit("at", row.at);
    }
};

void scope_columns(auto&& visit, auto& scope)
{
    visit("scope_kind", scope.kind);
    visit("scope_school", scope.school);
    visit("scope_team", scope.team);
    visit("scope_tag", scope.tag);
    visit("scope_person", scope.person);
}

template <>
struct Table<CadenceRule> {
    static constexpr auto name = "cadence_rule";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("kind", row.kind);
        scope_columns(visit, row.scope);
        visit("purpose", row.purpose);
        visit("also_counts", row.also_counts);
        visit("count", row.count);
        visit("unit", row.unit);
        visit("count_window", row.window);
        visit("by_day", row.by);
        visit("due_soon_days", row.due_soon_school_days);
        visit("from_day", row.from);
        visit("to_day", row.to);
    }
};

template <>
struct Table<Excusal> {
    static constexpr auto name = "excusal";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        scope_columns(visit, row.scope);
        visit("from_day", row.from);
        visit("to_day", row.to);
        visit("reason", row.reason);
    }
};

template <>
struct Table<Team> {
    static constexpr auto name = "team";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("school_id", row.school);
        visit("name", row.name);
    }
};

template <>
struct Table<TeamMemberRow> {
    static constexpr auto name = "team_member";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("team_id", row.team);
        visit("person_id", row.person);
    }
};

template <>
struct Table<PersonTagRow> {
    static constexpr auto name = "person_tag";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("person_id", row.person);
        visit("tag", row.tag);
    }
};

template <>
struct Table<Booking> {
    static constexpr auto name = "booking";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("kind", row.kind);
        visit("state", row.state);
        visit("teacher_id", row.teacher);
        visit("observer_id", row.observer);
        visit("purpose", row.purpose);
        visit("starts_at", row.starts_at);
        visit("starts_on", row.starts_on);
        visit("minutes", row.minutes);
        visit("announced", row.announced);
        visit("note", row.note);
        visit("skip_reason", row.skip_reason);
        visit("series", row.series);
        visit("observation_id", row.observation);
    }
};

template <>
struct Table<BusyTimeRow> {
    static constexpr auto name = "busy_time";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("person_id", row.person);
        visit("starts_at", row.starts_at);
        visit("ends_at", row.ends_at);
    }
};

template <>
struct Table<ClassPeriod> {
    static constexpr auto name = "class_period";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("teacher_id", row.teacher);
        visit("title", row.title);
        visit("weekday", row.weekday);
        visit("week_letter", row.week_letter);
        visit("begins_minute", row.begins_minute);
        visit("ends_minute", row.ends_minute);
    }
};

template <>
struct Table<ObserverTimeRow> {
    static constexpr auto name = "observer_time";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("person_id", row.person);
        visit("minutes_per_week", row.minutes_per_week);
    }
};

// Convenience over PersonStored: the model's Person in and out.
PersonStored stored(const Person& person);
Person person_of(PersonStored&& stored);

}  // namespace throughline::store
