#include "core/exchange/calendar_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>
#include <memory>

#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/exchange/calendar_lines.hpp"
#include "throughline/base/text.hpp"

namespace throughline::calendar {
namespace {

// Boost's dates begin in 1400 and end in 9999; a margin for zones and durations at both ends.
constexpr int year_min = 1401;
constexpr int year_max = 9000;
constexpr std::size_t rule_chars_max = 2000;

const LocalTime epoch{Date{1970, 1, 1}};

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    if (text.empty() || text.front() == '-') return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::int64_t wall_of_ical(const icaltimetype& time)
{
    using namespace std::chrono;
    const sys_days day = year(time.year) / time.month / time.day;
    const auto of_day = time.is_date ? 0 : (time.hour * 60 + time.minute) * 60 + time.second;
    return static_cast<std::int64_t>(day.time_since_epoch().count()) * day_s + of_day;
}

// UNTIL is said in UTC or as a day, whatever the start is; libical compares it with the start's wall clock.
icaltimetype until_as_start(const icaltimetype& until, const Stamp& start, const TimeZone& zone)
{
    Stamp last{wall_of_ical(until), start.is_date, false};
    if (!until.is_date && icaltime_is_utc(until))
        last.wall_s = wall_of(Instant{last.wall_s * us_per_second}, zone);
    else if (until.is_date && !start.is_date)
        last.wall_s += day_s - 1;
    if (start.is_date) last.wall_s = midnight_of(last.wall_s);
    return ical_time(last);
}

// Takes from the budget what passes until its end.
class Stopwatch {
public:
    explicit Stopwatch(RepeatBudget& budget) : budget_(&budget), started_us_(processor_us()) {}
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
    ~Stopwatch() { budget_->processor_us -= processor_us() - started_us_; }

    // Looks at the clock now and then only, since that takes longer than a repetition.
    [[nodiscard]] bool has_time(int count) const
    {
        constexpr int counts_between_looks = 256;
        return count % counts_between_looks != 1 || processor_us() - started_us_ < budget_->processor_us;
    }

private:
    // Of this thread: a laptop that sleeps or is busy with something else has not spent it.
    static std::int64_t processor_us()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<std::int64_t>(time.tv_sec) * us_per_second + time.tv_nsec / 1000;
    }

    RepeatBudget* budget_;
    std::int64_t started_us_;
};

bool is_year_known(int year) { return year_min <= year && year <= year_max; }

}  // namespace

