// The offsets of one time zone from UTC, through all time, as a value.
//
// Read from the system's tzdata (TZif, RFC 8536), from a POSIX TZ text ("EST5EDT,M3.2.0,M11.1.0"), or put together from
// changes that a calendar file lists. Used by the time zones of throughline/base/time.hpp and by the calendar files,
// which write the rules down. Never changes once made, so every thread may ask it. Why not libical's zones or the C
// library's: libical 3.0 is an hour out for Europe/London in 1977 and for Asia/Gaza to this day, and the C library
// knows one zone for the whole process, which makes of a skipped or repeated hour now this and now that.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/time.hpp"

namespace throughline {

struct ZoneOffset {
    int east_s = 0;  // seconds to add to UTC
    bool is_summer = false;
    std::string abbreviation;  // "EST"; may be empty
    bool operator==(const ZoneOffset&) const = default;
};

struct ZoneChange {
    std::int64_t at_s = 0;  // seconds since 1970-01-01T00:00:00Z
    ZoneOffset before;
    ZoneOffset after;
};

// The day of the year on which a change falls, every year, as POSIX has it.
struct YearlyDay {
    enum class Kind { weekday_of_month, day_of_year, day_of_year_without_leap_day };
    Kind kind = Kind::weekday_of_month;
    int month = 1;    // 1 to 12
    int week = 1;     // 1 to 5, 5 being the last
    int weekday = 0;  // 0 is Sunday
    int day = 0;      // day_of_year: from 0; without leap day: from 1
    int time_s = 0;   // after that day's midnight, by the clock before the change; may lie on another day
};

struct YearlyChanges {
    ZoneOffset standard;
    ZoneOffset summer;
    YearlyDay summer_begins;
    YearlyDay summer_ends;
};

class ZoneRules {
public:
    // Empty if the bytes or the text are not what they should be.
    static std::optional<ZoneRules> from_tzif(std::string_view bytes);
    static std::optional<ZoneRules> from_posix(std::string_view text);
    // `changes` by time.
    static ZoneRules from_changes(ZoneOffset first, const std::vector<ZoneChange>& changes);

    [[nodiscard]] const ZoneOffset& offset_at(std::int64_t utc_s) const;
    // Of a wall-clock time that is repeated the first, of one that is skipped as many seconds on as were skipped.
    [[nodiscard]] std::int64_t utc_of(std::int64_t local_s) const;
    // The changes in [from_s, to_s), by time.
    [[nodiscard]] std::vector<ZoneChange> changes_between(std::int64_t from_s, std::int64_t to_s) const;
    // What holds after the last listed change, if the clocks change every year.
    [[nodiscard]] const std::optional<YearlyChanges>& yearly() const { return yearly_; }

private:
    struct Listed {
        std::int64_t at_s = 0;
        std::size_t offset = 0;  // in offsets_
    };

    ZoneRules() = default;
    [[nodiscard]] std::size_t listed_at(std::int64_t utc_s) const;

    std::vector<ZoneOffset> offsets_;  // the first holds before the first change; never empty
    std::vector<Listed> listed_;
    std::optional<ZoneOffset> last_;  // after the last listed change, if no clock changes any more
    std::optional<YearlyChanges> yearly_;
};

// When a yearly change happens in that year, in seconds since 1970 by the clock before the change.
std::int64_t local_time_of(const YearlyDay& day, int year);

// The rules that the system's tzdata has for an IANA name; empty if it has none.
std::optional<ZoneRules> system_zone_rules(std::string_view name);

// A zone that follows the rules.
std::shared_ptr<const TimeZone> zone_following(ZoneRules rules, std::string name);

}  // namespace throughline
