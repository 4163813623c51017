// The one place that takes records out for good: by the rules, or of one person. And makes the file anew afterwards.
//
// Used by core/workspace/retention.cpp, inside the transaction of a running command, on a connection that checks
// foreign keys later (check_references_later) and overwrites what it deletes. First what goes is written down in a
// temporary table, with everything that hangs on it by the schema's own references; then it goes.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/store/retention.hpp"
#include "throughline/progress.hpp"

namespace throughline::store {

struct TakenRows {
    std::int64_t taken = 0;    // rows that went
    std::int64_t blanked = 0;  // rows that stay without their words
};

struct Taken {
    std::map<std::string, TakenRows> tables;
    std::int64_t changes_blanked = 0;  // of the journal, whose skeleton stays
    std::string list_sha256;           // of "TABLE ID taken" and "TABLE ID blanked", a line each, in order
    std::int64_t list_rows = 0;
    bool is_stopped = false;  // the transaction must not be committed

    [[nodiscard]] TakenRows total() const;
};

// Writes down what the last find_old_records found due.
void choose_due(Database& database);
// Writes down what is about a person: what goes, and what is blanked.
void choose_person(Database& database, const PersonId& person);
// What carry_out would do, without what is outside of the journal.
Taken chosen(Database& database);

// Takes out and blanks what was chosen. Throws SQLite::Exception; the caller's transaction then has to be rolled back.
Taken carry_out(Database& database, Instant now, Date today, const Progress& progress);
// What an erasure does besides: caseloads end, account and looks at the record go. After choose_person, before
// carry_out.
void end_everything(Database& database, Date today);
std::string erased_family_name(Database& database, const PersonId& person);  // "3f2a"

// The list's digest, from what the journal says that this purge did.
std::string list_digest_by_journal(Database& database, const PurgeId& purge);

// On a connection of its own: no byte of what was deleted is left in the file or its log. Throws, busy included.
void wipe_free_space(const std::filesystem::path& file);
// Deleted rows are overwritten, and references may for a while name what is not there. Before a transaction.
void prepare_to_purge(Database& database);

}  // namespace throughline::store
