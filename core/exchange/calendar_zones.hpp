// The time zones of a calendar file: from the names and VTIMEZONEs in it to zones, and from a zone to its VTIMEZONE.
//
// Used by the readers and by the writer of calendar files.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/calendar_lines.hpp"
#include "core/exchange/calendar_values.hpp"
#include "throughline/base/time.hpp"

namespace throughline::calendar {

// The IANA name of a zone that Windows or Outlook names in its own way: "Eastern Standard Time",
// "(UTC-05:00) Eastern Time (US & Canada)". Empty if it is not known.
std::string_view iana_name_of_windows_zone(std::string_view name);

// Asked for a zone by the name that a file has for it. An IANA name is looked up in the system's tzdata, which knows
// more than a file; any other name in the file; then among the names of Windows. What is known nowhere is taken for the
// fallback zone, and said so.
class Zones {
public:
    // Keeps a reference to `fallback`. Rules without an end are followed until `end_s`.
    Zones(const Calendars& calendars, const TimeZone& fallback, std::int64_t end_s, RepeatBudget& budget);

    [[nodiscard]] const TimeZone& of(std::string_view name);
    [[nodiscard]] const TimeZone& fallback() const { return *fallback_; }
    [[nodiscard]] const TimeZone& utc() const { return *utc_; }
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

private:
    std::shared_ptr<const TimeZone> find(std::string_view name) const;

    const TimeZone* fallback_;
    std::shared_ptr<const TimeZone> utc_ = fixed_time_zone(0);
    std::map<std::string, std::shared_ptr<const TimeZone>, std::less<>> in_file_;
    std::map<std::string, std::shared_ptr<const TimeZone>, std::less<>> asked_;
    std::vector<std::string> notes_;
};

}  // namespace throughline::calendar
