// Calendars from elsewhere: busy times and school days.
#include "tests/fuzz/fuzz_folder.hpp"
#include "throughline/exchange/calendar_file.hpp"
#include "throughline/exchange/school_days_file.hpp"

using namespace throughline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const auto zone = named_time_zone("America/New_York");
    const auto text = fuzz::text(bytes, count);
    const Date from(2026, 8, 31);
    const Date to(2027, 6, 11);
    const CalendarWindow window{zone->instant(LocalTime(from)), zone->instant(LocalTime(to))};
    fuzz::say(read_calendar(text, window, *zone));
    fuzz::say(read_school_days_ics(text, from, to));
    return 0;
}
