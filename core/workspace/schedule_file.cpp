// What is planned as a calendar file for a person's own calendar.
#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/workspace/execute.hpp"
#include "core/workspace/schedule_rows.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/exchange/calendar_file.hpp"
#include "throughline/query/schedule.hpp"
#include "throughline/query/school_days.hpp"

namespace throughline {
namespace {

// "Visit Ana Ruiz" in the observer's calendar, "Visit by Cora Coach" in the teacher's, both names in anybody else's.
// Nothing but who meets whom: calendars are shared, and synchronised with servers.
std::string summary_of(const ScheduleRow& row, const std::optional<PersonId>& reader)
{
    const bool is_observers = reader == row.observer;
    const bool is_teachers = !is_observers && reader == row.teacher;
    const auto both = row.observer_name + " and " + row.teacher_name;
    const auto with = is_observers ? row.teacher_name : is_teachers ? row.observer_name : both;
    const auto* link = is_observers || is_teachers ? "with" : "of";
    switch (row.kind) {
        case ScheduleKind::visit:
            if (is_observers) return "Visit " + row.teacher_name;
            return is_teachers ? "Visit by " + row.observer_name : row.observer_name + " visits " + row.teacher_name;
        case ScheduleKind::conference:
            return fmt::format("Conference {} {}", link, with);
        case ScheduleKind::debrief:
            return fmt::format("Debrief {} {}{}", link, with, row.starts_at ? "" : " is due");
        case ScheduleKind::step_check:
            break;
    }
    return fmt::format("Look back at the step {} {}", link, with);
}

CalendarItem item_of(const ScheduleRow& row, const std::optional<PersonId>& reader,
                     const std::optional<int>& alarm_minutes_before)
{
    CalendarItem item;
    item.uid = row.id.text() + "@throughline";
    item.sequence = row.sequence;
    item.revised_at = row.revised_at;
    item.summary = summary_of(row, reader);
    if (row.state == BookingState::skipped) item.status = CalendarStatus::cancelled;
    if (row.kind == ScheduleKind::step_check) {
        item.when = CalendarTask{row.on};
        if (row.state == BookingState::done) item.status = CalendarStatus::completed;
    } else if (row.starts_at) {
        item.when = CalendarHours{*row.starts_at, *row.starts_at + row.minutes * us_per_minute};
        if (row.state == BookingState::planned) item.alarm_minutes_before = alarm_minutes_before;
    } else {
        // A debrief without a time is an event of its whole day, so that it becomes one of hours under the same uid.
        item.when = CalendarDays{row.on, row.on};
    }
    return item;
}

Result<std::vector<ScheduleRow>> rows_of(Context& context, const ScheduleFile& asked)
{
    HouseDays house(context);
    const auto viewer = viewer_of(context);
    const auto& person = asked.schedule.person;
    const auto seen_by = [&](const store::Viewer& eyes) -> std::vector<ScheduleRow> {
        if (asked.only) {
            auto row = schedule_row(context, house, eyes, *asked.only);
            return row ? std::vector{std::move(*row)} : std::vector<ScheduleRow>{};
        }
        auto schedule = asked.schedule;
        schedule.with_done = true;
        schedule.with_skipped = true;
        schedule.with_revisions = true;
        schedule.count_max = -1;
        return schedule_rows(context, house, eyes, schedule);
    };
    auto rows = seen_by(viewer);
    if (person && viewer.person != person) {
        const auto theirs = seen_by(viewer_as(context, *person));
        std::erase_if(rows, [&](const ScheduleRow& row) {
            return std::ranges::find(theirs, row.id, &ScheduleRow::id) == theirs.end();
        });
    }
    if (asked.only && rows.empty())
        return fail(ErrorCode::not_found, "Nothing is planned under {0}. Look it up with 'plan list'.",
                    asked.only->text());
    return rows;
}

// Both are texts of our own writers. The events of `days` are put at the end of `plans`: a file with two calendars in
// it is right, but many programs read only the first.
std::string in_one_calendar(std::string plans, std::string_view days)
{
    constexpr std::string_view event_begins = "BEGIN:VEVENT\r\n";
    constexpr std::string_view event_ends = "END:VEVENT\r\n";
    const auto first = days.find(event_begins);
    if (first == std::string_view::npos) return plans;
    const auto last = days.rfind(event_ends) + event_ends.size();
    plans.insert(plans.rfind("END:VCALENDAR"), days.substr(first, last - first));
    return plans;
}

}  // namespace

template <>
Result<std::vector<SchoolDaySpan>> answer(Context& context, const SchoolDaySpans& asked);  // school_days_queries.cpp

template <>
Result<ScheduleFile::Made> answer(Context& context, const ScheduleFile& asked)
{
    const auto& schedule = asked.schedule;
    if (!asked.only && (schedule.from.is_special() || schedule.to.is_special() || schedule.to < schedule.from))
        return fail(ErrorCode::invalid, "The last day lies before the first. Check the two dates.");
    ScheduleFile::Made made;
    std::vector<CalendarItem> items;
    if (asked.with_plans || asked.only) {
        const auto rows = rows_of(context, asked);
        if (!rows) return Failure(rows.error());
        const auto reader = schedule.person ? schedule.person : context.actor.person;
        for (const auto& row : *rows) items.push_back(item_of(row, reader, asked.alarm_minutes_before));
    }
    made.item_count = static_cast<int>(items.size());
    made.text = write_calendar(items, *context.session.options.zone, "Throughline");
    if (asked.with_school_days && !asked.only) {
        const auto spans = answer(context, SchoolDaySpans{schedule.from, schedule.to, schedule.school});
        if (!spans) return Failure(spans.error());
        made.item_count += static_cast<int>(spans->size());
        made.text = in_one_calendar(std::move(made.text), write_school_days_ics(*spans, context.now));
    }
    return made;
}

THROUGHLINE_QUERY(ScheduleFile);

}  // namespace throughline
