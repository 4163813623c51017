// A teacher's weekly classes.
#include <algorithm>

#include <fmt/format.h>

#include "core/store/people.hpp"
#include "core/store/schedule.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {
namespace {

constexpr int minutes_of_day = 24 * 60;
constexpr std::size_t period_title_chars_max = 200;
constexpr std::size_t periods_max = 200;  // ten classes a day in weeks A and B are a hundred

// Classes are no secret among those who visit; teachers look at their own.
Result<void> require_sight_of_classes(Context& context, const PersonId& teacher)
{
    const auto viewer = viewer_of(context);
    if (viewer.person == teacher || viewer.observes || may_keep_house(context)) return {};
    return fail(ErrorCode::not_allowed, "Another teacher's classes are for observers and leaders to see.");
}

Result<void> check_period(const ClassPeriod& period)
{
    if (period.weekday < 1 || period.weekday > 5)
        return fail(ErrorCode::invalid, "A class lies on a day from Monday (1) to Friday (5); {0} was given.",
                    fmt::to_string(period.weekday));
    if (period.begins_minute < 0 || period.ends_minute > minutes_of_day || period.ends_minute <= period.begins_minute)
        return fail(ErrorCode::invalid, "The class {0} ends before it begins. Check its times.", period.title);
    if (period.week_letter != "" && period.week_letter != "A" && period.week_letter != "B")
        return fail(ErrorCode::invalid, "A class is in week A, in week B, or in every week; \"{0}\" is none of these.",
                    period.week_letter);
    if (count_characters(period.title) > period_title_chars_max)
        return fail(ErrorCode::invalid, "A class's name has at most {0} characters. Shorten it.",
                    fmt::to_string(period_title_chars_max));
    return check_text(period.title);
}

bool meet(const ClassPeriod& a, const ClassPeriod& b)
{
    const bool same_week = a.week_letter.empty() || b.week_letter.empty() || a.week_letter == b.week_letter;
    return same_week && a.weekday == b.weekday && a.begins_minute < b.ends_minute && b.begins_minute < a.ends_minute;
}

Result<void> check_periods(const std::vector<ClassPeriod>& periods)
{
    if (periods.size() > periods_max)
        return fail(ErrorCode::invalid, "A teacher has at most {0} classes a week; {1} were given.",
                    fmt::to_string(periods_max), fmt::to_string(periods.size()));
    for (const auto& period : periods)
        if (const auto good = check_period(period); !good) return good;
    for (std::size_t i = 0; i < periods.size(); ++i)
        for (std::size_t j = i + 1; j < periods.size(); ++j)
            if (meet(periods[i], periods[j]))
                return fail(ErrorCode::invalid, "The classes {0} and {1} lie at the same time. Correct one of the two.",
                            periods[i].title, periods[j].title);
    return {};
}

}  // namespace

template <>
Result<Nothing> handle(Context& context, const SetClassPeriods& set)
{
    if (!store::find_person(context.database, set.teacher))
        return fail(ErrorCode::not_found, "This teacher is not in the file any more. Choose another.");
    if (const auto allowed = require_sight_of_classes(context, set.teacher); !allowed) return Failure(allowed.error());
    if (const auto good = check_periods(set.periods); !good) return Failure(good.error());
    auto wanted = set.periods;
    for (const auto& known : store::class_periods(context.database, set.teacher)) {
        const auto same = std::ranges::find_if(wanted, [&](ClassPeriod period) {
            period.id = known.id;
            period.teacher = known.teacher;
            return period == known;
        });
        if (same != wanted.end())
            wanted.erase(same);
        else
            store::remove<ClassPeriod>(context.database, known.id);
    }
    for (auto& period : wanted) {
        period.id = context.new_id<ClassPeriodId>();
        period.teacher = set.teacher;
        store::insert(context.database, period);
    }
    context.label = "Set a teacher's classes";
    return Nothing{};
}

template <>
Result<std::vector<ClassPeriod>> answer(Context& context, const ClassPeriods& asked)
{
    if (const auto allowed = require_sight_of_classes(context, asked.teacher); !allowed)
        return Failure(allowed.error());
    return store::class_periods(context.database, asked.teacher);
}

THROUGHLINE_COMMAND(SetClassPeriods);
THROUGHLINE_QUERY(ClassPeriods);

}  // namespace throughline
