// What Today says.
#include <catch2/catch.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include "app/viewmodel/people_choices.hpp"
#include "app/viewmodel/today_view_model.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

ObservationId shared_visit(CoachedSchool& window, PersonId teacher)
{
    const auto visit = window.start(teacher);
    window.run(SetActionStep{visit, "Wait three seconds", {}, {}, {}});
    window.run(ShareObservation{visit});
    return visit;
}

}  // namespace

TEST_CASE("a new school's Today says what to do first")
{
    TempWorkspace school;
    Workspace empty =
        must(Workspace::create(school.folder / "empty.throughline",
                               {"Empty", *parse_date("2026-08-31"), *parse_date("2027-06-11")}, school.options()));
    const Document document(std::move(empty));
    TodayViewModel today(document);
    must(today.load());
    CHECK_FALSE(today.has_teachers());
    REQUIRE(today.sections().size() == 4);
    CHECK(today.sections()[0].rows.empty());
    CHECK(today.sections()[0].empty.find("import a roster") != std::string::npos);
    CHECK(today.summary() == "Nothing is overdue.");
    CHECK(today.date_words() == "Monday, 5 October 2026");
}

TEST_CASE("a visit moves from who-next to the drafts, and when it is shared to debrief and step")
{
    CoachedSchool window;
    TodayViewModel today(*window.document);
    must(today.load());
    REQUIRE(today.sections()[0].rows.size() == 2);
    CHECK(today.sections()[0].rows[0].act == TodayRow::Act::start_visit);

    const auto visit = window.start(window.school.teacher);
    must(today.load());
    REQUIRE(today.sections()[3].rows.size() == 1);
    CHECK(today.sections()[3].rows[0].title == "Ana Ruiz");
    CHECK(std::get<ObservationId>(today.sections()[3].rows[0].opens) == visit);
    for (const auto& row : today.sections()[0].rows) CHECK(row.title != "Ana Ruiz");

    window.run(SetActionStep{visit, "Wait three seconds", {}, {}, {}});
    window.run(ShareObservation{visit});
    must(today.load());
    CHECK(today.sections()[3].rows.empty());
    REQUIRE(today.sections()[1].rows.size() == 1);
    CHECK(today.sections()[1].rows[0].act == TodayRow::Act::open_debrief);
    REQUIRE(today.sections()[2].rows.size() == 1);
    CHECK(std::get<PersonId>(today.sections()[2].rows[0].opens) == window.school.teacher);
    CHECK(today.sections()[2].rows[0].detail.find("Wait three seconds") != std::string::npos);
}

TEST_CASE("what is overdue is counted in one sentence and says so on its row in words")
{
    CoachedSchool window;
    shared_visit(window, window.school.teacher);
    shared_visit(window, window.school.other_teacher);
    window.pass(30 * day_ms);
    TodayViewModel today(*window.document);
    must(today.load());
    CHECK(today.summary() == "2 visits, 2 debriefs and 2 step checks are overdue.");
    CHECK(today.sections()[1].rows[0].chip == "overdue");
    CHECK(today.sections()[1].rows[0].spoken.find("overdue") != std::string::npos);
}

TEST_CASE("where only the soonest were asked for, no number pretends to be all of them")
{
    CoachedSchool window;
    TodayViewModel today(*window.document);
    auto asked = must(TodayViewModel::ask(*window.document));
    FollowUp late;
    late.kind = FollowUpKind::debrief;
    late.state = DueState::overdue;
    late.teacher_name = "Ana Ruiz";
    late.due_on = asked.today.today - boost::gregorian::days(3);
    asked.today.who_next.clear();
    asked.today.who_next_count = 0;
    asked.today.visits_overdue = 0;
    asked.today.debriefs.assign(7, late);
    asked.today.has_more_due = true;
    today.take(asked);
    CHECK(today.summary() == "At least 7 debriefs are overdue.");
    CHECK(today.sections()[1].aside == "first 6 of 7 or more");
    CHECK(today.sections()[2].aside.empty());
    CHECK(today.sections()[2].empty == "None among the 150 debriefs and steps that are due first.");
    auto later = late;
    later.state = DueState::on_track;
    later.due_on = asked.today.today + boost::gregorian::days(3);
    asked.today.debriefs.push_back(later);
    today.take(asked);
    CHECK(today.summary() == "7 debriefs are overdue.");  // what is not listed is due later still
    CHECK(today.sections()[1].aside == "first 6 of 8 or more");
    asked.today.debriefs.assign(7, late);
    for (auto& excused : asked.today.debriefs) excused.state = DueState::excused;
    today.take(asked);
    CHECK(today.summary() == "Nothing that is listed here is overdue.");
    asked.today.debriefs.assign(7, late);
    asked.today.has_more_due = false;
    today.take(asked);
    CHECK(today.summary() == "7 debriefs are overdue.");
    CHECK(today.sections()[1].aside == "first 6 of 7");
}

TEST_CASE("a section shows its first rows and says how many there are")
{
    CoachedSchool window;
    for (int i = 0; i < 9; ++i) {
        Person person;
        person.given_name = "Teacher";
        person.family_name = std::string("Number") + std::to_string(i);
        person.roles = {Role::teacher};
        window.run(AddPerson{person});
    }
    TodayViewModel today(*window.document);
    must(today.load());
    CHECK(today.sections()[0].rows.size() == TodayViewModel::row_count_max);
    CHECK(today.sections()[0].aside == "first 6 of 11");
}

TEST_CASE("who to visit: nothing typed gives those who are next, letters give everybody who fits")
{
    CoachedSchool window;
    shared_visit(window, window.school.teacher);
    const auto next = must(people_to_visit(*window.document, ""));
    REQUIRE(next.size() == 1);
    CHECK(next[0].name == "Ben Okafor");
    const auto typed = must(people_to_visit(*window.document, "ru"));
    REQUIRE(typed.size() == 1);
    CHECK(typed[0].name == "Ana Ruiz");
    CHECK(must(people_to_visit(*window.document, "zzz")).empty());
}

TEST_CASE("a subject and a grade are said as people say them")
{
    CHECK(subject_and_grade("Math", "6") == "Math, grade 6");
    CHECK(subject_and_grade("Math", "") == "Math");
    CHECK(subject_and_grade("", "K") == "K");
    CHECK(subject_and_grade("Art", "6-8") == "Art, grade 6-8");
}
