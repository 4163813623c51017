#include "core/store/schedule.hpp"

#include "core/store/closed_years.hpp"
#include "core/store/visit_facts.hpp"

namespace throughline::store {
namespace {

// Each condition speaks of the promise as p and may use the filter's days (?1, ?2) and hours (?3, ?4). The rest of the
// statement names all six places, so that all six can be bound.
template <class Promise>
void add_promised(Database& database, std::vector<Promised<Promise>>& rows, const std::string& condition,
                  const std::string& order, const PlanFilter& filter)
{
    auto query = database.query(
        "SELECT " + columns_of<Promise>("p") + ", " + visit_facts_columns + " FROM " + Table<Promise>::name +
        " AS p CROSS JOIN observation AS o INDEXED BY observation_wall ON o.id = p.observation_id WHERE " + condition +
        " AND (?5 IS NULL OR o.teacher_id = ?5 OR o.observer_id = ?5) AND (?6 IS NULL OR EXISTS "
        "(SELECT 1 FROM person AS t WHERE t.id = o.teacher_id AND t.school_id = ?6)) ORDER BY " +
        order + " LIMIT ?7");
    const auto& time = filter.time;
    query.bind_all(time.from, time.to, time.begins, time.ends, filter.person, filter.school, filter.count_max);
    while (query.next()) {
        auto& row = rows.emplace_back();
        row.promise = take_row<Promise>(query);
        read_visit_facts(query, row.visit);
    }
}

template <class Promise, class IdType>
std::optional<Promised<Promise>> with_visit(Database& database, const IdType& id)
{
    auto promise = find<Promise>(database, id);
    auto visit = promise ? find<Observation>(database, promise->observation) : std::nullopt;
    if (!visit) return std::nullopt;
    return Promised<Promise>{std::move(*promise), std::move(*visit)};
}

}  // namespace

std::vector<Booking> bookings(Database& database, const PlanFilter& filter)
{
    auto query = database.query(
        "SELECT " + columns_of<Booking>("b") +
        " FROM booking AS b WHERE b.starts_on >= ?1 AND b.starts_on <= ?2 AND (?3 IS NULL OR EXISTS (SELECT 1 FROM "
        "person AS t WHERE t.id = b.teacher_id AND t.school_id = ?3)) AND (?4 OR b.state <> 'done') AND (?5 OR b.state "
        "<> 'skipped')" +
        (filter.person ? " AND (b.teacher_id = ?7 OR b.observer_id = ?7)" : "") + " ORDER BY b.starts_on LIMIT ?6");
    query.bind_all(filter.time.from, filter.time.to, filter.school, filter.with_done, filter.with_skipped,
                   filter.count_max);
    if (filter.person) query.bind(*filter.person);
    std::vector<Booking> rows;
    while (query.next()) rows.push_back(take_row<Booking>(query));
    return rows;
}

std::vector<Promised<Debrief>> debriefs(Database& database, const PlanFilter& filter)
{
    std::vector<Promised<Debrief>> rows;
    // A statement for each, because each has an index of its own.
    if (filter.with_done) add_promised(database, rows, "p.held_at >= ?3 AND p.held_at < ?4", "p.held_at", filter);
    const auto add_open = [&](const std::string& skipped) {
        add_promised(database, rows, "p.held_at IS NULL AND p.planned_at >= ?3 AND p.planned_at < ?4 AND " + skipped,
                     "p.planned_at", filter);
        add_promised(database, rows,
                     "p.held_at IS NULL AND p.planned_at IS NULL AND p.due_on >= ?1 AND p.due_on <= ?2 AND " + skipped,
                     "p.due_on", filter);
    };
    add_open("p.skip_reason = '' AND NOT " + in_closed_year("o.teacher_id", "o.started_on"));
    if (filter.with_skipped) add_open("p.skip_reason <> ''");
    return rows;
}

std::vector<Promised<ActionStep>> step_checks(Database& database, const PlanFilter& filter)
{
    std::vector<Promised<ActionStep>> rows;
    const auto add = [&](const std::string& states) {
        add_promised(database, rows, "p.check_on >= ?1 AND p.check_on <= ?2 AND p.state IN " + states, "p.check_on",
                     filter);
    };
    // The lists as the indexes have them: SQLite uses an index of some rows only for a condition that repeats its own.
    const std::string closed = "('mastered', 'replaced', 'dropped')";
    add("('assigned', 'acknowledged', 'in practice')");
    if (filter.with_done) add(closed + " AND p.state = 'mastered'");
    if (filter.with_skipped) add(closed + " AND p.state <> 'mastered'");
    return rows;
}

std::optional<Promised<Debrief>> debrief_with_visit(Database& database, const DebriefId& debrief)
{
    return with_visit<Debrief>(database, debrief);
}

std::optional<Promised<ActionStep>> step_with_visit(Database& database, const ActionStepId& step)
{
    return with_visit<ActionStep>(database, step);
}

Revision revision_of(Database& database, const AnyId& row)
{
    auto query = database.query(
        "SELECT count(*) - 1, max(c.at) FROM journal AS j JOIN journal_command AS c ON c.seq = j.command "
        "WHERE j.row_id = ?");
    query.bind(row);
    Revision revision;
    if (!query.next()) return revision;
    query.read(revision.count);
    query.read(revision.at);
    return revision;
}

std::vector<Booking> planned_bookings_of(Database& database, const PersonId& person, Date from, Date to)
{
    return select<Booking>(
        database,
        "WHERE (teacher_id = ?1 OR observer_id = ?1) AND starts_on >= ?2 AND starts_on <= ?3 AND state = 'planned' "
        "ORDER BY starts_at",
        person, from, to);
}

std::vector<PlannedDebrief> planned_debriefs(Database& database, Instant begins, Instant ends)
{
    auto query = database.query(
        "SELECT d.id, d.planned_at, o.id, o.teacher_id, o.observer_id, o.co_observer_id, o.purpose, o.state "
        "FROM debrief AS d CROSS JOIN observation AS o ON o.id = d.observation_id "
        "WHERE d.planned_at >= ?1 AND d.planned_at < ?2 AND d.held_at IS NULL AND d.skip_reason = '' AND NOT " +
        in_closed_year("o.teacher_id", "o.started_on") + " ORDER BY d.planned_at");
    query.bind_all(begins, ends);
    std::vector<PlannedDebrief> rows;
    while (query.next()) {
        PlannedDebrief row;
        query.read(row.id);
        query.read(row.planned_at);
        query.read(row.visit.id);
        query.read(row.visit.teacher);
        query.read(row.visit.observer);
        query.read(row.visit.co_observer);
        query.read(row.visit.purpose);
        query.read(row.visit.state);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<BusyTimeRow> busy_times(Database& database, const PersonId& person, Instant begins, Instant ends)
{
    return select<BusyTimeRow>(database, "WHERE person_id = ? AND starts_at < ? AND ends_at > ? ORDER BY starts_at",
                               person, ends, begins);
}

std::vector<ClassPeriod> class_periods(Database& database, const PersonId& teacher)
{
    return select<ClassPeriod>(database, "WHERE teacher_id = ? ORDER BY weekday, begins_minute, week_letter", teacher);
}

std::vector<Booking> rest_of_series(Database& database, const BookingSeriesId& series, Instant after)
{
    return select<Booking>(database, "WHERE series = ? AND starts_at > ? AND state = 'planned' ORDER BY starts_at",
                           series, after);
}

std::vector<Booking> planned_visits_on(Database& database, const PersonId& teacher, const PersonId& observer, Date on)
{
    return select<Booking>(database,
                           "WHERE teacher_id = ? AND observer_id = ? AND starts_on = ? AND kind = 'visit' AND state = "
                           "'planned' ORDER BY starts_at",
                           teacher, observer, on);
}

std::optional<Booking> booking_of_visit(Database& database, const ObservationId& visit)
{
    return select_one<Booking>(database, "WHERE observation_id = ? AND kind = 'visit'", visit);
}

}  // namespace throughline::store
