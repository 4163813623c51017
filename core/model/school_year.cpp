#include "throughline/model/school_year.hpp"

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

namespace throughline {

std::string school_year_name(Date starts_on, Date ends_on)
{
    const int first = starts_on.year();
    const int last = ends_on.year();
    return first == last ? fmt::to_string(first) : fmt::format("{}-{:02}", first, last % 100);
}

SchoolYear year_after(const SchoolYear& year)
{
    // A school begins on the same weekday: of the nearest such days.
    const auto later = [](Date day) {
        constexpr int days_a_week = 7;
        constexpr int half_a_week = 3;
        const auto next = day + boost::gregorian::years(1);
        const int ahead = (day.day_of_week() - next.day_of_week() + days_a_week) % days_a_week;
        return next + boost::gregorian::days(ahead > half_a_week ? ahead - days_a_week : ahead);
    };
    SchoolYear next = year;
    next.id = {};
    next.starts_on = later(year.starts_on);
    next.ends_on = later(year.ends_on);
    next.name = school_year_name(next.starts_on, next.ends_on);
    return next;
}

}  // namespace throughline
