#include "core/workspace/schedule_rows.hpp"

#include <algorithm>

#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/store/schedule.hpp"
#include "core/workspace/conflicts.hpp"
#include "core/workspace/name_book.hpp"
#include "core/workspace/times.hpp"
#include "core/workspace/visibility.hpp"

namespace throughline {
namespace {

class RowMaker {
public:
    RowMaker(Context& context, HouseDays& house, const store::Viewer& viewer)
        : context_(context), house_(house), viewer_(viewer), name_(context)
    {}

    void add(const Booking& booking)
    {
        if (!sees_booking(context_, viewer_, booking)) return;
        auto row = row_of(any(booking.id), booking.teacher, booking.observer);
        row.kind = booking.kind == BookingKind::visit ? ScheduleKind::visit : ScheduleKind::conference;
        row.on = booking.starts_on;
        row.starts_at = booking.starts_at;
        row.minutes = booking.minutes;
        row.purpose = booking.purpose;
        row.announced = booking.announced;
        if (viewer_.person == booking.observer) row.note = booking.note;
        row.state = booking.state;
        set_reason(row, booking.skip_reason);
        row.series = booking.series;
        if (booking.observation && sees(*booking.observation)) row.observation = *booking.observation;
        rows_.push_back(std::move(row));
    }

    void add(const store::Promised<Debrief>& promised)
    {
        const auto& [debrief, visit] = promised;
        if (sight_of(viewer_, visit) == Sight::nothing) return;
        auto row = row_of(any(debrief.id), visit.teacher, visit.observer);
        row.kind = ScheduleKind::debrief;
        row.starts_at = debrief.held_at ? debrief.held_at : debrief.planned_at;
        row.on = row.starts_at ? house_.local(*row.starts_at).date() : debrief.due_on;
        row.minutes = debrief.held_at ? debrief.minutes.value_or(0) : row.starts_at ? conference_minutes_default : 0;
        row.purpose = visit.purpose;
        row.state = debrief.held_at                ? BookingState::done
                    : !debrief.skip_reason.empty() ? BookingState::skipped
                                                   : BookingState::planned;
        if (!debrief.held_at) set_reason(row, debrief.skip_reason);
        row.observation = visit.id;
        rows_.push_back(std::move(row));
    }

    void add(const store::Promised<ActionStep>& promised)
    {
        const auto& [step, visit] = promised;
        if (!step.check_on || step.state == StepState::draft || sight_of(viewer_, visit) == Sight::nothing) return;
        auto row = row_of(any(step.id), step.teacher, step.observer);
        row.kind = ScheduleKind::step_check;
        row.on = *step.check_on;
        row.purpose = visit.purpose;
        row.state = is_live(step.state)                 ? BookingState::planned
                    : step.state == StepState::mastered ? BookingState::done
                                                        : BookingState::skipped;
        row.observation = visit.id;
        rows_.push_back(std::move(row));
    }

    std::vector<ScheduleRow> finish(int count_max, bool with_revisions)
    {
        std::ranges::stable_sort(rows_, [](const ScheduleRow& a, const ScheduleRow& b) {
            const auto key = [](const ScheduleRow& row) {
                return std::tuple(row.on, !row.starts_at, row.starts_at.value_or(Instant{}), row.kind, row.id);
            };
            return key(a) < key(b);
        });
        if (count_max >= 0 && rows_.size() > static_cast<std::size_t>(count_max))
            rows_.resize(static_cast<std::size_t>(count_max));
        for (auto& row : rows_) {
            row.teacher_name = name_(row.teacher);
            row.observer_name = name_(row.observer);
            if (!with_revisions) continue;
            const auto revision = store::revision_of(context_.database, row.id);
            row.sequence = revision.count;
            row.revised_at = revision.at;
        }
        add_conflicts();
        return std::move(rows_);
    }

private:
    ScheduleRow row_of(const AnyId& id, const PersonId& teacher, const PersonId& observer)
    {
        ScheduleRow row;
        row.id = id;
        row.teacher = teacher;
        row.observer = observer;
        return row;
    }

