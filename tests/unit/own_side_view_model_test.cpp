// What a teacher sets, asks for and signs, as the pages say it, without a window.
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "app/viewmodel/goals_view_model.hpp"
#include "app/viewmodel/my_feedback_view_model.hpp"
#include "app/viewmodel/plan_view_model.hpp"
#include "app/viewmodel/requests_view_model.hpp"
#include "app/viewmodel/today_view_model.hpp"
#include "app/viewmodel/unlocking_view_model.hpp"
#include "tests/support/temp_workspace.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::string words_of(const ReadingText& text)
{
    std::string all;
    for (const auto& paragraph : text) all += paragraph.text + "\n";
    return all;
}

// Ana's and Cora's windows on one file, with a visit that Cora has shared.
struct Both {
    Both()
        : visit(shared()),
          ana(must(Workspace::open(school.file, school.options()))),
          cora(must(Workspace::open(school.file, school.options())))
    {
        must(ana.act_as("Ana Ruiz"));
        must(cora.act_as("Cora Coach"));
    }
    ObservationId shared()
    {
        const auto made = school.start_with(school.teacher, "teach-primary");
        school.note(made, "ask about grouping", true);
        const auto run = [&](const auto& command) { must(school.workspace.execute(school.as_coach(), command)); };
        run(ChangeObservationText{made, ObservationField::strength, "Open questions", {}});
        run(SetActionStep{made, "Wait three seconds", {}, {}, {}});
        run(ShareObservation{made});
        return made;
    }

    TempWorkspace school;
    ObservationId visit;
    Document ana;
    Document cora;
};

}  // namespace

TEST_CASE("a year of goals alone can be saved, and one with nothing in it cannot")
{
    Both both;
    Document ben(must(Workspace::open(both.school.file, both.school.options())));
    must(ben.act_as("Ben Okafor"));
    MyFeedbackViewModel page(ben);
    must(page.refresh());
    CHECK_FALSE(page.has_year());
    GoalsViewModel goals(ben);
    must(goals.load(both.school.other_teacher));
    must(goals.add(GoalKind::goal, {"Every student explains once a lesson"}));
    must(page.refresh());
    CHECK_FALSE(page.has_visit());
    REQUIRE(page.has_year());
    const auto file = both.school.folder / "year.html";
    must(page.save_packet(MyFeedbackViewModel::PacketOf::year, file));
    std::ifstream stream(file);
    const std::string saved{std::istreambuf_iterator<char>(stream), {}};
    CHECK(saved.find("Every student explains once a lesson") != std::string::npos);
}

TEST_CASE("each of the two signs for themselves, and both pages say what had been given")
{
    Both both;
    UnlockingViewModel coach(both.cora, both.visit, true);
    must(coach.load());
    CHECK(coach.may_ask());
    CHECK_FALSE(coach.signer());
    CHECK(must(coach.ask("The class was 6b", "Cora Coach")) == "Waits for Ana Ruiz.");
    CHECK_FALSE(coach.may_ask());
    CHECK(coach.signer() == "Ana Ruiz");

    MyFeedbackViewModel page(both.ana);
    must(page.refresh());
    CHECK(words_of(page.feedback()).find("Cora Coach asked: The class was 6b") != std::string::npos);
    CHECK(page.may_answer());
    UnlockingViewModel teacher(both.ana, both.visit, true);
    must(teacher.load());
    CHECK(teacher.signer() == "Ana Ruiz");
    CHECK_FALSE(teacher.sign("A. Ruiz"));
    CHECK(must(teacher.sign("Ana Ruiz")) == "Open for correction since Mon 5 Oct.");
    CHECK_FALSE(teacher.may_ask());
    CHECK_FALSE(teacher.may_decline());

    must(page.refresh());
    CHECK(page.visit_rows().front().cells[1] == "Reopened");
    CHECK(page.summary() == "1 visit was shared with you, 1 open for correction");
    const auto words = words_of(page.feedback());
    CHECK(words.find("What worked\nOpen questions\n") != std::string::npos);
    CHECK(words.find("ask about grouping") == std::string::npos);
    CHECK_FALSE(page.may_answer());
    CHECK_FALSE(page.may_acknowledge());
    CHECK_FALSE(page.may_rate());
    CHECK_FALSE(page.save_packet(MyFeedbackViewModel::PacketOf::visit, both.school.folder / "mine.html"));
    must(both.cora.execute(ShareObservation{both.visit}));
    must(page.refresh());
    CHECK(page.may_answer());
    CHECK(words_of(page.feedback()).find("Shared again on Mon 5 Oct") != std::string::npos);
}

