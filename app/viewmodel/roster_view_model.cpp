#include "app/viewmodel/roster_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/person.hpp"

namespace throughline {

namespace {

std::string standing(const Person& person)
{
    if (!person.active) return "Left";
    return person.from_roster ? "From the roster" : "Added by hand";
}

// Each typed word begins a word of the name, the e-mail address or the staff id.
bool fits(const Person& person, const std::vector<std::string>& typed_words)
{
    auto words = split_words(folded(person.name()));
    words.push_back(folded(person.email));
    words.push_back(folded(person.staff_id));
    return std::all_of(typed_words.begin(), typed_words.end(), [&](const std::string& typed) {
        return std::any_of(words.begin(), words.end(),
                           [&](const std::string& word) { return word.compare(0, typed.size(), typed) == 0; });
    });
}

}  // namespace

std::string PersonForm::trouble() const
{
    if (trimmed(person.given_name).empty() && trimmed(person.family_name).empty())
        return "A person needs a name. Type a given or a family name.";
    const auto email = trimmed(person.email);
    const auto at = email.find('@');
    if (!email.empty() && (at == 0 || at == std::string_view::npos || at + 1 == email.size()))
        return "This e-mail address has no name or no place: write it as name@school.example, or leave it blank.";
    if (person.roles.empty()) return "Choose at least one role: what this person does here.";
    return {};
}

int name_likeness(const Person& first, const Person& second)
{
    if (folded(first.name()) == folded(second.name())) return 3;
    if (folded(first.family_name) != folded(second.family_name)) return 0;
    const auto one = folded(first.given_name);
    const auto other = folded(second.given_name);
    if (one.empty() || other.empty()) return 1;
    return one.front() == other.front() ? 2 : 1;
}

Result<void> RosterViewModel::refresh()
{
    auto people = document_.ask(Roster{include_inactive_});
    if (!people) return tl::unexpected(people.error());
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    all_ = std::move(*people);
    schools_ = std::move(settings->schools);
    filter();
    return {};
}

void RosterViewModel::set_filter(const std::string& typed)
{
    typed_ = typed;
    filter();
}

Result<void> RosterViewModel::set_include_inactive(bool include)
{
    include_inactive_ = include;
    return refresh();
}

void RosterViewModel::show_role(std::optional<Role> role)
{
    role_ = role;
    filter();
}

void RosterViewModel::filter()
{
    const auto words = split_words(folded(typed_));
    shown_.clear();
    cut_off_ = 0;
    for (const auto& row : all_) {
        if ((role_ && !row.person.roles.contains(*role_)) || !fits(row.person, words)) continue;
        if (shown_.size() < rows_max)
            shown_.push_back(row);
        else
            ++cut_off_;
    }
}

std::vector<TableRow> RosterViewModel::rows() const
{
    std::vector<TableRow> rows;
    rows.reserve(shown_.size());
    for (const auto& [person, school_name] : shown_)
        rows.push_back({any(person.id),
                        {person.name(), role_words(person.roles), subject_and_grade(person.subject, person.grade),
                         school_name, person.staff_id, standing(person), person.email},
                        person.active ? TableRow::Look::plain : TableRow::Look::quiet});
    return rows;
}

std::string RosterViewModel::count_words() const
{
    const auto count = static_cast<std::int64_t>(shown_.size());
    auto words = count == 1 ? std::string("1 person") : fmt::format("{} people", count);
    if (cut_off_ > 0) words += fmt::format(" shown, {} more: type a name to narrow the list", cut_off_);
    return words;
}

std::string RosterViewModel::empty_words() const
{
    if (!shown_.empty()) return {};
    if (all_.empty()) return "Nobody is here yet. Import a roster, or add a person.";
    return "Nobody fits. Clear the filter to see everybody.";
}

Result<PersonId> RosterViewModel::add(const PersonForm& form)
{
    if (const auto trouble = form.trouble(); !trouble.empty()) return fail(ErrorCode::invalid, trouble);
    const auto added = document_.execute(AddPerson{form.person});
    if (!added) return tl::unexpected(added.error());
    return added->value;
}

Result<void> RosterViewModel::change(const PersonForm& form)
{
    if (const auto trouble = form.trouble(); !trouble.empty()) return fail(ErrorCode::invalid, trouble);
    const auto changed = document_.execute(ChangePerson{form.person});
    if (!changed) return tl::unexpected(changed.error());
    return {};
}

Result<void> RosterViewModel::set_active(const Person& person, bool active)
{
    auto as_it_should_be = person;
    as_it_should_be.active = active;
    const auto changed = document_.execute(ChangePerson{as_it_should_be});
    if (!changed) return tl::unexpected(changed.error());
    return {};
}

std::vector<PersonRow> RosterViewModel::merge_candidates(const Person& from) const
{
    std::vector<PersonRow> candidates;
    for (const auto& row : all_)
        if (row.person.active && row.person.id != from.id) candidates.push_back(row);
    std::stable_sort(candidates.begin(), candidates.end(), [&](const PersonRow& first, const PersonRow& second) {
        return name_likeness(from, first.person) > name_likeness(from, second.person);
    });
    return candidates;
}

Result<void> RosterViewModel::merge(PersonId from, PersonId into)
{
    const auto merged = document_.execute(MergePeople{from, into});
    if (!merged) return tl::unexpected(merged.error());
    return {};
}

Result<std::vector<RosterViewModel::Visitor>> RosterViewModel::visitors_of(PersonId teacher) const
{
    const auto assigned = document_.ask(ObserversOf{teacher});
    if (!assigned) return tl::unexpected(assigned.error());
    std::vector<Visitor> visitors;
    for (const auto& [person, school_name] : all_) {
        if (!person.active || !person.roles.contains(Role::observer) || person.id == teacher) continue;
        const bool is_assigned = std::find(assigned->begin(), assigned->end(), person.id) != assigned->end();
        visitors.push_back({person.id, person.name(), is_assigned});
    }
    return visitors;
}

Result<void> RosterViewModel::assign(PersonId observer, PersonId teacher, bool assigned)
{
    const auto done = document_.execute(AssignCaseload{observer, teacher, assigned});
    if (!done) return tl::unexpected(done.error());
    return {};
}

}  // namespace throughline
