#include "app/viewmodel/reminders_view_model.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/today.hpp"

namespace throughline {

namespace {

constexpr Instant never{std::numeric_limits<std::int64_t>::max()};
constexpr std::int64_t visit_us_max = 45 * us_per_minute;  // a visit that was begun longer ago was left, not ended

const char* with(ScheduleKind kind)
{
    switch (kind) {
        case ScheduleKind::visit:
            return "visit to";
        case ScheduleKind::debrief:
            return "debrief with";
        case ScheduleKind::conference:
            return "conference with";
        case ScheduleKind::step_check:
            return "step check with";
    }
    return "";
}

}  // namespace

Result<bool> RemindersViewModel::is_visiting() const
{
    const auto today = document_.ask(Today{});
    if (!today) return tl::unexpected(today.error());
    const auto now = document_.workspace().now();
    return std::ranges::any_of(
        today->drafts, [&](const VisitRow& visit) { return !visit.minutes && now - visit.started_at < visit_us_max; });
}

RemindersViewModel::Reminder RemindersViewModel::reminder_of(const ScheduleRow& row) const
{
    const auto now = document_.workspace().now();
    const auto minutes = (*row.starts_at - now + us_per_minute / 2) / us_per_minute;
    const auto time = short_time(*row.starts_at, document_.zone());
    const auto when = minutes <= 0 ? std::string("Now") : "In " + counted(minutes, "minute");
    return {row.id, fmt::format("{}: {} {}, {}", when, with(row.kind), row.teacher_name, time)};
}

Result<std::vector<RemindersViewModel::Reminder>> RemindersViewModel::take(bool is_writing)
{
    std::vector<Reminder> said;
    if (lead_minutes_ <= 0 || is_writing) return said;
    const auto rows = document_.ask(Reminders{lead_minutes_});
    if (!rows) return tl::unexpected(rows.error());
    const auto now = document_.workspace().now();
    for (const auto& row : *rows) {
        if (!row.starts_at) continue;
        const auto before = said_for_.find(row.id);
        const bool is_moved = before != said_for_.end() && before->second != *row.starts_at;
        const auto wait = not_before_.find(row.id);
        if (!is_moved && wait != not_before_.end() && now < wait->second) continue;
        said.push_back(reminder_of(row));
    }
    if (said.empty()) return said;
    const auto visiting = is_visiting();
    if (!visiting) return tl::unexpected(visiting.error());
    if (*visiting) return std::vector<Reminder>{};
    for (const auto& reminder : said) not_before_[reminder.id] = never;
    for (const auto& row : *rows)
        if (row.starts_at) said_for_[row.id] = *row.starts_at;
    return said;
}

void RemindersViewModel::snooze(AnyId id, int minutes)
{
    auto again = document_.workspace().now() + minutes * us_per_minute;
    // The library's reminders end when it begins; a minute before is the last look.
    if (const auto starts = said_for_.find(id); starts != said_for_.end())
        again = std::min(again, starts->second + -us_per_minute);
    not_before_[id] = again;
}

}  // namespace throughline
