#include <algorithm>
#include <cassert>
#include <tuple>

#include <fmt/format.h>

#include "core/exchange/calendar_events.hpp"
#include "throughline/exchange/calendar_file.hpp"

namespace throughline {
namespace {

using calendar::Component;
using calendar::day_s;
using calendar::Event;
using calendar::Property;

class BusyReader {
public:
    BusyReader(const calendar::Calendars& calendars, CalendarWindow window, const TimeZone& fallback)
        : calendars_(&calendars), window_(window), zones_(calendars, fallback, rules_end_s(window), budget_)
    {}

    Result<CalendarReading> read()
    {
        auto [events, refused] = calendar::events_of(*calendars_, zones_);
        reading_.refused = std::move(refused);
        for (const auto& event : events) {
            add(event);
            if (is_full()) break;
        }
        for (const auto& calendar : calendars_->all.parts)
            for (const auto& component : calendar.parts)
                if (component.kind == "VFREEBUSY") add_periods(component);
        if (is_full())
            return fail(ErrorCode::bad_input,
                        "The calendar has more than {0} busy times in these weeks. Export fewer of its calendars, or "
                        "a shorter time.",
                        std::to_string(calendar_items_max));
        finish();
        return std::move(reading_);
    }

private:
    // Two years beyond the window, so that whatever touches it has its zone's rules at both ends.
    static std::int64_t rules_end_s(CalendarWindow window) { return window.to.us / us_per_second + 2 * 366 * day_s; }

    [[nodiscard]] bool is_full() const { return reading_.busy.size() > calendar_items_max; }

    void add(const Event& event)
    {
        if (event.is_cancelled || event.is_free || event.takes_no_time()) {
            ++reading_.free_items;
            return;
        }
        const auto length_s = event.length.days_s + event.length.exact_s;
        const auto from_s = calendar::wall_of(window_.from, *event.zone) - length_s - day_s;
        const auto end_s = calendar::wall_of(window_.to, *event.zone) + day_s;
        std::vector<std::int64_t> begin_s;
        if (auto refused = add_beginnings(event, zones_, {from_s, end_s}, budget_, begin_s))
            reading_.refused.push_back(std::move(*refused));
        for (const auto at_s : begin_s) {
            if (is_full()) return;
            BusyTime busy;
            busy.from = event.begin(at_s);
            busy.to = event.end(at_s);
            if (event.is_whole_days())
                busy.days =
                    CalendarDays{calendar::date_of(at_s), calendar::date_of(at_s + event.length.days_s - day_s)};
            busy.summary = event.is_private ? std::string() : event.source->text("SUMMARY");
            busy.uid = event.uid;
            busy.line = event.source->line;
            add_if_in_window(std::move(busy));
        }
    }

    void add_periods(const Component& component)
    {
        for (const auto& property : component.properties) {
            if (property.name != "FREEBUSY") continue;
            if (calendar::in_capitals(property.parameter("FBTYPE")) == "FREE") continue;
            for (const auto& text : calendar::texts_of(property.value)) {
                if (is_full()) return;
                if (!add_period(component, property, text))
                    reading_.refused.push_back(calendar::refusal(
                        component, &property,
                        fmt::format("\"{}\" is no time from when until when. Export the calendar again.",
                                    text.substr(0, 60))));
            }
        }
    }

    // "20261105T140000Z/20261105T150000Z" or "20261105T140000Z/PT1H".
    bool add_period(const Component& component, const Property& property, std::string_view text)
    {
        const auto slash = text.find('/');
        if (slash == std::string_view::npos) return false;
        const auto begin = calendar::stamp_of(text.substr(0, slash));
        const auto end = calendar::stamp_of(text.substr(slash + 1));
        const auto duration = calendar::duration_of(text.substr(slash + 1));
        if (!begin || (!end && !duration)) return false;
        const auto& zone = zones_.of(property.parameter("TZID"));
        const auto instant = [&](const calendar::Stamp& stamp) {
            return calendar::instant_of(stamp.wall_s, stamp.is_utc ? zones_.utc() : zone);
        };
        BusyTime busy;
        busy.from = instant(*begin);
        busy.to = end ? instant(*end) : busy.from + (duration->days_s + duration->exact_s) * us_per_second;
        busy.uid = component.text("UID");
        busy.line = property.line;
        if (busy.to < busy.from) return false;
        if (busy.from < busy.to) add_if_in_window(std::move(busy));
        return true;
    }

    void add_if_in_window(BusyTime busy)
    {
        if (busy.from < window_.to && window_.from < busy.to) reading_.busy.push_back(std::move(busy));
    }

    void finish()
    {
        const auto by_time = [](const BusyTime& busy) {
            return std::tie(busy.from, busy.to, busy.uid, busy.summary, busy.line);
        };
        std::ranges::sort(reading_.busy, {}, by_time);
        // The same event twice, as in calendars that were exported together.
        const auto is_repeated = [](const BusyTime& a, const BusyTime& b) {
            return std::tie(a.from, a.to, a.uid, a.summary) == std::tie(b.from, b.to, b.uid, b.summary);
        };
        reading_.busy.erase(std::unique(reading_.busy.begin(), reading_.busy.end(), is_repeated), reading_.busy.end());
        std::ranges::stable_sort(reading_.refused, {}, &RefusedItem::line);
        reading_.notes = zones_.notes();
        if (auto note = note_about_lines(*calendars_); !note.empty()) reading_.notes.push_back(std::move(note));
    }

    const calendar::Calendars* calendars_;
    CalendarWindow window_;
    calendar::RepeatBudget budget_;
    calendar::Zones zones_;
    CalendarReading reading_;
};

}  // namespace

Result<CalendarReading> read_calendar(std::string_view text, CalendarWindow window, const TimeZone& fallback)
{
    assert(window.from < window.to);
    const auto calendars = calendar::parse(text);
    if (!calendars) return Failure(calendars.error());
    return BusyReader(*calendars, window, fallback).read();
}

}  // namespace throughline
