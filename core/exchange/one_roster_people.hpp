// The people of a OneRoster set: users.csv, and in 1.2 roles.csv. Split from the rest because here lies the rule that
// nothing about a student is kept.
//
// Used by the OneRoster reader after it has read orgs.csv.
#pragma once

#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/exchange/one_roster_table.hpp"
#include "core/exchange/person_checks.hpp"
#include "throughline/exchange/roster_file.hpp"

namespace throughline::one_roster {

// Whether an id is one of a file that was read whole; a delta may mean a record that came earlier.
class References {
public:
    void add(std::string_view id, std::string value) { values_.emplace(id, std::move(value)); }
    void mark_complete() { is_complete_ = true; }
    [[nodiscard]] const std::string* find(std::string_view id) const
    {
        const auto found = values_.find(id);
        return found == values_.end() ? nullptr : &found->second;
    }
    [[nodiscard]] bool is_orphan(std::string_view id) const { return is_complete_ && find(id) == nullptr; }

private:
    TextMap<std::string> values_;
    bool is_complete_ = false;
};

struct OrgNames {
    References types;  // "school", "district", ... by sourcedId
    TextMap<std::string> names;
};

class PeopleReader {
public:
    PeopleReader(const OrgNames& orgs, const IsKnownStaff& is_known_staff, RosterFile& roster)
        : orgs_(&orgs), is_known_staff_(&is_known_staff), roster_(&roster)
    {}

    std::optional<Error> read_roles(Table& table);
    std::optional<Error> read_users(Table& table, RosterKind version);
    // After both: the roles whose user is not there.
    void settle_roles(bool roles_are_delta);

    [[nodiscard]] const References& staff() const { return staff_; }

private:
    struct StaffRole {
        std::vector<Role> roles;
        std::string org;
        RefusedRow place;  // what to say if it has no user
        bool is_primary = false;
        bool ended = false;
        bool used = false;
    };

    void read_role(Table& table);
    void read_user_1_1(Table& table);
    void read_user_1_2(Table& table);
    void count_skipped(std::string_view role);
    bool orgs_are_there(Table& table, std::size_t column, const std::vector<std::string>& orgs);
    [[nodiscard]] RosterPerson person_of(const Table& table) const;
    void set_schools(RosterPerson& person, const std::vector<std::string>& orgs) const;
    void keep(Table& table, RosterPerson person);
    void keep_removed(Table& table);
    void name_person_of_refused_row(const Table& table);

    const OrgNames* orgs_;
    const IsKnownStaff* is_known_staff_;
    RosterFile* roster_;
    PersonChecks checks_;
    References staff_;
    TextMap<std::vector<StaffRole>> roles_by_user_;
    // Only hashes, only while reading: enough to tell in users.csv who is a student, and no trace of who.
    std::unordered_set<std::size_t> students_;
    std::unordered_set<std::size_t> others_;
    std::unordered_set<std::size_t> users_with_refused_roles_;
    std::unordered_set<std::size_t> refused_users_;
};

}  // namespace throughline::one_roster
