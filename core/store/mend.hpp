// Bringing tables, their references, the journal and the search index into one again. Used by repair and recovery, on a
// connection of their own without the journal's triggers, inside the caller's transaction. All throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "core/store/database.hpp"

namespace throughline::store {

// Tables of records in an order in which parents come first where it matters to a reader; without search and SQLite's
// own.
std::vector<std::string> record_tables(Database& database);

// Rows that the journal knows and their table lacks come back as the journal last saw them. Counts by table; `refused`
// takes a sentence for each that the table would not have.
std::map<std::string, std::int64_t> fill_from_journal(Database& database, std::vector<std::string>& refused);

// Rows that name a row which is not there: where a column may be empty it is emptied, else the row is written to
// `left_out` as a JSON line and goes. Counts by table: what was emptied, what went.
struct Unreferenced {
    std::map<std::string, std::int64_t> emptied;
    std::map<std::string, std::int64_t> left_out;
};
Unreferenced resolve_references(Database& database, std::ostream& left_out);

// Where journal and rows differ the rows stand, and a command named `label` says so in the journal. The count of rows.
std::int64_t reconcile_journal(Database& database, const IdBytes& command, Instant now, std::string_view label);

// How many rows are not as the journal last saw them, not counting columns that are younger than its entry.
struct Difference {
    std::string table;
    std::string id;
    enum class Kind { unknown_to_journal, missing, changed } kind = Kind::changed;
};
std::vector<Difference> differences_to_journal(Database& database, std::int64_t count_max);

// Search and the indexes of all tables, from the rows.
void rebuild_indexes(Database& database);

// Before a transaction in which rows may for a while name rows that are not there.
void check_references_later(Database& database);

// A shared visit has a debrief; one that lacks it gets an open one, due on the day of the visit. The count.
std::int64_t plan_missing_debriefs(Database& database, IdSource& ids);

}  // namespace throughline::store
