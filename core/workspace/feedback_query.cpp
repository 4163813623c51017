// What was shared with a teacher, and what of it is new to them.
#include <algorithm>

#include "core/store/packets.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/feedback.hpp"

namespace throughline {

template <>
Result<std::vector<MyFeedback::Row>> answer(Context& context, const MyFeedback& asked)
{
    std::vector<MyFeedback::Row> rows;
    if (!context.actor.person) return rows;
    const auto viewer = viewer_of(context);
    Observations filter;
    filter.teacher = *context.actor.person;
    filter.state = ObservationState::shared;
    filter.count_max = asked.count_max;
    for (auto& visit : store::visits(context.database, viewer, filter)) {
        MyFeedback::Row row;
        const auto observation = store::find<Observation>(context.database, visit.id);
        row.acknowledged_at = observation->acknowledged_at;
        for (const auto& response : store::responses_of(context.database, visit.id))
            row.answered_at = std::max(row.answered_at, std::optional(response.at));
        for (const auto& amendment : store::amendments_of(context.database, visit.id))
            row.amended_at = std::max(row.amended_at, std::optional(amendment.at));
        row.visit = as_seen(viewer, std::move(visit));
        rows.push_back(std::move(row));
    }
    return rows;
}

THROUGHLINE_QUERY(MyFeedback);

}  // namespace throughline
