// When somebody is busy, out of their own calendar.
#include <set>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "core/store/people.hpp"
#include "core/store/schedule.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/times.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/exchange/calendar_file.hpp"
#include "throughline/query/schedule.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

constexpr int busy_window_days_max = 2 * 366;  // further ahead nobody's calendar is meant

Result<void> require_own_or_house(Context& context, const PersonId& person)
{
    if (!store::find_person(context.database, person))
        return fail(ErrorCode::not_found, "This person is not in the file any more. Choose another.");
    if (context.actor.person == person || may_keep_house(context)) return {};
    return fail(ErrorCode::not_allowed,
                "When somebody is busy, they say themselves, or a leader, an administrator or the file's owner does.");
}

// A calendar that our own plans were imported into says them back: they are known here already, and would stand in
// their own way.
bool is_our_own(const BusyTime& busy) { return busy.uid.ends_with("@throughline"); }

std::string words_of(const RefusedItem& refused)
{
    const auto what = refused.summary.empty() ? std::string() : fmt::format(" ({})", refused.summary);
    return fmt::format("line {}{}: {}", refused.line, what, refused.reason);
}

}  // namespace

template <>
Result<ImportBusyTimes::Counts> handle(Context& context, const ImportBusyTimes& import)
{
    if (const auto allowed = require_own_or_house(context, import.person); !allowed) return Failure(allowed.error());
    if (import.from.is_special() || import.to.is_special() || import.to < import.from)
        return fail(ErrorCode::invalid, "The last day lies before the first. Check the two dates.");
    if ((import.to - import.from).days() > busy_window_days_max)
        return fail(ErrorCode::invalid, "Busy times are taken in for two years at most. Choose an earlier last day.");
    const auto& zone = *context.session.options.zone;
    const CalendarWindow window{midnight(zone, import.from), midnight(zone, import.to + Days(1))};
    const auto reading = read_calendar(import.text, window, zone);
    if (!reading) return Failure(reading.error());
    using Span = std::pair<Instant, Instant>;
    std::set<Span> wanted;
    for (const auto& busy : reading->busy)
        if (!is_our_own(busy) && busy.to > busy.from) wanted.emplace(busy.from, busy.to);
    ImportBusyTimes::Counts counts;
    for (const auto& known : store::busy_times(context.database, import.person, window.from, window.to)) {
        if (wanted.erase({known.starts_at, known.ends_at}) > 0) continue;  // stays as it is
        store::remove<store::BusyTimeRow>(context.database, known.id);
        ++counts.dropped;
    }
    for (const auto& [from, to] : wanted) {
        store::insert(context.database, store::BusyTimeRow{context.new_id<BusyTimeId>(), import.person, from, to});
        ++counts.added;
    }
    for (const auto& refused : reading->refused) counts.refused.push_back(words_of(refused));
    counts.notes = reading->notes;
    context.label = "Import busy times";
    return counts;
}

template <>
Result<std::vector<BusyTimes::Span>> answer(Context& context, const BusyTimes& asked)
{
    if (const auto allowed = require_own_or_house(context, asked.person); !allowed) return Failure(allowed.error());
    const auto& zone = *context.session.options.zone;
    std::vector<BusyTimes::Span> spans;
    for (const auto& row : store::busy_times(context.database, asked.person, midnight(zone, asked.from),
                                             midnight(zone, asked.to + Days(1))))
        spans.push_back({row.starts_at, row.ends_at});
    return spans;
}

THROUGHLINE_COMMAND(ImportBusyTimes);
THROUGHLINE_QUERY(BusyTimes);

}  // namespace throughline
