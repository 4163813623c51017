#include "core/exchange/calendar_writer.hpp"

#include <cassert>
#include <new>

#include "core/exchange/calendar_lines.hpp"
#include "core/exchange/calendar_values.hpp"

namespace throughline::calendar {
namespace {

template <class Made>
Made* made(Made* result)
{
    if (result == nullptr) throw std::bad_alloc();
    return result;
}

}  // namespace

void Part::add(icalproperty* property) { icalcomponent_add_property(component_.get(), made(property)); }

void Part::add(icalproperty* property, icalparameter* parameter)
{
    icalproperty_add_parameter(made(property), made(parameter));
    add(property);
}

void Part::add(Part part) { icalcomponent_add_component(component_.get(), part.component_.release()); }

void Part::add_text(icalproperty* (*make)(const char*), std::string_view text)
{
    const auto clean = clean_text(text);
    if (!clean.empty()) add(make(clean.c_str()));
}

void Part::add_extension(const char* name, std::string_view text)
{
    const auto clean = clean_text(text);
    if (clean.empty()) return;
    auto* const property = made(icalproperty_new_x(clean.c_str()));
    icalproperty_set_x_name(property, name);
    add(property);
}

void Part::add_utc(icalproperty* (*make)(icaltimetype), Instant instant)
{
    auto time = ical_time({wall_of(instant, *fixed_time_zone(0)), false, true});
    time.zone = icaltimezone_get_utc_timezone();
    add(make(time));
}

void Part::add_day(icalproperty* (*make)(icaltimetype), Date day)
{
    add(make(ical_time({wall_of(day), true, false})), icalparameter_new_value(ICAL_VALUE_DATE));
}

void Part::add_wall_clock(icalproperty* (*make)(icaltimetype), std::int64_t wall_s, const std::string& zone_name)
{
    auto* const property = make(ical_time({wall_s, false, false}));
    if (zone_name.empty())
        add(property);
    else
        add(property, icalparameter_new_tzid(zone_name.c_str()));
}

std::string Part::text() const
{
    const std::unique_ptr<char, void (*)(void*)> text(made(icalcomponent_as_ical_string_r(component_.get())),
                                                      icalmemory_free_buffer);
    return text.get();
}

Part new_calendar(std::string_view name)
{
    Part calendar(ICAL_VCALENDAR_COMPONENT);
    calendar.add(icalproperty_new_version("2.0"));
    calendar.add(icalproperty_new_prodid("-//Throughline//Throughline//EN"));
    calendar.add(icalproperty_new_calscale("GREGORIAN"));
    calendar.add_extension("X-WR-CALNAME", name);
    return calendar;
}

std::string clean_text(std::string_view text)
{
    std::string clean;
    const auto valid = as_utf8(text);
    for (std::size_t at = 0; at < valid.size(); ++at) {
        const auto byte = static_cast<unsigned char>(valid[at]);
        const bool is_return = byte == '\r';
        if (is_return && valid[at + 1] == '\n') continue;  // a std::string has a zero byte behind its end
        if (is_return)
            clean += '\n';
        else if ((byte >= 32 && byte != 127) || byte == '\n' || byte == '\t')
            clean += valid[at];
    }
    return clean;
}

}  // namespace throughline::calendar
