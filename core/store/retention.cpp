#include "core/store/retention.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/store/people.hpp"

namespace throughline::store {
namespace {

// Days that count to a school year: from the day after the one before it, so that a summer counts to the next.
struct Span {
    std::string name;
    Date from;
    Date to;
};

bool overlap(const SchoolYear& a, const SchoolYear& b) { return a.starts_on <= b.ends_on && b.starts_on <= a.ends_on; }

std::vector<Span> spans_of(std::vector<SchoolYear> years)
{
    std::ranges::sort(years, {}, &SchoolYear::ends_on);
    std::vector<Span> spans;
    Date from(1400, 1, 1);
    for (std::size_t at = 0; at < years.size(); ++at) {
        // Of years that overlap the one that ends last counts: nothing goes too early.
        if (at + 1 < years.size() && overlap(years[at], years[at + 1])) continue;
        spans.push_back({years[at].name, from, years[at].ends_on});
        from = years[at].ends_on + boost::gregorian::days(1);
    }
    return spans;
}

// A school's own years win over those of every school.
std::vector<SchoolYear> years_of(const std::vector<SchoolYear>& all, const SchoolId& school)
{
    std::vector<SchoolYear> years;
    for (const auto& year : all)
        if (year.school == school) years.push_back(year);
    const auto own = years;
    for (const auto& year : all)
        if (!year.school && std::ranges::none_of(own, [&](const auto& each) { return overlap(each, year); }))
            years.push_back(year);
    return years;
}

// temp.retention_span: by school; without a school what counts for records that belong to none.
void make_spans(Database& database)
{
    database.script(
        "CREATE TEMP TABLE IF NOT EXISTS retention_span (school_id BLOB NOT NULL, name TEXT NOT NULL, from_day TEXT "
        "NOT NULL, to_day TEXT NOT NULL, PRIMARY KEY (school_id, from_day)) WITHOUT ROWID");
    database.script("DELETE FROM temp.retention_span");
    const auto years = select<SchoolYear>(database, "");
    const auto keep = [&](const std::vector<std::uint8_t>& school, const std::vector<SchoolYear>& of) {
        for (const auto& span : spans_of(of)) {
            SQLite::Statement insert(database.raw(), "INSERT INTO temp.retention_span VALUES (?, ?, ?, ?)");
            insert.bind(1, school.data(), static_cast<int>(school.size()));
            insert.bind(2, span.name);
            insert.bind(3, iso(span.from));
            insert.bind(4, iso(span.to));
            insert.exec();
        }
    };
    for (const auto& school : schools(database))
        keep({school.id.bytes.begin(), school.id.bytes.end()}, years_of(years, school.id));
    keep({0}, years);
}

constexpr const char* hold_that_covers =
    "(SELECT h.id FROM legal_hold AS h WHERE h.lifted_on IS NULL AND (h.person_id IS NULL OR h.person_id IN ({})) "
    "ORDER BY h.id LIMIT 1)";

// Steps of somebody who has left are not being worked on.
constexpr const char* visit_is_live =
    "EXISTS (SELECT 1 FROM action_step AS a WHERE a.observation_id = o.id AND a.state IN ('assigned', 'acknowledged', "
    "'in practice') AND t.active) OR EXISTS (SELECT 1 FROM unlocking AS u WHERE u.observation_id = o.id AND u.state "
    "IN ('asked', 'open'))";
constexpr const char* is_open_again =
    "EXISTS (SELECT 1 FROM unlocking AS u WHERE u.observation_id = o.id AND u.state IN ('asked', 'open'))";

// What is looked at for one kind. In `from` the teacher is t, and the span, where there is a school, s.
struct RecordSource {
    std::string noun;
    std::string record;   // id of the row that stands for it
    std::string day;      // the record's day
    std::string amount;   // how many records it stands for
    std::string from;     // tables, without the span
    std::string where;    // what else must be
    std::string people;   // whose hold covers it
    std::string resting;  // what keeps it
    bool has_teacher = true;
};

RecordSource visits(const char* purposes)
{
    return {"observation",
            "o.id",
            "o.started_on",
            "1",
            "observation AS o JOIN person AS t ON t.id = o.teacher_id",
            fmt::format("o.purpose IN ({})", purposes),
            "o.teacher_id, o.observer_id, o.co_observer_id",
            visit_is_live};
}

RecordSource lines(int is_private)
{
    const auto count = fmt::format(
        "(SELECT count(*) FROM evidence AS e WHERE e.observation_id = o.id AND e.is_private = {})", is_private);
    return {"evidence",
            "o.id",
            "o.started_on",
            count,
            "observation AS o JOIN person AS t ON t.id = o.teacher_id",
            fmt::format("EXISTS (SELECT 1 FROM evidence AS e WHERE e.observation_id = o.id AND e.is_private = {})",
                        is_private),
            "o.teacher_id, o.observer_id, o.co_observer_id",
            is_open_again};
}

std::vector<RecordSource> plans()
{
    return {{"booking", "r.id", "r.starts_on", "1", "booking AS r JOIN person AS t ON t.id = r.teacher_id", "1",
             "r.teacher_id, r.observer_id", "0"},
            {"visit_request", "r.id", "r.asked_on", "1", "visit_request AS r JOIN person AS t ON t.id = r.teacher_id",
             "1", "r.teacher_id, r.observer_id", "0"},
            {"busy_time", "r.id", "date(r.starts_at / 1000000, 'unixepoch')", "1",
             "busy_time AS r JOIN person AS t ON t.id = r.person_id", "1", "r.person_id", "0"}};
}

RecordSource sessions()
{
    return {"calibration",
            "c.id",
            "c.day",
            "1",
            "calibration AS c JOIN person AS t ON t.id = c.leader_id",
            "1",
            "SELECT c.leader_id UNION ALL SELECT r.observer_id FROM calibration_rater AS r WHERE r.calibration_id = "
            "c.id",
            "c.state = 'open'"};
}

// A hold on anybody keeps all of it: whose words a change of a row that is gone holds cannot be told for certain.
RecordSource changes()
{
    return {"journal_command",
            "c.seq",
            "date(c.at / 1000000, 'unixepoch')",
            "(SELECT count(*) FROM journal AS j WHERE j.command = c.seq AND j.erased_at IS NULL)",
            "journal_command AS c",
            "EXISTS (SELECT 1 FROM journal AS j WHERE j.command = c.seq AND j.erased_at IS NULL)",
            "h.person_id",
            "0",
            false};
}

std::vector<RecordSource> sources_of(RecordKind kind)
{
    const auto of_teacher = [](const char* noun, const char* day, const char* people, const char* resting) {
        return RecordSource{
            noun, "r.id", day,    "1", fmt::format("{} AS r JOIN person AS t ON t.id = r.teacher_id", noun),
            "1",  people, resting};
    };
    switch (kind) {
        case RecordKind::coaching_visits:
            return {visits("'coaching'")};
        case RecordKind::evaluation_visits:
            return {visits("'evaluation'")};
        case RecordKind::other_visits:
            return {visits("'walkthrough', 'peer', 'calibration', 'self'")};
        case RecordKind::script_lines:
            return {lines(0)};
        case RecordKind::private_lines:
            return {lines(1)};
        case RecordKind::goals:
            return {
                of_teacher("goal", "coalesce(r.closed_on, r.set_on)", "r.teacher_id", "r.state = 'open' AND t.active")};
        case RecordKind::plans:
            return plans();
        case RecordKind::calibration:
            return {sessions()};
        case RecordKind::who_opened:
            return {of_teacher("access", "r.day", "r.teacher_id, r.viewer_id", "0"),
                    of_teacher("packet", "date(r.made_at / 1000000, 'unixepoch')", "r.teacher_id, r.made_by", "0")};
        case RecordKind::agreements:
            return {of_teacher("sharing_agreement", "coalesce(r.revoked_on, r.to_day, r.from_day)",
                               "r.teacher_id, r.observer_id, r.reader_id",
                               "r.revoked_on IS NULL AND (r.to_day IS NULL OR r.to_day >= ?2)")};
        case RecordKind::history:
            return {changes()};
    }
    return {};
}

void find_of(Database& database, const RetentionRule& rule, const RecordSource& source, Date today)
{
    const auto school = source.has_teacher ? "t.school_id" : "x'00'";
    // Only what began before the cutoff can be old enough: an index on the day, where there is one, is used.
    const auto is_old = rule.from == CountedFrom::separation
                            ? std::string("NOT t.active AND t.left_on IS NOT NULL AND t.left_on < ?1")
                            : fmt::format("s.to_day < ?1 AND {} < ?1", source.day);
    auto query = database.query(fmt::format(
        "INSERT INTO temp.retention_due (kind, noun, record, year, day, amount, verdict, hold) "
        "SELECT '{0}', '{1}', found.record, coalesce(found.year, ''), found.day, found.amount, CASE WHEN found.hold IS "
        "NOT NULL THEN 'held' WHEN found.resting THEN 'resting' ELSE 'due' END, found.hold FROM (SELECT {2} AS record, "
        "s.name AS year, {3} AS day, {4} AS amount, {5} AS hold, ({6}) AS resting FROM {7} LEFT JOIN "
        "temp.retention_span AS s ON s.school_id = {8} AND {3} BETWEEN s.from_day AND s.to_day WHERE ({9}) AND ({10}) "
        "AND ?2 = ?2) AS found",
        name_of(rule.kind), source.noun, source.record, source.day, source.amount,
        fmt::format(hold_that_covers, source.people), source.resting, source.from, school, is_old, source.where));
    query.bind_all(retention_cutoff(today, rule.years), today).run();
}

// Rows that erasing this person would take, and that name somebody whose records are held.
std::int64_t others_held_with(Database& database, const PersonId& person)
{
    struct Pair {
        const char* table;
        const char* one;
        const char* other;
    };
    constexpr std::array<Pair, 11> pairs{{{"access", "teacher_id", "viewer_id"},
                                          {"packet", "teacher_id", "made_by"},
                                          {"booking", "teacher_id", "observer_id"},
                                          {"booking", "observer_id", "teacher_id"},
                                          {"visit_request", "teacher_id", "observer_id"},
                                          {"sharing_agreement", "teacher_id", "observer_id"},
                                          {"sharing_agreement", "teacher_id", "reader_id"},
                                          {"sharing_agreement", "observer_id", "teacher_id"},
                                          {"sharing_agreement", "observer_id", "reader_id"},
                                          {"sharing_agreement", "reader_id", "teacher_id"},
                                          {"sharing_agreement", "reader_id", "observer_id"}}};
    std::int64_t count = 0;
    for (const auto& pair : pairs) {
        auto held = database.query(fmt::format(
            "SELECT count(*) FROM {} AS r JOIN legal_hold AS h ON h.person_id = r.{} AND h.lifted_on IS NULL "
            "WHERE r.{} = ?",
            pair.table, pair.other, pair.one));
        held.bind(person);
        held.next();
        count += held.take<std::int64_t>();
    }
    return count;
}

}  // namespace

std::vector<RetentionRule> retention_rules(Database& database)
{
    auto rules = select<RetentionRule>(database, "");
    std::ranges::sort(rules, {}, &RetentionRule::kind);
    return rules;
}

std::optional<LegalHold> hold_on(Database& database, const PersonId& person)
{
    return select_one<LegalHold>(
        database, "WHERE lifted_on IS NULL AND (person_id IS NULL OR person_id = ?) ORDER BY id LIMIT 1", person);
}

OpenWork open_work_of(Database& database, const PersonId& person)
{
    auto query = database.query(
        "WITH visit AS (SELECT id, teacher_id, observer_id, co_observer_id FROM observation WHERE teacher_id = ?1 OR "
        "observer_id = ?1) SELECT (SELECT count(*) FROM visit AS v JOIN unlocking AS u ON u.observation_id = v.id AND "
        "u.state IN ('asked', 'open')), (SELECT count(*) FROM visit AS v WHERE EXISTS (SELECT 1 FROM legal_hold AS h "
        "WHERE h.lifted_on IS NULL AND h.person_id IN (v.teacher_id, v.observer_id, v.co_observer_id))), (SELECT "
        "count(*) FROM calibration WHERE leader_id = ?1 AND state = 'open')");
    query.bind(person);
    query.next();
    OpenWork open;
    query.read(open.visits_open_again);
    query.read(open.visits_held);
    query.read(open.sessions_led);
    open.others_held = others_held_with(database, person);
    return open;
}

bool is_erased(Database& database, const PersonId& person)
{
    auto query = database.query("SELECT 1 FROM purge WHERE kind = 'erasure' AND person_id = ?");
    query.bind(person);
    return query.next();
}

void note_leaving(Database& database, const PersonId& person, bool is_here, Date today)
{
    if (is_here)
        database.query("UPDATE person SET left_on = NULL WHERE id = ? AND left_on IS NOT NULL").bind(person).run();
    else
        database.query("UPDATE person SET left_on = ? WHERE id = ?").bind_all(today, person).run();
}

std::string file_identity(Database& database)
{
    auto query = database.query("SELECT id FROM journal_command ORDER BY seq LIMIT 1");
    return query.next() ? query.take<CommandId>().text() : std::string();
}

std::string mark_of(std::string_view identity)
{
    constexpr std::size_t mark_chars = 8;
    return std::string(identity.substr(identity.size() - std::min(identity.size(), mark_chars)));
}

void find_no_records(Database& database)
{
    // `record` is an id; of access its number, of the history its command's.
    database.script(
        "CREATE TEMP TABLE IF NOT EXISTS retention_due (kind TEXT NOT NULL, noun TEXT NOT NULL, record, year TEXT NOT "
        "NULL, day TEXT NOT NULL, amount INTEGER NOT NULL, verdict TEXT NOT NULL, hold BLOB)");
    database.script("DELETE FROM temp.retention_due");
}

void find_old_records(Database& database, Date today)
{
    make_spans(database);
    find_no_records(database);
    for (const auto& rule : retention_rules(database))
        for (const auto& source : sources_of(rule.kind)) find_of(database, rule, source, today);
}

std::vector<OldRecords> old_records(Database& database)
{
    auto query = database.query(
        "SELECT kind, year, verdict, sum(amount), min(day), max(day) FROM temp.retention_due GROUP BY kind, year, "
        "verdict");
    std::vector<OldRecords> records;
    while (query.next()) {
        OldRecords row;
        query.read(row.kind);
        query.read(row.year);
        const auto verdict = query.take<std::string>();
        row.verdict = verdict == "due" ? Verdict::due : verdict == "held" ? Verdict::held : Verdict::resting;
        query.read(row.count);
        query.read(row.oldest);
        query.read(row.newest);
        records.push_back(std::move(row));
    }
    std::ranges::stable_sort(records, [](const OldRecords& a, const OldRecords& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.oldest < b.oldest;
    });
    return records;
}

std::vector<HeldRecords> held_records(Database& database)
{
    std::map<LegalHoldId, std::int64_t> counts;
    {
        auto query =
            database.query("SELECT hold, sum(amount) FROM temp.retention_due WHERE verdict = 'held' GROUP BY hold");
        while (query.next()) {
            const auto id = query.take<LegalHoldId>();
            counts[id] = query.take<std::int64_t>();
        }
    }
    std::vector<HeldRecords> held;
    for (auto& hold : select<LegalHold>(database, "WHERE lifted_on IS NULL ORDER BY id")) {
        const auto count = counts.find(hold.id);
        held.push_back({std::move(hold), count == counts.end() ? 0 : count->second});
    }
    return held;
}

}  // namespace throughline::store
