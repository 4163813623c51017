// Rows of the wall: sharing agreements, who opened what, accounts.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/store/rows.hpp"
#include "throughline/model/sharing.hpp"

namespace throughline::store {

template <>
struct Table<SharingAgreement> {
    static constexpr auto name = "sharing_agreement";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("teacher_id", row.teacher);
        visit("observer_id", row.observer);
        visit("reader_id", row.reader);
        visit("extent", row.extent);
        visit("from_day", row.from);
        visit("to_day", row.to);
        visit("teacher_signature", row.teacher_signature.name);
        visit("teacher_signed_at", row.teacher_signature.at);
        visit("observer_signature", row.observer_signature.name);
        visit("observer_signed_at", row.observer_signature.at);
        visit("revoked_on", row.revoked_on);
        visit("revoked_by", row.revoked_by);
    }
};

struct Access {
    std::optional<PersonId> viewer;  // nobody: the keeper of a file without an owner
    PersonId teacher;
    AnyId record;
    AccessKind kind = AccessKind::visit;
};

struct LoggedAccess {
    Access access;
    Instant at;
    Date day;
};

// True if this viewer's look at this record is not yet known for that day.
bool is_new_access(Database& database, const Access& access, Date day);
void log_access(Database& database, const LoggedAccess& logged);
std::vector<LoggedAccess> accesses_to(Database& database, const PersonId& teacher, int count_max);  // newest first

struct AccountRow {
    PersonId person;
    std::string hash;
    bool is_disabled = false;
    bool must_change = false;
    int wrong_tries = 0;
    Instant closed_until;
    Instant changed_at;
};

bool has_accounts(Database& database);
std::optional<AccountRow> account_of(Database& database, const PersonId& person);
std::vector<AccountRow> accounts(Database& database);
void save_account(Database& database, const AccountRow& account);

// Names of students as keyed hashes, for the question before Share.
void replace_student_names(Database& database, const std::set<std::string>& hashes);
bool is_student_name(Database& database, const std::string& hash);

}  // namespace throughline::store
