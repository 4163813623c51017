#include "throughline/analysis/cadence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

bool in_force(const CadenceRule& rule, Date day)
{
    return (!rule.from || *rule.from <= day) && (!rule.to || day <= *rule.to);
}

// Whether `a` goes before `b` for visits of `purpose`: the more particular scope, then the one made for the purpose,
// then the later beginning, then the later made.
bool outranks(const CadenceRule& a, const CadenceRule& b, Purpose purpose)
{
    const auto key = [&](const CadenceRule& rule) {
        return std::tuple(rule.scope.kind, rule.purpose == purpose,
                          rule.from.value_or(Date(boost::date_time::neg_infin)), rule.id);
    };
    return key(a) > key(b);
}

bool is_visit_rule(RuleKind kind) { return kind == RuleKind::visit_interval || kind == RuleKind::visit_count; }

bool speaks_of(const CadenceRule& rule, Purpose purpose)
{
    return rule.purpose == purpose || (!is_visit_rule(rule.kind) && rule.also_counts.contains(purpose));
}

bool counts_for(const CadenceRule& rule, Purpose purpose)
{
    return purpose == rule.purpose || rule.also_counts.contains(purpose);
}

LocalTime noon(Date day) { return {day, boost::posix_time::hours(12)}; }

// One person under one rule today: what all entries are made from.
struct Case {
    const CadenceHouse& house;
    const CadencePerson& person;
    const CadenceRule& rule;
    const DayCounter& days;
    const SchoolYear* year;
    Date today;
};

VisitCadence entry_of(const Case& c)
{
    VisitCadence entry;
    entry.person = c.person.id;
    entry.rule = c.rule.id;
    entry.kind = c.rule.kind;
    entry.purpose = c.rule.purpose;
    entry.booked_on = c.person.next_booked_on;
    for (const auto& visit : c.person.visits) {
        if (!counts_for(c.rule, visit.purpose) || visit.on > c.today) continue;
        if (c.year != nullptr && visit.on < c.year->starts_on) continue;
        if (!entry.last_on || *entry.last_on < visit.on) entry.last_on = visit.on;
    }
    if (entry.last_on) entry.school_days_since = c.days.days_between(*entry.last_on, c.today);
    return entry;
}

// The day since which this very rule has been the one that holds for the person; nothing: since ever.
std::optional<Date> holds_since(const Case& c, const CadenceRule& rule, Date day)
{
    std::optional<Date> since = rule.from;
    for (const auto& other : c.house.rules) {
        if (other.kind != rule.kind || other.purpose != rule.purpose || !other.to || *other.to >= day) continue;
        if (!outranks(other, rule, rule.purpose) || !covers(other.scope, c.person)) continue;
        const Date after = *other.to + Days(1);
        if (!since || *since < after) since = after;
    }
    return since;
}

// When a visit falls due that is counted from `anchor`. A rule that came in since then never makes late at once: until
// the day by the rule before it, or a whole new interval from its first day, whichever is sooner, all is on time.
Date interval_due(const Case& c, const CadenceRule& rule, Date anchor, Date day)
{
    const Date due = due_after(rule, noon(anchor), c.days).on;
    const auto since = holds_since(c, rule, day);
    if (!since || *since <= anchor) return due;
    Date grace = due_after(rule, noon(*since), c.days).on;
    const Date eve = *since - Days(1);
    if (const auto* before = rule_for(c.house, c.person, rule.kind, rule.purpose, eve))
        grace = std::min(grace, interval_due(c, *before, anchor, eve));
    return std::max(due, grace);
}

void stand(const Case& c, VisitCadence& entry, Date due_on, Date not_before)
{
    const auto standing = standing_of({due_on, {}, {}, not_before, c.rule.due_soon_school_days}, c.days, noon(c.today));
    entry.state = standing.state;
    entry.overdue_school_days = standing.overdue_school_days;
    entry.due_on = due_on;
}

std::string interval_words(const CadenceRule& rule)
{
    return rule.unit == RuleUnit::school_days ? fmt::to_string(rule.count) : counted(rule.count, "school week");
}

VisitCadence interval_entry(const Case& c)
{
    auto entry = entry_of(c);
    Date begin = c.year != nullptr ? c.year->starts_on : c.rule.from.value_or(c.today);
    if (c.person.in_school_since) begin = std::max(begin, std::min(*c.person.in_school_since, c.today));
    const Date anchor = std::max(begin, entry.last_on.value_or(begin));
    stand(c, entry, interval_due(c, c.rule, anchor, c.today), begin);
    const int whole = std::max(1, c.days.days_between(anchor, *entry.due_on));
    entry.pressure = static_cast<double>(c.days.days_between(anchor, c.today)) / whole;
    entry.reason = entry.school_days_since ? counted(*entry.school_days_since, "school day") + " since the last visit"
                                           : std::string("Not visited yet this school year");
    entry.reason += "; the rule is " + interval_words(c.rule);
    return entry;
}

