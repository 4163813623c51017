// The cadence engine: who is on track, who is due, who was forgotten. Values in, values out: no file, no clock.
//
// Used by Today, the follow-ups, the principal's Cadence page, the command line and the packets, so that one person is
// never "due soon" on one page and "overdue" on another. What it promises, and property tests hold:
//   - a holiday, a closing or an excusal never makes anyone more overdue;
//   - moving today forward within a school year never turns overdue into on track;
//   - every person under a rule is in exactly one state.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "throughline/model/cadence_rule.hpp"
#include "throughline/model/follow_up.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

struct DaySpan {
    Date from;
    Date to;  // inclusive
};

// A school's calendar as one person lives it: days on which they are excused do not count.
class DayCounter {
public:
    explicit DayCounter(const SchoolCalendar& calendar, std::vector<DaySpan> excused = {});

    [[nodiscard]] bool is_excused(Date day) const;
    // School days on which the person is expected, in (from, to]; 0 if `to` is not later than `from`.
    [[nodiscard]] int days_between(Date from, Date to) const;
    // The day that lies `count` counted days after `from`; with 0 the first counted day from `from` on.
    [[nodiscard]] Date days_after(Date from, int count) const;
    // The last counted day of the `count`-th week after the week of `from`; weeks without a counted day are left out.
    [[nodiscard]] Date weeks_after(Date from, int count) const;
    // `from` plus hours that pass on counted days only: 24 hours from Friday 14:00 end on Monday 14:00.
    [[nodiscard]] LocalTime hours_after(LocalTime from, int hours) const;
    [[nodiscard]] const SchoolCalendar& calendar() const { return *calendar_; }

private:
    const SchoolCalendar* calendar_;  // outlives the counter
    std::vector<DaySpan> excused_;    // by start, apart from each other
};

// Something that is to happen once: a debrief, a step check, a share, a conference.
struct Deadline {
    Date due_on;
    std::optional<LocalTime> due_at;  // for a rule in hours; on the day of due_on
    std::optional<LocalTime> done_at;
    std::optional<Date> not_before;  // before this day it is not started
    int due_soon_school_days = 1;
};

struct Standing {
    DueState state = DueState::on_track;
    int overdue_school_days = 0;  // 0 on a day rule's first late hours, too
};

// The one function that says how due a thing is.
Standing standing_of(const Deadline& deadline, const DayCounter& days, LocalTime now);

// When a rule of the kinds ..._after, given the event's time, falls due.
struct DueTime {
    Date on;
    std::optional<LocalTime> at;
};
DueTime due_after(const CadenceRule& rule, LocalTime event, const DayCounter& days);

// What the engine must know of a teacher.
struct CadencePerson {
    PersonId id;
    SchoolId school;
    std::optional<Date> in_school_since;  // when they came to this school; nothing: always
    std::vector<TeamId> teams;
    std::vector<std::string> tags;
    struct Visit {
        Date on;
        Purpose purpose = Purpose::coaching;
    };
    std::vector<Visit> visits;           // that took place, in any order
    std::optional<Date> next_booked_on;  // the first planned visit from today on
};

// The rules of the house, kept while many people are looked at.
struct CadenceHouse {
    std::vector<CadenceRule> rules;  // all versions
    std::vector<Excusal> excusals;
    // Each school's calendar; a nil id for schools without one of their own.
    std::map<SchoolId, SchoolCalendar> calendars;

    [[nodiscard]] const SchoolCalendar& calendar_of(const SchoolId& school) const;
};

bool covers(const Scope& scope, const CadencePerson& person);
// Days on which the person is excused, joined and in order, with the reasons of those that hold on `day`.
DayCounter day_counter(const CadenceHouse& house, const CadencePerson& person);
std::string excusal_reason(const CadenceHouse& house, const CadencePerson& person, Date day);

// The rule of this kind and purpose that holds for the person on `day`: the most particular one, and of two such the
// later `from`. Nothing: no rule says anything.
const CadenceRule* rule_for(const CadenceHouse& house, const CadencePerson& person, RuleKind kind, Purpose purpose,
                            Date day);

// How a person stands under one visit rule (visit_interval or visit_count).
struct VisitCadence {
    PersonId person;
    CadenceRuleId rule;
    RuleKind kind = RuleKind::visit_interval;
    Purpose purpose = Purpose::coaching;
    DueState state = DueState::on_track;
    std::optional<Date> due_on;   // nothing where nothing is due any more, or not yet
    std::optional<Date> last_on;  // the last visit that counts, this school year
    std::optional<int> school_days_since;
    int overdue_school_days = 0;
    int made = 0;    // visit_count: visits in the window;
    int wanted = 0;  // ... of so many
    std::optional<Date> booked_on;
    // How far along: 1 when due, 2 when as late again as the whole interval. Ranks people under different rules.
    double pressure = 0;
    std::string reason;  // "11 school days since the last visit; the rule is 7"
};

// Of each purpose and visit kind the rule that holds for the person today.
std::vector<const CadenceRule*> visit_rules_of(const CadenceHouse& house, const CadencePerson& person, Date today);
// One entry for each purpose and visit kind that has a rule for the person today, the most pressing first.
std::vector<VisitCadence> visit_cadence(const CadenceHouse& house, const CadencePerson& person, Date today);

// The state of a person as a whole: that of the most pressing entry; nothing without any rule.
std::optional<DueState> state_of(std::span<const VisitCadence> entries);

// Orders for "who next": most pressing first, those with a booking left out, ties by the longest unseen, then by id.
std::vector<VisitCadence> who_next(std::vector<VisitCadence> leading_entries);

}  // namespace throughline
