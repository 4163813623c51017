// What the wall asks of a visit: the columns, and how they are read. Used where many visits are asked about and nothing
// else of them is wanted.
#pragma once

#include "core/store/database.hpp"
#include "throughline/model/observation.hpp"

namespace throughline::store {

// Of a table or an alias that is called o.
constexpr const char* visit_facts_columns =
    "o.id, o.teacher_id, o.observer_id, o.co_observer_id, o.purpose, o.state, o.started_on";

inline void read_visit_facts(Query& query, Observation& visit)
{
    query.read(visit.id);
    query.read(visit.teacher);
    query.read(visit.observer);
    query.read(visit.co_observer);
    query.read(visit.purpose);
    query.read(visit.state);
    query.read(visit.started_on);
}

}  // namespace throughline::store
