// A worker's workspace: the same person on another connection, and stopped in the middle of a statement.
#include <thread>

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "core/workspace/session.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/connection.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/roster.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// Asked to stop a moment from now.
class StoppedSoon {
public:
    StoppedSoon()
        : thread_([this] {
              std::this_thread::sleep_for(std::chrono::milliseconds(20));
              stop_.request_stop();
          })
    {}
    ~StoppedSoon() { thread_.join(); }
    StoppedSoon(const StoppedSoon&) = delete;
    StoppedSoon& operator=(const StoppedSoon&) = delete;
    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

private:
    std::stop_source stop_;
    std::thread thread_;
};

ImportRoster roster_of(int rows)
{
    ImportRoster import;
    for (int row = 0; row < rows; ++row) {
        RosterPerson person;
        person.line = row + 2;
        person.given_name = "Given";
        person.family_name = fmt::format("Family {}", row);
        person.staff_id = fmt::format("S{}", row);
        person.roles = {Role::teacher};
        import.file.people.push_back(person);
    }
    return import;
}

}  // namespace

TEST_CASE("in a file with accounts a worker acts as who has signed in, and as nobody else")
{
    TempWorkspace school;
    const auto leader = Actor::as(school.leader);
    const std::string password = "seven quiet corridors";
    must(school.workspace.execute(leader, SetPassword{school.leader, password}));
    school.open_again();
    const auto before = another(school.workspace);
    CHECK(must(before({})).ask(leader, Roster{true}).error().code == ErrorCode::not_allowed);
    must(school.workspace.sign_in("L1", password));
    auto worker = must(another(school.workspace)({}));
    CHECK(must(worker.ask(leader, Roster{true})).size() == 5);
    CHECK(worker.ask(school.as_coach(), Roster{true}).error().code == ErrorCode::not_allowed);
}

TEST_CASE("a worker works on a thread of its own while the window's connection reads and writes")
{
    TempWorkspace school;
    constexpr int people = 40;
    const auto visit = school.start(school.teacher);
    std::thread thread([open = another(school.workspace)] {
        auto worker = must(open({}));
        for (int at = 0; at < people; ++at) {
            Person person;
            person.given_name = "New";
            person.family_name = fmt::format("Person {}", at);
            person.roles = {Role::teacher};
            must(worker.execute(Actor::keeper(), AddPerson{person}));
        }
    });
    for (int line = 0; line < people; ++line) school.note(visit, fmt::format("line {}", line));
    thread.join();
    CHECK(must(school.workspace.ask(Actor::keeper(), Roster{true})).size() == 5 + people);
    CHECK(school.detail(visit).evidence.size() == people);
    CHECK(must(school.workspace.check()).findings.empty());
}

TEST_CASE("a rule that another program sets holds for the next question, and one that was taken back does not")
{
    TempWorkspace school;
    const auto rules_for_teachers = [&] {
        std::size_t count = 0;
        for (const auto& row : must(school.workspace.ask(Actor::keeper(), Cadence{})).people)
            count += row.entries.size();
        return count;
    };
    const auto before = rules_for_teachers();
    const auto with_it = before + 2;  // there are two teachers
    SetCadenceRule every_week;
    every_week.rule.kind = RuleKind::visit_interval;
    every_week.rule.purpose = Purpose::walkthrough;
    every_week.rule.count = 1;
    every_week.rule.unit = RuleUnit::school_weeks;

    const auto refused = WorkspaceInside::in_one_transaction(school.workspace, [&]() -> Result<void> {
        must(school.workspace.execute(Actor::keeper(), every_week));
        CHECK(rules_for_teachers() == with_it);
        return fail(ErrorCode::cancelled, "Stopped.");
    });
    CHECK_FALSE(refused.has_value());
    must(WorkspaceInside::in_one_transaction(school.workspace, [&]() -> Result<void> {
        CHECK(rules_for_teachers() == before);
        return {};
    }));
    CHECK(rules_for_teachers() == before);

    auto other = must(Workspace::open(school.file, school.options()));
    must(other.execute(Actor::keeper(), every_week));
    CHECK(rules_for_teachers() == with_it);
}

TEST_CASE("a command or an undo that is stopped in its middle ends as cancelled and has changed nothing")
{
    TempWorkspace school;
    const auto count = [&] { return must(school.workspace.ask(Actor::keeper(), Roster{true})).size(); };
    const auto import = roster_of(3'000);
    {
        const StoppedSoon stop;
        auto worker = must(another(school.workspace)(stop.token()));
        const auto imported = worker.execute(Actor::keeper(), import);
        REQUIRE_FALSE(imported);
        CHECK(imported.error().code == ErrorCode::cancelled);
        CHECK(imported.error().text().find("Nothing in school.throughline was changed") != std::string::npos);
    }
    CHECK(count() == 5);
    must(school.workspace.execute(Actor::keeper(), import));
    {
        const StoppedSoon stop;
        auto worker = must(another(school.workspace)(stop.token()));
        const auto undone = worker.undo(Actor::keeper());
        REQUIRE_FALSE(undone);
        CHECK(undone.error().code == ErrorCode::cancelled);
        // The connection goes on: the next command is not taken for a part of the one that was stopped.
        CHECK(worker.execute(Actor::keeper(), SetOwner{school.coach}).has_value());
    }
    CHECK(count() == 3'005);
    CHECK(must(school.workspace.check()).findings.empty());
}
