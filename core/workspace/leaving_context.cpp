#include "core/workspace/leaving_context.hpp"

#include <set>

#include "core/store/people.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {

static_assert(static_cast<int>(Sight::existence) == 1 && static_cast<int>(Sight::steps) == store::sight_of_steps &&
              static_cast<int>(Sight::feedback) == store::sight_of_feedback &&
              static_cast<int>(Sight::words) == store::sight_of_words &&
              static_cast<int>(Sight::author) == store::sight_of_author);

store::LeavingEyes leaving_eyes(Context& context)
{
    const auto viewer = viewer_of(context);
    store::LeavingEyes eyes;
    eyes.person = context.actor.person;
    eyes.sees_all = viewer.sees_all;
    eyes.leads = viewer.leads || viewer.administers;
    eyes.keeps_house = may_keep_house(context);
    eyes.takes_all = viewer.sees_all && store::setting(context.database, "owner", "").empty() &&
                     !store::has_accounts(context.database);
    return eyes;
}

std::function<store::LeavingSight(const Observation&)> leaving_sight(Context& context)
{
    return [viewer = viewer_of(context)](const Observation& visit) {
        return store::LeavingSight{static_cast<int>(sight_of(viewer, visit)), sees_debrief_words(viewer, visit)};
    };
}

Result<void> keep_leaving(Context& context)
{
    const auto viewer = viewer_of(context);
    std::set<PersonId> teachers;
    store::for_each_visit(context.database, [&](const Observation& visit) {
        const auto& me = context.actor.person;
        const bool is_own = me && (visit.observer == *me || visit.co_observer == me || visit.teacher == *me);
        if (!is_own && visit.state == ObservationState::shared && sight_of(viewer, visit) >= Sight::steps)
            teachers.insert(visit.teacher);
    });
    for (const auto& teacher : teachers) {
        const store::Access access{context.actor.person, teacher, any(teacher), AccessKind::records};
        if (store::is_new_access(context.database, access, context.today))
            context.session.looked_at.push_back({access, context.now, context.today});
    }
    // What leaves must be known to have left: a file that cannot keep that is not exported.
    return context.session.looked_at.empty() ? Result<void>() : context.session.write_accesses();
}

std::vector<JournalColumn> journal_columns(const store::TableShape& table)
{
    std::vector<JournalColumn> columns;
    for (const auto& column : table.columns) columns.push_back({column.name, column.kind == store::ValueKind::whole});
    return columns;
}

bool LeavingPace::step()
{
    ++progress_.rows_done;
    constexpr std::int64_t rows_between = 64;
    if (progress_.rows_done % rows_between != 0) return true;
    if (watch_.stop.stop_requested()) return false;
    const auto now = std::chrono::steady_clock::now();
    constexpr std::chrono::milliseconds between{100};
    if (watch_.on_progress && now - said_ >= between) {
        said_ = now;
        watch_.on_progress(progress_);
    }
    return true;
}

Failure LeavingPace::stopped() { return fail(ErrorCode::cancelled, "Stopped as asked; nothing was left behind."); }

}  // namespace throughline
