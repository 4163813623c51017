#include "core/workspace/roster_plan.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using People = std::vector<store::PersonStored>;
constexpr std::size_t nobody = static_cast<std::size_t>(-1);

// Looks people up by each of their keys.
class PeopleIndex {
public:
    explicit PeopleIndex(const People& people)
    {
        for (std::size_t i = 0; i < people.size(); ++i) {
            const auto& person = people[i].person;
            add(by_source_id_, person.source_id, i);
            add(by_staff_id_, person.staff_id, i);
            add(by_email_, folded(person.email), i);
            const bool has_key = !person.source_id.empty() || !person.staff_id.empty() || !person.email.empty();
            if (!has_key) add(by_name_, people[i].name_folded, i);
        }
    }

    [[nodiscard]] std::size_t find(const RosterPerson& person) const
    {
        for (const auto at : {look(by_source_id_, person.source_id), look(by_staff_id_, person.staff_id),
                              look(by_email_, folded(person.email))})
            if (at != nobody) return at;
        Person named;
        named.given_name = person.given_name;
        named.family_name = person.family_name;
        return look(by_name_, folded(named.name()));
    }
    [[nodiscard]] std::size_t find_source_id(const std::string& source_id) const
    {
        return look(by_source_id_, source_id);
    }

private:
    using Index = std::unordered_map<std::string, std::size_t>;

    // A key that two people have identifies neither.
    static void add(Index& index, const std::string& key, std::size_t person)
    {
        if (key.empty()) return;
        const auto [entry, is_new] = index.try_emplace(key, person);
        if (!is_new) entry->second = nobody;
    }
    static std::size_t look(const Index& index, const std::string& key)
    {
        const auto found = key.empty() ? index.end() : index.find(key);
        return found == index.end() ? nobody : found->second;
    }

    Index by_source_id_;
    Index by_staff_id_;
    Index by_email_;
    Index by_name_;
};

void take(std::string& field, const std::string& from, std::string_view what, std::vector<std::string>& details)
{
    if (from.empty() || field == from) return;
    details.push_back(field.empty() ? fmt::format("{}: {}", what, from)
                                    : fmt::format("{}: {} to {}", what, field, from));
    field = from;
}

void take_roles(Person& person, const std::vector<Role>& roles, std::vector<std::string>& details)
{
    for (const auto role : roles)
        if (person.roles.insert(role).second) details.push_back(fmt::format("role: + {}", name_of(role)));
}

class Planner {
public:
    Planner(Context& context, const RosterFile& file)
        : file_(file),
          today_(context.today),
          people_(store::all_people(context.database)),
          schools_(store::schools(context.database)),
          index_(people_),
          claimed_(people_.size(), false)
    {}

    RosterPlan plan()
    {
        plan_.refused = file_.refused;
        for (const auto& person : file_.people) take_person(person);
        for (const auto& change : file_.role_changes) take_role_change(change);
        if (file_.full_snapshot) deactivate_missing();
        std::ranges::stable_sort(plan_.refused, {},
                                 [](const RefusedRow& row) { return std::pair(row.file, row.line); });
        return std::move(plan_);
    }

private:
    void add_row(RosterChange change, const Person& person, std::string detail, int line)
    {
        plan_.rows.push_back({change, person, std::move(detail), line});
        switch (change) {
            case RosterChange::added:
                ++plan_.added;
                break;
            case RosterChange::changed:
                ++plan_.changed;
                break;
            case RosterChange::unchanged:
                ++plan_.unchanged;
                break;
            case RosterChange::deactivated:
                ++plan_.deactivated;
                break;
        }
    }

    void take_person(const RosterPerson& from)
    {
        const auto at = index_.find(from);
        if (at == nobody) {
            if (from.active) add_new(from);
            return;
        }
        if (claimed_[at]) {
            refuse_second(from, people_[at].person);
            return;
        }
        claimed_[at] = true;
        auto person = people_[at].person;
        person.id = people_[at].id;
        if (!from.active) {
            const bool was_active = std::exchange(person.active, false);
            add_row(was_active ? RosterChange::deactivated : RosterChange::unchanged, person,
                    was_active ? "the roster says that this person has left" : "", from.line);
            return;
        }
        const bool was_active = person.active;
        const auto details = bring_up_to_date(person, from);
        const bool is_same = details.empty() && person.from_roster && was_active;
        person.from_roster = true;
        person.active = true;
        add_row(is_same ? RosterChange::unchanged : RosterChange::changed, person,
                !was_active ? join(with(details, "active again"), "; ") : join(details, "; "), from.line);
    }

