#include "core/exchange/one_roster_people.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/exchange/one_roster_columns.hpp"
#include "throughline/base/text.hpp"

namespace throughline::one_roster {
namespace {

enum class Standing { staff, student, other, unknown };

struct RoleMeaning {
    std::string_view word;  // folded
    Standing standing;
    std::array<Role, 2> roles{};
    std::size_t role_count = 0;
};

constexpr std::array<Role, 2> leads{Role::observer, Role::leader};

// OneRoster has no coach. A person who runs a school both leads and observes; a system administrator runs computers.
constexpr std::array role_meanings{
    RoleMeaning{"teacher", Standing::staff, {Role::teacher}, 1},
    RoleMeaning{"administrator", Standing::staff, leads, 2},
    RoleMeaning{"principal", Standing::staff, leads, 2},
    RoleMeaning{"siteadministrator", Standing::staff, leads, 2},
    RoleMeaning{"districtadministrator", Standing::staff, leads, 2},
    RoleMeaning{"systemadministrator", Standing::staff, {Role::administrator}, 1},
    RoleMeaning{"student", Standing::student, {}, 0},
    RoleMeaning{"aide", Standing::other, {}, 0},
    RoleMeaning{"counselor", Standing::other, {}, 0},
    RoleMeaning{"guardian", Standing::other, {}, 0},
    RoleMeaning{"parent", Standing::other, {}, 0},
    RoleMeaning{"proctor", Standing::other, {}, 0},
    RoleMeaning{"relative", Standing::other, {}, 0},
};

struct RoleRead {
    Standing standing = Standing::unknown;
    std::vector<Role> roles;
};

// "instructionalCoach" -> "instructional Coach"
std::string spaced_at_capitals(std::string_view word)
{
    std::string spaced;
    for (const char c : word) {
        if (c >= 'A' && c <= 'Z' && !spaced.empty()) spaced += ' ';
        spaced += c;
    }
    return spaced;
}

RoleRead read_role_word(std::string_view word)
{
    const auto found = std::ranges::find(role_meanings, folded(word), &RoleMeaning::word);
    if (found != role_meanings.end())
        return {found->standing,
                {found->roles.begin(), found->roles.begin() + static_cast<std::ptrdiff_t>(found->role_count)}};
    constexpr std::string_view extension = "ext:";
    if (!word.starts_with(extension) || word.size() == extension.size()) return {};
    auto roles = roles_from_words(spaced_at_capitals(word.substr(extension.size())));
    return roles.empty() ? RoleRead{Standing::other, {}} : RoleRead{Standing::staff, std::move(roles)};
}

std::string unknown_role(std::string_view word)
{
    return fmt::format("The role \"{}\" is not one of OneRoster's. Correct it in the system that exports the set.",
                       word);
}

std::size_t trace_of(std::string_view id) { return TextHash{}(id); }

void add_role(std::vector<Role>& roles, Role role)
{
    const auto place = std::ranges::lower_bound(roles, role);
    if (place == roles.end() || *place != role) roles.insert(place, role);
}

}  // namespace

void PeopleReader::count_skipped(std::string_view role)
{
    const auto standing = read_role_word(role).standing;
    roster_->skipped_students += standing == Standing::student;
    roster_->skipped_others += standing == Standing::other;
}

std::optional<Error> PeopleReader::read_roles(Table& table)
{
    while (table.next()) read_role(table);
    return table.failure();
}

void PeopleReader::read_role(Table& table)
{
    const auto word = table.text(user_role::role);
    auto role = read_role_word(word);
    const auto user = table.text(user_role::user);
    if (role.standing == Standing::student || role.standing == Standing::other) {
        (role.standing == Standing::student ? students_ : others_).insert(trace_of(user));
        return;
    }
    const auto refused_before = roster_->refused.size();
    const std::vector<std::string> orgs{std::string(table.text(user_role::org))};
    const bool is_removed = table.is_removed();
    bool is_good = table.check();
    if (is_good && role.standing == Standing::unknown && !is_removed) {
        table.refuse(user_role::role, "row.invalid_enum", unknown_role(word));
        is_good = false;
    }
    is_good = is_good && (is_removed || orgs_are_there(table, user_role::org, orgs));
    if (!is_good) {
        // An unknown role may be a student's, of whom nothing is kept.
        if (role.standing == Standing::staff && roster_->refused.size() > refused_before)
            roster_->refused.back().source_id = std::string(user);
        users_with_refused_roles_.insert(trace_of(user));
        return;
    }
    StaffRole staff_role;
    staff_role.roles = std::move(role.roles);
    staff_role.org = orgs[0];
    staff_role.place.line = table.line();
    staff_role.is_primary = table.text(user_role::type) == "primary";
    staff_role.ended = is_removed;
    roles_by_user_[std::string(user)].push_back(std::move(staff_role));
}

std::optional<Error> PeopleReader::read_users(Table& table, RosterKind version)
{
    while (table.next()) version == RosterKind::one_roster_1_1 ? read_user_1_1(table) : read_user_1_2(table);
    if (!table.failure() && !table.is_delta()) staff_.mark_complete();
    return table.failure();
}

void PeopleReader::read_user_1_1(Table& table)
{
    const auto word = table.text(user::role);
    const auto role = read_role_word(word);
    if (role.standing == Standing::student || role.standing == Standing::other) return count_skipped(word);
    if (table.is_removed() && word.empty()) return keep_removed(table);
    if (!table.check()) {
        if (role.standing == Standing::staff) name_person_of_refused_row(table);
        return;
    }
    if (role.standing == Standing::unknown) {
        table.refuse(user::role, "row.invalid_enum", unknown_role(word));
        return;
    }
    auto person = person_of(table);
    for (const auto each : role.roles) add_role(person.roles, each);
    const auto orgs = list_items(table.text(user::orgs));
    if (!table.is_removed() && !orgs_are_there(table, user::orgs, orgs)) return name_person_of_refused_row(table);
    set_schools(person, orgs);
    keep(table, std::move(person));
}

void PeopleReader::read_user_1_2(Table& table)
{
    const auto id = table.text(user::id);
    const auto known_roles = roles_by_user_.find(id);
    const bool is_staff = known_roles != roles_by_user_.end();
    if (!is_staff) {
        const auto trace = trace_of(id);
        if (students_.contains(trace)) return void(++roster_->skipped_students);
        if (others_.contains(trace)) return void(++roster_->skipped_others);
        if (users_with_refused_roles_.contains(trace)) return;  // named already, by that role
        if (table.is_delta() && table.is_removed()) return keep_removed(table);
        const bool is_known = table.is_delta() && *is_known_staff_ && (*is_known_staff_)(id);
        if (!is_known) return void(++roster_->skipped_without_role);
    }
    if (!table.check()) return name_person_of_refused_row(table);
    auto person = person_of(table);
    if (const auto preferred = table.text(user::preferred_given_name); !preferred.empty())
        person.given_name = one_line(preferred);
    if (const auto preferred = table.text(user::preferred_family_name); !preferred.empty())
        person.family_name = one_line(preferred);
    std::vector<std::string> orgs;
    if (const auto primary = table.text(user::primary_org); !primary.empty()) orgs.emplace_back(primary);
    if (!table.is_removed() && !orgs_are_there(table, user::primary_org, orgs))
        return name_person_of_refused_row(table);
    if (is_staff) {
        for (const bool primary : {true, false})
            for (auto& role : known_roles->second) {
                if (role.is_primary != primary || role.ended) continue;
                role.used = true;
                for (const auto each : role.roles) add_role(person.roles, each);
                if (std::ranges::find(orgs, role.org) == orgs.end()) orgs.push_back(role.org);
            }
    }
    set_schools(person, orgs);
    keep(table, std::move(person));
}

// A row that the set marks as removed and of which it does not say whose it is: only the id goes on.
void PeopleReader::keep_removed(Table& table)
{
    if (!table.check()) return;
    RosterPerson person;
    person.source_id = std::string(table.text(user::id));
    person.active = false;
    person.file = "users.csv";
    person.line = table.line();
    roster_->people.push_back(std::move(person));
}

bool PeopleReader::orgs_are_there(Table& table, std::size_t column, const std::vector<std::string>& orgs)
{
    for (const auto& org : orgs) {
        if (!orgs_->types.is_orphan(org)) continue;
        table.refuse(
            column, "reference.missing_target_record",
            fmt::format("The organisation {} has no usable row in orgs.csv. Add it there, or correct the id here.",
                        org));
        return false;
    }
    return true;
}

RosterPerson PeopleReader::person_of(const Table& table) const
{
    RosterPerson person;
    person.source_id = std::string(table.text(user::id));
    person.staff_id = one_line(table.text(user::identifier));
    person.given_name = one_line(table.text(user::given_name));
    person.family_name = one_line(table.text(user::family_name));
    person.email = one_line(table.text(user::email));
    person.grade = join(list_items(table.text(user::grades)), ", ");
    person.active = !table.is_removed() && is_true(table.text(user::enabled));
    person.file = "users.csv";
    person.line = table.line();
    return person;
}

// Only schools, where it is known which organisations are schools; of the others there is nothing to show.
void PeopleReader::set_schools(RosterPerson& person, const std::vector<std::string>& orgs) const
{
    for (const auto& org : orgs) {
        const auto* type = orgs_->types.find(org);
        if (type != nullptr && *type != "school") continue;
        person.school_source_ids.push_back(org);
    }
    if (person.school_source_ids.empty()) return;
    const auto name = orgs_->names.find(person.school_source_ids.front());
    if (name != orgs_->names.end()) person.school_name = name->second;
}

void PeopleReader::keep(Table& table, RosterPerson person)
{
    // Of somebody who is to go, names may be left out.
    const bool is_nameless = !person.active && person.given_name.empty() && person.family_name.empty();
    auto fault = is_nameless ? std::nullopt : checks_.accept(person);
    if (!fault) {
        staff_.add(person.source_id, {});
        roster_->people.push_back(std::move(person));
        return;
    }
    auto column = static_cast<std::size_t>(user::id);
    if (fault->field == PersonField::given_name) column = user::given_name;
    if (fault->field == PersonField::family_name || fault->field == PersonField::name) column = user::family_name;
    if (fault->field == PersonField::email) column = user::email;
    if (fault->field == PersonField::grade) column = user::grades;
    table.refuse(column, std::move(fault->code), std::move(fault->reason));
    name_person_of_refused_row(table);
}

void PeopleReader::name_person_of_refused_row(const Table& table)
{
    auto& row = roster_->refused.back();
    const auto person = person_of(table);
    row.source_id = person.source_id;
    row.email = person.email;
    row.name = std::string(trimmed(person.given_name + " " + person.family_name));
    refused_users_.insert(trace_of(person.source_id));
}

void PeopleReader::settle_roles(bool roles_are_delta)
{
    for (auto& [user, roles] : roles_by_user_) {
        if (refused_users_.contains(trace_of(user))) continue;  // named already, by that row
        for (auto& role : roles) {
            if (role.used || (role.ended && !roles_are_delta)) continue;
            if (!staff_.is_orphan(user) || roles_are_delta) {
                roster_->role_changes.push_back({user, role.roles, role.org, role.ended, role.place.line});
                continue;
            }
            RefusedRow row;
            row.file = "roles.csv";
            row.line = role.place.line;
            row.code = "reference.missing_target_record";
            row.reason = fmt::format(
                "The user {} has no usable row in users.csv. Add the person there, or remove this "
                "role.",
                user);
            row.source_id = user;
            roster_->refused.push_back(std::move(row));
        }
    }
    std::ranges::sort(roster_->role_changes, {}, &RosterRoleChange::line);
}

}  // namespace throughline::one_roster
