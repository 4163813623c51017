// Which shared visits were opened again, and what had been given.
#include <algorithm>

#include "core/exchange/given_visit.hpp"
#include "core/store/people.hpp"
#include "core/store/unlocking.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/unlocking.hpp"

namespace throughline {
namespace {

std::string state_words(Context& context, const Unlockings::Row& row)
{
    const auto& unlocking = row.unlocking;
    const auto on = [&](const std::optional<Instant>& at) {
        return at ? spoken_date(context.session.day_of(*at), context.today) : std::string();
    };
    switch (unlocking.state) {
        case UnlockingState::open:
            return "open for correction since " + on(unlocking.opened_at());
        case UnlockingState::shared_again:
            return "shared again on " + on(unlocking.closed_at);
        case UnlockingState::declined:
            return "declined on " + on(unlocking.closed_at);
        case UnlockingState::asked:
            break;
    }
    std::vector<std::string> missing;
    if (!unlocking.teacher_signature.at) missing.push_back(row.teacher_name);
    if (!unlocking.observer_signature.at && row.observer != row.teacher) missing.push_back(row.observer_name);
    return "waits for " + join(missing, " and ");
}

// While it is open the visit is a draft, and drafts are nobody else's. What was shared once stays as readable as it
// was.
Observation as_shared(Observation visit)
{
    visit.state = ObservationState::shared;
    return visit;
}

Result<Unlockings::Row> row_of(Context& context, Unlocking&& unlocking, const Observation& visit)
{
    Unlockings::Row row;
    row.teacher = visit.teacher;
    row.observer = visit.observer;
    row.teacher_name = person_name(context, visit.teacher);
    row.observer_name = person_name(context, visit.observer);
    row.asked_by_name =
        unlocking.asked_by ? person_name(context, *unlocking.asked_by) : std::string("the file's keeper");
    row.visit_on = visit.started_on;
    row.purpose = visit.purpose;
    row.unlocking = std::move(unlocking);
    row.state = state_words(context, row);
    if (row.unlocking.given.empty()) return row;
    ObservationDetail::Detail given;
    given.observation = visit;
    given.teacher = store::find_person(context.database, visit.teacher).value_or(Person{});
    given.observer = store::find_person(context.database, visit.observer).value_or(Person{});
    given.leaders_read_steps = leaders_read_steps(context.database);
    given.rubric = *context.session.rubric(visit.rubric_version);
    if (const auto laid = lay_given_over(row.unlocking.given, given); !laid) return Failure(laid.error());
    row.given = std::move(given);
    return row;
}

}  // namespace

template <>
Result<std::vector<Unlockings::Row>> answer(Context& context, const Unlockings& asked)
{
    const auto viewer = viewer_of(context);
    auto unlockings = asked.observation
                          ? store::select<Unlocking>(
                                context.database, "WHERE observation_id = ? ORDER BY asked_at DESC", *asked.observation)
                          : store::select<Unlocking>(context.database, "ORDER BY asked_at DESC");
    std::vector<Unlockings::Row> rows;
    for (auto& unlocking : unlockings) {
        const auto visit = store::find<Observation>(context.database, unlocking.observation);
        if (!visit || sight_of(viewer, as_shared(*visit)) < Sight::words) continue;
        if (!unlocking.given.empty()) note_access(context, as_shared(*visit));
        auto row = row_of(context, std::move(unlocking), *visit);
        if (!row) return Failure(row.error());
        rows.push_back(std::move(*row));
    }
    return rows;
}

THROUGHLINE_QUERY(Unlockings);

}  // namespace throughline
