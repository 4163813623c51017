// The school calendar out as spans, and what a calendar file would change in it.
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/store/people.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/school_days.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;

// Where no school year says how far an event that repeats is to be followed.
constexpr int days_without_years = 2 * 366;

struct FileWindow {
    Date from;
    Date to;
};

FileWindow window_of(Context& context)
{
    FileWindow window{context.today - Days(days_without_years), context.today + Days(days_without_years)};
    const auto years = store::select<SchoolYear>(context.database, "ORDER BY starts_on");
    if (years.empty()) return window;
    window = {years.front().starts_on, years.front().ends_on};
    for (const auto& year : years) window.to = std::max(window.to, year.ends_on);
    return window;
}

const School* school_called(const std::vector<School>& schools, std::string_view name)
{
    for (const auto& school : schools)
        if (folded(school.name) == folded(name) || school.source_id == name) return &school;
    return nullptr;
}

using DayKey = std::pair<Date, std::optional<SchoolId>>;

// Each day once, as it would stand at the end: a later row of the file goes before an earlier one.
ImportSchoolDays::Counts counts_of(Context& context, const std::vector<PlanSchoolDaysImport::Row>& rows)
{
    std::map<DayKey, const AddCalendarDays*> wanted;
    for (const auto& row : rows)
        for (Date day = row.span.first; day <= row.span.last; day += Days(1))
            wanted[{day, row.span.school}] = &row.span;
    std::map<DayKey, CalendarDay> known;
    for (auto& day : store::select<CalendarDay>(context.database, "")) known.emplace(DayKey{day.on, day.school}, day);
    ImportSchoolDays::Counts counts;
    for (const auto& [key, span] : wanted) {
        const auto found = known.find(key);
        if (found == known.end())
            ++counts.added;
        else if (found->second.kind == span->kind && found->second.name == span->name)
            ++counts.unchanged;
        else
            ++counts.changed;
    }
    return counts;
}

}  // namespace

template <>
Result<std::vector<SchoolDaySpan>> answer(Context& context, const SchoolDaySpans& asked)
{
    const auto schools = store::schools(context.database);
    std::vector<SchoolDaySpan> spans;
    std::map<std::optional<SchoolId>, std::size_t> last;  // of each school, where its latest span stands
    for (const auto& day : store::select<CalendarDay>(context.database, "ORDER BY day")) {
        if ((asked.from && day.on < *asked.from) || (asked.to && day.on > *asked.to)) continue;
        if (asked.school && day.school && day.school != asked.school) continue;
        const auto found = last.find(day.school);
        if (found != last.end()) {
            auto& span = spans[found->second];
            if (span.last + Days(1) == day.on && span.kind == day.kind && span.name == day.name) {
                span.last = day.on;
                continue;
            }
        }
        const auto school = std::ranges::find_if(schools, [&](const School& each) { return each.id == day.school; });
        last[day.school] = spans.size();
        spans.push_back({day.on, day.on, day.kind, day.name, school == schools.end() ? "" : school->name});
    }
    return spans;
}

template <>
Result<PlanSchoolDaysImport::Plan> answer(Context& context, const PlanSchoolDaysImport& asked)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto window = window_of(context);
    auto reading = read_school_days(asked.text, window.from, window.to);
    if (!reading) return Failure(reading.error());
    const auto schools = store::schools(context.database);
    PlanSchoolDaysImport::Plan plan;
    plan.refused = std::move(reading->refused);
    plan.notes = std::move(reading->notes);
    for (auto& read : reading->days) {
        auto& span = read.span;
        PlanSchoolDaysImport::Row row{
            {span.first, span.last, span.kind, span.name, asked.school}, {}, read.line, read.is_kind_said};
        if (!span.school.empty()) {
            const auto* school = school_called(schools, span.school);
            if (school == nullptr) {
                plan.refused.push_back({read.line, "school", span.name,
                                        fmt::format("There is no school {} in this file. Correct the name, or add the "
                                                    "school with a roster.",
                                                    span.school)});
                continue;
            }
            row.span.school = school->id;
        }
        for (const auto& school : schools)
            if (school.id == row.span.school) row.school_name = school.name;
        plan.rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(plan.refused, {}, &RefusedItem::line);
    plan.counts = counts_of(context, plan.rows);
    return plan;
}

THROUGHLINE_QUERY(SchoolDaySpans);
THROUGHLINE_QUERY(PlanSchoolDaysImport);

}  // namespace throughline
