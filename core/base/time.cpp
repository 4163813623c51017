#include "throughline/base/time.hpp"

#include <charconv>
#include <chrono>
#include <ctime>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

namespace throughline {
namespace {

using boost::posix_time::microseconds;

const LocalTime epoch{Date{1970, 1, 1}};

class SystemClock final : public Clock {
public:
    Instant now() const override
    {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return {std::chrono::duration_cast<std::chrono::microseconds>(since).count()};
    }
    std::int64_t steady_us() const override
    {
        // CLOCK_BOOTTIME, not CLOCK_MONOTONIC: a laptop that slept during a visit has still spent that time.
        timespec time{};
        clock_gettime(CLOCK_BOOTTIME, &time);
        return static_cast<std::int64_t>(time.tv_sec) * us_per_second + time.tv_nsec / 1000;
    }
};

class ClockOnAnotherDay final : public Clock {
public:
    ClockOnAnotherDay(Date day, std::shared_ptr<const TimeZone> zone)
        : zone_(std::move(zone)), system_(system_clock()), day_(day), started_on_(zone_->local(system_->now()).date())
    {}
    Instant now() const override
    {
        const LocalTime real = zone_->local(system_->now());
        return zone_->instant(LocalTime(day_ + (real.date() - started_on_), real.time_of_day()));
    }
    std::int64_t steady_us() const override { return system_->steady_us(); }

private:
    std::shared_ptr<const TimeZone> zone_;
    std::shared_ptr<const Clock> system_;
    Date day_;
    Date started_on_;
};

// Digits only, all of them: "07" is 7, "+7" and "7 " are nothing.
std::optional<int> number(std::string_view digits)
{
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool all = error == std::errc{} && end == digits.data() + digits.size() && digits[0] != '-';
    return all ? std::optional(value) : std::nullopt;
}

}  // namespace

std::shared_ptr<const Clock> system_clock() { return std::make_shared<SystemClock>(); }

std::shared_ptr<const Clock> clock_on(Date day, std::shared_ptr<const TimeZone> zone)
{
    return std::make_shared<ClockOnAnotherDay>(day, std::move(zone));
}

std::string iso(Date date)
{
    // Boost's own goes through a stream and its locale; lists ask for thousands of days.
    if (date.is_special()) return boost::gregorian::to_iso_extended_string(date);
    const auto day = date.year_month_day();
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year), static_cast<int>(day.month),
                       static_cast<int>(day.day));
}

std::optional<Date> parse_date(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = number(text.substr(0, 4));
    const auto month = number(text.substr(5, 2));
    const auto day = number(text.substr(8, 2));
    // Boost's dates run from 1400; a school's do not begin before 1900.
    if (!year || !month || !day || *year < 1900 || *month < 1 || *month > 12 || *day < 1) return std::nullopt;
    const auto y = static_cast<unsigned short>(*year);
    const auto m = static_cast<unsigned short>(*month);
    if (*day > boost::gregorian::gregorian_calendar::end_of_month_day(y, m)) return std::nullopt;
    return Date(y, m, static_cast<unsigned short>(*day));
}

std::string iso(LocalTime time)
{
    const auto of_day = time.time_of_day();
    return fmt::format("{}T{:02}:{:02}:{:02}", iso(time.date()), of_day.hours(), of_day.minutes(), of_day.seconds());
}

std::optional<LocalTime> parse_local_time(std::string_view text)
{
    if (text.size() != 16 && text.size() != 19) return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    if (!date || (text[10] != 'T' && text[10] != ' ') || text[13] != ':') return std::nullopt;
    const auto hours = number(text.substr(11, 2));
    const auto minutes = number(text.substr(14, 2));
    std::optional<int> seconds = 0;
    if (text.size() == 19) seconds = text[16] == ':' ? number(text.substr(17, 2)) : std::nullopt;
    if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
    return LocalTime(*date, boost::posix_time::time_duration(*hours, *minutes, *seconds));
}

std::string iso_utc(Instant instant) { return iso(epoch + microseconds(instant.us)) + "Z"; }

}  // namespace throughline
