// Indicators by month: how many visits looked at each, and the levels where the actor may see them. No names.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <boost/date_time/gregorian/gregorian.hpp>

#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/execute.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

Date month_of(Date day) { return {day.year(), day.month(), 1}; }

struct Gathered {
    std::set<ObservationId> visits;
    std::set<PersonId> observers;
    std::set<PersonId> teachers;
    std::vector<double> levels;
};

// By rubric version and code, then by month.
using Gathering = std::map<std::pair<RubricVersionId, std::string>, std::map<Date, Gathered>>;

// The levels of a visit that the actor may read; of others only that the indicator was looked at.
void gather(Gathering& gathering, const store::Viewer& viewer, const store::LookedAt& row)
{
    auto& cell = gathering[{row.rubric_version, row.code}][month_of(row.on)];
    cell.visits.insert(row.observation);
    cell.observers.insert(row.observer);
    cell.teachers.insert(row.teacher);
    Observation visit;
    visit.teacher = row.teacher;
    visit.observer = row.observer;
    visit.co_observer = row.co_observer;
    visit.purpose = row.purpose;
    visit.state = ObservationState::shared;
    visit.started_on = row.on;
    if (row.level && sight_of(viewer, visit) >= Sight::feedback) cell.levels.push_back(*row.level);
}

Patterns::Cell cell_of(const Gathered& gathered, const Rubric& rubric, const RubricNode& node)
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
    if (cell.rated < too_few) return cell;
    cell.middle_level = quantile(gathered.levels, 0.5);
    const auto* level = rubric.level(node, static_cast<int>(*cell.middle_level + 0.5));
    cell.middle_name = level != nullptr ? level->name : fmt::format("{:.1f}", *cell.middle_level);
    cell.words += fmt::format("; the middle of {} is {}", counted(cell.rated, "rating"), cell.middle_name);
    return cell;
}

}  // namespace

template <>
Result<Patterns::Table> answer(Context& context, const Patterns& asked)
{
    const auto reach = reach_of(context, asked.filter);
    if (!reach) return Failure(reach.error());
    HouseDays house(context);
    const Date from = house.year_start(house.house().calendar_of(asked.filter.school.value_or(SchoolId{})));
    Gathering gathering;
    for (const auto& row : store::looked_at(context.database, reach->work, from, context.today))
        gather(gathering, reach->viewer, row);
    Patterns::Table table;
    for (Date month = month_of(from); month <= context.today; month += boost::gregorian::months(1))
        table.months.push_back(month);
    std::set<RubricVersionId> versions;
    for (const auto& [key, months] : gathering) versions.insert(key.first);
    for (const auto& version : versions) {
        const auto rubric = context.session.rubric(version);
        for (const auto& node : rubric->nodes) {
            const auto found = gathering.find({version, node.code});
            if (found == gathering.end()) continue;
            Patterns::Row row{version, rubric->title, node.code, node.title, {}};
            for (const Date month : table.months) {
                const auto cell = found->second.find(month);
                row.cells.push_back(cell == found->second.end() ? cell_of({}, *rubric, node)
                                                                : cell_of(cell->second, *rubric, node));
                if (cell == found->second.end()) row.cells.back().words = "not looked at";
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

THROUGHLINE_QUERY(Patterns);

}  // namespace throughline
