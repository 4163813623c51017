#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/base/zone_rules.hpp"
#include "core/exchange/calendar_values.hpp"
#include "core/exchange/calendar_writer.hpp"

namespace throughline::calendar {
namespace {

int year_of(std::int64_t wall_s) { return date_of(wall_s).year(); }

std::int64_t new_year_s(int year) { return wall_of(Date(static_cast<unsigned short>(year), 1, 1)); }

// Calendar programs take the part with the longer offset for the summer's, also where the law of the country sees it
// the other way round (Ireland).
bool is_to_daylight(const ZoneChange& change)
{
    if (change.before.is_summer == change.after.is_summer) return change.after.is_summer;
    return change.before.east_s < change.after.east_s;
}

Part observance(const ZoneChange& change)
{
    Part part(is_to_daylight(change) ? ICAL_XDAYLIGHT_COMPONENT : ICAL_XSTANDARD_COMPONENT);
    part.add_wall_clock(icalproperty_new_dtstart, change.at_s + change.before.east_s, "");
    part.add(icalproperty_new_tzoffsetfrom(change.before.east_s));
    part.add(icalproperty_new_tzoffsetto(change.after.east_s));
    part.add_text(icalproperty_new_tzname, change.after.abbreviation);
    return part;
}

// "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"; empty if the day is none that a rule can say.
std::string rule_of(const YearlyDay& day)
{
    constexpr std::array<const char*, 7> weekdays{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
    const bool is_on_that_day = 0 <= day.time_s && day.time_s < day_s;
    if (day.kind != YearlyDay::Kind::weekday_of_month || !is_on_that_day) return {};
    return fmt::format("FREQ=YEARLY;BYMONTH={};BYDAY={}{}", day.month, day.week == 5 ? -1 : day.week,
                       weekdays[static_cast<std::size_t>(day.weekday)]);
}

// Do all of the changes happen as they do every year from now on?
bool follow(const YearlyChanges& yearly, const std::vector<ZoneChange>& changes)
{
    return std::ranges::all_of(changes, [&yearly](const ZoneChange& change) {
        const bool to_summer = change.after == yearly.summer && change.before == yearly.standard;
        const bool to_standard = change.after == yearly.standard && change.before == yearly.summer;
        if (!to_summer && !to_standard) return false;
        const auto wall_s = change.at_s + change.before.east_s;
        return wall_s == local_time_of(to_summer ? yearly.summer_begins : yearly.summer_ends, year_of(wall_s));
    });
}

}  // namespace

bool add_zone(Part& calendar, const std::string& name, Instant first, Instant last)
{
    const auto rules = system_zone_rules(name);
    if (!rules) return false;
    const auto first_s = first.us / us_per_second;
    // The year before holds the change that the first item's offset comes from, the year after makes whole years.
    const auto from_s = new_year_s(year_of(first_s) - 1);
    const auto to_s = new_year_s(year_of(last.us / us_per_second) + 2);
    auto changes = rules->changes_between(from_s, to_s);

    Part zone(ICAL_VTIMEZONE_COMPONENT);
    zone.add(icalproperty_new_tzid(name.c_str()));
    const auto& yearly = rules->yearly();
    const auto summer_rule = yearly ? rule_of(yearly->summer_begins) : std::string();
    const auto standard_rule = yearly ? rule_of(yearly->summer_ends) : std::string();
    const bool has_both = changes.size() >= 2 && changes.front().at_s <= first_s;
    if (has_both && !summer_rule.empty() && !standard_rule.empty() && follow(*yearly, changes)) {
        changes.resize(2);
        for (const auto& change : changes) {
            auto part = observance(change);
            const auto& rule = change.after == yearly->summer ? summer_rule : standard_rule;
            part.add(icalproperty_new_rrule(icalrecurrencetype_from_string(rule.c_str())));
            zone.add(std::move(part));
        }
    } else {
        if (changes.empty() || changes.front().at_s > first_s) {
            const auto& offset = rules->offset_at(from_s);
            zone.add(observance({from_s - offset.east_s, offset, offset}));
        }
        for (const auto& change : changes) zone.add(observance(change));
    }
    calendar.add(std::move(zone));
    return true;
}

}  // namespace throughline::calendar
