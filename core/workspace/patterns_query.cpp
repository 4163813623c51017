// Indicators by month: how many visits looked at each, and the levels where the actor may see them. No names.
#include "core/workspace/cadence_reach.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/indicator_months.hpp"

namespace throughline {

template <>
Result<Patterns::Table> answer(Context& context, const Patterns& asked)
{
    const auto reach = reach_of(context, asked.filter);
    if (!reach) return Failure(reach.error());
    HouseDays house(context);
    const Date from = house.year_start(house.house().calendar_of(asked.filter.school.value_or(SchoolId{})));
    IndicatorMonths counted(reach->viewer, from, context.today, false);
    store::each_visit(context.database, reach->work, from, context.today, store::WithRows::yes,
                      [&](const store::CountedVisit& visit) { counted.add(visit); });
    Patterns::Table table;
    table.months = counted.months();
    for (const auto& block : counted.blocks()) {
        const auto rubric = context.session.rubric(block.rubric_version);
        for (const auto& node : rubric->nodes) {
            auto cells = counted.cells(block, *rubric, node);
            if (!cells.empty())
                table.rows.push_back({block.rubric_version, rubric->title, node.code, node.title, std::move(cells)});
        }
    }
    return table;
}

THROUGHLINE_QUERY(Patterns);

}  // namespace throughline
