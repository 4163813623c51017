// What the lists and the teacher's page say, on a real file, without a window.
#include <algorithm>

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>

#include "app/viewmodel/follow_ups_view_model.hpp"
#include "app/viewmodel/observations_view_model.hpp"
#include "app/viewmodel/step_checks.hpp"
#include "app/viewmodel/teacher_view_model.hpp"
#include "app/viewmodel/teachers_view_model.hpp"
#include "tests/support/temp_workspace.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// The coach's own file, as their window has it open.
struct Window {
    TempWorkspace school;
    Document document;

    Window() : document(owned(school)) {}

    static Workspace owned(TempWorkspace& school)
    {
        must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
        return std::move(school.workspace);
    }
    template <class Command>
    typename Command::Value run(const Command& command)
    {
        return must(document.execute(command)).value;
    }
    ObservationId start(PersonId teacher) { return run(StartObservation{teacher, {}, {}, {}, {}}); }
    // A visit with a step, shared.
    ObservationId share(PersonId teacher, const std::string& step)
    {
        const auto visit = start(teacher);
        run(SetActionStep{visit, step, {}, {}, {}});
        run(ShareObservation{visit});
        return visit;
    }
    void forward_days(int days) { school.clock->forward(days * 24 * 60 * us_per_minute); }
};

}  // namespace

TEST_CASE("fault 13: a visit that was started just now stands at the top of the list")
{
    Window window;
    window.share(window.school.other_teacher, "Wait three seconds");
    ObservationsViewModel list(window.document);
    must(list.refresh());
    REQUIRE(list.visits().size() == 1);
    window.forward_days(1);
    const auto visit = window.start(window.school.teacher);
    must(list.refresh());
    REQUIRE(list.visits().size() == 2);
    CHECK(list.visits().front().id == visit);
    CHECK(list.rows().front().cells[1] == "Ana Ruiz");
    CHECK(list.rows().front().cells[4] == "Draft");
}

TEST_CASE("fault 16: a filter and reading on find the oldest visit, which was not on screen")
{
    Window window;
    const auto oldest = window.start(window.school.other_teacher);
    for (int count = 0; count < ObservationsViewModel::page_rows; ++count) {
        window.school.clock->forward(us_per_minute);
        window.start(window.school.teacher);
    }
    ObservationsViewModel list(window.document);
    must(list.refresh());
    const auto shows_oldest = [&] {
        return std::any_of(list.visits().begin(), list.visits().end(),
                           [&](const auto& row) { return row.id == oldest; });
    };
    REQUIRE_FALSE(shows_oldest());
    CHECK(list.has_more());
    CHECK(list.count_words() == "500 visits shown, newest first. There are more.");

    list.set_teacher("oka");
    must(list.refresh());
    REQUIRE(list.visits().size() == 1);
    CHECK(list.visits().front().id == oldest);

    // Reading on to the end finds it too, each visit once.
    list.clear_filters();
    must(list.refresh());
    must(list.load_more());
    CHECK(shows_oldest());
    CHECK_FALSE(list.has_more());
    CHECK(list.count_words() == "501 visits, newest first");
    std::vector<ObservationId> ids;
    for (const auto& row : list.visits()) ids.push_back(row.id);
    std::sort(ids.begin(), ids.end());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    // Refreshing keeps what was loaded.
    must(list.refresh());
    CHECK(list.visits().size() == 501);
}

TEST_CASE("a typed name that fits nobody or several people says so and shows nothing wrong")
{
    Window window;
    window.run(AddPerson{{{}, "Ana", "Reyes", {}, {}, {}, {}, {}, {}, {Role::teacher}, true, false}});
    window.start(window.school.teacher);
    ObservationsViewModel list(window.document);
    list.set_teacher("zz");
    must(list.refresh());
    CHECK(list.visits().empty());
    CHECK(list.empty_words() == "No teacher's name begins with “zz”.");
    list.set_teacher("ana");
    must(list.refresh());
    CHECK(list.empty_words() == "2 teachers fit “ana”; type more of the name.");
    list.set_teacher("Ana Ruiz");
    must(list.refresh());
    CHECK(list.visits().size() == 1);
    CHECK(list.name_trouble().empty());
}

TEST_CASE("of two teachers with one name the list takes neither until their school is chosen")
{
    Window window;
    const auto first = must(window.document.ask(SchoolSettings{})).schools.at(0).id;
    SQLite::Database(window.school.file.string(), SQLite::OPEN_READWRITE)  // as a roster would bring it
        .exec("INSERT INTO school (id, name) VALUES (x'01940000000070008000000000abcdef', 'Hill School')");
    const auto schools = must(window.document.ask(SchoolSettings{})).schools;
    REQUIRE(schools.size() == 2);
    const auto second = schools[0].id == first ? schools[1].id : schools[0].id;
    Person namesake;
    namesake.given_name = "Ana";
    namesake.family_name = "Ruiz";
    namesake.roles = {Role::teacher};
    namesake.school = second;
    window.start(window.run(AddPerson{namesake}));
    window.start(window.school.teacher);
    ObservationsViewModel list(window.document);
    list.set_teacher("Ana Ruiz");
    must(list.refresh());
    CHECK(list.visits().empty());
    CHECK(list.name_trouble() == "2 teachers have the name “Ana Ruiz”; choose their school.");
    list.set_school(first);
    must(list.refresh());
    CHECK(list.name_trouble().empty());
    REQUIRE(list.visits().size() == 1);
    CHECK(list.visits().front().teacher == window.school.teacher);
}

