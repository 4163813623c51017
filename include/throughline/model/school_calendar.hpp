// The school year and its days. Due dates are counted in school days, so a holiday never makes anyone late.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

constexpr int school_days_a_week = 5;  // where a count of school days is told as weeks

struct SchoolYear {
    SchoolYearId id;
    std::string name;  // "2026-27"
    Date starts_on;
    Date ends_on;                         // last day, inclusive
    std::optional<SchoolId> school = {};  // nothing: every school that has no year of its own
    int rotation_weeks = 1;               // 2: weeks A and B in turn, counted over weeks that have a school day
};

// A part of the school year: a term, semester or grading period. Rules may ask for so many visits in each.
struct Term {
    AcademicSessionId id;
    std::string title;
    Date starts_on;
    Date ends_on;  // inclusive
};

enum class DayKind { holiday, closing, half_day };  // a closing is added later: weather, heating
std::string_view name_of(DayKind kind);
std::optional<DayKind> parse_day_kind(std::string_view name);

struct CalendarDay {
    CalendarDayId id;
    Date on;
    DayKind kind = DayKind::holiday;
    std::string name;                     // "Thanksgiving"
    std::optional<SchoolId> school = {};  // nothing: all schools; a school's own day goes before it
};

// Which days are school days: Monday to Friday within the year, less holidays and closings. Half days count as days.
// Outside every known year, weekdays count, so that a forgotten year setting never hides what is due.
class SchoolCalendar {
public:
    SchoolCalendar() = default;
    // The years, days and terms of one school. Counting is fast: the days are summed up once.
    SchoolCalendar(std::vector<SchoolYear> years, std::vector<CalendarDay> days, std::vector<Term> terms = {});

    [[nodiscard]] bool is_school_day(Date day) const;
    // School days in (from, to]: 0 on the same day, negative if `to` is earlier.
    [[nodiscard]] int school_days_between(Date from, Date to) const;
    // The day that lies `count` school days after `from` (count >= 0); with 0, `from` itself or the next school day.
    [[nodiscard]] Date school_days_after(Date from, int count) const;
    // The Monday of the day's week.
    [[nodiscard]] static Date week_of(Date day);
    [[nodiscard]] const SchoolYear* year_of(Date day) const;
    // "A" or "B" in a year of two-week rotation; empty in others, and in a week without a school day.
    [[nodiscard]] std::string week_letter(Date day) const;
    // School days in the week of `day`: five, fewer in a short week, none in the holidays.
    [[nodiscard]] int school_days_in_week(Date day) const;
    [[nodiscard]] const std::vector<SchoolYear>& years() const { return years_; }
    [[nodiscard]] const std::map<Date, CalendarDay>& days() const { return days_; }
    [[nodiscard]] const std::vector<Term>& terms() const { return terms_; }  // by start

private:
    std::vector<SchoolYear> years_;  // by start
    std::map<Date, CalendarDay> days_;
    std::vector<Term> terms_;
    // School days from first_ to first_ + i, inclusive; beyond both ends weekdays count as outside of any year.
    Date first_;
    std::vector<int> sums_;

    [[nodiscard]] bool computed_is_school_day(Date day) const;
    [[nodiscard]] int sum_at(Date day) const;
};

// "Tue 3 Nov", with the year if it is not `today`'s.
std::string spoken_date(Date day, Date today);
// "today", "tomorrow", "4 school days ago", "in 2 school days".
std::string spoken_distance(Date day, Date today, const SchoolCalendar& calendar);

// The four rules that hold for everyone unless a more particular one is set (model/cadence_rule.hpp), in short.
struct FollowUpRules {
    int visit_every_school_days = 10;
    int debrief_within_school_days = 2;    // practice: the conversation within 24 to 48 hours
    int check_back_after_school_days = 5;  // practice: a step is tried within the next week
    int due_soon_school_days = 1;
    bool operator==(const FollowUpRules&) const = default;
};
constexpr int rule_school_days_max = 200;  // longer than a school year is surely a typing error

}  // namespace throughline
