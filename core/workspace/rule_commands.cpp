// Rules of cadence, excusals, teams, tags and observers' hours.
#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/cadence.hpp"
#include "core/store/people.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/rule_checks.hpp"
#include "core/workspace/rules_for_everyone.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/command/school.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

// Only the member that the kind names is kept, so that equal scopes are equal rows.
Result<Scope> checked_scope(Context& context, const Scope& scope)
{
    Scope kept;
    kept.kind = scope.kind;
    bool known = true;
    switch (scope.kind) {
        case ScopeKind::everyone:
            break;
        case ScopeKind::school:
            kept.school = scope.school;
            known = store::find<School>(context.database, scope.school).has_value();
            break;
        case ScopeKind::team:
            kept.team = scope.team;
            known = store::find<Team>(context.database, scope.team).has_value();
            break;
        case ScopeKind::tag:
            kept.tag = trimmed(scope.tag);
            known = !kept.tag.empty() && count_characters(kept.tag) <= tag_chars_max;
            break;
        case ScopeKind::person:
            kept.person = scope.person;
            known = store::find_person(context.database, scope.person).has_value();
            break;
    }
    if (!known)
        return fail(ErrorCode::not_found, "The {0} that this is about is not in the file. Choose one from the list.",
                    std::string(name_of(scope.kind)));
    return kept;
}

// Ends or takes away what stood for the same matter from `from` on. True if the very same rule holds already.
bool make_room(Context& context, const CadenceRule& rule, Date from)
{
    for (auto& other : store::select<CadenceRule>(context.database, "")) {
        if (!about_the_same(other, rule) || (other.to && *other.to < from)) continue;
        auto same = rule;
        same.id = other.id;
        same.from = other.from;
        same.to = other.to;
        if (same == other && !other.to && (!other.from || *other.from <= from)) return true;
        if (!other.from || *other.from < from) {
            other.to = from - Days(1);
            store::update(context.database, other);
        } else {
            store::remove<CadenceRule>(context.database, other.id);
        }
    }
    return false;
}

Result<CadenceRuleId> set_rule(Context& context, const CadenceRule& wanted)
{
    const auto scope = checked_scope(context, wanted.scope);
    if (!scope) return Failure(scope.error());
    if (const auto good = check_rule(wanted); !good) return Failure(good.error());
    auto rule = wanted;
    rule.scope = *scope;
    rule.also_counts.erase(rule.purpose);
    if (rule.kind != RuleKind::visit_count) {
        rule.window = CountWindow::school_year;
        rule.by.reset();
    } else {
        rule.unit = RuleUnit::school_days;
        if (rule.window != CountWindow::by_date) rule.by.reset();
    }
    const Date from = rule.from.value_or(context.today);
    if (make_room(context, rule, from)) {
        for (const auto& held : store::select<CadenceRule>(context.database, ""))
            if (about_the_same(held, rule) && !held.to) return held.id;
    }
    rule.id = context.new_id<CadenceRuleId>();
    rule.from = from;
    rule.to.reset();
    store::insert(context.database, rule);
    return rule.id;
}

struct ShortRule {
    RuleKind kind;
    int FollowUpRules::*value;
    int smallest;
};
constexpr ShortRule short_rules[] = {
    {RuleKind::visit_interval, &FollowUpRules::visit_every_school_days, 1},
    {RuleKind::debrief_after, &FollowUpRules::debrief_within_school_days, 0},
    {RuleKind::share_after, &FollowUpRules::debrief_within_school_days, 0},
    {RuleKind::step_check_after, &FollowUpRules::check_back_after_school_days, 1},
};

std::optional<CadenceRule> rule_for_everyone(Context& context, RuleKind kind)
{
    for (const auto& rule : store::select<CadenceRule>(context.database, ""))
        if (rule.kind == kind && rule.scope.kind == ScopeKind::everyone && rule.purpose == Purpose::coaching &&
            (!rule.from || *rule.from <= context.today) && (!rule.to || context.today <= *rule.to))
            return rule;
    return std::nullopt;
}

}  // namespace

Result<void> check_rule(const CadenceRule& rule)
{
    if (rule.count < (rule.kind == RuleKind::visit_interval || rule.kind == RuleKind::visit_count ||
                              rule.kind == RuleKind::step_check_after
                          ? 1
                          : 0) ||
        rule.count > rule_count_max)
        return fail(ErrorCode::invalid, "A rule's number is 1 to {0}; {1} was given.", fmt::to_string(rule_count_max),
                    fmt::to_string(rule.count));
    if (rule.due_soon_school_days < 0 || rule.due_soon_school_days > due_soon_school_days_max)
        return fail(ErrorCode::invalid, "\"Due soon\" begins 0 to {0} school days before; {1} was given.",
                    fmt::to_string(due_soon_school_days_max), fmt::to_string(rule.due_soon_school_days));
    if (rule.kind == RuleKind::visit_interval && rule.unit == RuleUnit::hours)
        return fail(ErrorCode::invalid, "From visit to visit is counted in school days or school weeks, not in hours.");
    if (rule.kind == RuleKind::visit_count && rule.window == CountWindow::by_date && !rule.by)
        return fail(ErrorCode::invalid, "Say by which day the visits are to be made.");
    return {};
}

