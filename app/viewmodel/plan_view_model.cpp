#include "app/viewmodel/plan_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/requests_view_model.hpp"
#include "app/viewmodel/typed_time.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline {

namespace {

constexpr int quarter = 15;
constexpr int first_minute = 9 * 60;  // proposed on another day than today
constexpr int last_minute = 15 * 60;  // after which nothing is proposed for today any more

}  // namespace

Result<void> PlanViewModel::load()
{
    const auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    calendar_ = settings->calendar;
    observers_.clear();
    const auto& me = document_.actor().person;
    if (!keeps_house(document_)) {
        if (me) observers_.push_back({*me, {}});
        return {};
    }
    const auto roster = document_.ask(Roster{});
    if (!roster) return tl::unexpected(roster.error());
    for (const auto& row : *roster) {
        const auto& person = row.person;
        const bool visits = person.roles.contains(Role::observer) || person.roles.contains(Role::leader);
        if (visits || me == person.id) observers_.push_back({person.id, person.name()});
    }
    return {};
}

Result<void> PlanViewModel::begin(PersonId teacher, std::optional<Date> day, Purpose purpose)
{
    if (const auto loaded = load(); !loaded) return loaded;
    const auto page = document_.ask(TeacherPage{teacher});
    if (!page) return tl::unexpected(page.error());
    plan_ = {};
    booking_.reset();
    debrief_.reset();
    plan_.teacher = teacher;
    plan_.teacher_name = page->teacher.person.name();
    plan_.purpose = purpose;
    const auto& me = document_.actor().person;
    const auto settings = document_.ask(SchoolSettings{});
    if (me)
        plan_.observer = *me;
    else if (settings && settings->owner)
        plan_.observer = settings->owner->id;
    else if (!observers_.empty())
        plan_.observer = observers_.front().id;
    propose_time(day);
    return {};
}

// The next quarter hour of today while school is on, else nine o'clock of the next school day.
void PlanViewModel::propose_time(std::optional<Date> day)
{
    const auto now = document_.zone().local(document_.workspace().now());
    const int minute_now = static_cast<int>(now.time_of_day().total_seconds() / 60);
    const bool today_is_over = minute_now + quarter > last_minute;
    const auto today = document_.today();
    plan_.day = day.value_or(today);
    if (plan_.day == today && today_is_over) plan_.day += boost::gregorian::days(1);
    plan_.day = calendar_.school_days_after(plan_.day, 0);
    plan_.minute_of_day = first_minute;
    if (plan_.day == today) plan_.minute_of_day = std::max(first_minute, (minute_now / quarter + 1) * quarter);
}

Result<void> PlanViewModel::open_debrief(DebriefId debrief, PersonId teacher, const std::string& teacher_name,
                                         std::optional<Instant> planned_at)
{
    if (const auto loaded = load(); !loaded) return loaded;
    plan_ = {};
    booking_.reset();
    debrief_ = debrief;
    plan_.teacher = teacher;
    plan_.teacher_name = teacher_name;
    plan_.minutes = conference_minutes_default;
    if (document_.actor().person) plan_.observer = *document_.actor().person;
    if (!planned_at) {
        propose_time({});
        return {};
    }
    const auto local = document_.zone().local(*planned_at);
    plan_.day = local.date();
    plan_.minute_of_day = static_cast<int>(local.time_of_day().total_seconds() / 60);
    return {};
}

Result<void> PlanViewModel::open(const ScheduleRow& row)
{
    if (const auto loaded = load(); !loaded) return loaded;
    before_ = row;
    booking_ = as<BookingId>(row.id);
    debrief_.reset();
    plan_ = {};
    plan_.kind = row.kind == ScheduleKind::conference ? BookingKind::conference : BookingKind::visit;
    plan_.teacher = row.teacher;
    plan_.teacher_name = row.teacher_name;
    plan_.observer = row.observer;
    plan_.purpose = row.purpose;
    plan_.minutes = row.minutes;
    plan_.announced = row.announced;
    plan_.note = row.note;
    const auto local = document_.zone().local(row.starts_at.value_or(document_.workspace().now()));
    plan_.day = local.date();
    plan_.minute_of_day = static_cast<int>(local.time_of_day().total_seconds() / 60);
    return {};
}

