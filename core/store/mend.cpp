#include "core/store/mend.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/store/journal_row.hpp"
#include "core/store/summaries.hpp"
#include "core/store/triggers_aside.hpp"
#include "throughline/change_set.hpp"

namespace throughline::store {
namespace {

bool is_there(Database& database, const std::string& table)
{
    auto query = database.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
    query.bind(table);
    return query.next();
}

// Each row's last entry that says how it is now.
constexpr auto last_entries =
    "SELECT j.row_id, j.new FROM journal AS j WHERE j.noun = ? AND j.seq = (SELECT max(seq) FROM journal AS l "
    "WHERE l.row_id = j.row_id)";

// Inserts the columns that the entry has; younger ones get their defaults. False: the table would not have it.
bool insert_from_entry(Database& database, const std::string& table, const std::vector<JournalColumn>& columns,
                       const std::string& entry)
{
    std::set<std::string> known;
    {
        auto keys = database.query("SELECT key FROM json_each(?)");
        keys.bind(entry);
        while (keys.next()) known.insert(keys.take<std::string>());
    }
    std::string names;
    std::string values;
    for (const auto& column : columns) {
        if (!known.contains(column.name)) continue;
        const auto member = fmt::format("json_extract(?1, '$.{}')", column.name);
        names += (names.empty() ? "" : ", ") + column.name;
        values += (values.empty() ? "" : ", ") + (column.is_id ? "uuid_blob(" + member + ")" : member);
    }
    try {
        database.query(fmt::format("INSERT INTO {} ({}) SELECT {}", table, names, values)).bind(entry).run();
        return true;
    } catch (const SQLite::Exception& exception) {
        if ((exception.getErrorCode() & 0xff) != SQLITE_CONSTRAINT) throw;
        return false;
    }
}

struct Reference {
    std::string column;
    std::string parent;
    std::string parent_column;
    bool may_be_empty = false;
};

std::vector<Reference> references_of(Database& database, const std::string& table)
{
    const auto columns = columns_of(database, table);
    auto query = database.query("SELECT \"from\", \"table\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list(?)");
    query.bind(table);
    std::vector<Reference> references;
    while (query.next()) {
        Reference reference;
        query.read(reference.column);
        query.read(reference.parent);
        query.read(reference.parent_column);
        for (const auto& column : columns)
            if (column.name == reference.column) reference.may_be_empty = column.may_be_empty;
        references.push_back(std::move(reference));
    }
    return references;
}

// Triggers that refuse to take a row away, put aside for as long as this lives.
class StayingRowsReleased {
public:
    explicit StayingRowsReleased(Database& database)
        : database_(database), definitions_(put_triggers_aside(database, TriggersOf::file, "%\\_stays"))
    {}
    StayingRowsReleased(const StayingRowsReleased&) = delete;
    StayingRowsReleased& operator=(const StayingRowsReleased&) = delete;
    ~StayingRowsReleased() = default;
    void put_back()
    {
        for (const auto& definition : definitions_) database_.script(definition);
    }

private:
    Database& database_;
    std::vector<std::string> definitions_;
};

std::int64_t empty_column(Database& database, const std::string& table, const Reference& reference,
                          const std::string& unmatched)
{
    try {
        database.query(fmt::format("UPDATE {0} SET {1} = NULL WHERE {2}", table, reference.column, unmatched)).run();
        return database.changes_since_last_statement();
    } catch (const SQLite::Exception& exception) {
        if ((exception.getErrorCode() & 0xff) != SQLITE_CONSTRAINT) throw;
        return 0;  // a rule of the table forbids it: the row goes
    }
}

std::int64_t leave_out(Database& database, const std::string& table, const std::string& unmatched, std::ostream& to)
{
    {
        auto rows =
            database.query(fmt::format("SELECT json_object('table', '{0}', 'row', {1}) FROM {0} WHERE {2}", table,
                                       row_as_json(columns_of(database, table), table + "."), unmatched));
        while (rows.next()) to << rows.take<std::string>() << "\n";
    }
    database.query(fmt::format("DELETE FROM {} WHERE {}", table, unmatched)).run();
    return database.changes_since_last_statement();
}

}  // namespace

std::vector<std::string> record_tables(Database& database)
{
    // A search index is a virtual table, and its own tables carry its name; a summary is made from the records.
    auto query = database.query(
        "SELECT name FROM sqlite_schema AS s WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name "
        "NOT LIKE '%\\_summary' ESCAPE '\\' AND sql "
        "NOT LIKE 'CREATE VIRTUAL%' AND NOT EXISTS (SELECT 1 FROM sqlite_schema AS v WHERE v.type = 'table' AND v.sql "
        "LIKE 'CREATE VIRTUAL%' AND s.name LIKE v.name || '\\_%' ESCAPE '\\') ORDER BY rowid");
    std::vector<std::string> tables;
    while (query.next()) tables.push_back(query.take<std::string>());
    return tables;
}

std::map<std::string, std::int64_t> fill_from_journal(Database& database, std::vector<std::string>& refused)
{
    std::map<std::string, std::int64_t> counts;
    for (const auto noun : all_nouns()) {
        const std::string table(name_of(noun));
        if (!is_there(database, table)) continue;
        const auto columns = columns_of(database, table);
        std::vector<std::string> entries;
        {
            auto query =
                database.query(fmt::format("SELECT l.new FROM ({}) AS l WHERE json_valid(l.new) AND NOT EXISTS (SELECT "
                                           "1 FROM {} AS t WHERE t.id = "
                                           "l.row_id)",
                                           last_entries, table));
            query.bind(table);
            while (query.next()) entries.push_back(query.take<std::string>());
        }
        for (const auto& entry : entries) {
            if (insert_from_entry(database, table, columns, entry))
                ++counts[table];
            else
                refused.push_back(fmt::format("a row of {} is in the journal only, and the table refuses it", table));
        }
    }
    return counts;
}

Unreferenced resolve_references(Database& database, std::ostream& left_out)
{
    StayingRowsReleased released(database);
    Unreferenced result;
    // What goes may be what others name: until nothing moves.
    for (bool moved = true; moved;) {
        moved = false;
        for (const auto& table : record_tables(database)) {
            for (const auto& reference : references_of(database, table)) {
                const auto unmatched = fmt::format(
                    "{0}.{1} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {2} AS parent WHERE parent.{3} = "
                    "{0}.{1})",
                    table, reference.column, reference.parent, reference.parent_column);
                const auto emptied = reference.may_be_empty ? empty_column(database, table, reference, unmatched) : 0;
                if (emptied > 0) result.emptied[table] += emptied;
                const auto gone = leave_out(database, table, unmatched, left_out);
                if (gone > 0) result.left_out[table] += gone;
                moved = moved || emptied > 0 || gone > 0;
            }
        }
    }
    released.put_back();
    return result;
}

namespace {

// Rows that the journal saw last and that are in no table. One walk over the journal for all tables: a district's is
// ten gigabytes.
void take_missing(Database& database, std::int64_t count_max, std::vector<Difference>& differences)
{
    std::string is_there;
    for (const auto noun : all_nouns())
        is_there +=
            fmt::format("WHEN '{0}' THEN EXISTS (SELECT 1 FROM {0} AS t WHERE t.id = j.row_id) ", name_of(noun));
    auto query = database.query(
        "SELECT j.noun, uuid_text(j.row_id) FROM journal AS j WHERE j.new IS NOT NULL AND j.seq = (SELECT max(seq) "
        "FROM journal AS l WHERE l.row_id = j.row_id) AND NOT CASE j.noun " +
        is_there + "ELSE 1 END LIMIT ?1");
    query.bind(std::max<std::int64_t>(0, count_max - static_cast<std::int64_t>(differences.size())));
    while (query.next()) {
        auto table = query.take<std::string>();
        differences.push_back({std::move(table), query.take<std::string>(), Difference::Kind::missing});
    }
}

}  // namespace

std::vector<Difference> differences_to_journal(Database& database, std::int64_t count_max)
{
    std::vector<Difference> differences;
    const auto take = [&](const std::string& table, Difference::Kind kind, const std::string& sql) {
        const auto room = count_max - static_cast<std::int64_t>(differences.size());
        if (room <= 0) return;
        auto query = database.query(sql + " LIMIT ?2");
        query.bind_all(table, room);
        while (query.next()) differences.push_back({table, query.take<std::string>(), kind});
    };
    for (const auto noun : all_nouns()) {
        const std::string table(name_of(noun));
        const auto row = row_as_json(columns_of(database, table), "t.");
        // Rows that a schema step makes have the lowest ids of all, and no command has made them.
        take(table, Difference::Kind::unknown_to_journal,
             fmt::format("SELECT uuid_text(t.id) FROM {} AS t WHERE ?1 = ?1 AND t.id > "
                         "x'0194000000007000800000000000ffff' AND NOT EXISTS (SELECT 1 FROM journal AS j "
                         "WHERE j.row_id = t.id AND j.new IS NOT NULL)",
                         table));
        // Usually the two texts are the same; only where they are not is it worth to compare member by member.
        take(table, Difference::Kind::changed,
             fmt::format(
                 "SELECT uuid_text(t.id) FROM {0} AS t JOIN journal AS j ON j.row_id = t.id AND j.seq = (SELECT "
                 "max(seq) FROM journal AS l WHERE l.row_id = t.id) WHERE ?1 = ?1 AND j.new IS NOT NULL AND j.new <> "
                 "{1} "
                 "AND CASE WHEN json_valid(j.new) THEN EXISTS (SELECT 1 FROM json_each(j.new) AS was WHERE EXISTS "
                 "(SELECT 1 FROM json_each({1}) AS now WHERE now.key = was.key AND now.value IS NOT was.value)) ELSE 1 "
                 "END",
                 table, row));
    }
    take_missing(database, count_max, differences);
    return differences;
}

std::int64_t reconcile_journal(Database& database, const IdBytes& command, Instant now, std::string_view label)
{
    const auto differences = differences_to_journal(database, INT64_MAX);
    if (differences.empty()) return 0;
    database
        .query(
            "INSERT INTO journal_command (id, actor_id, at, name, label, kind, reverses, final) VALUES (?, NULL, ?, "
            "'Repair', ?, 'do', NULL, 1)")
        .bind_all(CommandId{command}, now, label)
        .run();
    const auto seq = database.raw().getLastInsertRowid();
    for (const auto& difference : differences) {
        const auto row = row_as_json(columns_of(database, difference.table), "t.");
        database
            .query(fmt::format("INSERT INTO journal (command, noun, row_id, old, new) VALUES (?1, ?2, uuid_blob(?3), "
                               "(SELECT new FROM journal WHERE row_id = uuid_blob(?3) ORDER BY seq DESC LIMIT 1), "
                               "(SELECT {} FROM {} AS t WHERE t.id = uuid_blob(?3)))",
                               row, difference.table))
            .bind_all(seq, difference.table, difference.id)
            .run();
    }
    return static_cast<std::int64_t>(differences.size());
}

void check_references_later(Database& database) { database.script("PRAGMA foreign_keys = OFF"); }

void rebuild_indexes(Database& database)
{
    std::vector<std::string> indexes;
    {
        auto query =
            database.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'");
        while (query.next()) indexes.push_back(query.take<std::string>());
    }
    for (const auto& index : indexes)
        database.query(fmt::format("INSERT INTO {0} ({0}) VALUES ('rebuild')", index)).run();
    database.script("REINDEX");
    summarize_anew(database);
}

std::int64_t plan_missing_debriefs(Database& database, IdSource& ids)
{
    std::vector<AnyId> visits;
    {
        auto query = database.query(
            "SELECT o.id FROM observation AS o WHERE o.state = 'shared' AND NOT EXISTS (SELECT 1 FROM debrief AS d "
            "WHERE "
            "d.observation_id = o.id)");
        while (query.next()) visits.push_back(query.take<AnyId>());
    }
    for (const auto& visit : visits)
        database
            .query(
                "INSERT INTO debrief (id, observation_id, due_on, protocol, done, notes, teacher_words, teacher_id, "
                "observer_id) SELECT ?1, id, started_on, '', '', '', '', teacher_id, observer_id FROM observation "
                "WHERE id = ?2")
            .bind_all(ids.next<DebriefId>(), visit)
            .run();
    return static_cast<std::int64_t>(visits.size());
}

}  // namespace throughline::store
