#include "core/store/journal.hpp"

#include <array>
#include <cassert>
#include <set>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/store/journal_row.hpp"

namespace throughline::store {
namespace {

// How many of an actor's latest commands undo looks at. More steps back than anybody remembers.
constexpr int undo_steps_max = 200;

// journal_command(): the command that is running. Fails outside of one, and with it the write that asked.
void running_command(sqlite3_context* context, int, sqlite3_value**)
{
    const auto* running = static_cast<const std::int64_t*>(sqlite3_user_data(context));
    if (*running == 0) return sqlite3_result_error(context, "a write outside a command", -1);
    sqlite3_result_int64(context, *running);
}

std::string_view name_of(CommandKind kind)
{
    return kind == CommandKind::act ? "do" : kind == CommandKind::undo ? "undo" : "redo";
}

Failure others_rate()
{
    return fail(ErrorCode::conflict,
                "This cannot be taken back any more: others are already rating in this calibration session. Close it "
                "instead, or take out who has not begun.");
}

// Why a command is not turned round: a row that it wrote has been written again.
Failure changed_since(const std::string& table)
{
    if (table == "calibration_rater") return others_rate();  // somebody has submitted
    return fail(ErrorCode::conflict,
                "This cannot be taken back any more: something that it touched ({0}) has been changed since.", table);
}

bool is_erased(Database& database, std::int64_t seq)
{
    auto query = database.query("SELECT 1 FROM journal WHERE command = ? AND erased_at IS NOT NULL LIMIT 1");
    query.bind(seq);
    return query.next();
}

// Or rows of `table` rest on what it made.
Failure built_on_since(const std::string& table)
{
    if (table == "calibration_rating") return others_rate();
    if (table == "access")
        return fail(ErrorCode::conflict,
                    "This cannot be taken back any more: a record that it brought has been looked at since, and who "
                    "looked stays known. Change what is wrong by hand, or import a corrected file.");
    return fail(ErrorCode::conflict,
                "This cannot be taken back any more: something that came later ({0}) belongs to it.", table);
}

// A table with rows that point at what this transaction has taken away.
std::optional<std::string> resting_on_nothing(Database& database)
{
    int unresolved = 0;
    int highest = 0;  // SQLite keeps none for this
    sqlite3_db_status(database.raw().getHandle(), SQLITE_DBSTATUS_DEFERRED_FKS, &unresolved, &highest, 0);
    if (unresolved == 0) return std::nullopt;
    // Reads the whole file, which is why it is not asked first.
    auto query = database.query("PRAGMA foreign_key_check");
    return query.next() ? std::optional(query.take<std::string>()) : std::nullopt;
}

}  // namespace

Journal::Journal(Database& database) : database_(database)
{
    database_.raw().createFunction("journal_command", 0, false, &running_, &running_command);
    for (const auto noun : all_nouns()) journal_table(throughline::name_of(noun));
}

void Journal::journal_table(std::string_view table)
{
    const auto columns = columns_of(database_, table);
    assert(!columns.empty());
    const auto old_row = row_as_json(columns, "OLD.");
    const auto new_row = row_as_json(columns, "NEW.");
    std::string differs;
    for (const auto& column : columns)
        differs += fmt::format("{0}OLD.{1} IS NOT NEW.{1}", differs.empty() ? "" : " OR ", column.name);
    const auto trigger = [&](std::string_view event, std::string_view when, std::string_view id,
                             std::string_view old_value, std::string_view new_value) {
        database_.script(
            fmt::format("CREATE TEMP TRIGGER journal_{0}_{1} AFTER {1} ON main.{0} {2} BEGIN "
                        "INSERT INTO journal (command, noun, row_id, old, new) VALUES (journal_command(), '{0}', {3}, "
                        "{4}, {5}); END",
                        table, event, when, id, old_value, new_value));
    };
    trigger("INSERT", "", "NEW.id", "NULL", new_row);
    trigger("UPDATE", "WHEN " + differs, "NEW.id", old_row, new_row);
    trigger("DELETE", "", "OLD.id", old_row, "NULL");
}

std::int64_t Journal::open(const CommandEntry& entry)
{
    assert(running_ == 0 && "commands do not nest");
    database_
        .query(
            "INSERT INTO journal_command (id, actor_id, at, name, label, kind, reverses, final) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind_all(entry.id, entry.actor, entry.at, entry.name, entry.label, name_of(entry.kind), entry.reverses,
                  entry.final)
        .run();
    running_ = database_.raw().getLastInsertRowid();
    return running_;
}

void Journal::close(std::int64_t seq, std::string_view label, bool final)
{
    assert(seq == running_);
    database_.query("UPDATE journal_command SET label = ?, final = ? WHERE seq = ?").bind_all(label, final, seq).run();
    running_ = 0;
}

ChangeSet Journal::changes(std::int64_t seq)
{
    auto query = database_.query("SELECT noun, row_id FROM journal WHERE command = ? ORDER BY seq");
    query.bind(seq);
    ChangeSet set;
    std::set<IdBytes> seen;
    while (query.next()) {
        const auto noun = parse_noun(query.take<std::string>());
        const auto id = query.take<AnyId>();
        if (!noun) throw UnreadableValue("the journal holds an unknown noun");
        if (seen.insert(id.bytes).second) set.changes.push_back({*noun, id});
    }
    return set;
}

std::int64_t Journal::row_count(std::int64_t seq)
{
    auto query = database_.query("SELECT count(*) FROM journal WHERE command = ?");
    query.bind(seq);
    query.next();
    return query.take<std::int64_t>();
}

Journal::Stacks Journal::stacks(const std::optional<PersonId>& actor)
{
    // A command without changes (an import of the same file) is nothing to undo.
    auto query = database_.query(
        "SELECT seq, label, kind, reverses, final FROM ("
        "  SELECT * FROM journal_command AS c WHERE " +
        std::string(actor ? "actor_id = ?1" : "?1 IS NULL") +
        "  AND EXISTS (SELECT 1 FROM journal WHERE command = c.seq) ORDER BY seq DESC LIMIT ?2) ORDER BY seq");
    query.bind_all(actor, undo_steps_max);
    Stacks stacks;
    while (query.next()) {
        Reversible command;
        query.read(command.seq);
        query.read(command.label);
        const auto kind = query.take<std::string>();
        query.take<std::optional<std::int64_t>>();
        query.read(command.final);
        if (kind == "do") {
            stacks.done.push_back(command);
            stacks.undone.clear();
        } else if (kind == "undo" && !stacks.done.empty()) {
            stacks.done.pop_back();
            stacks.undone.push_back(command);
        } else if (kind == "redo" && !stacks.undone.empty()) {
            stacks.undone.pop_back();
            stacks.done.push_back(command);
        }
    }
    return stacks;
}

std::optional<Reversible> Journal::undoable(const std::optional<PersonId>& actor)
{
    auto all = stacks(actor);
    return all.done.empty() ? std::nullopt : std::optional(all.done.back());
}

std::optional<Reversible> Journal::redoable(const std::optional<PersonId>& actor)
{
    auto all = stacks(actor);
    return all.undone.empty() ? std::nullopt : std::optional(all.undone.back());
}

std::optional<std::string> Journal::current(std::string_view table, const AnyId& id)
{
    auto query = database_.query(
        fmt::format("SELECT {} FROM {} WHERE id = ?", row_as_json(columns_of(database_, table), ""), table));
    query.bind(id);
    return query.next() ? std::optional(query.take<std::string>()) : std::nullopt;
}

void Journal::restore(std::string_view table, const AnyId& id, const std::optional<std::string>& now,
                      const std::optional<std::string>& wanted)
{
    if (!wanted) {
        database_.query(fmt::format("DELETE FROM {} WHERE id = ?", table)).bind(id).run();
        return;
    }
    std::string names;
    std::string values;
    std::string sets;
    for (const auto& column : columns_of(database_, table)) {
        const auto member = fmt::format("json_extract(?1, '$.{}')", column.name);
        const auto value = column.is_id ? "uuid_blob(" + member + ")" : member;
        const auto* comma = names.empty() ? "" : ", ";
        names += comma + column.name;
        values += comma + value;
        sets += comma + column.name + " = " + value;
    }
    if (now)
        database_.query(fmt::format("UPDATE {} SET {} WHERE id = ?2", table, sets)).bind_all(*wanted, id).run();
    else
        database_.query(fmt::format("INSERT INTO {} ({}) SELECT {}", table, names, values)).bind(*wanted).run();
}

Result<void> Journal::reverse(std::int64_t seq)
{
    assert(running_ != 0 && running_ != seq);
    if (is_erased(database_, seq))
        return fail(ErrorCode::wrong_state,
                    "This cannot be taken back any more: what it changed has been purged or erased for good.");
    struct Entry {
        std::string noun;
        AnyId id;
        std::optional<std::string> old_row;
        std::optional<std::string> new_row;
    };
    std::vector<Entry> entries;
    {
        auto query = database_.query("SELECT noun, row_id, old, new FROM journal WHERE command = ? ORDER BY seq DESC");
        query.bind(seq);
        while (query.next()) {
            Entry entry;
            query.read(entry.noun);
            query.read(entry.id);
            query.read(entry.old_row);
            query.read(entry.new_row);
            entries.push_back(std::move(entry));
        }
    }
    database_.script("PRAGMA defer_foreign_keys = ON");  // until this transaction ends
    for (const auto& entry : entries) {
        const auto now = current(entry.noun, entry.id);
        if (now != entry.new_row) return changed_since(entry.noun);
        restore(entry.noun, entry.id, now, entry.old_row);
    }
    if (const auto table = resting_on_nothing(database_)) return built_on_since(*table);
    return {};
}

}  // namespace throughline::store
