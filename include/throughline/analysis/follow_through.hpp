// Follow-through: was what was seen shared, talked about, tried and looked at again? Values in, values out.
//
// Each measure carries the number of cases behind it and, below `too_few`, no value: "too few to say".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "throughline/analysis/cadence.hpp"

namespace throughline {

constexpr int too_few = 5;  // cases below which a median or a share says nothing

enum class MeasureKind {
    hours_to_share_median,   // clock hours from the visit's end to Share
    hours_to_share_p90,      // 90th percentile of the same (type 7 of Hyndman & Fan 1996, as R's default)
    debriefed_in_time,       // share of shared visits whose debrief was held by its due time; not yet due: left out
    one_step,                // share of shared visits with exactly one action step
    one_live_step,           // share of the teachers visited who have exactly one live step now
    steps_checked_in_time,   // share of steps looked at by their date; not yet due: left out
    steps_carried_over,      // how many live steps were agreed more than 15 school days ago; a count, never too few
    days_to_mastery_median,  // calendar days from agreed to mastered
};
std::string_view name_of(MeasureKind kind);   // "hours_to_share_median"
std::string_view title_of(MeasureKind kind);  // "Hours from visit to shared feedback (median)"

struct Measure {
    MeasureKind kind = MeasureKind::hours_to_share_median;
    std::optional<double> value;  // hours, days, a count, or a share from 0 to 1; nothing: too few to say
    int count = 0;                // cases behind it
    std::string words;            // "31 hours (24 visits)", "too few to say (3 visits)"
};

// Takes visits and steps one by one, as a district has more of them than are worth keeping.
class FollowThroughCount {
public:
    // `calendar` counts the school days of steps carried over and outlives the count.
    FollowThroughCount(const SchoolCalendar& calendar, LocalTime now) : days_(calendar), now_(now) {}

    struct Visit {
        PersonId teacher;
        LocalTime ended_at;  // begin plus minutes; begin plus 15 minutes where nobody said how long
        std::optional<LocalTime> shared_at;
        std::optional<Deadline> debrief;  // done_at: held; nothing: skipped with a reason
        int step_count = 0;
    };
    void add(const Visit& visit);  // of the period

    struct Step {
        Date agreed_on;
        std::optional<Date> mastered_on;
        bool missed = false;   // a check-back day passed without a check, then or now
        bool checked = false;  // or moved, or closed, in time at least once
    };
    void add(const Step& step);  // agreed in the period

    void add_live_step(const PersonId& teacher, Date agreed_on);  // now, whenever agreed

    // In the order of MeasureKind.
    [[nodiscard]] std::vector<Measure> measures() const;

private:
    DayCounter days_;
    LocalTime now_;
    std::vector<double> hours_to_share_;
    std::size_t shared_ = 0;
    std::size_t one_step_ = 0;
    std::size_t debriefs_due_ = 0;
    std::size_t debriefs_in_time_ = 0;
    std::unordered_set<PersonId> visited_;
    std::optional<PersonId> last_visited_;
    std::size_t steps_due_ = 0;
    std::size_t steps_in_time_ = 0;
    std::vector<double> days_to_mastery_;
    std::unordered_map<PersonId, int> live_;
    std::size_t live_count_ = 0;
    std::size_t carried_over_ = 0;
};

// What the rules ask of one observer each school week, against what they have.
struct LoadFacts {
    PersonId observer;
    std::vector<double> visits_per_week;  // for each teacher of theirs, by the rule that holds: 5 / school days
    double visit_minutes = 15;            // medians of what was recorded where there are five or more, else LEAP's
    double debrief_minutes = 30;
    double write_up_minutes = 10;
    std::optional<double> hours_available;  // a week; nothing: nobody has said
};
struct Load {
    PersonId observer;
    int teacher_count = 0;
    double hours_needed = 0;  // a week
    std::optional<double> hours_available;
    std::string words;  // "7.5 of 6 hours a week: 1.5 too few"
};
Load load_of(const LoadFacts& facts);

// Of values in any order; type 7. Nothing of none. `share` from 0 to 1.
std::optional<double> quantile(std::vector<double> values, double share);

}  // namespace throughline
