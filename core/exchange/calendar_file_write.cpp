#include <algorithm>
#include <cassert>

#include "core/exchange/calendar_values.hpp"
#include "core/exchange/calendar_writer.hpp"
#include "throughline/exchange/calendar_file.hpp"

namespace throughline {
namespace {

using calendar::Part;

// Does the clock's time lead back to this instant, and not to the one an hour before?
bool is_told_by_wall_clock(Instant instant, const TimeZone& zone)
{
    const Instant second{instant.us - instant.us % us_per_second};
    return zone.instant(zone.local(second)) == second;
}

// Whether the times of the hours are written by the clock: not if one of them lies in the hour that autumn repeats, for
// which a clock's time means the first.
bool is_by_wall_clock(const CalendarHours& hours, const TimeZone& zone)
{
    return is_told_by_wall_clock(hours.from, zone) && is_told_by_wall_clock(hours.to, zone);
}

// From the first to the last of the items that are written by the clock; nothing if there is none.
std::optional<CalendarHours> extent_of(const std::vector<CalendarItem>& items, const TimeZone& zone)
{
    std::optional<CalendarHours> extent;
    for (const auto& item : items) {
        const auto* const hours = std::get_if<CalendarHours>(&item.when);
        if (hours == nullptr || !is_by_wall_clock(*hours, zone)) continue;
        if (!extent) extent = *hours;
        extent->from = std::min(extent->from, hours->from);
        extent->to = std::max({extent->to, hours->from, hours->to});
    }
    return extent;
}

class CalendarWriter {
public:
    // With an empty name, times are written in UTC.
    CalendarWriter(const TimeZone& zone, std::string zone_name) : zone_(&zone), zone_name_(std::move(zone_name)) {}

    Part part_of(const CalendarItem& item) const
    {
        const auto* const task = std::get_if<CalendarTask>(&item.when);
        Part part(task != nullptr ? ICAL_VTODO_COMPONENT : ICAL_VEVENT_COMPONENT);
        part.add_text(icalproperty_new_uid, item.uid);
        part.add_utc(icalproperty_new_dtstamp, item.revised_at);
        part.add_utc(icalproperty_new_lastmodified, item.revised_at);
        part.add(icalproperty_new_sequence(item.sequence));
        if (task != nullptr)
            add_task(part, item, *task);
        else
            add_event(part, item);
        part.add(icalproperty_new_class(ICAL_CLASS_PRIVATE));
        part.add_text(icalproperty_new_summary, item.summary);
        part.add_text(icalproperty_new_description, item.description);
        part.add_text(icalproperty_new_location, item.location);
        part.add_text(icalproperty_new_relatedto, item.related_uid);
        // Nobody is to be reminded of what is done or will not be.
        if (item.alarm_minutes_before && item.status == CalendarStatus::confirmed)
            part.add(alarm(item, *item.alarm_minutes_before, task != nullptr));
        return part;
    }

private:
    void add_event(Part& part, const CalendarItem& item) const
    {
        const bool is_cancelled = item.status == CalendarStatus::cancelled;
        const auto* const days = std::get_if<CalendarDays>(&item.when);
        if (days != nullptr) {
            assert(days->first <= days->last);
            part.add_day(icalproperty_new_dtstart, days->first);
            part.add_day(icalproperty_new_dtend, days->last + boost::gregorian::days(1));
        } else {
            add_hours(part, std::get<CalendarHours>(item.when));
        }
        part.add(icalproperty_new_status(is_cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
        part.add(
            icalproperty_new_transp(days != nullptr || is_cancelled ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
    }

    void add_hours(Part& part, const CalendarHours& hours) const
    {
        const bool by_wall_clock = !zone_name_.empty() && is_by_wall_clock(hours, *zone_);
        const auto add = [&](icalproperty* (*make)(icaltimetype), Instant instant) {
            if (by_wall_clock)
                part.add_wall_clock(make, calendar::wall_of(instant, *zone_), zone_name_);
            else
                part.add_utc(make, instant);
        };
        add(icalproperty_new_dtstart, hours.from);
        if (hours.from < hours.to) add(icalproperty_new_dtend, hours.to);
    }

    static void add_task(Part& part, const CalendarItem& item, const CalendarTask& task)
    {
        part.add_day(icalproperty_new_due, task.due);
        switch (item.status) {
            case CalendarStatus::confirmed:
                part.add(icalproperty_new_status(ICAL_STATUS_NEEDSACTION));
                return;
            case CalendarStatus::cancelled:
                part.add(icalproperty_new_status(ICAL_STATUS_CANCELLED));
                return;
            case CalendarStatus::completed:
                part.add(icalproperty_new_status(ICAL_STATUS_COMPLETED));
                part.add(icalproperty_new_percentcomplete(100));
                part.add_utc(icalproperty_new_completed, item.completed_at.value_or(item.revised_at));
                return;
        }
    }

    static Part alarm(const CalendarItem& item, int minutes_before, bool is_task)
    {
        constexpr int seconds_per_minute = 60;
        Part part(ICAL_VALARM_COMPONENT);
        part.add(icalproperty_new_action(ICAL_ACTION_DISPLAY));
        icaltriggertype trigger{};
        trigger.time = icaltime_null_time();
        trigger.duration = icaldurationtype_from_int(-minutes_before * seconds_per_minute);
        auto* const property = icalproperty_new_trigger(trigger);
        // A task has no beginning here: its alarm counts from when it is due.
        if (is_task)
            part.add(property, icalparameter_new_related(ICAL_RELATED_END));
        else
            part.add(property);
        part.add_text(icalproperty_new_description, item.summary.empty() ? "Throughline" : item.summary);
        return part;
    }

    const TimeZone* zone_;
    std::string zone_name_;
};

bool is_utc(std::string_view name) { return name == "UTC" || name == "Etc/UTC" || name == "UCT" || name == "Zulu"; }

}  // namespace

std::string write_calendar(const std::vector<CalendarItem>& items, const TimeZone& zone, std::string_view calendar_name)
{
    auto calendar = calendar::new_calendar(calendar_name);
    const auto extent = extent_of(items, zone);
    const auto name = is_utc(zone.name()) ? std::string() : zone.name();
    const bool has_zone = extent && !name.empty() && add_zone(calendar, name, extent->from, extent->to);
    const CalendarWriter writer(zone, has_zone ? name : std::string());
    for (const auto& item : items) {
        assert(!item.uid.empty());
        calendar.add(writer.part_of(item));
    }
    return calendar.text();
}

}  // namespace throughline
