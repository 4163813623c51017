// A school at the end of its year, with something of every kind still open in it. Used by the tests of closed years.
#pragma once

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/command/school_year.hpp"
#include "throughline/command/step.hpp"
#include "throughline/command/unlocking.hpp"
#include "throughline/command/visit_request.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/school_year.hpp"

namespace throughline::test {

// The year 2026-27 ends on 11 June 2027; it is Monday 21 June. Cora coached Ana and Ben.
struct YearEnd : TempWorkspace {
    YearEnd()
    {
        shared = start(teacher);
        private_line = note(shared, "quokka in private", true, {});
        line = note(shared, "T: Who can explain?", false, {"1a"});
        run(RateIndicator{shared, "1a", Mark::level, 1});
        run(ChangeObservationText{shared, ObservationField::strength, "Open wombat questions", {}});
        run(SetActionStep{shared, "Wait three seconds", {"1a"}, {}, {}});
        debrief = run(ShareObservation{shared}).debrief;
        step = detail(shared).step->id;
        clock->forward(7 * day_us);
        second = start(other_teacher);
        note(second, "T: Turn and talk", false, {});
        run(ShareObservation{second});
        opening = run(AskToUnlock{second, "The wrong class is named", "Cora Coach"});
        go_to("2027-06-01T09:10:00");
        request = must(workspace.execute(Actor::as(teacher), AskForVisit{coach, "Do all pairs talk?", {}})).value;
        PlanBooking plan;
        plan.booking.teacher = other_teacher;
        plan.booking.starts_at = zone->instant(*parse_local_time("2027-06-10T10:00:00"));
        booking = run(plan).front();
        draft = start(other_teacher);
        draft_line = note(draft, "S: I am not done", false, {});
        run(SetActionStep{draft, "Signal before talking", {}, {}, {}});
        go_to("2027-06-21T09:00:00");
    }

    static constexpr std::int64_t day_us = 24LL * 60 * us_per_minute;

    void go_to(const std::string& local) { clock->set(zone->instant(*parse_local_time(local))); }
    [[nodiscard]] Actor as_leader() const { return Actor::as(leader); }
    [[nodiscard]] Actor as_teacher() const { return Actor::as(teacher); }

    template <class Command>
    typename Command::Value run(const Command& command)
    {
        return must(workspace.execute(as_coach(), command)).value;
    }
    [[nodiscard]] SchoolYear year() { return must(workspace.ask(Actor::keeper(), SchoolSettings{})).years.front(); }
    [[nodiscard]] RolloverPlan::Plan plan() { return must(workspace.ask(as_leader(), RolloverPlan{})); }
    CloseYear::Closed close() { return must(workspace.execute(as_leader(), CloseYear{year().id, {}, true})).value; }
    // Into the new year, when people work again.
    void begin_next_year() { go_to("2027-09-06T09:10:00"); }

    ObservationId shared, second, draft;
    EvidenceId line, private_line, draft_line;
    DebriefId debrief;
    ActionStepId step;
    UnlockingId opening;
    VisitRequestId request;
    BookingId booking;
};

}  // namespace throughline::test
