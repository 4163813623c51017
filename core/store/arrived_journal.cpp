#include "core/store/arrived_journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "core/store/database.hpp"
#include "core/store/journal_row.hpp"
#include "throughline/change_set.hpp"

namespace throughline::store {
ArrivingFile::ArrivingFile(const std::filesystem::path& file)
    : file_(file), database_(file.string(), SQLite::OPEN_READWRITE)
{
    // A file that fails is thrown away, so nothing need survive a crash before the end.
    database_.exec("PRAGMA journal_mode = MEMORY");
    database_.exec("PRAGMA synchronous = OFF");
    database_.exec("PRAGMA foreign_keys = OFF");
    database_.exec("BEGIN");
}

void ArrivingFile::commit()
{
    database_.exec("COMMIT");
    database_.exec("PRAGMA journal_mode = WAL");
    const int file = ::open(file_.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0 || ::fsync(file) != 0) {
        if (file >= 0) ::close(file);
        throw SQLite::Exception("the file could not be written to the disk", SQLITE_IOERR);
    }
    ::close(file);
}

void journal_arrival(const std::filesystem::path& file, const CommandId& id, Instant at)
{
    Database database(file);
    Transaction transaction(database);
    database
        .query(
            "INSERT INTO journal_command (id, actor_id, at, name, label, kind, reverses, final) "
            "VALUES (?, NULL, ?, 'ImportWorkspace', 'Import a workspace', 'do', NULL, 1)")
        .bind_all(id, at)
        .run();
    const auto command = database.raw().getLastInsertRowid();
    for (const auto noun : all_nouns()) {
        const std::string table(name_of(noun));
        database
            .query(fmt::format("INSERT INTO journal (command, noun, row_id, old, new) "
                               "SELECT ?, '{0}', t.id, NULL, {1} FROM {0} AS t WHERE NOT EXISTS "
                               "(SELECT 1 FROM journal AS j WHERE j.row_id = t.id AND j.new IS NOT NULL)",
                               table, row_as_json(columns_of(database, table), "t.")))
            .bind(command)
            .run();
    }
    transaction.commit();
}

}  // namespace throughline::store
