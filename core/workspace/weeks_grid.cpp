// Teachers down, school weeks across: what happened in each.
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/store/counted.hpp"
#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/execute.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using Days = boost::gregorian::days;
constexpr int weeks_ahead = 3;
constexpr int weeks_max = 120;  // more than two school years do not fit any screen

Result<std::pair<Date, Date>> span_of(const WeeksGrid& asked, const HouseDays& house, const SchoolCalendar& calendar)
{
    const Date today = house.now().date();
    const Date from = asked.from.value_or(house.year_start(calendar));
    Date to = asked.to.value_or(today + Days(7 * weeks_ahead));
    if (const auto* year = calendar.year_of(today); year != nullptr && !asked.to) to = std::min(to, year->ends_on);
    if (to < from) return fail(ErrorCode::invalid, "The grid's last day lies before its first. Check the two dates.");
    if ((to - from).days() > 7 * weeks_max)
        return fail(ErrorCode::invalid, "The grid shows at most {0} weeks. Choose a shorter span.",
                    fmt::to_string(weeks_max));
    return std::pair(SchoolCalendar::week_of(from), SchoolCalendar::week_of(to));
}

std::string holiday_in(const SchoolCalendar& calendar, Date monday)
{
    std::vector<std::string> names;
    for (Date day = monday; day < monday + Days(7); day += Days(1)) {
        const auto found = calendar.days().find(day);
        if (found == calendar.days().end() || found->second.kind == DayKind::half_day) continue;
        if (std::ranges::find(names, found->second.name) == names.end()) names.push_back(found->second.name);
    }
    return join(names, ", ");
}

std::string short_day(Date day)
{
    return fmt::format("{} {}", static_cast<int>(day.day()), day.month().as_short_string());
}

std::vector<WeeksGrid::Week> weeks_between(const SchoolCalendar& calendar, Date first, Date last)
{
    std::vector<WeeksGrid::Week> weeks;
    for (Date monday = first; monday <= last; monday += Days(7)) {
        WeeksGrid::Week week;
        week.monday = monday;
        week.label = short_day(monday);
        week.letter = calendar.week_letter(monday);
        week.school_days = calendar.school_days_in_week(monday);
        week.holiday = holiday_in(calendar, monday);
        weeks.push_back(std::move(week));
    }
    return weeks;
}

std::string times(int count) { return count == 1 ? "once" : count == 2 ? "twice" : fmt::format("{} times", count); }

std::string words_of(const WeeksGrid::Week& week, const WeeksGrid::Cell& cell)
{
    std::vector<std::string> parts;
    if (cell.visited > 0) parts.push_back("visited " + times(cell.visited));
    if (cell.debriefed > 0) parts.push_back(cell.debriefed == 1 ? "debriefed" : "debriefed " + times(cell.debriefed));
    if (cell.step_checked > 0) parts.push_back("step checked");
    if (cell.planned) parts.push_back("a visit is planned");
    if (cell.excused) parts.push_back("excused");
    if (parts.empty() && cell.holiday) parts.push_back(week.holiday.empty() ? "no school" : week.holiday);
    if (parts.empty() && cell.future) parts.push_back("still to come");
    if (parts.empty()) parts.push_back("nothing");
    auto words = fmt::format("Week of {}: {}", week.label, join(parts, ", "));
    if (!cell.holiday && week.school_days > 0 && week.school_days < 5)
        words += fmt::format(" ({})", counted(week.school_days, "school day"));
    return words;
}

class Filling {
public:
    Filling(Context& context, HouseDays& house, const CadenceReach& reach, WeeksGrid::Grid& grid)
        : context_(context), house_(house), reach_(reach), grid_(grid)
    {
        for (auto& row : grid_.rows) {
            rows_[row.teacher] = &row;
            people_.push_back(row.teacher);
        }
    }

    void fill()
    {
        const Date from = grid_.weeks.front().monday;
        const Date to = grid_.weeks.back().monday + Days(6);
        const auto add = [&](const store::CountedVisit& visit) {
            if (auto* cell = at(visit.teacher, visit.started_on)) ++cell->visited;
            if (!visit.debrief_held_at) return;
            if (auto* cell = at(visit.teacher, house_.local(*visit.debrief_held_at).date())) ++cell->debriefed;
        };
        store::each_visit(context_.database, reach_.work, from, to, store::WithRows::no, add, &people_);
        for (const auto& [teacher, on] : store::step_checks(context_.database, reach_.work, from, to, &people_))
            if (auto* cell = at(teacher, on)) ++cell->step_checked;
        for (const auto& booking : store::open_bookings(context_.database, BookingKind::visit, reach_.work.observer)) {
            if (!sees_booking(context_, reach_.viewer, booking)) continue;  // a leader who is visited, too
            if (auto* cell = at(booking.teacher, booking.starts_on)) cell->planned = true;
        }
        for (auto& row : grid_.rows) finish(row);
    }

private:
    WeeksGrid::Cell* at(const PersonId& teacher, Date on)
    {
        const auto row = rows_.find(teacher);
        const auto week = (on - grid_.weeks.front().monday).days();
        if (row == rows_.end() || week < 0 || week / 7 >= static_cast<long>(grid_.weeks.size())) return nullptr;
        return &row->second->cells[static_cast<std::size_t>(week / 7)];
    }

    void finish(WeeksGrid::Row& row)
    {
        const auto& days = house_.days_of(row.teacher);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            auto& cell = row.cells[i];
            const auto& week = grid_.weeks[i];
            const Date last = week.monday + Days(6);
            const int school_days = days.calendar().school_days_in_week(week.monday);
            cell.holiday = school_days == 0;
            cell.excused = school_days > 0 && days.days_between(week.monday - Days(1), last) == 0;
            cell.future = week.monday > context_.today;
            cell.words = words_of(week, cell);
        }
    }

    Context& context_;
    HouseDays& house_;
    const CadenceReach& reach_;
    WeeksGrid::Grid& grid_;
    std::unordered_map<PersonId, WeeksGrid::Row*> rows_;
    std::vector<PersonId> people_;
};

}  // namespace

template <>
Result<WeeksGrid::Grid> answer(Context& context, const WeeksGrid& asked)
{
    const auto reach = reach_of(context, asked.filter);
    if (!reach) return Failure(reach.error());
    HouseDays house(context);
    const auto& calendar = house.house().calendar_of(asked.filter.school.value_or(SchoolId{}));
    const auto span = span_of(asked, house, calendar);
    if (!span) return Failure(span.error());
    WeeksGrid::Grid grid;
    grid.weeks = weeks_between(calendar, span->first, span->second);
    grid.teachers = store::count_teachers_in_cadence(context.database, reach->teachers, context.today);
    for (auto& teacher : teachers_within(context, house, *reach, true, {asked.count_max, asked.skip})) {
        WeeksGrid::Row row;
        row.teacher = teacher.facts.id;
        row.teacher_name = std::move(teacher.name);
        row.state =
            state_of(visit_cadence(house.house(), teacher.facts, context.today)).value_or(DueState::not_started);
        row.cells.resize(grid.weeks.size());
        // Also a visit that a debrief agreed on, which is no booking.
        if (const auto on = teacher.facts.next_booked_on) {
            const auto week = (*on - grid.weeks.front().monday).days() / 7;
            if (week >= 0 && week < static_cast<long>(row.cells.size()))
                row.cells[static_cast<std::size_t>(week)].planned = true;
        }
        grid.rows.push_back(std::move(row));
    }
    Filling(context, house, *reach, grid).fill();
    return grid;
}

THROUGHLINE_QUERY(WeeksGrid);

}  // namespace throughline
