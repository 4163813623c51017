// Questions on rules, excusals and groups, and what a new rule would change.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/rule_checks.hpp"
#include "throughline/command/cadence.hpp"

namespace throughline {
namespace {

bool in_force(const CadenceRule& rule, Date day)
{
    return (!rule.from || *rule.from <= day) && (!rule.to || day <= *rule.to);
}

std::string scope_name(Context& context, const Scope& scope)
{
    switch (scope.kind) {
        case ScopeKind::everyone:
            return "everyone";
        case ScopeKind::school:
            if (const auto school = store::find<School>(context.database, scope.school)) return school->name;
            break;
        case ScopeKind::team:
            if (const auto team = store::find<Team>(context.database, scope.team)) return "team " + team->name;
            break;
        case ScopeKind::tag:
            return "tag " + scope.tag;
        case ScopeKind::person:
            return person_name(context, scope.person);
    }
    return {};
}

// Who may look: everybody whom the rules of cadence concern as a visitor or as a leader.
Result<void> require_reach(Context& context)
{
    const auto reach = reach_of(context, {});
    if (!reach) return Failure(reach.error());
    return {};
}

// The rules as SetCadenceRule would leave them.
std::vector<CadenceRule> with_rule(std::vector<CadenceRule> rules, CadenceRule added, Date today)
{
    const Date from = added.from.value_or(today);
    added.from = from;
    added.to.reset();
    std::erase_if(
        rules, [&](const CadenceRule& rule) { return about_the_same(rule, added) && rule.from && *rule.from >= from; });
    for (auto& rule : rules)
        if (about_the_same(rule, added) && (!rule.to || *rule.to >= from)) rule.to = from - boost::gregorian::days(1);
    rules.push_back(std::move(added));
    return rules;
}

std::optional<VisitCadence> entry_for(const CadenceHouse& house, const CadencePerson& person, const CadenceRule& rule,
                                      Date today)
{
    for (auto& entry : visit_cadence(house, person, today))
        if (entry.kind == rule.kind && entry.purpose == rule.purpose) return std::move(entry);
    return std::nullopt;
}

PreviewRule::Row change_of(const store::TeacherInCadence& teacher, const std::optional<VisitCadence>& before,
                           const std::optional<VisitCadence>& after)
{
    PreviewRule::Row row;
    row.teacher = teacher.facts.id;
    row.teacher_name = teacher.name;
    row.before = before ? before->state : DueState::not_started;
    row.after = after ? after->state : DueState::not_started;
    if (before) row.due_before = before->due_on;
    if (after) row.due_after = after->due_on;
    if (after) row.reason = after->reason;
    return row;
}

}  // namespace

template <>
Result<std::vector<CadenceRules::Row>> answer(Context& context, const CadenceRules& asked)
{
    if (const auto allowed = require_reach(context); !allowed) return Failure(allowed.error());
    std::vector<CadenceRules::Row> rows;
    for (auto& rule : store::select<CadenceRule>(context.database, "")) {
        CadenceRules::Row row;
        row.in_force = in_force(rule, context.today);
        if (!row.in_force && !asked.all_versions) continue;
        row.scope_name = scope_name(context, rule.scope);
        row.words = words_of(rule);
        row.rule = std::move(rule);
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, [](const CadenceRules::Row& a, const CadenceRules::Row& b) {
        const Date ever(boost::date_time::neg_infin);
        return std::tuple(a.rule.scope.kind, a.scope_name, a.rule.purpose, a.rule.kind, a.rule.from.value_or(ever)) <
               std::tuple(b.rule.scope.kind, b.scope_name, b.rule.purpose, b.rule.kind, b.rule.from.value_or(ever));
    });
    return rows;
}

template <>
Result<PreviewRule::Preview> answer(Context& context, const PreviewRule& asked)
{
    const auto reach = reach_of(context, {});
    if (!reach) return Failure(reach.error());
    if (const auto good = check_rule(asked.rule); !good) return Failure(good.error());
    HouseDays with_it(context, asked.rule);  // so that the visits that it counts are read, too
    const auto teachers = teachers_within(context, with_it, *reach);
    const HouseDays house(context);
    CadenceHouse after = house.house();
    after.rules = with_rule(after.rules, asked.rule, context.today);
    PreviewRule::Preview preview;
    for (const auto& teacher : teachers) {
        if (!covers(asked.rule.scope, teacher.facts)) continue;
        ++preview.people;
        const auto old_entry = entry_for(house.house(), teacher.facts, asked.rule, context.today);
        const auto new_entry = entry_for(after, teacher.facts, asked.rule, context.today);
        auto row = change_of(teacher, old_entry, new_entry);
        if (row.before == row.after && row.due_before == row.due_after) continue;
        preview.newly_overdue += row.after == DueState::overdue && row.before != DueState::overdue ? 1 : 0;
        preview.changed.push_back(std::move(row));
    }
    std::ranges::stable_sort(preview.changed, [](const PreviewRule::Row& a, const PreviewRule::Row& b) {
        const auto late = [](const PreviewRule::Row& row) {
            return row.after == DueState::overdue && row.before != DueState::overdue ? 0 : 1;
        };
        return std::tuple(late(a), urgency(a.after)) < std::tuple(late(b), urgency(b.after));
    });
    return preview;
}

template <>
Result<std::vector<Excusals::Row>> answer(Context& context, const Excusals& asked)
{
    if (const auto allowed = require_reach(context); !allowed) return Failure(allowed.error());
    std::vector<Excusals::Row> rows;
    for (auto& excusal : store::select<Excusal>(context.database, "ORDER BY from_day, id")) {
        if (!asked.with_past && excusal.to < context.today) continue;
        auto name = scope_name(context, excusal.scope);
        rows.push_back({std::move(excusal), std::move(name)});
    }
    return rows;
}

template <>
Result<Groups::All> answer(Context& context, const Groups&)
{
    if (const auto allowed = require_reach(context); !allowed) return Failure(allowed.error());
    Groups::All all;
    auto teams = store::select<Team>(context.database, "ORDER BY name COLLATE NOCASE");
    std::unordered_map<PersonId, PersonRow> people;
    if (!teams.empty())
        for (auto& row : store::roster(context.database, true)) people.emplace(row.person.id, row);
    for (auto& team : teams) {
        Groups::TeamRow row;
        if (const auto school = store::find<School>(context.database, team.school)) row.school_name = school->name;
        for (const auto& member : store::select<store::TeamMemberRow>(context.database, "WHERE team_id = ?", team.id))
            if (const auto found = people.find(member.person); found != people.end())
                row.members.push_back(found->second);
        std::ranges::sort(row.members, {}, [](const PersonRow& p) { return p.person.family_name; });
        row.team = std::move(team);
        all.teams.push_back(std::move(row));
    }
    for (const auto& tag : store::select<store::PersonTagRow>(context.database, "ORDER BY tag"))
        all.tags[tag.tag].push_back(tag.person);
    constexpr double minutes_in_hour = 60;
    for (const auto& row : store::select<store::ObserverTimeRow>(context.database, ""))
        all.observer_hours[row.person] = row.minutes_per_week / minutes_in_hour;
    return all;
}

THROUGHLINE_QUERY(CadenceRules);
THROUGHLINE_QUERY(PreviewRule);
THROUGHLINE_QUERY(Excusals);
THROUGHLINE_QUERY(Groups);

}  // namespace throughline
