// Draft rows: what is being typed, on disk before it is part of a record. Keyed by record, field and session, so a
// draft of one teacher's visit can never come back in another's, and two windows never overwrite each other.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.hpp"

namespace throughline::store {

// Names this program's run on this machine, so that a later session can tell drafts of the dead from the living's.
struct SessionName {
    std::string text;
    static SessionName of_this_process();  // different for each call: two windows of one program are two sessions
    // A session of this process is over though the process goes on: the file was closed.
    static void end(const std::string& text);
    // False if the session that wrote `text`, or its process, is known to have ended.
    static bool may_be_running(std::string_view text);
};

struct DraftRow {
    AnyId record;
    std::string field;
    std::string session;
    std::optional<PersonId> author;
    std::string text;
    Instant typed_at;
};

void keep_draft(Database& database, const DraftRow& draft);
void drop_draft(Database& database, const AnyId& record, std::string_view field, std::string_view session);
// Whether its field was written, by whatever window, after the draft was typed.
bool is_overtaken(Database& database, const DraftRow& draft);
// This session's drafts of a record.
std::vector<DraftRow> drafts_of(Database& database, const AnyId& record, std::string_view session);
std::vector<DraftRow> all_drafts(Database& database);  // oldest first
// Of a visit, its lines and its debrief, in any session; oldest first.
std::vector<DraftRow> drafts_of_visit(Database& database, const ObservationId& visit);
// A dead session's draft that nobody may settle, as its visit's year is closed: from now on it waits under a name of
// its own, so that it is announced once. `is_set_aside` knows it again.
void set_aside(Database& database, const DraftRow& draft);
bool is_set_aside(const DraftRow& draft);
// Makes a dead session's draft this session's.
void adopt_draft(Database& database, const DraftRow& draft, std::string_view session);

}  // namespace throughline::store
