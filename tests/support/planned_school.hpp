// A school whose year has a holiday, with short words for planning in it. Used by the tests of plans.
#pragma once

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/schedule.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"

namespace throughline::test {

class PlannedSchool : public TempWorkspace {
public:
    using TempWorkspace::TempWorkspace;

    [[nodiscard]] Instant at(const std::string& time) const
    {
        const auto local = parse_local_time(time);
        REQUIRE(local);
        return zone->instant(*local);
    }
    static Date day(const std::string& text) { return *parse_date(text); }

    [[nodiscard]] PlanBooking plan(PersonId of, const std::string& time, bool announced = false) const
    {
        PlanBooking plan;
        plan.booking.teacher = of;
        plan.booking.starts_at = at(time);
        plan.booking.announced = announced;
        return plan;
    }
    BookingId book(PersonId of, const std::string& time, bool announced = false)
    {
        return run(plan(of, time, announced)).front();
    }
    BookingId book_conference(PersonId with, const std::string& time)
    {
        auto wanted = plan(with, time);
        wanted.booking.kind = BookingKind::conference;
        wanted.booking.minutes = conference_minutes_default;
        return run(wanted).front();
    }
    // As the coach.
    template <class Command>
    typename Command::Value run(const Command& command)
    {
        return must(workspace.execute(as_coach(), command)).value;
    }
    std::vector<ScheduleRow> schedule(const Actor& actor, bool with_skipped = false,
                                      std::optional<PersonId> person = {})
    {
        return must(
            workspace.ask(actor, Schedule{day("2026-08-31"), day("2027-06-11"), person, {}, true, with_skipped}));
    }
    ScheduleRow row(BookingId id, std::optional<Actor> actor = {})
    {
        return must(workspace.ask(actor.value_or(as_coach()), ScheduleItem{any(id)}));
    }
    DebriefId share(ObservationId visit) { return run(ShareObservation{visit}).debrief; }
    std::vector<std::string> conflicts(const FindConflicts& question, std::optional<Actor> actor = {})
    {
        std::vector<std::string> words;
        for (const auto& conflict : must(workspace.ask(actor.value_or(as_coach()), question)))
            words.push_back(conflict.words);
        return words;
    }
    std::string file(const Actor& actor, std::optional<PersonId> person = {}, std::optional<AnyId> only = {})
    {
        ScheduleFile question;
        question.schedule = {day("2026-08-31"), day("2027-06-11"), person, {}, true, true};
        question.only = only;
        return must(workspace.ask(actor, question)).text;
    }
};

}  // namespace throughline::test
