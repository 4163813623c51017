// A cadence rule says how often, or how soon after: a visit every so many school days, a debrief within two of them.
// An excusal says who is let off, why and for how long. Values; the engine is in analysis/cadence.hpp.
//
// Rules are versioned by date: changing one ends the old row and adds a new one, so that what was on time stays on
// time. Of several rules on one matter the most particular wins: person, tag, team, school, everyone.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

enum class RuleKind {
    visit_interval,     // from one visit to the next
    visit_count,        // so many visits in a window
    share_after,        // the visit is shared
    debrief_after,      // the debrief is held
    step_check_after,   // an agreed step is looked at again
    conference_before,  // a conference takes place at most this long before the visit
    conference_after,   // ... or after it
};
std::string_view name_of(RuleKind kind);  // "visit-interval"
std::optional<RuleKind> parse_rule_kind(std::string_view name);

enum class RuleUnit { school_days, school_weeks, hours };  // 24 hours are one school day: nobody debriefs on a Sunday
std::string_view name_of(RuleUnit unit);                   // "school-days"
std::optional<RuleUnit> parse_rule_unit(std::string_view name);

enum class CountWindow { school_year, term, by_date };
std::string_view name_of(CountWindow window);  // "school-year", "term", "by-date"
std::optional<CountWindow> parse_count_window(std::string_view name);

enum class ScopeKind { everyone, school, team, tag, person };  // from general to particular
std::string_view name_of(ScopeKind kind);
std::optional<ScopeKind> parse_scope_kind(std::string_view name);

// Whom a rule or an excusal is about. Only the member that `kind` names is meaningful.
struct Scope {
    ScopeKind kind = ScopeKind::everyone;
    SchoolId school;
    TeamId team;
    std::string tag;  // "first year"
    PersonId person;
    bool operator==(const Scope&) const = default;
};

struct CadenceRule {
    CadenceRuleId id;
    RuleKind kind = RuleKind::visit_interval;
    Scope scope;
    Purpose purpose = Purpose::coaching;  // visits of this purpose
    // Of a visit rule: purposes whose visits satisfy it, too. Of any other: purposes that it speaks of, too.
    std::set<Purpose> also_counts;
    int count = 10;                                 // units, or visits for visit_count
    RuleUnit unit = RuleUnit::school_days;          // without meaning for visit_count
    CountWindow window = CountWindow::school_year;  // for visit_count only
    std::optional<Date> by;                         // for CountWindow::by_date: the last day
    int due_soon_school_days = 1;
    std::optional<Date> from;  // the first day on which it holds; nothing: since ever
    std::optional<Date> to;    // the last one
    bool operator==(const CadenceRule&) const = default;
};
constexpr int rule_count_max = 500;  // in hours some three weeks; more is surely a typing error
constexpr int due_soon_school_days_max = 60;

// "a visit every 10 school days", "2 visits by Fri 18 Dec 2026", "debrief within 48 hours".
std::string words_of(const CadenceRule& rule);

struct Excusal {
    ExcusalId id;
    Scope scope;
    Date from;
    Date to;  // inclusive
    std::string reason;
    bool operator==(const Excusal&) const = default;
};
constexpr std::size_t excusal_reason_chars_max = 500;

struct Team {
    TeamId id;
    SchoolId school;
    std::string name;
    bool operator==(const Team&) const = default;
};

}  // namespace throughline