TEST_CASE("visits are filtered by days, state and observer together")
{
    Window window;
    window.share(window.school.teacher, "Wait three seconds");
    window.forward_days(40);
    const auto late = window.start(window.school.teacher);
    ObservationsViewModel list(window.document);
    list.set_period(ObservationsViewModel::Period::last_four_weeks);
    must(list.refresh());
    REQUIRE(list.visits().size() == 1);
    CHECK(list.visits().front().id == late);
    list.set_state(ObservationState::shared);
    must(list.refresh());
    CHECK(list.visits().empty());
    CHECK(list.empty_words() == "No visit fits these filters. Clear them to see all visits.");
    list.set_period(ObservationsViewModel::Period::this_year);
    list.set_observer("Cora Coach");
    must(list.refresh());
    CHECK(list.visits().size() == 1);
    CHECK(list.is_filtered());
    list.clear_filters();
    CHECK_FALSE(list.is_filtered());
}

TEST_CASE("what is due stands most pressing first and a checked step moves on by the rule")
{
    Window window;
    window.share(window.school.teacher, "Wait three seconds");
    window.forward_days(9);  // Wednesday of the next week: the step's five school days are over
    FollowUpsViewModel due(window.document);
    must(due.refresh());
    must(due.show_kind(FollowUpKind::step_check));
    REQUIRE(due.shown().size() == 1);
    CHECK(due.shown().front().state == DueState::overdue);
    CHECK(due.rows().front().cells[0] == "2 school days overdue");
    CHECK(due.step_text(0) == "Wait three seconds");
    CHECK(due.counts().overdue == 1);
    CHECK(due.count_words_of(DueState::overdue) == "1 overdue");
    CHECK(due.count_words_of(DueState::due_soon).empty());

    const auto said = must(check_step(window.document, *due.shown().front().step, StepResult::partly, "twice"));
    CHECK(said == "Partly. The step stays live; look again Wed 21 Oct, in 5 school days.");
    must(due.refresh());
    CHECK(due.shown().front().state == DueState::on_track);
    due.show_later(false);
    CHECK(due.shown().empty());
    CHECK(due.empty_words() == "Nothing is due now. Show what comes later to look ahead.");
}

TEST_CASE("a list that ends among what is overdue says so beside their number")
{
    Window window;
    for (int visit = 0; visit < FollowUps{}.count_max; ++visit) window.share(window.school.teacher, "Wait");
    window.forward_days(30);
    FollowUpsViewModel due(window.document);
    must(due.refresh());
    CHECK(due.count_words_of(DueState::overdue) == "300 or more overdue");
    CHECK(due.count_words() == "300 or more due now or soon. These are the soonest 300; there are more.");
    FollowUps everything;
    everything.count_max = -1;
    CHECK(must(window.document.ask(everything)).size() > 300);
}

TEST_CASE("one kind of what is due is found however much of another is due before it")
{
    Window window;
    for (int visit = 0; visit < FollowUps{}.count_max; ++visit) window.share(window.school.teacher, "Wait");
    window.forward_days(30);
    const auto draft = window.start(window.school.teacher);
    FollowUpsViewModel due(window.document);
    must(due.refresh());
    CHECK(std::ranges::none_of(due.shown(),
                               [](const FollowUp& row) { return row.kind == FollowUpKind::unshared_draft; }));
    must(due.show_kind(FollowUpKind::unshared_draft));
    REQUIRE(due.shown().size() == 1);
    CHECK(due.shown().front().observation == draft);
    CHECK(due.count_words() == "Nothing is due now");
    must(due.show_kind(FollowUpKind::conference));
    CHECK(due.empty_words() == "Nothing of this kind is due.");
    must(due.show_kind({}));
    CHECK(due.shown().size() == 300);
}

TEST_CASE("fault 23: a week of holidays makes nothing overdue in the list")
{
    Window window;
    window.share(window.school.teacher, "Wait three seconds");
    window.run(AddCalendarDays{*parse_date("2026-10-06"), *parse_date("2026-10-16"), DayKind::holiday, "Autumn break"});
    window.forward_days(11);
    FollowUpsViewModel due(window.document);
    must(due.refresh());
    CHECK(due.counts().overdue == 0);
}

