// Rows of retention, and the question which records are old enough to go. Takes nothing out: see purging.hpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/rows.hpp"
#include "throughline/model/retention.hpp"

namespace throughline {

// Beside their enumerations, where the templates of values.hpp find them.
inline void parse_name(std::string_view name, std::optional<RecordKind>& to) { to = parse_record_kind(name); }
inline void parse_name(std::string_view name, std::optional<CountedFrom>& to) { to = parse_counted_from(name); }
inline void parse_name(std::string_view name, std::optional<PurgeKind>& to) { to = parse_purge_kind(name); }

}  // namespace throughline

namespace throughline::store {

struct PurgeRow {
    PurgeId id;
    PurgeKind kind = PurgeKind::retention;
    std::optional<PersonId> person;
    std::string reason;
    Instant done_at;
    std::optional<PersonId> done_by;
    std::string certificate;
};

template <>
struct Table<RetentionRule> {
    static constexpr auto name = "retention_rule";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("record_kind", row.kind);
        visit("years", row.years);
        visit("counted_from", row.from);
    }
};

template <>
struct Table<LegalHold> {
    static constexpr auto name = "legal_hold";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("person_id", row.person);
        visit("reason", row.reason);
        visit("placed_on", row.placed_on);
        visit("placed_by", row.placed_by);
        visit("lifted_on", row.lifted_on);
        visit("lifted_by", row.lifted_by);
    }
};

template <>
struct Table<PurgeRow> {
    static constexpr auto name = "purge";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("kind", row.kind);
        visit("person_id", row.person);
        visit("reason", row.reason);
        visit("done_at", row.done_at);
        visit("done_by", row.done_by);
        visit("certificate", row.certificate);
    }
};

std::vector<RetentionRule> retention_rules(Database& database);
std::optional<LegalHold> hold_on(Database& database, const PersonId& person);  // theirs, or everybody's
// What stands in the way of erasing somebody, counted; merged people with them.
struct OpenWork {
    std::int64_t visits_open_again = 0;
    std::int64_t visits_held = 0;  // by a hold on somebody else in them
    // The same of what else would go: who opened whose record, plans, requests, packets, sharing agreements.
    std::int64_t others_held = 0;
    std::int64_t sessions_led = 0;
};
OpenWork open_work_of(Database& database, const PersonId& person);
bool is_erased(Database& database, const PersonId& person);
// Notes when somebody left, or forgets it because they are here again.
void note_leaving(Database& database, const PersonId& person, bool is_here, Date today);

// The journal's first command: what tells this file from every other one, copies apart.
std::string file_identity(Database& database);
// Its last eight characters: they tell backups of this file from those of a namesake in the same folder.
std::string mark_of(std::string_view identity);

enum class Verdict { due, held, resting };

// Old enough by the rules, as a temporary table of this connection: temp.retention_due. Made anew by each call; a
// change of the rows is not seen in it.
void find_old_records(Database& database, Date today);
void find_no_records(Database& database);  // the table is there, and empty

struct OldRecords {
    RecordKind kind = RecordKind::coaching_visits;
    std::string year;
    Verdict verdict = Verdict::due;
    std::int64_t count = 0;
    Date oldest;
    Date newest;
};
std::vector<OldRecords> old_records(Database& database);  // of the last find_old_records

struct HeldRecords {
    LegalHold hold;
    std::int64_t count = 0;
};
std::vector<HeldRecords> held_records(Database& database);  // of the last find_old_records; every hold that stands

}  // namespace throughline::store
