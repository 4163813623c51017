// The library's rows as JSON, the same in every command: keys in snake_case, days as 2026-10-05, instants as
// 2026-10-05T13:10:00Z, null for what is blank or not known.
#pragma once

#include <optional>

#include "app/cli/invocation.hpp"
#include "throughline/model/rubric.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/rows.hpp"
#include "throughline/query/schedule.hpp"
#include "throughline/query/today.hpp"
#include "throughline/query/visit_request.hpp"

namespace throughline::cli {

Json json_of(const std::optional<Date>& day);
Json json_of(const std::optional<Instant>& instant);
Json json_of(const Person& person, const std::string& school_name);
Json json_of(const FollowUp& follow_up);
Json json_of(const WhoNextRow& row);
Json json_of(const StepRow& row);
Json json_of(const Debrief& debrief);
Json json_of(const Amendment& amendment);
Json json_of(const Response& response);
Json json_of(const VisitRow& row, const OpenedFile& file);
Json json_of(const VisitRequests::Row& row);
Json json_of(const std::vector<Conflict>& conflicts);
Json json_of(const ScheduleRow& row, const OpenedFile& file);
// Everything of one visit that was written down: not observed, not applicable and a level are three marks, and a row
// that was left blank is not in the list.
Json json_of(const ObservationDetail::Detail& detail, const OpenedFile& file);

template <class IdType>
Json json_of_id(const std::optional<IdType>& id)
{
    return id ? Json(id->text()) : Json(nullptr);
}

template <class Value>
Json json_or_null(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json json_or_null(const std::string& text);  // null for an empty one

// "High" for a level that has a name, "not observed", "not applicable".
std::string words_of(const Rating& rating, const Rubric& rubric);

// "00:01:30", as an observation document writes it.
std::string written_elapsed(std::int64_t elapsed_ms);

}  // namespace throughline::cli
