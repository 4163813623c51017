// A principal's Monday in a school of 40 and in one of 200 teachers: the same keys, the right numbers, one sheet of
// paper.
#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/query/cadence.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t day_us = 24LL * 60 * us_per_minute;

// Sample teachers in one school, all under a rule of ten school days. Every second one was visited a month ago, every
// fourth again last week; the last week's visit to every eighth is still unshared. The principal owns the file.
void school_of(TempWorkspace& school, int teachers)
{
    std::vector<PersonId> people{school.teacher, school.other_teacher};
    for (int number = 3; number <= teachers; ++number)
        people.push_back(school.add("Sample", fmt::format("Teacher {:03}", number), {Role::teacher}, {},
                                    fmt::format("S{:03}", number)));
    const auto visit = [&](std::size_t at, bool share) {
        const auto made = school.start(people[at]);
        must(school.workspace.execute(school.as_coach(), SetActionStep{made, "Wait three seconds", {}, {}, {}}));
        if (share) must(school.workspace.execute(school.as_coach(), ShareObservation{made}));
    };
    for (std::size_t at = 0; at < people.size(); at += 2) visit(at, true);
    school.clock->forward(21 * day_us);
    for (std::size_t at = 0; at < people.size(); at += 4) visit(at, at % 8 != 0);
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.leader}));
    school.clock->forward(7 * day_us);
}

void monday_in_a_school_of(int teachers)
{
    TestWindow window([&](TempWorkspace& school) { school_of(school, teachers); });
    const auto asked = [&] {
        auto workspace = must(Workspace::open(window.school.file, window.school.options()));
        return must(workspace.ask(Actor::as(window.school.leader), Cadence{}));
    };
    const auto before = asked();
    // Those of the last week are on track; the visited of a month ago and the never visited are not.
    const int past = teachers - (teachers + 3) / 4;
    CHECK(before.people.size() == static_cast<std::size_t>(teachers));
    CHECK(before.past_cadence == past);
    CHECK(before.unshared.size() == static_cast<std::size_t>((teachers + 7) / 8));

    window.press('5', wxMOD_CONTROL);
    REQUIRE(wait_for([&] { return window.focused() == fmt::format("{} past their cadence", past); }));
    window.picture(fmt::format("monday_{}_counts", teachers));
    window.count_from_zero();
    window.press(WXK_RETURN);
    REQUIRE(wait_for([&] { return window.focused() == "Past their cadence"; }));
    window.press('2', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Who next"; }));
    window.picture(fmt::format("monday_{}_who_next", teachers));

    // Two of the most pressing are planned: a key, a day, a time, Enter for each.
    for (const std::string time : {"9:30", "10:15"}) {
        expect_dialog([&](wxDialog&) {
            REQUIRE(wait_for([&] { return window.focused() == "Day"; }));
            window.type("thu");
            window.press(WXK_TAB);
            window.type(time);
            window.press(WXK_RETURN);
        });
        window.press('P');
        REQUIRE(wait_for([&] { return window.frame->status().find("Planned: a visit to") == 0; }));
        REQUIRE(wait_for([&] { return window.focused() == "Who next"; }));
    }
    WhoNext all;
    all.count_max = teachers;
    auto workspace = must(Workspace::open(window.school.file, window.school.options()));
    const auto next = must(workspace.ask(Actor::as(window.school.leader), all));
    CHECK(next.size() == static_cast<std::size_t>(teachers - 2));

    window.press('3', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused().find("Week of ") != std::string::npos; }));
    window.picture(fmt::format("monday_{}_weeks", teachers));
    window.press('4', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Follow-through"; }));
    window.picture(fmt::format("monday_{}_follow_through", teachers));
    window.press('5', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Load"; }));
    window.picture(fmt::format("monday_{}_load", teachers));
    window.press('6', wxMOD_ALT);
    window.picture(fmt::format("monday_{}_patterns", teachers));
    CHECK(asked().past_cadence == past);  // planning is not visiting
}

}  // namespace

TEST_CASE("a principal's Monday with 40 teachers, by keys alone") { monday_in_a_school_of(40); }

TEST_CASE("a principal's Monday with 200 teachers, by keys alone") { monday_in_a_school_of(200); }
