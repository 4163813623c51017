#include "app/viewmodel/calendar_files.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "app/viewmodel/saved_file.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/exchange/calendar_file.hpp"

namespace throughline {

namespace {

struct YearDays {
    Date from;
    Date to;
};

// The school year of today, or the one to come; a year from today where none is known.
Result<YearDays> year_of(const Document& document)
{
    const auto settings = document.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    const auto today = document.today();
    for (const auto& year : settings->calendar.years())
        if (year.ends_on >= today) return YearDays{year.starts_on, year.ends_on};
    constexpr int days_a_year = 365;
    return YearDays{today, today + boost::gregorian::days(days_a_year)};
}

}  // namespace

Result<BusyTaken> take_in_busy_times(Document& document, PersonId person, const std::string& name,
                                     const std::filesystem::path& file)
{
    auto text = read_file(file, "a calendar file", calendar_bytes_max);
    if (!text) return tl::unexpected(text.error());
    const auto year = year_of(document);
    if (!year) return tl::unexpected(year.error());
    const auto from = document.today();
    const auto to = std::max(year->to, from);
    const auto taken = document.execute(ImportBusyTimes{person, std::move(*text), from, to});
    if (!taken) return tl::unexpected(taken.error());
    const auto& counts = taken->value;
    BusyTaken done;
    done.words = fmt::format("{}: {} until {} taken in", name, counted(counts.added, "busy time"),
                             spoken_date(to, document.today()));
    if (counts.dropped > 0) done.words += fmt::format(", {} dropped", counts.dropped);
    done.troubles = counts.refused;
    done.troubles.insert(done.troubles.end(), counts.notes.begin(), counts.notes.end());
    return done;
}

Result<ScheduleFile::Made> calendar_file(const Document& document, const CalendarWish& wish)
{
    const auto year = year_of(document);
    if (!year) return tl::unexpected(year.error());
    ScheduleFile question;
    question.schedule.from = wish.from.value_or(year->from);
    question.schedule.to = wish.to.value_or(year->to);
    question.schedule.person = wish.person;
    question.only = wish.only;
    return document.ask(question);
}

}  // namespace throughline
