// Follow-through measures on cases that can be counted by hand.
#include <catch2/catch.hpp>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include "throughline/analysis/follow_through.hpp"

using namespace throughline;

namespace {

Date day(const char* text) { return *parse_date(text); }
LocalTime at(const char* text) { return *parse_local_time(text); }

const SchoolCalendar calendar({{SchoolYearId{}, "2026-27", day("2026-08-31"), day("2027-06-11"), {}, 1}}, {});
const LocalTime now = at("2026-10-30T12:00");

PersonId person(int number)
{
    PersonId id;
    id.bytes[0] = static_cast<std::uint8_t>(number);
    return id;
}

FollowThroughCount::Visit visit(int teacher, const char* ended, const char* shared, const char* debriefed)
{
    FollowThroughCount::Visit made;
    made.teacher = person(teacher);
    made.ended_at = at(ended);
    if (*shared != '\0') made.shared_at = at(shared);
    Deadline debrief;
    debrief.due_on = day("2026-10-07");
    if (*debriefed != '\0') debrief.done_at = at(debriefed);
    if (made.shared_at) made.debrief = debrief;
    made.step_count = 1;
    return made;
}

const Measure& of(const std::vector<Measure>& measures, MeasureKind kind)
{
    return measures[static_cast<std::size_t>(kind)];
}

}  // namespace

TEST_CASE("hours from visit to share: median and 90th percentile, with their count")
{
    FollowThroughCount count(calendar, now);
    const std::vector<const char*> shared = {"2026-10-05T11:00", "2026-10-05T12:00", "2026-10-05T14:00",
                                             "2026-10-05T18:00", "2026-10-06T10:00"};
    for (const auto* each : shared) count.add(visit(1, "2026-10-05T10:00", each, ""));
    const auto measures = count.measures();
    CHECK(of(measures, MeasureKind::hours_to_share_median).value == 4.0);
    CHECK(*of(measures, MeasureKind::hours_to_share_p90).value == Approx(17.6));  // R: quantile(c(1,2,4,8,24), .9)
    CHECK(of(measures, MeasureKind::hours_to_share_median).words == "4 hours (5 visits)");
}

TEST_CASE("below five cases a share says that there are too few, with the count")
{
    FollowThroughCount count(calendar, now);
    for (int i = 0; i < 4; ++i)
        count.add(visit(i, "2026-10-05T10:00", "2026-10-05T11:00", "2026-10-06T11:00"));
    const auto measures = count.measures();
    CHECK_FALSE(of(measures, MeasureKind::debriefed_in_time).value);
    CHECK(of(measures, MeasureKind::debriefed_in_time).words == "too few to say (4 visits)");
    CHECK(of(measures, MeasureKind::hours_to_share_median).count == 4);
}

TEST_CASE("debriefed in time counts what was due; what is not due yet is left out")
{
    FollowThroughCount count(calendar, now);
    for (const auto* held : {"2026-10-06T11:00", "2026-10-07T11:00", "2026-10-07T15:00", "2026-10-12T11:00", ""})
        count.add(visit(1, "2026-10-05T10:00", "2026-10-05T11:00", held));
    auto not_due = visit(1, "2026-10-29T10:00", "2026-10-29T11:00", "");
    not_due.debrief->due_on = day("2026-11-02");
    count.add(not_due);
    const auto measures = count.measures();
    CHECK(*of(measures, MeasureKind::debriefed_in_time).value == Approx(0.6));
    CHECK(of(measures, MeasureKind::debriefed_in_time).count == 5);
}

TEST_CASE("a step counts as checked by its date only if no date of its was missed")
{
    FollowThroughCount count(calendar, now);
    const auto step = [&](bool checked, bool missed, const char* mastered) {
        FollowThroughCount::Step made;
        made.agreed_on = day("2026-10-01");
        made.checked = checked;
        made.missed = missed;
        if (*mastered != '\0') made.mastered_on = day(mastered);
        count.add(made);
    };
    step(true, false, "2026-10-08");
    step(true, false, "2026-10-15");
    step(true, true, "2026-10-22");
    step(false, true, "2026-10-10");
    step(true, false, "2026-10-04");
    step(false, false, "");  // not due yet
    const auto measures = count.measures();
    CHECK(*of(measures, MeasureKind::steps_checked_in_time).value == Approx(0.6));
    CHECK(*of(measures, MeasureKind::days_to_mastery_median).value == 9.0);
    CHECK(of(measures, MeasureKind::days_to_mastery_median).count == 5);
}

TEST_CASE("live steps: one each is the aim, and more than three school weeks is carried over")
{
    FollowThroughCount count(calendar, now);
    for (int i = 1; i <= 5; ++i) count.add(visit(i, "2026-10-05T10:00", "", ""));
    const auto live = [&](int teacher, const char* agreed) { count.add_live_step(person(teacher), day(agreed)); };
    live(1, "2026-10-09");  // 15 school days before the 30th: not more than three weeks
    live(2, "2026-10-08");  // 16: carried over
    live(3, "2026-10-20");
    live(3, "2026-10-21");
    const auto measures = count.measures();
    CHECK(*of(measures, MeasureKind::one_live_step).value == Approx(0.4));
    CHECK(*of(measures, MeasureKind::steps_carried_over).value == 1.0);
    CHECK(of(measures, MeasureKind::steps_carried_over).words == "1 step (4 live steps)");
}

TEST_CASE("load is what the rules ask for, against the hours there are")
{
    LoadFacts facts;
    facts.visits_per_week.assign(15, 1.0);
    facts.visit_minutes = 15;
    facts.debrief_minutes = 15;
    facts.write_up_minutes = 0;
    facts.hours_available = 6.0;
    const auto load = load_of(facts);
    CHECK(load.hours_needed == Approx(7.5));
    CHECK(load.words == "7.5 of 6.0 hours a week: 1.5 too few");
}
