#include "core/workspace/indicator_months.hpp"

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "throughline/base/text.hpp"

namespace throughline {

void LookedAtInMonth::add(const store::Viewer& viewer, const store::LookedAt& row)
{
    visits.insert(row.observation);
    observers.insert(row.observer);
    teachers.insert(row.teacher);
    Observation visit;
    visit.teacher = row.teacher;
    visit.observer = row.observer;
    visit.co_observer = row.co_observer;
    visit.purpose = row.purpose;
    visit.state = ObservationState::shared;
    visit.started_on = row.on;
    if (!row.level || sight_of(viewer, visit) < Sight::feedback) return;
    levels.push_back(*row.level);
    rated_teachers.insert(row.teacher);
}

Patterns::Cell cell_of(const LookedAtInMonth& gathered, const Rubric& rubric, const RubricNode& node)
{
    Patterns::Cell cell;
    cell.teachers = static_cast<int>(gathered.teachers.size());
    cell.too_few = cell.teachers < too_few;
    if (cell.too_few) {
        cell.words = "too few teachers to say";
        return cell;
    }
    cell.visits = static_cast<int>(gathered.visits.size());
    cell.observers = static_cast<int>(gathered.observers.size());
    cell.rated = static_cast<int>(gathered.levels.size());
    cell.words = fmt::format("{} by {}", counted(cell.visits, "visit"), counted(cell.observers, "observer"));
    if (static_cast<int>(gathered.rated_teachers.size()) < too_few) return cell;
    cell.middle_level = quantile(gathered.levels, 0.5);
    const auto* level = rubric.level(node, static_cast<int>(*cell.middle_level + 0.5));
    cell.middle_name = level != nullptr ? level->name : fmt::format("{:.1f}", *cell.middle_level);
    cell.words += fmt::format("; the middle of {} is {}", counted(cell.rated, "rating"), cell.middle_name);
    return cell;
}

Date month_of(Date day) { return {day.year(), day.month(), 1}; }

std::vector<Date> months_between(Date from, Date to)
{
    std::vector<Date> months;
    for (Date month = month_of(from); month <= to; month += boost::gregorian::months(1)) months.push_back(month);
    return months;
}

}  // namespace throughline