    // Why something was called off may be about the teacher; it is not told to them here.
    void set_reason(ScheduleRow& row, const std::string& reason) const
    {
        if (viewer_.person != row.teacher || viewer_.person == row.observer) row.skip_reason = reason;
    }

    bool sees(const ObservationId& id)
    {
        const auto visit = store::find<Observation>(context_.database, id);
        return visit && sight_of(viewer_, *visit) != Sight::nothing;
    }

    // Of what is still to come, and only for those who plan it: a teacher has no business in a coach's busy hours.
    void add_conflicts()
    {
        const auto matters = [&](const ScheduleRow& row) {
            const bool plans =
                viewer_.sees_all || viewer_.leads || viewer_.administers || viewer_.person == row.observer;
            return plans && row.state == BookingState::planned && row.starts_at && *row.starts_at >= context_.now;
        };
        const auto first = std::ranges::find_if(rows_, matters);
        if (first == rows_.end()) return;
        Conflicts conflicts(context_, house_, viewer_, first->on, rows_.back().on);
        for (auto& row : rows_) {
            if (!matters(row)) continue;
            row.conflicts = conflicts.of({row.kind, row.teacher, row.observer, *row.starts_at,
                                          *row.starts_at + row.minutes * us_per_minute, row.id});
        }
    }

    Context& context_;
    HouseDays& house_;
    const store::Viewer& viewer_;
    std::vector<ScheduleRow> rows_;
    NameBook name_;
};

}  // namespace

std::vector<ScheduleRow> schedule_rows(Context& context, HouseDays& house, const store::Viewer& viewer,
                                       const Schedule& asked)
{
    const bool sees_everybody = viewer.sees_all || viewer.leads || viewer.administers;
    if (!sees_everybody && !viewer.person) return {};
    const auto& zone = *context.session.options.zone;
    store::PlanFilter filter;
    filter.time = {asked.from, asked.to, midnight(zone, asked.from),
                   midnight(zone, asked.to + boost::gregorian::days(1))};
    filter.person = asked.person ? asked.person : sees_everybody ? std::nullopt : viewer.person;
    filter.school = asked.school;
    filter.with_done = asked.with_done;
    filter.with_skipped = asked.with_skipped;
    filter.count_max = asked.count_max;  // of each kind: the first of all are among them
    RowMaker maker(context, house, viewer);
    for (const auto& booking : store::bookings(context.database, filter)) maker.add(booking);
    for (const auto& debrief : store::debriefs(context.database, filter)) maker.add(debrief);
    for (const auto& step : store::step_checks(context.database, filter)) maker.add(step);
    return maker.finish(asked.count_max, asked.with_revisions);
}

std::optional<ScheduleRow> schedule_row(Context& context, HouseDays& house, const store::Viewer& viewer,
                                        const AnyId& id)
{
    RowMaker maker(context, house, viewer);
    if (const auto booking = store::find<Booking>(context.database, as<BookingId>(id))) maker.add(*booking);
    if (const auto debrief = store::debrief_with_visit(context.database, as<DebriefId>(id))) maker.add(*debrief);
    if (const auto step = store::step_with_visit(context.database, as<ActionStepId>(id))) maker.add(*step);
    auto rows = maker.finish(-1, true);
    return rows.empty() ? std::nullopt : std::optional(std::move(rows.front()));
}

std::vector<ScheduleRow> planned_today(Context& context, HouseDays& house)
{
    const auto viewer = viewer_of(context);
    Schedule asked;
    asked.from = context.today;
    asked.to = context.today;
    asked.person = context.actor.person;
    asked.with_done = false;
    auto rows = schedule_rows(context, house, viewer, asked);
    std::erase_if(rows, [](const ScheduleRow& row) { return !row.starts_at; });
    return rows;
}

}  // namespace throughline
