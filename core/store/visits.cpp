#include "core/store/visits.hpp"

#include <charconv>

#include <fmt/format.h>

#include "core/embed/embedded.hpp"
#include "core/store/closed_years.hpp"
#include "core/store/visit_facts.hpp"

namespace throughline::store::sql {
std::span<const embedded::File> files();
}

namespace throughline::store {

std::string_view embedded_sql(std::string_view name) { return embedded::text_of(sql::files(), name); }

namespace {

constexpr const char* summary_key = "teacher_id, started_at, observation_id";

// The keys of the summaries that fit, newest first: what the conditions speak of lies in the indexes, so that a visit
// which does not fit costs no look at its summary. ?1 viewer's person, ?2 sees all, ?3 leads or administers,
// ?4 observes, ?5 limit. The rule is the one of core/workspace/visibility; a property test holds the two together.
std::string keys_of_visits(const Viewer& viewer, const Observations& filter)
{
    std::string text = "SELECT o.teacher_id, o.started_at, o.observation_id FROM ";
    // Who leads nothing and observes nobody has few visits: those are sought, not the newest of all looked through.
    const bool is_one_of_them = !viewer.sees_all && !viewer.leads && !viewer.administers && !viewer.observes;
    if (is_one_of_them)
        text += fmt::format(
            "(SELECT {0} FROM visit_summary WHERE teacher_id = ?1 UNION SELECT {0} FROM visit_summary WHERE "
            "observer_id "
            "= ?1 UNION SELECT {0} FROM visit_summary WHERE co_observer_id = ?1) AS own CROSS JOIN visit_summary AS o "
            "ON o.teacher_id = own.teacher_id AND o.started_at = own.started_at AND o.observation_id = "
            "own.observation_id",
            summary_key);
    else if (filter.state == ObservationState::draft)
        text += "visit_summary AS o INDEXED BY visit_summary_drafts";  // few among all visits
    else
        text += "visit_summary AS o";
    if (filter.school) text += " CROSS JOIN person AS t ON t.id = o.teacher_id";
    if (!filter.rubric_id.empty()) text += " CROSS JOIN rubric_version AS v ON v.id = o.rubric_version_id";
    text +=
        " WHERE (?2 OR o.observer_id = ?1 OR o.co_observer_id = ?1 OR (o.state = 'shared' AND (o.teacher_id = ?1 OR ?3 "
        "OR (?4 AND o.purpose = 'walkthrough'))))";
    // Only the conditions that are asked for, so that SQLite can pick the index that fits them.
    if (filter.teacher) text += " AND o.teacher_id = ?6";
    if (filter.observer) text += " AND o.observer_id = ?7";
    if (filter.purpose) text += " AND o.purpose = ?8";
    if (filter.state == ObservationState::draft)
        text += " AND o.state = 'draft'";  // said in full, for the index of drafts
    else
        text += filter.state ? " AND o.state = ?9" : " AND o.state <> 'archived'";
    if (filter.from) text += " AND o.started_on >= ?10";
    if (filter.to) text += " AND o.started_on <= ?11";
    if (!filter.rubric_id.empty()) text += " AND v.rubric_id = ?12";
    if (filter.before) text += " AND (o.started_at, o.observation_id) < (?13, ?14)";
    if (filter.school) text += " AND t.school_id = ?15";
    return text + " ORDER BY o.started_at DESC, o.observation_id DESC LIMIT ?5";
}

}  // namespace

std::vector<VisitRow> visits(Database& database, const Viewer& viewer, const Observations& filter)
{
    auto query = database.query(
        fmt::format(fmt::runtime(embedded_sql("observation/visits.sql")), keys_of_visits(viewer, filter)));
    query.bind_all(viewer.person, viewer.sees_all, viewer.leads || viewer.administers, viewer.observes,
                   filter.count_max);
    if (filter.teacher) query.bind_at(6, *filter.teacher);
    if (filter.observer) query.bind_at(7, *filter.observer);
    if (filter.purpose) query.bind_at(8, *filter.purpose);
    if (filter.state && *filter.state != ObservationState::draft) query.bind_at(9, *filter.state);
    if (filter.from) query.bind_at(10, *filter.from);
    if (filter.to) query.bind_at(11, *filter.to);
    if (!filter.rubric_id.empty()) query.bind_at(12, filter.rubric_id);
    if (filter.before) {
        query.bind_at(13, *filter.before);
        query.bind_at(14, filter.before_id.value_or(ObservationId{}));
    }
    if (filter.school) query.bind_at(15, *filter.school);
    std::vector<VisitRow> rows;
    while (query.next()) {
        VisitRow row;
        query.read(row.id);
        query.read(row.teacher);
        query.read(row.teacher_name);
        query.read(row.observer);
        query.read(row.observer_name);
        query.read(row.co_observer);
        query.read(row.purpose);
        query.read(row.state);
        query.read(row.started_at);
        query.read(row.started_on);
        query.read(row.minutes);
        query.read(row.subject);
        query.read(row.grade);
        query.read(row.rubric_version);
        query.read(row.rubric_title);
        query.read(row.strength);
        query.read(row.step_text);
        query.read(row.evidence_count);
        row.rating_count = static_cast<int>(ratings_in(query.take<std::string_view>()).size());
        query.read(row.shared_at);
        query.read(row.prepared_at);
        query.read(row.debriefed_at);
        query.read(row.is_debrief_skipped);
        query.read(row.closed_year);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<RatingInSummary> next_rating(std::string_view& summary)
{
    const auto word = next_word(summary);
    if (word.empty()) return std::nullopt;
    const auto end_of_code = word.rfind('=');
    if (end_of_code == std::string_view::npos)
        throw UnreadableValue("a summary of ratings is not one: " + std::string(word));
    const auto value = word.substr(end_of_code + 1);
    RatingInSummary rating;
    rating.code = word.substr(0, end_of_code);
    const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), rating.level);
    if (fault == std::errc{} && end == value.data() + value.size()) return rating;
    const auto mark = parse_mark(value);
    if (!mark) throw UnreadableValue("a summary of ratings has an unknown mark: " + std::string(word));
    rating.mark = *mark;
    rating.level = 0;
    return rating;
}

std::vector<Rating> ratings_in(std::string_view summary)
{
    std::vector<Rating> ratings;
    while (const auto read = next_rating(summary)) {
        auto& rating = ratings.emplace_back();
        rating.code = read->code;
        rating.mark = read->mark;
        rating.level = read->level;
    }
    return ratings;
}

std::map<ObservationId, std::vector<Rating>> ratings_of_teacher(Database& database, const PersonId& teacher)
{
    auto query = database.query("SELECT observation_id, ratings FROM visit_summary WHERE teacher_id = ?");
    query.bind(teacher);
    std::map<ObservationId, std::vector<Rating>> ratings;
    while (query.next()) {
        const auto visit = query.take<ObservationId>();
        ratings[visit] = ratings_in(query.take<std::string_view>());
    }
    return ratings;
}

std::vector<Evidence> evidence_of(Database& database, const ObservationId& observation)
{
    return select<Evidence>(database, "WHERE observation_id = ? ORDER BY elapsed_ms, number", observation);
}

std::vector<Rating> ratings_of(Database& database, const ObservationId& observation)
{
    std::vector<Rating> ratings;
    for (auto& row : select<RatingRow>(database, "WHERE observation_id = ?", observation))
        ratings.push_back(std::move(row.rating));
    return ratings;
}

std::optional<RatingRow> rating_row(Database& database, const ObservationId& observation, std::string_view code)
{
    return select_one<RatingRow>(database, "WHERE observation_id = ? AND code = ?", observation, code);
}

std::optional<ActionStep> step_of(Database& database, const ObservationId& observation)
{
    return select_one<ActionStep>(database, "WHERE observation_id = ?", observation);
}

std::optional<Debrief> debrief_of(Database& database, const ObservationId& observation)
{
    return select_one<Debrief>(database, "WHERE observation_id = ?", observation);
}

std::vector<Amendment> amendments_of(Database& database, const ObservationId& observation)
{
    return select<Amendment>(database, "WHERE observation_id = ? ORDER BY at, id", observation);
}

std::vector<StepEvent> events_of(Database& database, const ActionStepId& step)
{
    return select<StepEvent>(database, "WHERE step_id = ? ORDER BY at, id", step);
}

std::vector<ActionStep> steps_of_teacher(Database& database, const PersonId& teacher)
{
    return select<ActionStep>(
        database, "WHERE teacher_id = ? AND state <> 'draft' ORDER BY assigned_on DESC, number DESC", teacher);
}

std::optional<ActionStep> live_step(Database& database, const PersonId& teacher, const PersonId& observer)
{
    return select_one<ActionStep>(database,
                                  "WHERE teacher_id = ? AND observer_id = ? AND state IN ('assigned', 'acknowledged', "
                                  "'in practice') ORDER BY assigned_on DESC, number DESC LIMIT 1",
                                  teacher, observer);
}

std::optional<Observation> visit_before(Database& database, const PersonId& teacher, const PersonId& observer,
                                        Instant before, const std::optional<RubricVersionId>& rubric_version)
{
    return select_one<Observation>(
        database,
        "WHERE teacher_id = ?1 AND observer_id = ?2 AND started_at < ?3 AND state = 'shared' AND "
        "(?4 IS NULL OR rubric_version_id = ?4) ORDER BY started_at DESC LIMIT 1",
        teacher, observer, before, rubric_version);
}

const char* latest_visit_clause(bool to_one_teacher)
{
    return to_one_teacher
               ? "WHERE observer_id = ? AND teacher_id = ? AND state <> 'archived' ORDER BY started_at DESC LIMIT 1"
               : "WHERE observer_id = ? AND state <> 'archived' ORDER BY started_at DESC LIMIT 1";
}

namespace {

// The rule of keys_of_visits.
constexpr const char* known_to_viewer =
    "(?4 OR o.observer_id = ?3 OR o.co_observer_id = ?3 OR (o.state = 'shared' AND (o.teacher_id = ?3 OR ?5 OR (?6 AND "
    "o.purpose = 'walkthrough')))) AND ";

// `condition` speaks of the promise as p and of its visit as o; `due` is the column of its day. ?1 and ?2 are observer
// and teacher, ?3 to ?6 the viewer, ?7 the limit, ?8 the last day, and then come `values`.
template <class Promise, class... Values>
std::vector<Promised<Promise>> promised(Database& database, const std::string& condition, const std::string& due,
                                        const PromisedFilter& of, const Values&... values)
{
    // First which, by what an index has of each visit; then the rows themselves.
    const std::string table = Table<Promise>::name;
    const auto order = due + ", p.number";
    auto query = database.query(
        "SELECT " + columns_of<Promise>("p") + ", " + visit_facts_columns + " FROM (SELECT p.number FROM " + table +
        " AS p CROSS JOIN observation AS o INDEXED BY observation_wall ON o.id = p.observation_id WHERE " +
        (of.observer ? "p.observer_id = ?1 AND " : "?1 IS NULL AND ") +
        (of.teacher ? "p.teacher_id = ?2 AND " : "?2 IS NULL AND ") +
        (of.viewer != nullptr ? known_to_viewer : "?3 IS NULL AND ") +
        (of.until ? due + " <= ?8 AND " : std::string()) + condition + " ORDER BY " + order +
        " LIMIT ?7) AS found CROSS JOIN " + table +
        " AS p ON p.number = found.number CROSS JOIN observation AS o INDEXED BY observation_wall ON o.id = "
        "p.observation_id ORDER BY " +
        order);
    query.bind(of.observer).bind(of.teacher);
    if (of.viewer != nullptr)
        query.bind_all(of.viewer->person, of.viewer->sees_all, of.viewer->leads || of.viewer->administers,
                       of.viewer->observes);
    query.bind_at(7, of.count_max);
    if (of.until) query.bind_at(8, *of.until);
    int place = 8;
    (query.bind_at(++place, values), ...);
    std::vector<Promised<Promise>> rows;
    while (query.next()) {
        auto& row = rows.emplace_back();
        row.promise = take_row<Promise>(query);
        read_visit_facts(query, row.visit);
    }
    return rows;
}

}  // namespace

std::vector<Promised<Debrief>> open_debriefs(Database& database, const PromisedFilter& of)
{
    return promised<Debrief>(
        database, "p.held_at IS NULL AND p.skip_reason = '' AND NOT " + in_closed_year("o.teacher_id", "o.started_on"),
        "p.due_on", of);
}

std::vector<Promised<Debrief>> planned_visits(Database& database, const PromisedFilter& of, Date from)
{
    return promised<Debrief>(database,
                             "p.next_visit_on IS NOT NULL AND p.next_visit_on >= ?9 AND NOT " +
                                 in_closed_year("o.teacher_id", "p.next_visit_on"),
                             "p.next_visit_on", of, from);
}

std::vector<Promised<ActionStep>> live_steps(Database& database, const PromisedFilter& of)
{
    return promised<ActionStep>(database,
                                "p.state IN ('assigned', 'acknowledged', 'in practice') AND p.check_on IS NOT NULL",
                                "p.check_on", of);
}

std::vector<LastVisit> last_visits(Database& database, const std::optional<PersonId>& observer)
{
    auto query = database.query(
        "SELECT teacher_id, max(started_on), max(state = 'draft') FROM observation "
        "WHERE state <> 'archived' AND (?1 IS NULL OR observer_id = ?1) GROUP BY teacher_id");
    query.bind(observer);
    std::vector<LastVisit> rows;
    while (query.next()) {
        LastVisit row;
        query.read(row.teacher);
        query.read(row.on);
        query.read(row.has_open_draft);
        rows.push_back(row);
    }
    return rows;
}

std::vector<RubricRow> rubrics(Database& database, bool all_versions)
{
    auto query = database.named("observation/rubrics.sql");
    query.bind_all(all_versions, RubricRow::observation_count_max);
    std::vector<RubricRow> rows;
    while (query.next()) {
        RubricRow row;
        query.read(row.version_id);
        query.read(row.rubric_id);
        query.read(row.title);
        query.read(row.version);
        query.read(row.newest);
        query.read(row.observation_count);
        row.frozen = row.observation_count > 0;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<RubricVersionRow> newest_rubric(Database& database, std::string_view rubric_id)
{
    return select_one<RubricVersionRow>(database, "WHERE rubric_id = ? ORDER BY added_at DESC, id DESC LIMIT 1",
                                        rubric_id);
}

bool is_used(Database& database, const RubricVersionId& version)
{
    auto query = database.query("SELECT EXISTS (SELECT 1 FROM observation WHERE rubric_version_id = ?)");
    query.bind(version);
    query.next();
    return query.take<bool>();
}

int visits_at(Database& database, const PersonId& teacher, const PersonId& observer, Instant at)
{
    auto query = database.query(
        "SELECT count(*) FROM observation WHERE teacher_id = ? AND started_at = ? AND observer_id = ? "
        "AND state <> 'archived'");
    query.bind_all(teacher, at, observer);
    query.next();
    return query.take<int>();
}

}  // namespace throughline::store
