// How long a visit has been going on, with both of the computer's clocks in the test's hand.
#include <catch2/catch.hpp>

#include "app/viewmodel/visit_clock.hpp"

using namespace throughline;

namespace {

constexpr std::int64_t ms_per_minute = 60'000;
constexpr Instant morning{1'790'000'000 * us_per_second};

Observation visit_at(Instant started_at, std::uint8_t number = 1)
{
    Observation observation;
    observation.id.bytes[15] = number;
    observation.started_at = started_at;
    return observation;
}

}  // namespace

TEST_CASE("a visit's time is the steady clock's, counted from when it began")
{
    VisitClock clock;
    clock.follow(visit_at(morning), 0, morning + 5 * us_per_second, 1'000);
    CHECK(clock.is_running(1'000));
    CHECK(clock.elapsed_ms(1'000) == 5'000);
    CHECK(clock.elapsed_ms(1'000 + 90 * us_per_second) == 95'000);
}

TEST_CASE("fault 12: thirty minutes are thirty minutes, however seldom and unevenly the clock is asked")
{
    VisitClock clock;
    const auto visit = visit_at(morning);
    clock.follow(visit, 0, morning, 0);
    std::int64_t steady_us = 0;
    // A dialog is open, the computer is busy: asked after 1 s, 7 s, 2 s, 190 s, ...
    const std::int64_t pauses_s[] = {1, 7, 2, 190, 1, 1, 600, 3, 995};
    std::int64_t last_ms = 0;
    for (const auto pause_s : pauses_s) {
        steady_us += pause_s * us_per_second;
        clock.follow(visit, last_ms, morning + steady_us, steady_us);  // something was written and asked again
        last_ms = clock.elapsed_ms(steady_us);
    }
    CHECK(last_ms == 30 * ms_per_minute);
}

TEST_CASE("fault 12: a wall clock that is set forward or back does not move the visit's time")
{
    VisitClock clock;
    const auto visit = visit_at(morning);
    clock.follow(visit, 0, morning, 0);
    for (const auto jump_minutes : {-600, 90, 100'000}) {
        const auto steady_us = 10 * us_per_minute;
        clock.follow(visit, 0, morning + jump_minutes * us_per_minute, steady_us);
        CHECK(clock.elapsed_ms(steady_us) == 10 * ms_per_minute);
    }
}

TEST_CASE("fault 12: another visit opened in between does not reset or slow the first one's clock")
{
    VisitClock clock;
    clock.follow(visit_at(morning, 1), 0, morning, 0);
    clock.follow(visit_at(morning, 2), 0, morning + us_per_minute, us_per_minute);
    clock.follow(visit_at(morning, 1), 0, morning + 500 * us_per_minute, 20 * us_per_minute);
    CHECK(clock.elapsed_ms(20 * us_per_minute) == 20 * ms_per_minute);
}

TEST_CASE("fault 12: a computer that slept through part of a visit has still spent that time")
{
    VisitClock clock;  // the steady clock counts sleep, see system_clock()
    clock.follow(visit_at(morning), 0, morning, 0);
    CHECK(clock.elapsed_ms(25 * us_per_minute) == 25 * ms_per_minute);
    CHECK(clock.is_running(25 * us_per_minute));
}

TEST_CASE("a wall clock that was set back before the draft is reopened keeps the lines in order")
{
    VisitClock clock;
    clock.follow(visit_at(morning), 8 * ms_per_minute, morning + us_per_minute, 0);
    CHECK(clock.elapsed_ms(0) == 8 * ms_per_minute);
    CHECK(clock.elapsed_ms(us_per_minute) == 9 * ms_per_minute);
}

TEST_CASE("a visit whose minutes are known stands still at them")
{
    VisitClock clock;
    auto visit = visit_at(morning);
    visit.minutes = 15;
    clock.follow(visit, 3 * ms_per_minute, morning + 200 * us_per_minute, 0);
    CHECK_FALSE(clock.is_running(0));
    CHECK_FALSE(clock.was_left(0));
    CHECK(clock.elapsed_ms(us_per_minute) == 15 * ms_per_minute);
}

TEST_CASE("a draft reopened in the evening stands still at its last line")
{
    VisitClock clock;
    clock.follow(visit_at(morning), 12 * ms_per_minute, morning + 7 * 60 * us_per_minute, 0);
    CHECK_FALSE(clock.is_running(0));
    CHECK(clock.was_left(0));
    CHECK(clock.elapsed_ms(0) == 12 * ms_per_minute);

    SECTION("until somebody says that it goes on")
    {
        clock.touch(us_per_minute);
        CHECK(clock.is_running(us_per_minute));
        CHECK(clock.elapsed_ms(us_per_minute) == (7 * 60 + 1) * ms_per_minute);
    }
}

TEST_CASE("a shared visit does not run")
{
    VisitClock clock;
    auto visit = visit_at(morning);
    visit.state = ObservationState::shared;
    clock.follow(visit, 60'000, morning + us_per_minute, 0);
    CHECK_FALSE(clock.is_running(0));
    CHECK(clock.elapsed_ms(us_per_minute) == 60'000);
}
