// Indicators by month: how many visits looked at each, and the levels where the actor may see them. No names.
#include <map>
#include <set>

#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/indicator_months.hpp"

namespace throughline {
namespace {

// By rubric version and code, then by month.
using Gathering = std::map<std::pair<RubricVersionId, std::string>, std::map<Date, LookedAtInMonth>>;

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
        gathering[{row.rubric_version, row.code}][month_of(row.on)].add(reach->viewer, row);
    Patterns::Table table;
    table.months = months_between(from, context.today);
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
