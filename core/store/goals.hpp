// Rows of what teachers set themselves and ask for.
#pragma once

#include <optional>
#include <vector>

#include "core/store/rows.hpp"
#include "throughline/model/goal.hpp"
#include "throughline/model/visit_request.hpp"

namespace throughline {

inline void parse_name(std::string_view name, std::optional<GoalKind>& to) { to = parse_goal_kind(name); }
inline void parse_name(std::string_view name, std::optional<GoalState>& to) { to = parse_goal_state(name); }
inline void parse_name(std::string_view name, std::optional<VisitRequestState>& to)
{
    to = parse_visit_request_state(name);
}

}  // namespace throughline

namespace throughline::store {

template <>
struct Table<Goal> {
    static constexpr auto name = "goal";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("teacher_id", row.teacher);
        visit("kind", row.kind);
        visit("text", row.text);
        visit("measure", row.measure);
        visit("baseline", row.baseline);
        visit("target", row.target);
        visit("indicators", row.indicators);
        visit("by_day", row.by);
        visit("state", row.state);
        visit("set_on", row.set_on);
        visit("closed_on", row.closed_on);
    }
};

template <>
struct Table<GoalReading> {
    static constexpr auto name = "goal_reading";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("goal_id", row.goal);
        visit("day", row.day);
        visit("value", row.value);
        visit("note", row.note);
    }
};

template <>
struct Table<VisitRequest> {
    static constexpr auto name = "visit_request";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("teacher_id", row.teacher);
        visit("observer_id", row.observer);
        visit("focus", row.focus);
        visit("wish", row.wish);
        visit("asked_at", row.asked_at);
        visit("asked_on", row.asked_on);
        visit("state", row.state);
        visit("answer", row.answer);
        visit("answered_at", row.answered_at);
        visit("booking_id", row.booking);
        visit("observation_id", row.observation);
    }
};

// Who has the teacher in their caseload on that day, or has shared a visit with them.
std::vector<PersonId> coaches_of(Database& database, const PersonId& teacher, Date day);
// Requests of the one or to the other, the newest first; nobody: all.
std::vector<VisitRequest> requests(Database& database, const std::optional<PersonId>& party,
                                   const std::optional<PersonId>& teacher, bool live_only);
// The observer has the teacher in their caseload on that day.
bool has_in_caseload(Database& database, const PersonId& observer, const PersonId& teacher, Date day);
// The observer has shared a coaching or peer visit with the teacher.
bool has_coached(Database& database, const PersonId& observer, const PersonId& teacher);

}  // namespace throughline::store
