// What is due, derived from the records each time.
#include "core/workspace/due.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/store/cadence.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/conferences.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

// Names are looked up once per question.
class NameBook {
public:
    explicit NameBook(Context& context) : context_(context) {}
    const std::string& operator()(const PersonId& id)
    {
        auto [entry, is_new] = names_.try_emplace(id);
        if (is_new) entry->second = person_name(context_, id);
        return entry->second;
    }

private:
    Context& context_;
    std::unordered_map<PersonId, std::string> names_;
};

// "2 school days overdue", "due Mon 23 Nov".
std::string due_words(const Standing& standing, Date due_on, Date today)
{
    if (standing.state == DueState::overdue)
        return standing.overdue_school_days > 0 ? counted(standing.overdue_school_days, "school day") + " overdue"
                                                : "overdue since today";
    if (standing.state == DueState::excused) return "excused";
    if (standing.state == DueState::due_today && due_on == today) return "due today";
    // Due on a day before and no school day has gone by since, or later.
    return "due " + spoken_date(due_on, today);
}

FollowUp planned_follow_up(const Booking& booking, HouseDays& house, NameBook& name, Date today)
{
    const bool is_visit = booking.kind == BookingKind::visit;
    Deadline planned;
    planned.due_on = booking.starts_on;
    FollowUp due;
    due.kind = is_visit ? FollowUpKind::visit : FollowUpKind::conference;
    due.teacher = booking.teacher;
    due.teacher_name = name(booking.teacher);
    due.observer = booking.observer;
    due.observer_name = name(booking.observer);
    due.booking = booking.id;
    due.planned_at = booking.starts_at;
    say_due(due, is_visit ? "Planned visit" : "Planned conference", house.standing(booking.teacher, planned),
            booking.starts_on, today);
    return due;
}

}  // namespace

Deadline debrief_deadline(HouseDays& house, const Debrief& debrief, const PersonId& teacher, Purpose purpose)
{
    Deadline deadline;
    deadline.due_on = debrief.due_on;
    if (debrief.due_at) deadline.due_at = house.local(*debrief.due_at);
    if (debrief.held_at) deadline.done_at = house.local(*debrief.held_at);
    deadline.due_soon_school_days = house.deadline_rule(teacher, RuleKind::debrief_after, purpose).due_soon_school_days;
    return deadline;
}

Deadline step_deadline(HouseDays& house, const ActionStep& step, Purpose purpose)
{
    Deadline deadline;
    deadline.due_on = *step.check_on;
    deadline.due_soon_school_days =
        house.deadline_rule(step.teacher, RuleKind::step_check_after, purpose).due_soon_school_days;
    return deadline;
}

Deadline share_deadline(HouseDays& house, const PersonId& teacher, Purpose purpose, LocalTime visit)
{
    const auto rule = house.deadline_rule(teacher, RuleKind::share_after, purpose);
    const auto due = due_after(rule, visit, house.days_of(teacher));
    return {due.on, due.at, {}, {}, rule.due_soon_school_days};
}

void say_due(FollowUp& follow_up, std::string about, const Standing& standing, Date due_on, Date today)
{
    follow_up.due_on = due_on;
    follow_up.state = standing.state;
    follow_up.overdue_school_days = standing.overdue_school_days;
    follow_up.about = std::move(about);
    follow_up.due = due_words(standing, due_on, today);
    follow_up.words = follow_up.about + ", " + follow_up.due;
}

std::vector<FollowUp> follow_ups(Context& context, const std::optional<PersonId>& teacher,
                                 const std::optional<PersonId>& observer, int count_max)
{
    const auto viewer = viewer_of(context);
    // The soonest of all are among the soonest of each kind.
    const store::PromisedFilter of{observer, teacher, &viewer, count_max};
    HouseDays house(context);
    NameBook name(context);
    std::vector<FollowUp> all;
    const auto add = [&](FollowUpKind kind, const Observation& visit, const Deadline& deadline,
                         const std::string& what) -> FollowUp* {
        if (teacher && visit.teacher != *teacher) return nullptr;
        if (sight_of(viewer, visit) == Sight::nothing) return nullptr;
        FollowUp due;
        due.kind = kind;
        due.teacher = visit.teacher;
        due.teacher_name = name(visit.teacher);
        due.observer = visit.observer;
        due.observer_name = name(visit.observer);
        due.observation = visit.id;
        say_due(due, what, house.standing(visit.teacher, deadline), deadline.due_on, context.today);
        return &all.emplace_back(std::move(due));
    };
    for (const auto& [debrief, visit] : store::open_debriefs(context.database, of)) {
        const auto what = fmt::format("Debrief of {}", spoken_date(visit.started_on, context.today));
        const auto deadline = debrief_deadline(house, debrief, visit.teacher, visit.purpose);
        if (auto* due = add(FollowUpKind::debrief, visit, deadline, what)) {
            due->debrief = debrief.id;
            due->planned_at = debrief.planned_at;
        }
    }
    for (const auto& [step, visit] : store::live_steps(context.database, of)) {
        const bool is_open = sight_of(viewer, visit) >= Sight::steps;
        const auto what =
            is_open ? fmt::format("Look back at \"{}\"", step.text) : std::string("Look back at the step");
        if (auto* due = add(FollowUpKind::step_check, visit, step_deadline(house, step, visit.purpose), what))
            due->step = step.id;
    }
    for (const auto& [debrief, visit] : store::planned_visits(context.database, of, context.today)) {
        Deadline agreed;
        agreed.due_on = *debrief.next_visit_on;
        if (auto* due = add(FollowUpKind::visit, visit, agreed, "Visit agreed in the debrief"))
            due->debrief = debrief.id;
    }
    Observations drafts;
    drafts.state = ObservationState::draft;
    drafts.teacher = teacher;
    drafts.observer = observer;
    for (const auto& row : store::visits(context.database, viewer, drafts)) {
        if (!row.closed_year.empty()) continue;
        const auto visit = store::find<Observation>(context.database, row.id);
        const auto what = fmt::format("Share the visit of {}", spoken_date(row.started_on, context.today));
        if (visit)
            add(FollowUpKind::unshared_draft, *visit,
                share_deadline(house, visit->teacher, visit->purpose, house.local(visit->started_at)), what);
    }
    for (auto& due : conference_follow_ups(context, house, {{}, {}, observer, {}}))
        if (!teacher || due.teacher == *teacher) all.push_back(std::move(due));
    // A conference that a rule asks for stands in the list already, with its time.
    const auto is_listed = [&all](const Booking& booking) {
        return booking.kind == BookingKind::conference && std::ranges::any_of(all, [&](const FollowUp& due) {
                   return due.kind == FollowUpKind::conference && due.planned_at == booking.starts_at &&
                          due.teacher == booking.teacher && due.observer == booking.observer;
               });
    };
    for (const auto kind : {BookingKind::visit, BookingKind::conference})
        for (const auto& booking : store::open_bookings(context.database, kind, observer, teacher)) {
            if ((teacher && booking.teacher != *teacher) || !sees_booking(context, viewer, booking)) continue;
            if (!is_listed(booking)) all.push_back(planned_follow_up(booking, house, name, context.today));
        }
    std::ranges::stable_sort(all, {}, &FollowUp::due_on);
    if (count_max >= 0 && all.size() > static_cast<std::size_t>(count_max))
        all.resize(static_cast<std::size_t>(count_max));
    return all;
}

}  // namespace throughline