TEST_CASE("the teacher's page tells a step's history in words")
{
    Window window;
    window.share(window.school.teacher, "Wait three seconds");
    window.forward_days(7);
    TeacherViewModel page(window.document);
    must(page.open(window.school.teacher));
    REQUIRE(page.step_rows().size() == 1);
    CHECK(page.step_rows().front().cells[2] == "Wait three seconds");
    REQUIRE(page.step_to_show() == std::optional<std::size_t>(0));
    const auto step = page.step(0)->step.id;
    must(check_step(window.document, step, StepResult::practised, "In two of three questions."));
    must(check_step(window.document, step, StepResult::mastered, ""));
    must(page.refresh());
    CHECK_FALSE(page.is_live_step(0));
    const auto history = page.step_history(0);
    const auto says = [&](const std::string& words) {
        return std::any_of(history.begin(), history.end(), [&](const Paragraph& one) { return one.text == words; });
    };
    CHECK(says("Mon 5 Oct: agreed."));
    CHECK(says("Mon 12 Oct: practised, still live. In two of three questions."));
    CHECK(says("Mon 12 Oct: mastered."));
}

TEST_CASE("a step is closed only with a reason, and its day is moved")
{
    Window window;
    window.share(window.school.teacher, "Wait three seconds");
    TeacherViewModel page(window.document);
    must(page.open(window.school.teacher));
    const auto step = page.step(0)->step.id;
    CHECK_FALSE(close_step(window.document, step, StepState::dropped, "  ").has_value());
    CHECK(must(move_step_check(window.document, step, *parse_date("2026-10-20"))) ==
          "The step is looked for on Tue 20 Oct.");
    CHECK(must(close_step(window.document, step, StepState::dropped, "Another class now")) ==
          "The step is dropped. Its history stays.");
    must(page.refresh());
    CHECK(page.step_rows().front().cells[0] == "Dropped");
}

TEST_CASE("evidence gathers by indicator on the teacher's page, with private lines marked")
{
    Window window;
    const auto visit = window.run([&] {
        StartObservation begin;
        begin.teacher = window.school.teacher;
        begin.rubric_version = must(window.document.ask(NewestRubric{"teach-primary"})).version;
        return begin;
    }());
    Evidence line;
    line.observation = visit;
    line.text = "Who can explain why?";
    line.speaker = Speaker::teacher;
    line.elapsed_ms = 90'000;
    line.indicators = {"6.1"};
    window.run(AddEvidence{line});
    line.text = "ask about grouping";
    line.is_private = true;
    line.indicators = {};
    window.run(AddEvidence{line});
    window.run(RateIndicator{visit, "6.1", Mark::level, 3});
    window.run(ShareObservation{visit});

    TeacherViewModel page(window.document);
    must(page.open(window.school.teacher));
    CHECK(page.indicator_rows().empty());  // it is read when it is looked at
    must(page.look_at_evidence());
    const auto indicators = page.indicator_rows();
    REQUIRE(indicators.size() == 2);
    std::size_t tagged = 0;
    while (indicators[tagged].cells[0].substr(0, 4) != "6.1 ") ++tagged;
    REQUIRE(page.evidence_rows(tagged).size() == 1);
    CHECK(page.evidence_rows(tagged)[0].cells ==
          std::vector<std::string>{"Mon 5 Oct", "01:30", "teacher", "Who can explain why?"});
    CHECK(page.evidence_line(1 - tagged, 0).back().text ==
          "Mon 5 Oct, 01:30 into the visit, noted by Cora Coach, private: only its author sees it");
    REQUIRE(page.ratings(true).size() == 1);
    CHECK(page.ratings(true).front().points.size() == 1);
    CHECK(page.has_rating_details());
    CHECK(page.ratings(false).empty());
}

TEST_CASE("the list of teachers is filtered by typing, by caseload and by who left")
{
    Window window;
    TeachersViewModel list(window.document);
    must(list.refresh());
    CHECK(list.teachers().size() == 2);
    must(list.set_filter("rui"));
    REQUIRE(list.teachers().size() == 1);
    must(list.set_in_caseload(list.teachers().front(), true));
    must(list.set_filter(""));
    must(list.set_my_caseload_only(true));
    REQUIRE(list.teachers().size() == 1);
    CHECK(list.rows().front().cells[TeachersViewModel::caseload] == "yes");
    CHECK(list.count_words() == "1 teacher in your caseload");
    must(list.set_in_caseload(list.teachers().front(), false));
    must(list.refresh());
    CHECK(list.teachers().empty());
    CHECK(list.empty_words().substr(0, 32) == "Nobody is in your caseload yet. ");
    must(list.set_my_caseload_only(false));

    auto left = must(window.document.ask(ResolvePerson{"ana@school.example"}));
    left.active = false;
    window.run(ChangePerson{left});
    must(list.refresh());
    CHECK(list.teachers().size() == 1);
    must(list.set_include_inactive(true));
    REQUIRE(list.teachers().size() == 2);
    must(list.sort(TeachersViewModel::name, false));
    CHECK(list.rows().front().cells[TeachersViewModel::name] == "Ana Ruiz (left)");
}
