// How long the window's thread is held on a district's file. No part of the suite, as the file is large:
// tests/perf/run.sh runs it, with THROUGHLINE_DISTRICT naming the file.
#include <cstdlib>

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/support/stall_watch.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/query/people.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("no page of a district's file holds the window for long when it is shown", "[.district]")
{
    const char* file = std::getenv("THROUGHLINE_DISTRICT");
    REQUIRE(file != nullptr);
    const std::string role = GENERATE(std::string("Observer"), std::string("Leader"), std::string("Teacher"));
    Person person;
    {
        const auto workspace = must(Workspace::open(file));
        for (const auto& row : must(workspace.ask(Actor::keeper(), Roster{})))
            if (row.person.roles.contains(*parse_role(role)) && person.id.is_nil()) person = row.person;
    }
    OpeningOptions options;
    options.as = person.email;
    TestWindow window([&](TempWorkspace& school) { school.add("Some", "Body", person.roles, person.email, "S1"); },
                      nullptr, std::move(options));
    StallWatch watch;
    const auto say = [&](const std::string& what) {
        fmt::print("{:<10} {:<28} {:6.1f} ms\n", role, what, watch.longest_ms());
        watch.begin_again();
    };
    REQUIRE(window.frame->open_workspace(must(Workspace::open(file))));
    let_pass(500);
    say("opening the file");
    for (const auto* page : {"Today", "Observations", "Teachers", "Follow-ups", "Schedule", "Cadence", "Growth",
                             "My feedback", "Roster", "Rubrics", "Calibration", "Settings", "Search", "Today"}) {
        if (!window.frame->run_command(std::string("go.") + page)) continue;
        let_pass(500);
        say(page);
        const auto again = std::string(page) + " again";
        window.frame->run_command(std::string("go.") + page);
        let_pass(300);
        say(again);
    }
}
