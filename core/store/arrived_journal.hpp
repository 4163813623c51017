// A workspace file while an import fills it, and what its journal says of rows that came without their history.
#pragma once

#include <filesystem>

#include <SQLiteCpp/SQLiteCpp.h>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline::store {

// One transaction on a new file that nobody else knows of: no journal of its own, foreign keys looked at when all is
// in. Throws SQLite::Exception.
class ArrivingFile {
public:
    explicit ArrivingFile(const std::filesystem::path& file);
    [[nodiscard]] SQLite::Database& database() { return database_; }
    void commit();  // on the disk, and a usual workspace file again

private:
    std::filesystem::path file_;
    SQLite::Database database_;
};

// One final command "Import a workspace" with each journalled row that no change of the journal made.
void journal_arrival(const std::filesystem::path& file, const CommandId& id, Instant at);

}  // namespace throughline::store
