// A CadenceFilter in SQL: the conditions that it adds on teacher t, and what they are bound to. ?1 to ?4 are the
// filter's, ?5 is the day of today, ?6 and ?7 are the first and the last day, ?8 names people.
#pragma once

#include <string>
#include <vector>

#include "core/store/database.hpp"
#include "throughline/query/cadence.hpp"

namespace throughline::store {

// On school, team and tag; the observer's condition depends on what is observed.
std::string condition_of(const CadenceFilter& filter);
void bind_filter(Query& query, const CadenceFilter& filter);

// Whether a filter picks a few teachers: then they come first and their records after; otherwise the other way round.
inline bool picks_teachers(const CadenceFilter& filter) { return filter.school || filter.team || !filter.tag.empty(); }

// Of these people alone.
constexpr const char* is_one_of = " AND t.id IN (SELECT uuid_blob(value) FROM json_each(?8))";
std::string as_json(const std::vector<PersonId>& people);

// Visits o in [?6, ?7] by their school day. The instants, a day wider at both ends, let the index by teacher help.
constexpr const char* in_span =
    " AND o.started_on >= ?6 AND o.started_on <= ?7 AND o.started_at >= unixepoch(?6, '-1 day') * 1000000 "
    "AND o.started_at < unixepoch(?7, '+2 days') * 1000000";

// ?1 to ?4, ?6 and ?7.
void bind_span(Query& query, const CadenceFilter& filter, Date from, Date to);

}  // namespace throughline::store