TEST_CASE("either of the two declines, and it can be asked for anew")
{
    Both both;
    UnlockingViewModel teacher(both.ana, both.visit, true);
    must(teacher.load());
    must(teacher.ask("My class was 6b", ""));
    UnlockingViewModel coach(both.cora, both.visit, true);
    must(coach.load());
    CHECK(coach.signer() == "Cora Coach");
    CHECK(must(coach.decline()) == "Declined on Mon 5 Oct.");
    CHECK(coach.may_ask());
}

TEST_CASE("goals stand with their last reading, and only their teacher changes them")
{
    Both both;
    GoalsViewModel own(both.ana);
    must(own.load(both.school.teacher));
    CHECK(own.empty_words().find("No goal yet.") == 0);
    must(own.add(GoalKind::goal, {"Every student explains", "students who do", "8 of 26", "20 of 26", {}, {}}));
    CHECK(own.rows().front().cells ==
          std::vector<std::string>{"Goal", "Open", "", "8 of 26", "Every student explains"});
    must(own.read(0, {{}, "14 of 26", "after two weeks", {}}));
    CHECK(own.rows().front().cells[3] == "14 of 26");
    CHECK(words_of(own.text(0)).find("Mon 5 Oct: 14 of 26. after two weeks") != std::string::npos);
    GoalsViewModel seen(both.cora);
    must(seen.load(both.school.teacher));
    CHECK(seen.count() == 1);
    CHECK_FALSE(seen.may_change());
    CHECK_FALSE(seen.close(0, GoalState::dropped));
    must(own.close(0, GoalState::reached));
    CHECK(own.rows().front().cells[1] == "Reached");
    CHECK_FALSE(own.is_open(0));
    Document other(must(Workspace::open(both.school.file, both.school.options())));
    must(other.act_as("Dana Cole"));
    GoalsViewModel closed(other);
    must(closed.load(both.school.teacher));
    CHECK(closed.empty_words().find("between a teacher and their coaches") != std::string::npos);
}

TEST_CASE("a request stands on the coach's Today page and while the visit is planned, until it is answered")
{
    Both both;
    RequestsViewModel own(both.ana);
    must(own.load(both.school.teacher));
    REQUIRE(own.may_ask().size() == 1);
    CHECK(own.may_ask().front().name == "Cora Coach");
    CHECK_FALSE(own.ask(0, " ", ""));
    must(own.ask(0, "Who speaks?", "a morning"));
    CHECK(own.rows().front().cells ==
          std::vector<std::string>{"Mon 5 Oct", "Cora Coach", "Not answered yet", "Who speaks?"});
    TodayViewModel today(both.cora);
    must(today.load());
    REQUIRE(today.sections().front().heading == "Asked for a visit");
    CHECK(today.sections().front().rows.front().detail == "Who speaks?\nWhen: a morning");
    PlanViewModel plan(both.cora);
    must(plan.begin(both.school.teacher));
    CHECK(plan.focus_words() == "Ana Ruiz asks: Who speaks? (when: a morning)");
    plan.plan().announced = true;
    must(plan.keep());
    must(today.load());
    CHECK(today.sections().front().heading != "Asked for a visit");
    must(own.load(both.school.teacher));
    CHECK(own.rows().front().cells[2] == "Planned for Mon 5 Oct");
    must(own.withdraw(0));
    CHECK_FALSE(own.may_withdraw(0));
    must(own.ask(0, "Who waits?", ""));
    RequestsViewModel asked(both.cora);
    must(asked.load(both.school.teacher));
    REQUIRE(asked.waiting().size() == 1);
    must(asked.decline(asked.waiting().front().request.id, "After the tests"));
    CHECK(asked.waiting().empty());
    must(own.load(both.school.teacher));
    CHECK(words_of(own.text(0)).find("Cora Coach: After the tests") != std::string::npos);
}
