#include "throughline/analysis/follow_through.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

constexpr int carried_over_school_days = 15;  // three school weeks
constexpr double minutes_in_hour = 60;

struct MeasureTitle {
    MeasureKind kind;
    std::string_view name;
    std::string_view title;
    std::string_view cases;  // what is counted behind it
};
constexpr std::array titles = {
    MeasureTitle{MeasureKind::hours_to_share_median, "hours_to_share_median",
                 "Hours from visit to shared feedback (median)", "visit"},
    MeasureTitle{MeasureKind::hours_to_share_p90, "hours_to_share_p90",
                 "Hours from visit to shared feedback (90 of 100 within)", "visit"},
    MeasureTitle{MeasureKind::debriefed_in_time, "debriefed_in_time", "Visits debriefed in time", "visit"},
    MeasureTitle{MeasureKind::one_step, "one_step", "Shared visits with exactly one step", "visit"},
    MeasureTitle{MeasureKind::one_live_step, "one_live_step", "Teachers with exactly one live step", "teacher"},
    MeasureTitle{MeasureKind::steps_checked_in_time, "steps_checked_in_time", "Steps checked by their date", "step"},
    MeasureTitle{MeasureKind::steps_carried_over, "steps_carried_over", "Steps carried over more than three weeks",
                 "live step"},
    MeasureTitle{MeasureKind::days_to_mastery_median, "days_to_mastery_median", "Days to mastery (median)", "step"},
};

const MeasureTitle& entry_of(MeasureKind kind) { return *std::ranges::find(titles, kind, &MeasureTitle::kind); }

std::string number(double value)
{
    return value < 10 && value != std::floor(value) ? fmt::format("{:.1f}", value) : fmt::format("{:.0f}", value);
}

std::string value_words(MeasureKind kind, double value)
{
    switch (kind) {
        case MeasureKind::hours_to_share_median:
        case MeasureKind::hours_to_share_p90:
            return number(value) + (value == 1 ? " hour" : " hours");
        case MeasureKind::days_to_mastery_median:
            return number(value) + (value == 1 ? " day" : " days");
        case MeasureKind::steps_carried_over:
            return counted(static_cast<std::int64_t>(value), "step");
        case MeasureKind::debriefed_in_time:
        case MeasureKind::one_step:
        case MeasureKind::one_live_step:
        case MeasureKind::steps_checked_in_time:
            break;
    }
    return fmt::format("{:.0f} %", value * 100);
}

Measure measure(MeasureKind kind, std::optional<double> value, std::size_t count)
{
    Measure made;
    made.kind = kind;
    made.count = static_cast<int>(count);
    const auto behind = counted(made.count, entry_of(kind).cases);
    const bool enough = kind == MeasureKind::steps_carried_over || made.count >= too_few;
    if (enough) made.value = value;
    made.words = made.value ? fmt::format("{} ({})", value_words(kind, *made.value), behind)
                            : fmt::format("too few to say ({})", behind);
    return made;
}

Measure share(MeasureKind kind, std::size_t fitting, std::size_t count)
{
    return measure(kind, count == 0 ? 0.0 : static_cast<double>(fitting) / static_cast<double>(count), count);
}

}  // namespace

std::string_view name_of(MeasureKind kind) { return entry_of(kind).name; }
std::string_view title_of(MeasureKind kind) { return entry_of(kind).title; }

std::optional<double> quantile(std::vector<double> values, double share)
{
    if (values.empty()) return std::nullopt;
    const double at = static_cast<double>(values.size() - 1) * std::clamp(share, 0.0, 1.0);
    const auto low = values.begin() + static_cast<std::ptrdiff_t>(std::floor(at));
    std::ranges::nth_element(values, low);  // the others need not be in order
    const double high = low + 1 == values.end() ? *low : *std::min_element(low + 1, values.end());
    return *low + (at - std::floor(at)) * (high - *low);
}

void FollowThroughCount::add(const Visit& visit)
{
    // Visits to one teacher mostly come together.
    if (visit.teacher != last_visited_) visited_.insert(visit.teacher);
    last_visited_ = visit.teacher;
    if (!visit.shared_at) return;
    ++shared_;
    one_step_ += visit.step_count == 1 ? 1 : 0;
    const auto seconds = (*visit.shared_at - visit.ended_at).total_seconds();
    hours_to_share_.push_back(std::max(0.0, static_cast<double>(seconds) / 3600.0));
    if (!visit.debrief) return;
    const auto state = standing_of(*visit.debrief, days_, now_).state;
    if (state != DueState::done && state != DueState::done_late && state != DueState::overdue) return;
    ++debriefs_due_;
    debriefs_in_time_ += state == DueState::done ? 1 : 0;
}

void FollowThroughCount::add(const Step& step)
{
    if (step.missed || step.checked) ++steps_due_;
    if (step.checked && !step.missed) ++steps_in_time_;
    if (step.mastered_on) days_to_mastery_.push_back(static_cast<double>((*step.mastered_on - step.agreed_on).days()));
}

void FollowThroughCount::add_live_step(const PersonId& teacher, Date agreed_on)
{
    ++live_[teacher];
    ++live_count_;
    carried_over_ += days_.days_between(agreed_on, now_.date()) > carried_over_school_days ? 1 : 0;
}

std::vector<Measure> FollowThroughCount::measures() const
{
    const auto with_one = std::ranges::count_if(visited_, [&](const PersonId& teacher) {
        const auto found = live_.find(teacher);
        return found != live_.end() && found->second == 1;
    });
    return {
        measure(MeasureKind::hours_to_share_median, quantile(hours_to_share_, 0.5), hours_to_share_.size()),
        measure(MeasureKind::hours_to_share_p90, quantile(hours_to_share_, 0.9), hours_to_share_.size()),
        share(MeasureKind::debriefed_in_time, debriefs_in_time_, debriefs_due_),
        share(MeasureKind::one_step, one_step_, shared_),
        share(MeasureKind::one_live_step, static_cast<std::size_t>(with_one), visited_.size()),
        share(MeasureKind::steps_checked_in_time, steps_in_time_, steps_due_),
        measure(MeasureKind::steps_carried_over, static_cast<double>(carried_over_), live_count_),
        measure(MeasureKind::days_to_mastery_median, quantile(days_to_mastery_, 0.5), days_to_mastery_.size()),
    };
}

Load load_of(const LoadFacts& facts)
{
    Load load;
    load.observer = facts.observer;
    load.teacher_count = static_cast<int>(facts.visits_per_week.size());
    double visits = 0;
    for (const double each : facts.visits_per_week) visits += each;
    load.hours_needed =
        visits * (facts.visit_minutes + facts.debrief_minutes + facts.write_up_minutes) / minutes_in_hour;
    load.hours_available = facts.hours_available;
    if (!load.hours_available) {
        load.words = fmt::format("{:.1f} hours a week needed; nobody has said how many there are", load.hours_needed);
        return load;
    }
    const double spare = *load.hours_available - load.hours_needed;
    load.words = fmt::format("{:.1f} of {:.1f} hours a week", load.hours_needed, *load.hours_available) +
                 (spare < 0 ? fmt::format(": {:.1f} too few", -spare) : std::string());
    return load;
}

}  // namespace throughline
