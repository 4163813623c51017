// Writes sample calendar files through the public headers, for calendar_readers_test.py to give to calendar programs.
//
// write_calendars FOLDER
#include <filesystem>
#include <fstream>
#include <iostream>

#include "throughline/exchange/calendar_file.hpp"
#include "throughline/exchange/school_days_file.hpp"

namespace {

using namespace throughline;

class Folder {
public:
    explicit Folder(std::filesystem::path path) : path_(std::move(path)) { std::filesystem::create_directories(path_); }
    void save(const std::string& name, const std::string& text) const
    {
        std::ofstream stream(path_ / name, std::ios::binary);
        stream.exceptions(std::ios::failbit | std::ios::badbit);
        stream << text;
    }

private:
    std::filesystem::path path_;
};

CalendarHours hours(const TimeZone& zone, const char* from, const char* to)
{
    return {zone.instant(*parse_local_time(from)), zone.instant(*parse_local_time(to))};
}

CalendarItem item(std::string uid, std::variant<CalendarHours, CalendarDays, CalendarTask> when, std::string summary)
{
    CalendarItem item;
    item.uid = std::move(uid);
    item.when = when;
    item.summary = std::move(summary);
    item.revised_at = fixed_time_zone(0)->instant(*parse_local_time("2026-10-01T12:00"));
    return item;
}

// A visit as it is planned, moved and called off: three files, each replacing the one before.
void write_visit(const Folder& folder, const TimeZone& zone)
{
    auto visit = item("visit-1@throughline", hours(zone, "2026-11-05T09:10", "2026-11-05T09:30"), "Visit: Ana Ruiz");
    visit.location = "Room 12, east";
    visit.alarm_minutes_before = 30;
    folder.save("visit.ics", write_calendar({visit}, zone, "Sample coach"));
    visit.sequence = 1;
    visit.when = hours(zone, "2026-11-06T13:00", "2026-11-06T13:20");
    visit.revised_at = visit.revised_at + 60 * us_per_minute;
    folder.save("visit_moved.ics", write_calendar({visit}, zone, "Sample coach"));
    visit.sequence = 2;
    visit.status = CalendarStatus::cancelled;
    visit.revised_at = visit.revised_at + 60 * us_per_minute;
    folder.save("visit_cancelled.ics", write_calendar({visit}, zone, "Sample coach"));
}

void write_step(const Folder& folder, const TimeZone& zone)
{
    auto step = item("step-1@throughline", CalendarTask{*parse_date("2026-11-12")}, "Check the step with Ana Ruiz");
    step.alarm_minutes_before = -480;
    step.related_uid = "visit-1@throughline";
    folder.save("step.ics", write_calendar({step}, zone));
    step.status = CalendarStatus::completed;
    step.sequence = 1;
    step.completed_at = zone.instant(*parse_local_time("2026-11-11T15:00"));
    folder.save("step_done.ics", write_calendar({step}, zone));
}

// What stands in one coach's calendar over a year, with what is hard to write: both changes of the clocks, the hour
// that comes twice, the year's end, a leap day, whole days, a task, and texts.
void write_year(const Folder& folder, const TimeZone& zone)
{
    std::vector<CalendarItem> items{
        item("winter@throughline", hours(zone, "2027-01-14T09:10", "2027-01-14T09:30"), "In winter"),
        item("summer@throughline", hours(zone, "2026-09-17T09:10", "2026-09-17T09:30"), "In summer"),
        item("eve@throughline", hours(zone, "2026-12-31T23:30", "2027-01-01T00:30"), "At the year's end"),
        item("leap@throughline", hours(zone, "2028-02-29T09:10", "2028-02-29T09:30"), "On a leap day"),
        item("week@throughline", CalendarDays{*parse_date("2026-12-07"), *parse_date("2026-12-11")}, "Testing week"),
        item("task@throughline", CalendarTask{*parse_date("2026-11-13")}, "Check a step"),
    };
    const auto second_1_10 = fixed_time_zone(0)->instant(*parse_local_time("2026-11-01T06:10"));
    items.push_back(item("twice@throughline", CalendarHours{second_1_10, second_1_10 + 20 * us_per_minute},
                         "In the hour that comes twice"));
    auto texts = item("texts@throughline", hours(zone, "2026-11-10T09:10", "2026-11-10T09:30"),
                      R"(Grade 7, period 2; C:\temp "x": naïve – 日本語 😀)");
    // No backslash before an n: python3-icalendar 4.0 takes even an escaped one for a line break.
    texts.description =
        "First line\nsecond, line; with a text that is so long that it must be folded, "
        "äöüßéèşğı 日本語テキスト日本語テキスト日本語テキスト日本語テキスト";
    items.push_back(texts);
    folder.save("year.ics", write_calendar(items, zone, "Sample coach, all"));
}

void write_zones(const Folder& folder)
{
    for (const auto* name :
         {"America/New_York", "America/Phoenix", "Europe/London", "Asia/Kolkata", "Australia/Adelaide", "Asia/Gaza"}) {
        const auto zone = named_time_zone(name);
        std::string file = std::string("zone_") + name + ".ics";
        file.replace(file.find('/'), 1, "_");
        folder.save(file,
                    write_calendar(
                        {item("winter@throughline", hours(*zone, "2027-01-14T09:10", "2027-01-14T09:30"), "In January"),
                         item("summer@throughline", hours(*zone, "2026-07-16T09:10", "2026-07-16T09:30"), "In July")},
                        *zone));
    }
}

void write_school_days(const Folder& folder)
{
    const auto day = [](const char* text) { return *parse_date(text); };
    folder.save("school_days.ics",
                write_school_days_ics({{day("2026-11-25"), day("2026-11-25"), DayKind::half_day, "Early dismissal", ""},
                                       {day("2026-11-26"), day("2026-11-27"), DayKind::holiday, "Thanksgiving", ""}},
                                      fixed_time_zone(0)->instant(*parse_local_time("2026-08-01T12:00"))));
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: write_calendars FOLDER\n";
        return 2;
    }
    const Folder folder(argv[1]);
    const auto zone = throughline::named_time_zone("America/New_York");
    write_visit(folder, *zone);
    write_step(folder, *zone);
    write_year(folder, *zone);
    write_zones(folder);
    write_school_days(folder);
    folder.save("utc.ics",
                throughline::write_calendar(
                    {item("utc@throughline", hours(*zone, "2026-11-05T09:10", "2026-11-05T09:30"), "In UTC")},
                    *throughline::fixed_time_zone(-300)));
    return 0;
}