struct Window {
    Date from;
    Date to;
    std::string words;  // "this term"
    int made = 0;
    std::optional<Date> fulfilled_on;
};

std::vector<Window> windows_of(const Case& c)
{
    const Date year_from = c.year != nullptr ? c.year->starts_on : c.rule.from.value_or(c.today);
    const Date year_to = c.year != nullptr ? c.year->ends_on : c.today + Days(1);
    std::vector<Window> windows;
    if (c.rule.window == CountWindow::by_date) {
        if (c.rule.by && *c.rule.by >= year_from) windows.push_back({year_from, *c.rule.by, "so far", 0, {}});
    } else if (c.rule.window == CountWindow::term) {
        for (const auto& term : c.days.calendar().terms())
            if (term.starts_on <= year_to && term.ends_on >= year_from)
                windows.push_back(
                    {std::max(term.starts_on, year_from), std::min(term.ends_on, year_to), "in " + term.title, 0, {}});
    }
    // Without terms in the calendar the year is the only one.
    if (windows.empty() && c.rule.window != CountWindow::by_date)
        windows.push_back({year_from, year_to, "this school year", 0, {}});
    std::erase_if(windows, [&](const Window& window) {
        const bool before_rule = c.rule.from && window.to < *c.rule.from;
        const bool before_person = c.person.in_school_since && window.to < *c.person.in_school_since;
        const bool all_excused = c.days.days_between(window.from - Days(1), window.to) == 0;
        return before_rule || before_person || all_excused;
    });
    return windows;
}

// Each visit makes up for the oldest window that still lacks one; what is too much in a window is not carried on.
void fill_windows(const Case& c, std::vector<Window>& windows)
{
    std::vector<Date> visits;
    for (const auto& visit : c.person.visits)
        if (counts_for(c.rule, visit.purpose) && visit.on <= c.today) visits.push_back(visit.on);
    std::ranges::sort(visits);
    for (const Date on : visits) {
        const auto lacking = std::ranges::find_if(
            windows, [&](const Window& window) { return window.from <= on && window.made < c.rule.count; });
        if (lacking == windows.end()) continue;
        if (++lacking->made == c.rule.count) lacking->fulfilled_on = on;
    }
}

std::optional<VisitCadence> count_entry(const Case& c)
{
    auto windows = windows_of(c);
    if (windows.empty()) return std::nullopt;
    fill_windows(c, windows);
    auto entry = entry_of(c);
    entry.wanted = c.rule.count;
    const auto open = std::ranges::find_if(windows, [&](const Window& w) { return w.made < c.rule.count; });
    if (open == windows.end() || open->from > c.today) {
        const auto& last = open == windows.begin() ? *open : *std::prev(open);
        entry.made = last.made;
        if (open == windows.begin()) {
            entry.state = DueState::not_started;
        } else {
            const bool late = c.days.days_between(last.to, last.fulfilled_on.value_or(last.to)) > 0;
            entry.state = late ? DueState::done_late : DueState::done;
        }
        entry.reason = fmt::format("{} of {} {}", entry.made, counted(entry.wanted, "visit"), last.words);
        return entry;
    }
    entry.made = open->made;
    stand(c, entry, open->to, open->from);
    const int whole = std::max(1, c.days.days_between(open->from - Days(1), open->to));
    const int gone = c.days.days_between(open->from - Days(1), c.today);
    entry.pressure = static_cast<double>(gone) * entry.wanted / (static_cast<double>(whole) * (entry.made + 1));
    entry.reason = fmt::format("{} of {} {}; the last day is {}", entry.made, counted(entry.wanted, "visit"),
                               open->words, spoken_date(open->to, c.today));
    return entry;
}

VisitCadence out_of_year(const Case& c)
{
    auto entry = entry_of(c);
    entry.state = c.days.is_excused(c.today) ? DueState::excused : DueState::not_started;
    entry.wanted = c.rule.kind == RuleKind::visit_count ? c.rule.count : 0;
    entry.reason = c.today > c.days.calendar().years().back().ends_on
                       ? "The school year is over; the next one is added in Settings"
                       : "The school year has not begun";
    return entry;
}

}  // namespace

const SchoolCalendar& CadenceHouse::calendar_of(const SchoolId& school) const
{
    static const SchoolCalendar none;
    if (const auto own = calendars.find(school); own != calendars.end()) return own->second;
    const auto general = calendars.find(SchoolId{});
    return general == calendars.end() ? none : general->second;
}