FollowUpRules rules_for_everyone(Context& context)
{
    FollowUpRules rules;
    for (const auto& each : short_rules) {
        const auto rule = rule_for_everyone(context, each.kind);
        if (!rule || each.kind == RuleKind::share_after) continue;
        rules.*each.value = rule->count;
        rules.due_soon_school_days = rule->due_soon_school_days;
    }
    return rules;
}

template <>
Result<CadenceRuleId> handle(Context& context, const SetCadenceRule& set)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    context.label = "Set a rule";
    return set_rule(context, set.rule);
}

template <>
Result<Nothing> handle(Context& context, const EndCadenceRule& end)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    auto rule = store::find<CadenceRule>(context.database, end.rule);
    if (!rule) return fail(ErrorCode::not_found, "This rule is not in the file any more.");
    const Date before = end.ends_before.value_or(context.today);
    if (rule->to && *rule->to < before) return fail(ErrorCode::wrong_state, "This rule has ended already.");
    context.label = "End a rule";
    if (rule->from && *rule->from >= before) {
        store::remove<CadenceRule>(context.database, rule->id);
        return Nothing{};
    }
    rule->to = before - Days(1);
    store::update(context.database, *rule);
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const ChangeFollowUpRules& change)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    for (const auto& each : short_rules) {
        const int value = change.rules.*each.value;
        if (value < each.smallest || value > rule_school_days_max)
            return fail(ErrorCode::invalid, "A rule is {0} to {1} school days; {2} was given.",
                        fmt::to_string(each.smallest), fmt::to_string(rule_school_days_max), fmt::to_string(value));
        CadenceRule rule;
        if (const auto held = rule_for_everyone(context, each.kind))
            rule = *held;
        else if (each.kind != RuleKind::visit_interval)
            rule.also_counts = {Purpose::evaluation, Purpose::walkthrough, Purpose::peer, Purpose::calibration,
                                Purpose::self};
        rule.kind = each.kind;
        rule.count = value;
        rule.unit = RuleUnit::school_days;
        rule.due_soon_school_days = change.rules.due_soon_school_days;
        rule.from.reset();
        if (const auto done = set_rule(context, rule); !done) return Failure(done.error());
    }
    context.label = "Change the follow-up rules";
    return Nothing{};
}

template <>
Result<ExcusalId> handle(Context& context, const Excuse& excuse)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    auto excusal = excuse.excusal;
    const auto scope = checked_scope(context, excusal.scope);
    if (!scope) return Failure(scope.error());
    if (excusal.from.is_special() || excusal.to.is_special() || excusal.to < excusal.from)
        return fail(ErrorCode::invalid, "An excusal's last day lies before its first. Check the two dates.");
    if (trimmed(excusal.reason).empty())
        return fail(ErrorCode::invalid, "Say why: leave, testing week, not this term.");
    if (count_characters(excusal.reason) > excusal_reason_chars_max)
        return fail(ErrorCode::invalid, "A reason has at most {0} characters.",
                    fmt::to_string(excusal_reason_chars_max));
    excusal.id = context.new_id<ExcusalId>();
    excusal.scope = *scope;
    excusal.reason = trimmed(excusal.reason);
    store::insert(context.database, excusal);
    context.label = "Excuse";
    return excusal.id;
}

template <>
Result<Nothing> handle(Context& context, const EndExcusal& end)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    auto excusal = store::find<Excusal>(context.database, end.excusal);
    if (!excusal) return fail(ErrorCode::not_found, "This excusal is not in the file any more.");
    const Date back = end.back_on.value_or(context.today);
    context.label = "End an excusal";
    if (back <= excusal->from) {
        store::remove<Excusal>(context.database, excusal->id);
    } else {
        excusal->to = std::min(excusal->to, Date(back - Days(1)));
        store::update(context.database, *excusal);
    }
    return Nothing{};
}

