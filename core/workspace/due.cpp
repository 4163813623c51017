// What is due, derived from the records each time.
#include "core/workspace/due.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "core/store/cadence.hpp"
#include "core/store/visits.hpp"
#include "core/workspace/conferences.hpp"
#include "core/workspace/name_book.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"

namespace throughline {
namespace {

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

// Collects what is due of each kind.
class DueList {
public:
    DueList(Context& context, const FollowUps& asked)
        : context_(context), asked_(asked), viewer_(viewer_of(context)), house_(context), name_(context)
    {}

    std::vector<FollowUp> soonest()
    {
        if (wants(FollowUpKind::debrief)) add_debriefs();
        if (wants(FollowUpKind::step_check)) add_steps();
        if (wants(FollowUpKind::visit)) add_agreed_visits();
        if (wants(FollowUpKind::unshared_draft)) add_drafts();
        if (wants(FollowUpKind::conference)) add_conferences();
        if (wants(FollowUpKind::visit)) add_planned(BookingKind::visit);
        if (wants(FollowUpKind::conference)) add_planned(BookingKind::conference);
        std::ranges::stable_sort(all_, {}, &FollowUp::due_on);
        if (asked_.count_max >= 0 && all_.size() > static_cast<std::size_t>(asked_.count_max))
            all_.resize(static_cast<std::size_t>(asked_.count_max));
        return std::move(all_);
    }

private:
    [[nodiscard]] bool wants(FollowUpKind kind) const { return asked_.kinds.empty() || asked_.kinds.contains(kind); }
    // The soonest of all are among the soonest of each kind.
    [[nodiscard]] store::PromisedFilter promised() const
    {
        return {asked_.observer, asked_.teacher, &viewer_, asked_.count_max, until()};
    }
    // The day after which nothing more is among the soonest, once there are enough.
    [[nodiscard]] std::optional<Date> until() const
    {
        if (asked_.count_max <= 0 || all_.size() < static_cast<std::size_t>(asked_.count_max)) return {};
        std::vector<Date> days;
        for (const auto& due : all_) days.push_back(due.due_on);
        const auto last = days.begin() + asked_.count_max - 1;
        std::ranges::nth_element(days, last);
        return *last;
    }

    FollowUp* add(FollowUpKind kind, const Observation& visit, const Deadline& deadline, const std::string& what)
    {
        if (sight_of(viewer_, visit) == Sight::nothing) return nullptr;
        FollowUp due;
        due.kind = kind;
        due.teacher = visit.teacher;
        due.teacher_name = name_(visit.teacher);
        due.observer = visit.observer;
        due.observer_name = name_(visit.observer);
        due.observation = visit.id;
        say_due(due, what, house_.standing(visit.teacher, deadline), deadline.due_on, context_.today);
        return &all_.emplace_back(std::move(due));
    }

    void add_debriefs()
    {
        for (const auto& [debrief, visit] : store::open_debriefs(context_.database, promised())) {
            const auto what = fmt::format("Debrief of {}", spoken_date(visit.started_on, context_.today));
            const auto deadline = debrief_deadline(house_, debrief, visit.teacher, visit.purpose);
            if (auto* due = add(FollowUpKind::debrief, visit, deadline, what)) {
                due->debrief = debrief.id;
                due->planned_at = debrief.planned_at;
            }
        }
    }

    void add_steps()
    {
        for (const auto& [step, visit] : store::live_steps(context_.database, promised())) {
            const bool is_open = sight_of(viewer_, visit) >= Sight::steps;
            const auto what =
                is_open ? fmt::format("Look back at \"{}\"", step.text) : std::string("Look back at the step");
            if (auto* due = add(FollowUpKind::step_check, visit, step_deadline(house_, step, visit.purpose), what))
                due->step = step.id;
        }
    }

    void add_agreed_visits()
    {
        for (const auto& [debrief, visit] : store::planned_visits(context_.database, promised(), context_.today)) {
            Deadline agreed;
            agreed.due_on = *debrief.next_visit_on;
            if (auto* due = add(FollowUpKind::visit, visit, agreed, "Visit agreed in the debrief"))
                due->debrief = debrief.id;
        }
    }

    void add_drafts()
    {
        Observations drafts;
        drafts.state = ObservationState::draft;
        drafts.teacher = asked_.teacher;
        drafts.observer = asked_.observer;
        drafts.count_max = -1;  // the newest come first, so that a limit would leave out those that are due first
        for (const auto& row : store::visits(context_.database, viewer_, drafts)) {
            if (!row.closed_year.empty()) continue;
            const auto visit = store::find<Observation>(context_.database, row.id);
            const auto what = fmt::format("Share the visit of {}", spoken_date(row.started_on, context_.today));
            if (visit)
                add(FollowUpKind::unshared_draft, *visit,
                    share_deadline(house_, visit->teacher, visit->purpose, house_.local(visit->started_at)), what);
        }
    }

    void add_conferences()
    {
        for (auto& due : conference_follow_ups(context_, house_, {{}, {}, asked_.observer, {}}))
            if (!asked_.teacher || due.teacher == *asked_.teacher) all_.push_back(std::move(due));
    }

    // A conference that a rule asks for stands in the list already, with its time.
    [[nodiscard]] bool is_listed(const Booking& booking) const
    {
        return booking.kind == BookingKind::conference && std::ranges::any_of(all_, [&](const FollowUp& due) {
                   return due.kind == FollowUpKind::conference && due.planned_at == booking.starts_at &&
                          due.teacher == booking.teacher && due.observer == booking.observer;
               });
    }

    void add_planned(BookingKind kind)
    {
        for (const auto& booking : store::open_bookings(context_.database, kind, asked_.observer, asked_.teacher)) {
            if (sees_booking(context_, viewer_, booking) && !is_listed(booking))
                all_.push_back(planned_follow_up(booking, house_, name_, context_.today));
        }
    }

    Context& context_;
    const FollowUps& asked_;
    store::Viewer viewer_;
    HouseDays house_;
    NameBook name_;
    std::vector<FollowUp> all_;
};

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

std::vector<FollowUp> follow_ups(Context& context, const FollowUps& asked) { return DueList(context, asked).soonest(); }

}  // namespace throughline
