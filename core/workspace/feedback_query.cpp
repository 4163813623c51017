// What was shared with a teacher, and what of it is new to them.
#include <algorithm>
#include <functional>
#include <map>

#include "core/store/packets.hpp"
#include "core/store/unlocking.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/feedback.hpp"

namespace throughline {
namespace {

// A visit that is open for correction, as its teacher may know of it: that, when and by whom.
MyFeedback::Row opened_row(Context& context, const Unlocking& unlocking)
{
    const auto observation = store::find<Observation>(context.database, unlocking.observation);
    MyFeedback::Row row;
    auto& visit = row.visit;
    visit.id = observation->id;
    visit.teacher = observation->teacher;
    visit.teacher_name = person_name(context, observation->teacher);
    visit.observer = observation->observer;
    visit.observer_name = person_name(context, observation->observer);
    visit.purpose = observation->purpose;
    visit.state = observation->state;
    visit.started_at = observation->started_at;
    visit.started_on = observation->started_on;
    visit.rubric_version = observation->rubric_version;
    visit.words_visible = false;
    row.acknowledged_at = observation->acknowledged_at;
    row.opened_at = unlocking.opened_at();
    return row;
}

}  // namespace

template <>
Result<std::vector<MyFeedback::Row>> answer(Context& context, const MyFeedback& asked)
{
    std::vector<MyFeedback::Row> rows;
    if (!context.actor.person) return rows;
    const auto viewer = viewer_of(context);
    std::map<ObservationId, Instant> shared_again;
    for (const auto& unlocking : store::unlockings_of(context.database, *context.actor.person)) {
        if (unlocking.state == UnlockingState::open) rows.push_back(opened_row(context, unlocking));
        if (unlocking.state == UnlockingState::shared_again && unlocking.closed_at)
            shared_again.try_emplace(unlocking.observation, *unlocking.closed_at);  // the latest comes first
    }
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
        if (const auto again = shared_again.find(visit.id); again != shared_again.end())
            row.amended_at = std::max(row.amended_at, std::optional(again->second));
        row.visit = as_seen(viewer, std::move(visit));
        rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(rows, std::greater{}, [](const MyFeedback::Row& row) { return row.visit.started_at; });
    return rows;
}

THROUGHLINE_QUERY(MyFeedback);

}  // namespace throughline