template <>
Result<TeamId> handle(Context& context, const SetTeam& set)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    Team team{set.team.value_or(TeamId{}), set.school, std::string(trimmed(set.name))};
    if (team.name.empty()) return fail(ErrorCode::invalid, "A team needs a name.");
    if (team.school.is_nil()) team.school = store::first_school(context.database)->id;
    for (const auto& other : store::select<Team>(context.database, "WHERE school_id = ?", team.school))
        if (other.id != team.id && folded(other.name) == folded(team.name))
            return fail(ErrorCode::conflict, "There is a team {0} already.", other.name);
    if (set.team) {
        if (!store::find<Team>(context.database, *set.team))
            return fail(ErrorCode::not_found, "This team is not in the file any more.");
        store::update(context.database, team);
    } else {
        team.id = context.new_id<TeamId>();
        store::insert(context.database, team);
    }
    auto wanted = set.members;
    for (const auto& row : store::select<store::TeamMemberRow>(context.database, "WHERE team_id = ?", team.id))
        if (std::erase(wanted, row.person) == 0) store::remove<store::TeamMemberRow>(context.database, row.id);
    for (const auto& person : wanted) {
        if (!store::find_person(context.database, person))
            return fail(ErrorCode::not_found, "One of the members is not in the file any more.");
        if (!store::select_one<store::TeamMemberRow>(context.database, "WHERE team_id = ? AND person_id = ?", team.id,
                                                     person))
            store::insert(context.database, store::TeamMemberRow{context.new_id<TeamMemberId>(), team.id, person});
    }
    context.label = set.team ? "Change a team" : "Add a team";
    return team.id;
}

template <>
Result<Nothing> handle(Context& context, const RemoveTeam& removal)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto team = store::find<Team>(context.database, removal.team);
    if (!team) return fail(ErrorCode::not_found, "This team is not in the file any more.");
    for (const auto& rule : store::select<CadenceRule>(context.database, "WHERE scope_team = ?", team->id))
        return fail(ErrorCode::conflict, "A rule speaks of {0}: {1}. End it first; its history stays.", team->name,
                    words_of(rule));
    for (const auto& excusal : store::select<Excusal>(context.database, "WHERE scope_team = ?", team->id))
        return fail(ErrorCode::conflict, "{0} is excused from {1} to {2}. The team stays for the history.", team->name,
                    iso(excusal.from), iso(excusal.to));
    for (const auto& row : store::select<store::TeamMemberRow>(context.database, "WHERE team_id = ?", team->id))
        store::remove<store::TeamMemberRow>(context.database, row.id);
    store::remove<Team>(context.database, team->id);
    context.label = "Remove a team";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const SetPersonTags& set)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    if (!store::find_person(context.database, set.person))
        return fail(ErrorCode::not_found, "This person is not in the file any more.");
    std::vector<std::string> wanted;
    for (const auto& tag : set.tags) {
        const std::string text(trimmed(tag));
        if (text.empty() || count_characters(text) > tag_chars_max)
            return fail(ErrorCode::invalid, "A tag has 1 to {0} characters.", fmt::to_string(tag_chars_max));
        if (std::ranges::find(wanted, text) == wanted.end()) wanted.push_back(text);
    }
    for (const auto& row : store::select<store::PersonTagRow>(context.database, "WHERE person_id = ?", set.person))
        if (std::erase(wanted, row.tag) == 0) store::remove<store::PersonTagRow>(context.database, row.id);
    for (const auto& tag : wanted)
        if (!store::select_one<store::PersonTagRow>(context.database, "WHERE person_id = ? AND tag = ?", set.person,
                                                    tag))
            store::insert(context.database, store::PersonTagRow{context.new_id<PersonTagId>(), set.person, tag});
    context.label = "Set a person's tags";
    return Nothing{};
}

template <>
Result<Nothing> handle(Context& context, const SetObserverTime& set)
{
    const bool own = context.actor.person == set.observer;
    if (!own)
        if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    constexpr double hours_max = 80;
    if (set.hours_per_week && (*set.hours_per_week < 0 || *set.hours_per_week > hours_max))
        return fail(ErrorCode::invalid, "Hours a week are 0 to 80.");
    if (!store::find_person(context.database, set.observer))
        return fail(ErrorCode::not_found, "This person is not in the file any more.");
    auto row = store::select_one<store::ObserverTimeRow>(context.database, "WHERE person_id = ?", set.observer);
    context.label = "Set an observer's hours";
    if (!set.hours_per_week) {
        if (row) store::remove<store::ObserverTimeRow>(context.database, row->id);
        return Nothing{};
    }
    const int minutes = static_cast<int>(*set.hours_per_week * 60 + 0.5);
    if (row) {
        row->minutes_per_week = minutes;
        store::update(context.database, *row);
    } else {
        store::insert(context.database,
                      store::ObserverTimeRow{context.new_id<ObserverTimeId>(), set.observer, minutes});
    }
    return Nothing{};
}

THROUGHLINE_COMMAND(SetCadenceRule);
THROUGHLINE_COMMAND(EndCadenceRule);
THROUGHLINE_COMMAND(ChangeFollowUpRules);
THROUGHLINE_COMMAND(Excuse);
THROUGHLINE_COMMAND(EndExcusal);
THROUGHLINE_COMMAND(SetTeam);
THROUGHLINE_COMMAND(RemoveTeam);
THROUGHLINE_COMMAND(SetPersonTags);
THROUGHLINE_COMMAND(SetObserverTime);

}  // namespace throughline
