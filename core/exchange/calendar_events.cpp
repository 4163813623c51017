#include "core/exchange/calendar_events.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline::calendar {
namespace {

const TimeZone* zone_of(const Property& property, const Stamp& stamp, Zones& zones)
{
    if (stamp.is_utc) return &zones.utc();
    if (stamp.is_date) return &zones.fallback();
    return &zones.of(property.parameter("TZID"));
}

bool has_value(const Component& component, std::string_view name, std::string_view value)
{
    const auto* const property = component.find(name);
    return property != nullptr && in_capitals(trimmed(property->value)) == value;
}

// Outlook and Exchange say of an event with hours from midnight to midnight that it is one of whole days.
bool is_marked_as_whole_days(const Component& component)
{
    return has_value(component, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE") ||
           has_value(component, "X-FUNAMBOL-ALLDAY", "1");
}

class EventReader {
public:
    EventReader(const Component& component, bool is_calendar_cancelled, Zones& zones)
        : component_(&component), zones_(&zones)
    {
        event_.source = component_;
        event_.uid = component.text("UID");
        event_.is_cancelled = is_calendar_cancelled || has_value(component, "STATUS", "CANCELLED");
        event_.is_free =
            has_value(component, "TRANSP", "TRANSPARENT") || has_value(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
        event_.is_private = has_value(component, "CLASS", "PRIVATE") || has_value(component, "CLASS", "CONFIDENTIAL");
        const auto sequence = component.text("SEQUENCE");
        std::from_chars(sequence.data(), sequence.data() + sequence.size(), event_.sequence);  // else it stays 0
    }

    std::optional<RefusedItem> read()
    {
        if (!component_->is_complete)
            return refusal(*component_, nullptr,
                           "The file breaks off in the middle of this event. Export the calendar again.");
        for (const auto step : {&EventReader::read_start, &EventReader::read_length, &EventReader::read_replaced})
            if (auto refused = (this->*step)()) return refused;
        return read_left_out();
    }
    Event take() { return std::move(event_); }

private:
    std::optional<RefusedItem> read_start()
    {
        const auto* const start = component_->find("DTSTART");
        if (start == nullptr)
            return refusal(*component_, nullptr,
                           "The event does not say when it begins (there is no DTSTART). Give it a time in its "
                           "calendar and export it again.");
        const auto stamp = stamp_of(start->value);
        if (!stamp) return not_a_time(*start);
        event_.start = *stamp;
        event_.zone = zone_of(*start, *stamp, *zones_);
        return std::nullopt;
    }

    std::optional<RefusedItem> read_length()
    {
        const auto* const end = component_->find("DTEND");
        const auto* const duration = component_->find("DURATION");
        if (end != nullptr) {
            if (auto refused = read_end(*end)) return refused;
        } else if (duration != nullptr) {
            const auto length = duration_of(duration->value);
            if (!length || length->days_s < 0 || length->exact_s < 0)
                return refusal(
                    *component_, duration,
                    fmt::format("\"{}\" is no duration. Correct the event in its calendar.", text_of(duration->value)));
            event_.length = *length;
        }
        make_whole_days();
        return std::nullopt;
    }

    std::optional<RefusedItem> read_end(const Property& end)
    {
        const auto stamp = stamp_of(end.value);
        if (!stamp) return not_a_time(end);
        const auto* const zone = zone_of(end, *stamp, *zones_);
        auto& length = event_.length;
        // In one zone by the clock, so that a class from 9 to 10 ends at 10 in winter as well. A flight from one zone
        // to another lasts as long as it lasts.
        if (zone == event_.zone)
            length.days_s = stamp->wall_s - event_.start.wall_s;
        else
            length.exact_s = (instant_of(stamp->wall_s, *zone) - event_.begin(event_.start.wall_s)) / us_per_second;
        constexpr std::int64_t length_s_max = 400 * day_s;
        if (length.days_s < 0 || length.exact_s < 0)
            return refusal(*component_, &end, "The event ends before it begins. Correct it in its calendar.");
        if (length.days_s > length_s_max || length.exact_s > length_s_max)
            return refusal(*component_, &end,
                           "The event lasts longer than a year. Correct it in its calendar, or enter it by hand.");
        return std::nullopt;
    }

    // A whole-day event lasts one day at least: without an end, and where its end was written as its last day.
    void make_whole_days()
    {
        auto& [days_s, exact_s] = event_.length;
        const bool is_midnight = event_.start.wall_s % day_s == 0 && days_s % day_s == 0 && exact_s == 0;
        if (is_marked_as_whole_days(*component_) && is_midnight && !event_.start.is_utc) event_.start.is_date = true;
        if (!event_.start.is_date) return;
        event_.zone = &zones_->fallback();
        days_s = std::max(day_s, midnight_of(days_s + exact_s + day_s - 1));
        exact_s = 0;
    }

    std::optional<RefusedItem> read_replaced()
    {
        const auto* const property = component_->find("RECURRENCE-ID");
        if (property == nullptr) return std::nullopt;
        event_.replaces = stamp_of(property->value);
        if (!event_.replaces) return not_a_time(*property);
        event_.replaces_zone = zone_of(*property, *event_.replaces, *zones_);
        return std::nullopt;
    }

    std::optional<RefusedItem> read_left_out()
    {
        for (const auto& property : component_->properties) {
            if (property.name != "EXDATE") continue;
            for (const auto& text : texts_of(property.value)) {
                const auto stamp = stamp_of(text);
                if (!stamp) return not_a_time(property);
                leave_out(event_, *stamp, *zone_of(property, *stamp, *zones_));
            }
        }
        return std::nullopt;
    }

    RefusedItem not_a_time(const Property& property) const
    {
        return refusal(*component_, &property,
                       fmt::format("\"{}\" is no date or time. Correct the event in its calendar and export it again.",
                                   one_line_of(property.value)));
    }
    static std::string one_line_of(std::string_view value)
    {
        constexpr std::size_t bytes_shown_max = 60;
        return as_utf8(value.substr(0, bytes_shown_max));
    }

public:
    static void leave_out(Event& event, const Stamp& stamp, const TimeZone& zone)
    {
        if (stamp.is_date || event.start.is_date) {
            const auto wall_s =
                stamp.is_date || !stamp.is_utc ? stamp.wall_s : wall_of(instant_of(stamp.wall_s, zone), *event.zone);
            event.left_out_days.insert(midnight_of(wall_s));
            return;
        }
        const bool is_same_zone = &zone == event.zone;
        event.left_out.insert(is_same_zone ? stamp.wall_s : wall_of(instant_of(stamp.wall_s, zone), *event.zone));
    }

private:
    const Component* component_;
    Zones* zones_;
    Event event_;
};

bool is_cancellation(const Component& calendar)
{
    const auto* const method = calendar.find("METHOD");
    return method != nullptr && in_capitals(trimmed(method->value)) == "CANCEL";
}

// Keeps of each event, and of each moved day of a series, the version with the highest sequence.
void keep_newest(std::vector<Event>& events)
{
    const auto key = [](const Event& event) {
        return std::pair(event.uid, event.replaces ? event.replaces->wall_s : std::int64_t{0});
    };
    std::map<std::pair<std::string, std::int64_t>, int> newest;
    for (const auto& event : events) {
        auto& sequence = newest.try_emplace(key(event), event.sequence).first->second;
        sequence = std::max(sequence, event.sequence);
    }
    std::erase_if(events,
                  [&](const Event& event) { return !event.uid.empty() && event.sequence < newest[key(event)]; });
}

// A moved day of a series does not take place at its old time.
void leave_out_moved_days(std::vector<Event>& events)
{
    std::multimap<std::string, const Event*> moved;
    for (const auto& event : events)
        if (event.replaces && !event.uid.empty()) moved.emplace(event.uid, &event);
    if (moved.empty()) return;
    for (auto& event : events) {
        if (event.replaces) continue;
        const auto [begin, end] = moved.equal_range(event.uid);
        for (auto it = begin; it != end; ++it)
            EventReader::leave_out(event, *it->second->replaces, *it->second->replaces_zone);
    }
}

std::string reason_of(RepeatFault fault)
{
    switch (fault) {
        case RepeatFault::not_understood:
            return "The rule by which the event repeats cannot be understood. Correct it in its calendar, or enter the "
                   "event by hand.";
        case RepeatFault::too_often:
            return "The event repeats several times a day, which no school's event does. Correct it in its calendar.";
        case RepeatFault::budget_spent:
            return "The events before this one repeat so often that there was no time for it. Export fewer years of "
                   "the calendar.";
        case RepeatFault::none:
            break;
    }
    return {};
}

}  // namespace

RefusedItem refusal(const Component& component, const Property* property, std::string reason)
{
    return {property == nullptr ? component.line : property->line, property == nullptr ? "" : property->name,
            component.text("SUMMARY"), std::move(reason)};
}

Events events_of(const Calendars& calendars, Zones& zones)
{
    Events read;
    for (const auto& calendar : calendars.all.parts) {
        const bool is_cancelled = is_cancellation(calendar);
        for (const auto& component : calendar.parts) {
            if (component.kind != "VEVENT") continue;
            EventReader reader(component, is_cancelled, zones);
            if (auto refused = reader.read())
                read.refused.push_back(std::move(*refused));
            else
                read.events.push_back(reader.take());
        }
    }
    keep_newest(read.events);
    leave_out_moved_days(read.events);
    return read;
}

std::optional<RefusedItem> add_beginnings(const Event& event, Zones& zones, WallWindow window, RepeatBudget& budget,
                                          std::vector<std::int64_t>& wall_s)
{
    std::vector<std::int64_t> all{event.start.wall_s};
    std::vector<std::int64_t> excluded;
    for (const auto& property : event.source->properties) {
        const bool is_rule = property.name == "RRULE" && !event.replaces;
        if (is_rule || property.name == "EXRULE") {
            const auto fault =
                repeat(property.value, event.start, *event.zone, window, budget, is_rule ? all : excluded);
            if (fault != RepeatFault::none) return refusal(*event.source, &property, reason_of(fault));
        }
        if (property.name != "RDATE") continue;
        for (const auto& text : texts_of(property.value)) {
            // Of a period, its beginning: it lasts as long as the others.
            const auto stamp = stamp_of(std::string_view(text).substr(0, text.find('/')));
            if (!stamp)
                return refusal(*event.source, &property,
                               "One of the further dates of the event is no date. Correct it in its calendar.");
            const auto* const zone = zone_of(property, *stamp, zones);
            const bool is_same_zone = zone == event.zone || stamp->is_date;
            all.push_back(is_same_zone ? stamp->wall_s : wall_of(instant_of(stamp->wall_s, *zone), *event.zone));
        }
    }
    std::ranges::sort(all);
    std::ranges::sort(excluded);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    for (const auto at_s : all) {
        const bool is_left_out = event.left_out.contains(at_s) || event.left_out_days.contains(midnight_of(at_s)) ||
                                 std::ranges::binary_search(excluded, at_s);
        if (window.from_s <= at_s && at_s < window.end_s && !is_left_out) wall_s.push_back(at_s);
    }
    return std::nullopt;
}

std::string note_about_lines(const Calendars& calendars)
{
    if (calendars.lines_not_understood == 0) return {};
    return fmt::format("{} could not be understood and had no effect; the first is line {}.",
                       counted(calendars.lines_not_understood, "line"), calendars.first_not_understood);
}

}  // namespace throughline::calendar
