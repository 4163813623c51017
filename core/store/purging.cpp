#include "core/store/purging.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/base/digest.hpp"
#include "core/store/journal_row.hpp"
#include "core/store/people.hpp"
#include "core/store/triggers_aside.hpp"
#include "throughline/change_set.hpp"

namespace throughline::store {
namespace {

// What happens to a row of temp.purged_row.
constexpr int taken_out = 0;
constexpr int blanked = 1;
constexpr int gone_before = 2;  // only the journal still has its words

// An index with more texts than this is merged instead of being built anew, which would take minutes.
constexpr std::int64_t rebuilt_rows_max = 200'000;

struct Relation {
    std::string child;
    std::string column;
    std::string parent;
    bool goes_along = false;  // the child is nothing without the parent
};

// Of nouns on nouns, from the schema.
std::vector<Relation> relations_of(Database& database)
{
    // Empty means something else in these, or they are about the visit alone.
    const std::set<std::string> along{"packet.observation_id", "booking.observation_id",
                                      "visit_request.observation_id"};
    std::vector<Relation> relations;
    for (const auto noun : all_nouns()) {
        const std::string table(name_of(noun));
        const auto columns = columns_of(database, table);
        auto query = database.query("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)");
        query.bind(table);
        while (query.next()) {
            Relation relation;
            relation.child = table;
            query.read(relation.column);
            query.read(relation.parent);
            const auto column = std::ranges::find(columns, relation.column, &JournalColumn::name);
            relation.goes_along = !column->may_be_empty || along.contains(relation.child + "." + relation.column);
            relations.push_back(std::move(relation));
        }
    }
    return relations;
}

void begin_choosing(Database& database)
{
    database.script(
        "CREATE TEMP TABLE IF NOT EXISTS purged_row (noun TEXT NOT NULL, id BLOB NOT NULL, fate INTEGER NOT NULL, "
        "PRIMARY KEY (noun, id)) WITHOUT ROWID");
    database.script("DELETE FROM temp.purged_row");
    database.script("CREATE TEMP TABLE IF NOT EXISTS deleted_row (noun TEXT NOT NULL, id BLOB NOT NULL, old TEXT)");
    database.script("DELETE FROM temp.deleted_row");
    // What was deleted in its own time still has its words in the journal.
    database.script(
        "INSERT INTO temp.deleted_row SELECT noun, row_id, old FROM journal WHERE new IS NULL AND old IS NOT NULL");
    for (const auto noun : all_nouns())  // undo may have brought it back
        database
            .query(fmt::format("DELETE FROM temp.deleted_row WHERE noun = '{0}' AND EXISTS (SELECT 1 FROM {0} AS t "
                               "WHERE t.id = deleted_row.id)",
                               name_of(noun)))
            .run();
    database.script("CREATE TEMP TABLE IF NOT EXISTS erased_person (id BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID");
    database.script("DELETE FROM temp.erased_person");
}

// `rows`: a SELECT of ids.
void choose(Database& database, std::string_view noun, int fate, const std::string& rows)
{
    database
        .query(fmt::format("INSERT INTO temp.purged_row (noun, id, fate) SELECT '{}', id, {} FROM ({}) WHERE true "
                           "ON CONFLICT (noun, id) DO UPDATE SET fate = min(fate, excluded.fate)",
                           noun, fate, rows))
        .run();
}

std::set<std::string> chosen_nouns(Database& database)
{
    auto query = database.query("SELECT DISTINCT noun FROM temp.purged_row WHERE fate <> 1");
    std::set<std::string> nouns;
    while (query.next()) nouns.insert(query.take<std::string>());
    return nouns;
}

std::int64_t chosen_count(Database& database)
{
    auto query = database.query("SELECT count(*), total(fate) FROM temp.purged_row");
    query.next();
    return query.take<std::int64_t>();
}

// What hangs on what goes, goes; also what hung on it and was deleted before.
void choose_what_hangs(Database& database)
{
    const auto relations = relations_of(database);
    for (std::int64_t before = -1, now = chosen_count(database); before != now;
         before = now, now = chosen_count(database)) {
        const auto nouns = chosen_nouns(database);
        for (const auto& each : relations) {
            if (!each.goes_along || !nouns.contains(each.parent)) continue;
            const auto parents =
                fmt::format("(SELECT p.id FROM temp.purged_row AS p WHERE p.noun = '{}' AND p.fate IN ({}, {}))",
                            each.parent, taken_out, gone_before);
            choose(database, each.child, taken_out,
                   fmt::format("SELECT c.id FROM {} AS c WHERE c.{} IN {}", each.child, each.column, parents));
            choose(database, each.child, gone_before,
                   fmt::format("SELECT d.id FROM temp.deleted_row AS d WHERE d.noun = '{0}' AND "
                               "uuid_blob(json_extract(d.old, '$.{1}')) IN {2}",
                               each.child, each.column, parents));
        }
    }
}

// Rows that stay and name one that goes: the name is emptied, as a change like any other.
void forget_what_goes(Database& database)
{
    const auto nouns = chosen_nouns(database);
    for (const auto& each : relations_of(database)) {
        if (each.goes_along || !nouns.contains(each.parent)) continue;
        database
            .query(fmt::format("UPDATE {0} SET {1} = NULL WHERE {1} IN (SELECT id FROM temp.purged_row WHERE noun = "
                               "'{2}' AND fate = {3}) AND NOT EXISTS (SELECT 1 FROM temp.purged_row AS p WHERE p.noun "
                               "= '{0}' AND p.id = {0}.id AND p.fate = {3})",
                               each.child, each.column, each.parent, taken_out))
            .run();
    }
}

// The journal's triggers, put aside: what is purged must not be written down once more. Rolled back with the rest.
class JournalAside {
public:
    explicit JournalAside(Database& database)
        : database_(database), definitions_(put_triggers_aside(database, TriggersOf::connection, "journal\\_%"))
    {}
    void put_back()
    {
        for (auto definition : definitions_) {
            constexpr std::string_view create = "CREATE TRIGGER";
            if (definition.starts_with(create)) definition.replace(0, create.size(), "CREATE TEMP TRIGGER");
            database_.script(definition);
        }
    }

private:
    Database& database_;
    std::vector<std::string> definitions_;
};

std::string chosen_of(std::string_view noun, int fate)
{
    return fmt::format("(SELECT id FROM temp.purged_row WHERE noun = '{}' AND fate = {})", noun, fate);
}

void take_rows(Database& database)
{
    for (const auto noun : all_nouns()) {
        const auto table = name_of(noun);
        database.query(fmt::format("DELETE FROM {} WHERE id IN {}", table, chosen_of(table, taken_out))).run();
    }
    database.query("DELETE FROM draft WHERE record_id IN (SELECT id FROM temp.purged_row)").run();
}

struct Blanking {
    const char* table;
    const char* sets;
};

// temp.erased_person: the person, and those who turned out to be them. ?1: today.
constexpr const char* of_erased_visit = "(SELECT o.id FROM observation AS o WHERE o.teacher_id IN temp.erased_person)";

const std::vector<Blanking>& blankings()
{
    static const std::vector<Blanking> all{
        {"observation",
         "subject = '', grade = '', strength = '', growth_area = '', pinned_result = '', students_present = NULL"},
        {"action_step",
         "text = '[erased]', indicators = '', closed_on = CASE WHEN state IN ('assigned', 'acknowledged', 'in "
         "practice') THEN ?1 ELSE closed_on END, state = CASE WHEN state IN ('assigned', 'acknowledged', 'in "
         "practice') THEN 'dropped' ELSE state END"},
        {"step_event", "note = ''"},
        {"debrief",
         "notes = '', teacher_words = '', done = '', next_visit_on = NULL, skip_reason = CASE WHEN held_at IS NULL OR "
         "skip_reason <> '' THEN '[erased]' ELSE '' END"},
        {"amendment", "old_text = '', new_text = '', reason = '[erased]'"},
        {"response", "text = CASE WHEN text = '' THEN '' ELSE '[erased]' END"},
        {"packet", "key = ''"},
        {"booking", "note = '', skip_reason = CASE WHEN skip_reason = '' THEN '' ELSE '[erased]' END"},
        {"excusal", "reason = '[erased]'"},
        {"legal_hold", "reason = '[erased]'"},
        {"calibration_rating", "words = ''"},
        {"sharing_agreement",
         "revoked_on = CASE WHEN revoked_on IS NULL AND (to_day IS NULL OR to_day >= ?1) THEN ?1 ELSE revoked_on END, "
         "teacher_signature = CASE WHEN teacher_signature <> '' AND teacher_id IN temp.erased_person THEN '[erased]' "
         "ELSE teacher_signature END, observer_signature = CASE WHEN observer_signature <> '' AND observer_id IN "
         "temp.erased_person THEN '[erased]' ELSE observer_signature END"},
        {"unlocking",
         "reason = CASE WHEN observation_id IN {visit} THEN '[erased]' ELSE reason END, given = CASE WHEN "
         "observation_id IN {visit} THEN '' ELSE given END, teacher_signature = CASE WHEN teacher_signature <> '' AND "
         "observation_id IN {visit} THEN '[erased]' ELSE teacher_signature END, observer_signature = CASE WHEN "
         "observer_signature <> '' AND (SELECT o.observer_id FROM observation AS o WHERE o.id = observation_id) IN "
         "temp.erased_person THEN '[erased]' ELSE observer_signature END"},
    };
    return all;
}

std::string with_visits(std::string sets)
{
    constexpr std::string_view mark = "{visit}";
    for (auto at = sets.find(mark); at != std::string::npos; at = sets.find(mark))
        sets.replace(at, mark.size(), of_erased_visit);
    return sets;
}

void blank_rows(Database& database, Date today)
{
    for (const auto& [table, sets] : blankings())
        database
            .query(fmt::format("UPDATE {} SET {} WHERE ?1 = ?1 AND id IN {}", table, with_visits(sets),
                               chosen_of(table, blanked)))
            .bind(today)
            .run();
    // What the visit had given before it was opened again holds the lines once more.
    database
        .query(fmt::format(
            "UPDATE unlocking SET given = json_set(given, '$.evidence', json('[]')) WHERE json_valid(given) AND id IN "
            "{} AND observation_id NOT IN {}",
            chosen_of("unlocking", blanked), of_erased_visit))
        .run();
    const auto ids = chosen_of("person", blanked);
    std::vector<PersonId> people;
    {
        auto query = database.query("SELECT id FROM person WHERE id IN " + ids);
        while (query.next()) people.push_back(query.take<PersonId>());
    }
    for (const auto& person : people) {
        const auto name = erased_family_name(database, person);
        database
            .query(
                "UPDATE person SET given_name = 'Erased person', family_name = ?2, name_folded = 'erased person ' || "
                "?2, email = '', staff_id = '', source_id = '', subject = '', grade = '', active = 0, from_roster = 0, "
                "in_school_since = NULL, left_on = coalesce(left_on, ?3) WHERE id = ?1")
            .bind_all(person, name, today)
            .run();
    }
}

// In the journal what was before is forgotten, and one more entry says what went and how the rest stands.
std::int64_t forget_in_journal(Database& database, Instant now)
{
    database
        .query(
            "UPDATE journal SET old = NULL, new = NULL, erased_at = ? WHERE row_id IN (SELECT id FROM "
            "temp.purged_row) AND (old IS NOT NULL OR new IS NOT NULL)")
        .bind(now)
        .run();
    auto count = database.changes_since_last_statement();
    for (const auto noun : all_nouns()) {
        const auto table = name_of(noun);
        database
            .query(fmt::format("INSERT INTO journal (command, noun, row_id, erased_at) SELECT journal_command(), '{}', "
                               "id, ? FROM {}",
                               table, chosen_of(table, taken_out)))
            .bind(now)
            .run();
        database
            .query(fmt::format("INSERT INTO journal (command, noun, row_id, new, erased_at) SELECT journal_command(), "
                               "'{0}', t.id, {1}, ? FROM {0} AS t WHERE t.id IN {2}",
                               table, row_as_json(columns_of(database, table), "t."), chosen_of(table, blanked)))
            .bind(now)
            .run();
    }
    // Old changes by their own rule: how a row stands now is still said by its last one.
    database
        .query(
            "UPDATE journal SET old = NULL, new = CASE WHEN seq = (SELECT max(l.seq) FROM journal AS l WHERE l.row_id "
            "= journal.row_id) THEN new END, erased_at = ? WHERE erased_at IS NULL AND command IN (SELECT record FROM "
            "temp.retention_due WHERE kind = 'history' AND verdict = 'due')")
        .bind(now)
        .run();
    count += database.changes_since_last_statement();
    return count;
}

// A word stays in an index for as long as the mark that takes it out has not been merged with it.
void clean_search(Database& database)
{
    constexpr std::array<std::pair<const char*, const char*>, 4> indexes{{{"evidence_search", "evidence"},
                                                                          {"observation_search", "observation"},
                                                                          {"action_step_search", "action_step"},
                                                                          {"debrief_search", "debrief"}}};
    for (const auto& [index, table] : indexes) {
        auto count = database.query(fmt::format("SELECT count(*) FROM {}", table));
        count.next();
        const auto* how = count.take<std::int64_t>() > rebuilt_rows_max ? "optimize" : "rebuild";
        database.query(fmt::format("INSERT INTO {0} ({0}) VALUES ('{1}')", index, how)).run();
    }
}

std::string digest_of(Query&& rows, std::int64_t& count)
{
    RunningDigest digest;
    while (rows.next()) {
        digest.add(rows.take<std::string>() + "\n");
        ++count;
    }
    return digest.hexadecimal();
}

void require_sound_references(Database& database)
{
    auto query = database.query("PRAGMA foreign_key_check");
    if (query.next())
        throw SQLite::Exception("a row of " + query.take<std::string>() + " rests on what goes", SQLITE_CONSTRAINT);
}

}  // namespace

TakenRows Taken::total() const
{
    TakenRows sum;
    for (const auto& [table, rows] : tables) {
        sum.taken += rows.taken;
        sum.blanked += rows.blanked;
    }
    return sum;
}

void choose_due(Database& database)
{
    begin_choosing(database);
    const auto due = [](const char* kinds, const char* noun) {
        return fmt::format("SELECT record AS id FROM temp.retention_due WHERE verdict = 'due' AND noun = '{}' {}", noun,
                           kinds);
    };
    for (const auto* noun :
         {"observation", "goal", "booking", "visit_request", "busy_time", "calibration", "packet", "sharing_agreement"})
        choose(database, noun, taken_out, due("", noun));
    for (const auto& [kind, is_private] : {std::pair("script-lines", 0), std::pair("private-lines", 1)}) {
        const auto visits =
            fmt::format("(SELECT record FROM temp.retention_due WHERE verdict = 'due' AND kind = '{}')", kind);
        choose(
            database, "evidence", taken_out,
            fmt::format("SELECT id FROM evidence WHERE observation_id IN {} AND is_private = {}", visits, is_private));
        choose(database, "evidence", gone_before,
               fmt::format("SELECT id FROM temp.deleted_row WHERE noun = 'evidence' AND json_extract(old, "
                           "'$.is_private') = {} AND uuid_blob(json_extract(old, '$.observation_id')) IN {}",
                           is_private, visits));
    }
    choose(database, "unlocking", blanked,
           "SELECT id FROM unlocking WHERE given <> '' AND observation_id IN (SELECT record FROM temp.retention_due "
           "WHERE verdict = 'due' AND kind = 'script-lines')");
    choose_what_hangs(database);
}

namespace {

void choose_theirs(Database& database)
{
    const auto rows = [&](const char* noun, int fate, const std::string& where) {
        choose(database, noun, fate, fmt::format("SELECT r.id FROM {} AS r WHERE {}", noun, where));
    };
    const std::string me = "temp.erased_person";
    const std::string mine = "r.teacher_id IN temp.erased_person";
    const std::string on_my_visit = fmt::format("r.observation_id IN {}", of_erased_visit);
    // Never given to anybody: nothing of it is part of a record.
    rows("observation", taken_out, "(" + mine + " OR r.observer_id IN " + me + ") AND r.state <> 'shared'");
    rows("evidence", taken_out,
         on_my_visit +
             " OR (r.is_private = 1 AND r.observation_id IN (SELECT o.id FROM observation AS o WHERE "
             "o.observer_id IN temp.erased_person))");
    rows("rating", taken_out, on_my_visit);
    rows("response", taken_out, on_my_visit + " AND r.kind = 'self-rating'");
    for (const auto* noun : {"goal", "visit_request", "class_period"}) rows(noun, taken_out, mine);
    rows("booking", taken_out, mine + " OR (r.observer_id IN " + me + " AND r.state = 'planned')");
    for (const auto* noun : {"busy_time", "person_tag", "team_member", "observer_time"})
        rows(noun, taken_out, "r.person_id IN " + me);
    choose_what_hangs(database);
    rows("person", blanked, "r.id IN " + me);
    rows("observation", blanked, mine);
    for (const auto* noun : {"action_step", "debrief", "amendment", "unlocking", "response"})
        rows(noun, blanked, on_my_visit);
    rows("step_event", blanked,
         fmt::format("r.step_id IN (SELECT a.id FROM action_step AS a WHERE a.observation_id IN {})", of_erased_visit));
    rows("unlocking", blanked,
         "r.observation_id IN (SELECT o.id FROM observation AS o WHERE o.observer_id IN temp.erased_person)");
    rows("packet", blanked, mine);
    rows("sharing_agreement", blanked, mine + " OR r.observer_id IN " + me + " OR r.reader_id IN " + me);
    rows("booking", blanked, "r.observer_id IN " + me);
    rows("calibration_rating", blanked, "r.observer_id IN " + me);
    rows("excusal", blanked, "r.scope_person IN " + me);
    rows("legal_hold", blanked, "r.person_id IN " + me);
}

// What had been theirs and was deleted before: only the journal still has its words.
void choose_gone(Database& database)
{
    constexpr std::array<const char*, 5> columns{"teacher_id", "person_id", "observation_id", "step_id", "goal_id"};
    for (const auto* column : columns) {
        const bool is_person = std::string_view(column) == "teacher_id" || std::string_view(column) == "person_id";
        const auto whose = is_person ? std::string("(SELECT id FROM temp.erased_person)")
                                     : std::string(
                                           "(SELECT id FROM temp.purged_row WHERE noun IN ('observation', "
                                           "'action_step', 'goal'))");
        database
            .query(fmt::format(
                "INSERT OR IGNORE INTO temp.purged_row (noun, id, fate) SELECT d.noun, d.id, {0} FROM temp.deleted_row "
                "AS "
                "d WHERE json_extract(d.old, '$.{1}') IS NOT NULL AND uuid_blob(json_extract(d.old, '$.{1}')) IN {2}",
                gone_before, column, whose))
            .run();
    }
    // Private lines of theirs on others' visits, and signatures are rows that stay; lines that they had deleted are
    // not.
    choose(database, "evidence", gone_before,
           "SELECT d.id FROM temp.deleted_row AS d WHERE d.noun = 'evidence' AND json_extract(d.old, '$.is_private') = "
           "1 AND uuid_blob(json_extract(d.old, '$.observation_id')) IN (SELECT o.id FROM observation AS o WHERE "
           "o.observer_id IN temp.erased_person)");
}

}  // namespace

void choose_person(Database& database, const PersonId& person)
{
    begin_choosing(database);
    find_no_records(database);
    database.query("INSERT INTO temp.erased_person SELECT id FROM person WHERE id = ?1 OR merged_into = ?1")
        .bind(person)
        .run();
    choose_theirs(database);
    choose_gone(database);
    // The roster's own list of who teaches what.
    choose(database, "class_section", blanked,
           "SELECT c.id FROM class_section AS c WHERE EXISTS (SELECT 1 FROM person AS p WHERE p.id IN "
           "temp.erased_person AND p.source_id <> '' AND instr(char(10) || c.teachers || char(10), char(10) || "
           "p.source_id || char(10)) > 0)");
}

Taken chosen(Database& database)
{
    Taken taken;
    auto query = database.query("SELECT noun, fate, count(*) FROM temp.purged_row WHERE fate < 2 GROUP BY noun, fate");
    while (query.next()) {
        auto& rows = taken.tables[query.take<std::string>()];
        const auto fate = query.take<int>();
        (fate == taken_out ? rows.taken : rows.blanked) = query.take<std::int64_t>();
    }
    return taken;
}

void end_everything(Database& database, Date today)
{
    database
        .query(
            "UPDATE caseload SET to_day = ? WHERE to_day IS NULL AND (teacher_id IN temp.erased_person OR observer_id "
            "IN temp.erased_person)")
        .bind(today)
        .run();
    std::vector<std::string> names;  // in the roster's own lists of who teaches what
    {
        auto query = database.query("SELECT source_id FROM person WHERE id IN temp.erased_person AND source_id <> ''");
        while (query.next()) names.push_back(query.take<std::string>());
    }
    for (const auto& name : names)
        database
            .query(
                "UPDATE class_section SET teachers = trim(replace(char(10) || teachers || char(10), char(10) || ?1 || "
                "char(10), char(10)), char(10)) WHERE id IN " +
                chosen_of("class_section", blanked))
            .bind(name)
            .run();
    for (const auto* statement :
         {"DELETE FROM access WHERE teacher_id IN temp.erased_person",
          "DELETE FROM account WHERE person_id IN temp.erased_person",
          "DELETE FROM draft WHERE author_id IN temp.erased_person OR record_id IN temp.erased_person"})
        database.query(statement).run();
}

std::string erased_family_name(Database& database, const PersonId& person)
{
    const auto text = person.text();
    constexpr std::size_t short_tail = 4;
    constexpr std::size_t long_tail = 12;
    for (const auto& other : people_called(database, "Erased person " + text.substr(text.size() - short_tail)))
        if (other.id != person) return text.substr(text.size() - long_tail);
    return text.substr(text.size() - short_tail);
}

Taken carry_out(Database& database, Instant now, Date today, const Progress& progress)
{
    Taken taken = chosen(database);
    const auto stopped = [&](double share) {
        progress.at(share);
        return taken.is_stopped = progress.is_stopped();
    };
    taken.list_sha256 = digest_of(
        database.query("SELECT noun || ' ' || uuid_text(id) || CASE fate WHEN 0 THEN ' taken' ELSE ' blanked' END FROM "
                       "temp.purged_row WHERE fate < 2 ORDER BY noun, id"),
        taken.list_rows);
    if (stopped(0.1)) return taken;
    forget_what_goes(database);
    database
        .query(
            "DELETE FROM access WHERE id IN (SELECT record FROM temp.retention_due WHERE verdict = 'due' AND "
            "noun = 'access')")
        .run();
    if (const auto looks = database.changes_since_last_statement(); looks > 0) taken.tables["access"].taken = looks;
    if (stopped(0.2)) return taken;
    JournalAside journal(database);
    take_rows(database);
    if (stopped(0.5)) return taken;
    blank_rows(database, today);
    taken.changes_blanked = forget_in_journal(database, now);
    journal.put_back();
    if (stopped(0.7)) return taken;
    clean_search(database);
    if (stopped(0.8)) return taken;
    require_sound_references(database);
    (void)stopped(1);
    return taken;
}

std::string list_digest_by_journal(Database& database, const PurgeId& purge)
{
    // The plus: by the row's few entries, not by the command's many.
    auto query = database.query(
        "SELECT j.noun || ' ' || uuid_text(j.row_id) || CASE WHEN j.new IS NULL THEN ' taken' ELSE ' blanked' END FROM "
        "journal AS j WHERE j.command = (SELECT command FROM journal WHERE row_id = ? ORDER BY seq LIMIT 1) AND "
        "j.erased_at IS NOT NULL AND j.seq = (SELECT max(l.seq) FROM journal AS l WHERE l.row_id = j.row_id AND "
        "+l.command = j.command) ORDER BY j.noun, j.row_id");
    query.bind(purge);
    std::int64_t count = 0;
    return digest_of(std::move(query), count);
}

void wipe_free_space(const std::filesystem::path& file)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
    database.exec("PRAGMA synchronous = FULL");
    database.exec("VACUUM");
    SQLite::Statement checkpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    checkpoint.executeStep();
    if (checkpoint.getColumn(0).getInt() != 0) throw SQLite::Exception("another connection reads the log", SQLITE_BUSY);
}

void prepare_to_purge(Database& database)
{
    database.script("PRAGMA secure_delete = ON");
    database.script("PRAGMA foreign_keys = OFF");
}

}  // namespace throughline::store