bool covers(const Scope& scope, const CadencePerson& person)
{
    switch (scope.kind) {
        case ScopeKind::everyone:
            return true;
        case ScopeKind::school:
            return scope.school == person.school;
        case ScopeKind::team:
            return std::ranges::find(person.teams, scope.team) != person.teams.end();
        case ScopeKind::tag:
            return std::ranges::find(person.tags, scope.tag) != person.tags.end();
        case ScopeKind::person:
            return scope.person == person.id;
    }
    return false;
}

DayCounter day_counter(const CadenceHouse& house, const CadencePerson& person)
{
    std::vector<DaySpan> spans;
    for (const auto& excusal : house.excusals)
        if (covers(excusal.scope, person)) spans.push_back({excusal.from, excusal.to});
    return DayCounter(house.calendar_of(person.school), std::move(spans));
}

std::string excusal_reason(const CadenceHouse& house, const CadencePerson& person, Date day)
{
    std::vector<std::string> reasons;
    for (const auto& excusal : house.excusals)
        if (excusal.from <= day && day <= excusal.to && covers(excusal.scope, person))
            reasons.push_back(excusal.reason);
    return join(reasons, ", ");
}

const CadenceRule* rule_for(const CadenceHouse& house, const CadencePerson& person, RuleKind kind, Purpose purpose,
                            Date day)
{
    const CadenceRule* best = nullptr;
    for (const auto& rule : house.rules) {
        if (rule.kind != kind || !speaks_of(rule, purpose) || !in_force(rule, day)) continue;
        if (best != nullptr && !outranks(rule, *best, purpose)) continue;
        if (covers(rule.scope, person)) best = &rule;
    }
    return best;
}

std::vector<const CadenceRule*> visit_rules_of(const CadenceHouse& house, const CadencePerson& person, Date today)
{
    std::vector<const CadenceRule*> rules;
    for (const auto& rule : house.rules) {
        if (!is_visit_rule(rule.kind)) continue;
        if (!in_force(rule, today) || !covers(rule.scope, person)) continue;
        const auto held = std::ranges::find_if(rules, [&](const CadenceRule* other) {
            return other->kind == rule.kind && other->purpose == rule.purpose;
        });
        if (held == rules.end())
            rules.push_back(&rule);
        else if (outranks(rule, **held, rule.purpose))
            *held = &rule;
    }
    std::ranges::sort(rules, {}, [](const CadenceRule* rule) { return std::pair(rule->kind, rule->purpose); });
    return rules;
}

std::vector<VisitCadence> visit_cadence(const CadenceHouse& house, const CadencePerson& person, Date today)
{
    const auto rules = visit_rules_of(house, person, today);
    std::vector<VisitCadence> entries;
    if (rules.empty()) return entries;
    const auto days = day_counter(house, person);
    const auto& calendar = days.calendar();
    const auto* year = calendar.year_of(today);
    for (const auto* rule : rules) {
        const Case c{house, person, *rule, days, year, today};
        if (year == nullptr && !calendar.years().empty())
            entries.push_back(out_of_year(c));
        else if (rule->kind == RuleKind::visit_interval)
            entries.push_back(interval_entry(c));
        else if (auto entry = count_entry(c))
            entries.push_back(std::move(*entry));
    }
    for (auto& entry : entries)
        if (entry.state == DueState::excused) entry.reason = "Excused: " + excusal_reason(house, person, today);
    std::ranges::stable_sort(entries, [](const VisitCadence& a, const VisitCadence& b) {
        return std::tuple(urgency(a.state), -a.pressure) < std::tuple(urgency(b.state), -b.pressure);
    });
    return entries;
}

std::optional<DueState> state_of(std::span<const VisitCadence> entries)
{
    if (entries.empty()) return std::nullopt;
    const auto pressing = std::ranges::min_element(entries, {}, [](const auto& entry) { return urgency(entry.state); });
    return pressing->state;
}

std::vector<VisitCadence> who_next(std::vector<VisitCadence> leading_entries)
{
    auto& entries = leading_entries;
    std::erase_if(entries, [](const VisitCadence& entry) {
        return entry.booked_on || entry.state == DueState::excused || entry.state == DueState::not_started ||
               entry.state == DueState::done || entry.state == DueState::done_late;
    });
    std::ranges::sort(entries, [](const VisitCadence& a, const VisitCadence& b) {
        const int unseen = 1'000'000;  // never visited: longer than any number of school days
        return std::tuple(-a.pressure, -a.school_days_since.value_or(unseen), a.person) <
               std::tuple(-b.pressure, -b.school_days_since.value_or(unseen), b.person);
    });
    return std::move(entries);
}

}  // namespace throughline