std::optional<Stamp> stamp_of(std::string_view value)
{
    value = trimmed(value);
    const bool is_date = value.size() == 8;
    const bool is_utc = value.size() == 16 && (value[15] == 'Z' || value[15] == 'z');
    if (!is_date && value.size() != 15 && !is_utc) return std::nullopt;
    const auto year = digits(value.substr(0, 4));
    const auto month = digits(value.substr(4, 2));
    const auto day = digits(value.substr(6, 2));
    if (!year || !month || !day || !is_year_known(*year)) return std::nullopt;
    const auto date = std::chrono::year(*year) / *month / *day;
    if (!date.ok()) return std::nullopt;
    Stamp stamp{std::chrono::sys_days(date).time_since_epoch().count() * day_s, is_date, is_utc};
    if (is_date) return stamp;
    const auto hour = digits(value.substr(9, 2));
    const auto minute = digits(value.substr(11, 2));
    const auto second = digits(value.substr(13, 2));
    const bool has_t = value[8] == 'T' || value[8] == 't';
    if (!has_t || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
    stamp.wall_s += (*hour * 60 + *minute) * 60 + std::min(*second, 59);  // no clock here knows leap seconds
    return stamp;
}

std::int64_t wall_of(Instant instant, const TimeZone& zone) { return (zone.local(instant) - epoch).total_seconds(); }

Instant instant_of(std::int64_t wall_s, const TimeZone& zone)
{
    return zone.instant(epoch + boost::posix_time::seconds(wall_s));
}

std::int64_t wall_of(Date day) { return std::int64_t{(day - epoch.date()).days()} * day_s; }

Date date_of(std::int64_t wall_s) { return epoch.date() + boost::gregorian::days(midnight_of(wall_s) / day_s); }

std::int64_t midnight_of(std::int64_t wall_s)
{
    const auto of_day = wall_s % day_s;
    return wall_s - (of_day < 0 ? of_day + day_s : of_day);
}

std::optional<Duration> duration_of(std::string_view value)
{
    constexpr int part_max = 10'000'000;  // seconds of some months; more is no duration of a school's
    value = trimmed(value);
    const int sign = value.starts_with('-') ? -1 : 1;
    if (value.starts_with('-') || value.starts_with('+')) value.remove_prefix(1);
    if (!value.starts_with('P')) return std::nullopt;
    value.remove_prefix(1);
    Duration duration;
    bool in_hours = false;
    bool has_part = false;
    while (!value.empty()) {
        if (value.front() == 'T' && !in_hours) {
            in_hours = true;
            value.remove_prefix(1);
            continue;
        }
        const auto length = std::min(value.find_first_not_of("0123456789"), value.size());
        const auto count = digits(value.substr(0, length));
        if (!count || *count > part_max || length == value.size()) return std::nullopt;
        const std::string_view units = in_hours ? "HMS" : "WD";
        const auto unit = units.find(value[length]);
        if (unit == std::string_view::npos) return std::nullopt;
        constexpr std::array<std::int64_t, 3> of_hours{3600, 60, 1};
        constexpr std::array<std::int64_t, 2> of_days{7 * day_s, day_s};
        if (in_hours)
            duration.exact_s += sign * *count * of_hours[unit];
        else
            duration.days_s += sign * *count * of_days[unit];
        value.remove_prefix(length + 1);
        has_part = true;
    }
    constexpr std::int64_t duration_s_max = 400 * day_s;
    const bool is_sane = std::abs(duration.days_s) <= duration_s_max && std::abs(duration.exact_s) <= duration_s_max;
    return has_part && is_sane ? std::optional(duration) : std::nullopt;
}

icaltimetype ical_time(const Stamp& stamp)
{
    using namespace std::chrono;
    const sys_seconds time{seconds(stamp.wall_s)};
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date{day};
    const hh_mm_ss of_day{time - day};
    auto result = icaltime_null_time();
    result.year = static_cast<int>(date.year());
    result.month = static_cast<int>(static_cast<unsigned>(date.month()));
    result.day = static_cast<int>(static_cast<unsigned>(date.day()));
    result.is_date = stamp.is_date ? 1 : 0;
    if (stamp.is_date) return result;
    result.hour = static_cast<int>(of_day.hours().count());
    result.minute = static_cast<int>(of_day.minutes().count());
    result.second = static_cast<int>(of_day.seconds().count());
    return result;
}

RepeatFault repeat(std::string_view rule, const Stamp& start, const TimeZone& zone, WallWindow window,
                   RepeatBudget& budget, std::vector<std::int64_t>& wall_s)
{
    // RSCALE counts in other calendars than the Gregorian; libical loses the memory of its name each time.
    const auto capitals = in_capitals(trimmed(rule));
    const bool is_gregorian = capitals.find("RSCALE") == std::string::npos;
    if (rule.size() > rule_chars_max || !is_gregorian) return RepeatFault::not_understood;
    auto recurrence = icalrecurrencetype_from_string(capitals.c_str());
    if (recurrence.freq == ICAL_NO_RECURRENCE) return RepeatFault::not_understood;
    // libical would search minute by minute for what never comes, and not come back.
    if (recurrence.freq < ICAL_DAILY_RECURRENCE) return RepeatFault::too_often;
    if (!icaltime_is_null_time(recurrence.until)) {
        if (!is_year_known(recurrence.until.year)) return RepeatFault::not_understood;
        recurrence.until = until_as_start(recurrence.until, start, zone);
        if (wall_of_ical(recurrence.until) < window.from_s) return RepeatFault::none;
    }
    const Stopwatch stopwatch(budget);
    using Iterator = std::unique_ptr<icalrecur_iterator, void (*)(icalrecur_iterator*)>;
    const Iterator iterator(icalrecur_iterator_new(recurrence, ical_time(start)), icalrecur_iterator_free);
    if (!iterator) return RepeatFault::not_understood;
    // A series of years is not counted through from its first day, unless its days are counted.
    if (recurrence.count == 0 && window.from_s > start.wall_s)
        icalrecur_iterator_set_start(iterator.get(), ical_time({window.from_s, start.is_date, false}));
    for (int count = 1; stopwatch.has_time(count); ++count) {
        const auto next = icalrecur_iterator_next(iterator.get());
        if (icaltime_is_null_time(next)) return RepeatFault::none;
        const auto at_s = wall_of_ical(next);
        if (at_s >= window.end_s) return RepeatFault::none;
        if (at_s >= window.from_s) wall_s.push_back(at_s);
    }
    return RepeatFault::budget_spent;
}

}  // namespace throughline::calendar
