// Calendar text put together with libical: properties in, a text that every calendar program takes out.
//
// Used by the writers of calendars and of school days. libical escapes and folds; this sees to it that nothing reaches
// it that cannot be written (bytes that are not UTF-8, control characters).
#pragma once

#include <libical/ical.h>
#include <memory>
#include <string>
#include <string_view>

#include "throughline/base/time.hpp"

namespace throughline::calendar {

// A component under construction. Its parts are added whole.
class Part {
public:
    explicit Part(icalcomponent_kind kind) : component_(icalcomponent_new(kind), icalcomponent_free) {}

    // One that owns what it is given; null is libical's way of saying that memory has run out.
    void add(icalproperty* property);
    void add(icalproperty* property, icalparameter* parameter);
    void add(Part part);
    // A text that may be empty: then there is no property.
    void add_text(icalproperty* (*make)(const char*), std::string_view text);
    // A property of ours, "X-...", that may be empty likewise.
    void add_extension(const char* name, std::string_view text);
    void add_utc(icalproperty* (*make)(icaltimetype), Instant instant);
    void add_day(icalproperty* (*make)(icaltimetype), Date day);
    // By the clock, with the zone's name, or none if that is empty (inside a VTIMEZONE).
    void add_wall_clock(icalproperty* (*make)(icaltimetype), std::int64_t wall_s, const std::string& zone_name);

    [[nodiscard]] std::string text() const;

private:
    std::unique_ptr<icalcomponent, void (*)(icalcomponent*)> component_;
};

// VCALENDAR with what stands at the top of each.
Part new_calendar(std::string_view name);

// The rules of an IANA zone for everything from one instant to another; nothing if the system does not know it.
bool add_zone(Part& calendar, const std::string& name, Instant first, Instant last);

// The text as calendars can have it: UTF-8, line breaks as \n, without other control characters but tabs.
std::string clean_text(std::string_view text);

}  // namespace throughline::calendar