void PlanViewModel::choose_kind(BookingKind kind)
{
    const auto usual = [](BookingKind of) {
        return of == BookingKind::visit ? visit_minutes_default : conference_minutes_default;
    };
    if (plan_.minutes == usual(plan_.kind)) plan_.minutes = usual(kind);
    plan_.kind = kind;
}

Instant PlanViewModel::starts_at() const
{
    return document_.zone().instant(LocalTime(plan_.day, boost::posix_time::minutes(plan_.minute_of_day)));
}

std::string PlanViewModel::focus_words() const
{
    if (debrief_) return {};
    VisitRequests asked;
    asked.teacher = plan_.teacher;
    asked.live_only = true;
    const auto seen = document_.ask(asked);
    if (!seen) return {};
    for (auto row = seen->rows.rbegin(); row != seen->rows.rend(); ++row) {  // the oldest is answered first
        if (row->request.observer != plan_.observer) continue;
        const bool is_this_one = booking_ && row->request.booking && *row->request.booking == *booking_;
        if (is_this_one || (!booking_ && row->request.state == VisitRequestState::open)) return request_words(*row);
    }
    return {};
}

std::vector<std::string> PlanViewModel::obstacles() const
{
    std::vector<std::string> words;
    if (!calendar_.is_school_day(plan_.day))
        words.push_back(spoken_date(plan_.day, document_.today()) + " is no school day");
    FindConflicts question;
    question.kind = plan_.kind == BookingKind::visit ? ScheduleKind::visit : ScheduleKind::conference;
    if (debrief_) question.kind = ScheduleKind::debrief;
    question.teacher = plan_.teacher;
    if (!plan_.observer.is_nil()) question.observer = plan_.observer;
    question.starts_at = starts_at();
    question.minutes = plan_.minutes;
    if (booking_) question.except = any(*booking_);
    if (debrief_) question.except = any(*debrief_);
    const auto conflicts = document_.ask(question);
    if (!conflicts) {
        words.push_back(conflicts.error().text());
        return words;
    }
    for (const auto& conflict : *conflicts) words.push_back(conflict.words);
    return words;
}

std::string PlanViewModel::words() const
{
    const auto* what = debrief_                           ? "the debrief with"
                       : plan_.kind == BookingKind::visit ? "a visit to"
                                                          : "a conference with";
    return fmt::format("{} {}, {}, {}", what, plan_.teacher_name, spoken_date(plan_.day, document_.today()),
                       time_words(plan_.minute_of_day));
}

Result<std::string> PlanViewModel::keep()
{
    if (debrief_) {
        const auto planned = document_.execute(PlanDebrief{*debrief_, starts_at(), {}});
        if (!planned) return tl::unexpected(planned.error());
        return "Planned: " + words();
    }
    if (booking_) {
        if (const auto changed = change(); !changed) return tl::unexpected(changed.error());
        return "Changed: " + words();
    }
    PlanBooking command;
    command.booking.kind = plan_.kind;
    command.booking.teacher = plan_.teacher;
    command.booking.observer = plan_.observer;
    command.booking.purpose = plan_.purpose;
    command.booking.starts_at = starts_at();
    command.booking.minutes = plan_.minutes;
    command.booking.announced = plan_.announced;
    command.booking.note = plan_.note;
    command.weekly_until = plan_.weekly_until;
    const auto planned = document_.execute(command);
    if (!planned) return tl::unexpected(planned.error());
    const auto count = planned->value.size();
    return "Planned: " + words() + (count > 1 ? fmt::format(", and {} more weeks", count - 1) : std::string());
}

Result<void> PlanViewModel::change()
{
    if (before_.starts_at != starts_at() || before_.minutes != plan_.minutes) {
        const auto moved = document_.execute(MoveBooking{*booking_, starts_at(), plan_.minutes, false});
        if (!moved) return tl::unexpected(moved.error());
    }
    ChangeBooking change{*booking_, {}, {}, {}};
    if (plan_.note != before_.note) change.note = plan_.note;
    if (plan_.announced != before_.announced) change.announced = plan_.announced;
    if (plan_.purpose != before_.purpose) change.purpose = plan_.purpose;
    if (!change.note && !change.announced && !change.purpose) return {};
    const auto changed = document_.execute(change);
    if (!changed) return tl::unexpected(changed.error());
    return {};
}

}  // namespace throughline
