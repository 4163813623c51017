#include "app/viewmodel/school_days.hpp"

#include "app/viewmodel/wording.hpp"

namespace throughline {

std::vector<SchoolDayOption> school_day_options(const std::string& blank_words, std::optional<Date> chosen, Date today,
                                                const SchoolCalendar& calendar)
{
    std::vector<Date> days;
    Date day = calendar.school_days_after(today, 0);
    for (int i = 0; i < school_day_options_count; ++i) {
        days.push_back(day);
        day = calendar.school_days_after(day, 1);
    }
    if (chosen) {
        auto place = days.begin();
        while (place != days.end() && *place < *chosen) ++place;
        if (place == days.end() || *place != *chosen) days.insert(place, *chosen);
    }
    std::vector<SchoolDayOption> options{{std::nullopt, blank_words}};
    for (const auto& one : days) options.push_back({one, day_and_distance(one, today, calendar)});
    return options;
}

}  // namespace throughline
