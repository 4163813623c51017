#include "app/viewmodel/scope_choices.hpp"

#include "throughline/query/cadence.hpp"

namespace throughline {

namespace {

std::string where_they_teach(const PersonRow& row)
{
    if (row.person.subject.empty()) return row.school_name;
    return row.person.subject + ", " + row.school_name;
}

}  // namespace

Result<void> ScopeChoices::load(const Document& document)
{
    const auto settings = document.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    const auto groups = document.ask(Groups{});
    if (!groups) return tl::unexpected(groups.error());
    const auto roster = document.ask(Roster{});
    if (!roster) return tl::unexpected(roster.error());

    Group schools{ScopeKind::school, "A school", {}};
    for (const auto& school : settings->schools)
        schools.choices.push_back({school.name, {ScopeKind::school, school.id, {}, {}, {}}});
    Group teams{ScopeKind::team, "A team", {}};
    for (const auto& row : groups->teams)
        teams.choices.push_back({row.team.name, {ScopeKind::team, {}, row.team.id, {}, {}}});
    Group tags{ScopeKind::tag, "A tag", {}};
    for (const auto& [tag, people] : groups->tags) tags.choices.push_back({tag, {ScopeKind::tag, {}, {}, tag, {}}});
    Group people{ScopeKind::person, "One teacher", {}};
    for (const auto& row : *roster)
        if (row.person.roles.contains(Role::teacher))
            people.choices.push_back(
                {row.person.name(), {ScopeKind::person, {}, {}, {}, row.person.id}, where_they_teach(row)});

    groups_ = {{ScopeKind::everyone, "Everyone", {{"", {}}}}};
    if (settings->schools.size() > 1) groups_.push_back(std::move(schools));
    for (auto* group : {&teams, &tags, &people})
        if (!group->choices.empty()) groups_.push_back(std::move(*group));
    return {};
}

ScopeChoices::Place ScopeChoices::place_of(const Scope& scope) const
{
    for (std::size_t group = 0; group < groups_.size(); ++group)
        for (std::size_t choice = 0; choice < groups_[group].choices.size(); ++choice)
            if (groups_[group].choices[choice].scope == scope) return {group, choice};
    return {};
}

}  // namespace throughline