    static std::vector<std::string> with(std::vector<std::string> details, std::string more)
    {
        details.push_back(std::move(more));
        return details;
    }

    std::vector<std::string> bring_up_to_date(Person& person, const RosterPerson& from) const
    {
        std::vector<std::string> details;
        take(person.given_name, from.given_name, "given name", details);
        take(person.family_name, from.family_name, "family name", details);
        if (folded(person.email) != folded(from.email)) take(person.email, from.email, "e-mail", details);
        take(person.staff_id, from.staff_id, "staff id", details);
        take(person.source_id, from.source_id, "roster id", details);
        take(person.subject, from.subject, "subject", details);
        take(person.grade, from.grade, "grade", details);
        take_roles(person, from.roles, details);
        if (const auto school = school_of(schools_, file_, from); school && *school != person.school) {
            if (!person.school.is_nil()) person.in_school_since = today_;
            person.school = *school;
            details.push_back("school: " + from.school_name);
        }
        return details;
    }

    void add_new(const RosterPerson& from)
    {
        Person person;
        person.school = school_of(schools_, file_, from).value_or(SchoolId{});
        bring_up_to_date(person, from);
        person.from_roster = true;
        add_row(RosterChange::added, person, from.school_name, from.line);
    }

    void refuse_second(const RosterPerson& from, const Person& taken)
    {
        RefusedRow row;
        row.file = from.file;
        row.line = from.line;
        row.reason = fmt::format("This row is {} as well, who is already in an earlier row. Remove one of the two.",
                                 taken.name());
        row.code = "row.same_person";
        plan_.refused.push_back(std::move(row));
    }

    void take_role_change(const RosterRoleChange& change)
    {
        const auto at = index_.find_source_id(change.person_source_id);
        if (at == nobody || claimed_[at]) return;
        claimed_[at] = true;
        auto person = people_[at].person;
        person.id = people_[at].id;
        std::vector<std::string> details;
        if (!change.ended) take_roles(person, change.roles, details);
        for (const auto role : change.roles)
            // The last role stays: a person without any could not be shown anywhere.
            if (change.ended && person.roles.size() > 1 && person.roles.erase(role) > 0)
                details.push_back(fmt::format("role: - {}", name_of(role)));
        add_row(details.empty() ? RosterChange::unchanged : RosterChange::changed, person, join(details, "; "),
                change.line);
    }

    void deactivate_missing()
    {
        std::unordered_set<SchoolId> named;
        for (const auto& person : file_.people)
            if (const auto school = school_of(schools_, file_, person)) named.insert(*school);
        if (named.empty() && !schools_.empty() && !file_.people.empty()) named.insert(schools_.front().id);
        std::set<std::string> refused_keys;
        for (const auto& row : file_.refused)
            for (const auto& key : {row.source_id, folded(row.email), folded(row.name)})
                if (!key.empty()) refused_keys.insert(key);
        for (std::size_t i = 0; i < people_.size(); ++i) {
            auto person = people_[i].person;
            if (claimed_[i] || !person.from_roster || !person.active || !named.contains(person.school)) continue;
            if (refused_keys.contains(person.source_id) || refused_keys.contains(folded(person.email)) ||
                refused_keys.contains(people_[i].name_folded) || refused_keys.contains(person.staff_id))
                continue;
            person.id = people_[i].id;
            person.active = false;
            add_row(RosterChange::deactivated, person, "not in the roster any more", 0);
        }
    }

    const RosterFile& file_;
    Date today_;
    People people_;
    std::vector<School> schools_;
    PeopleIndex index_;
    std::vector<bool> claimed_;
    RosterPlan plan_;
};

}  // namespace

std::optional<SchoolId> school_of(const std::vector<School>& schools, const RosterFile& roster,
                                  const RosterPerson& person)
{
    std::string name = person.school_name;
    if (!person.school_source_ids.empty()) {
        const auto& source_id = person.school_source_ids.front();
        const auto known = std::ranges::find(schools, source_id, &School::source_id);
        if (known != schools.end()) return known->id;
        const auto named = std::ranges::find(roster.schools, source_id, &RosterSchool::source_id);
        if (named != roster.schools.end()) name = named->name;
    }
    if (name.empty()) return schools.empty() ? std::nullopt : std::optional(schools.front().id);
    for (const auto& school : schools)
        if (folded(school.name) == folded(name)) return school.id;
    return std::nullopt;
}

RosterPlan plan_roster(Context& context, const RosterFile& file) { return Planner(context, file).plan(); }

}  // namespace throughline
