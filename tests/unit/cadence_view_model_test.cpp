// The Cadence page: a count is the number of its names, filters narrow everything, the weeks are walked cell by cell.
#include <catch2/catch.hpp>
#include <qpdf/QPDF.hh>

#include "app/viewmodel/all_schools.hpp"
#include "app/viewmodel/cadence_view_model.hpp"
#include "app/viewmodel/follow_through_view_model.hpp"
#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/monday_page.hpp"
#include "app/viewmodel/patterns_view_model.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/weeks_view_model.hpp"
#include "app/viewmodel/who_next_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/cadence.hpp"
#include "throughline/report/pdf.hpp"
#include "throughline/sample.hpp"

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

// Both teachers were visited on 5 October, Ben's visit was never shared, and a month went by.
struct ForgottenSchool : CoachedSchool {
    ForgottenSchool()
    {
        for (const auto teacher : {school.teacher, school.other_teacher})
            run(AssignCaseload{school.coach, teacher, true});
        shared_visit(*this, school.teacher);
        unshared = start(school.other_teacher);
        pass(30 * day_ms);
    }
    ObservationId unshared;
};

int number_of(const CadenceViewModel& cadence, CadenceList list)
{
    for (const auto& count : cadence.counts())
        if (count.list == list) return count.number;
    return -1;
}

}  // namespace

TEST_CASE("each count of the Cadence page is the number of names behind it")
{
    ForgottenSchool window;
    CadenceViewModel cadence(*window.document);
    must(cadence.refresh({}));
    REQUIRE(cadence.counts().size() == 4);
    for (const auto& count : cadence.counts()) {
        cadence.show_list(count.list);
        INFO(count.words);
        CHECK(count.number == static_cast<int>(cadence.names().rows.size()));
        for (const auto& row : cadence.names().rows) CHECK(row.cells.size() == cadence.names().columns.size());
    }
    CHECK(number_of(cadence, CadenceList::past_cadence) == 2);
    CHECK(number_of(cadence, CadenceList::debriefs) == 1);
    CHECK(number_of(cadence, CadenceList::steps) == 1);
    CHECK(number_of(cadence, CadenceList::unshared) == 1);
    CHECK(cadence.counts()[1].words == "debrief not held in time");
    CHECK(cadence.counts()[0].words == "past their cadence");
    CHECK(cadence.summary() == "2 teachers under a rule: 2 overdue.");
}

TEST_CASE("a name opens the record where it is one's own, and the teacher's page where it is another's")
{
    ForgottenSchool window;
    CadenceViewModel cadence(*window.document);
    must(cadence.refresh({}));
    cadence.show_list(CadenceList::debriefs);
    REQUIRE(cadence.opens(0));
    CHECK(std::holds_alternative<DebriefId>(*cadence.opens(0)));

    must(window.document->act_as("lee@school.example"));
    must(cadence.refresh({}));
    cadence.show_list(CadenceList::debriefs);
    REQUIRE(cadence.opens(0));
    CHECK(std::get<PersonId>(*cadence.opens(0)) == window.school.teacher);
    CHECK(cadence.teacher(0) == window.school.teacher);
    CHECK_FALSE(cadence.opens(7));
}

TEST_CASE("nobody overdue leaves four zeros and a sentence instead of a list")
{
    CoachedSchool window("2026-09-01T09:00:00");  // the second day of the year
    CadenceViewModel cadence(*window.document);
    must(cadence.refresh({}));
    for (const auto& count : cadence.counts()) {
        CHECK(count.number == 0);
        cadence.show_list(count.list);
        CHECK(cadence.names().rows.empty());
        CHECK_FALSE(cadence.names().empty_words.empty());
    }
}

TEST_CASE("filters offer what the file has, are remembered as a text and forgotten when they are gone")
{
    ForgottenSchool window;
    must(window.document->act_as("lee@school.example"));
    CadenceFilters filters;
    must(filters.load(*window.document));
    CHECK_FALSE(filters.is_offered(CadenceFilters::school));
    CHECK_FALSE(filters.is_offered(CadenceFilters::team));
    CHECK_FALSE(filters.is_offered(CadenceFilters::tag));
    CHECK(filters.is_offered(CadenceFilters::observer));
    CHECK(filters.about() == "everybody");

    const auto team = window.run(SetTeam{{}, {}, "Mathematics", {window.school.teacher}});
    window.run(SetPersonTags{window.school.other_teacher, {"first year"}});
    must(filters.load(*window.document));
    filters.choose(CadenceFilters::team, 1);
    CHECK(filters.filter().team == team);
    CHECK(filters.about() == "Mathematics");
    CadenceViewModel cadence(*window.document);
    must(cadence.refresh(filters.filter()));
    CHECK(number_of(cadence, CadenceList::past_cadence) == 1);

    CadenceFilters again;
    must(again.load(*window.document));
    again.recall(filters.remembered());
    CHECK(again.filter().team == team);
    filters.clear();
    filters.choose(CadenceFilters::tag, 1);
    CHECK(filters.filter().tag == "first year");
    CHECK(filters.about() == "tag first year");

    window.run(RemoveTeam{team});
    must(again.load(*window.document));
    CHECK_FALSE(again.is_any_set());
}

TEST_CASE("with more than twenty schools one begins with one's own, and all of them are many to count")
{
    const TempFolder folder;
    const auto of_schools = [&](int schools) {
        SampleSize size;
        size.schools = schools;
        size.teachers_per_school = 2;
        size.observers_per_school = 1;
        size.today = *parse_date("2026-10-05");
        const auto file = folder / (std::to_string(schools) + ".throughline");
        must(write_sample(file, size));
        return must(Workspace::open(file));
    };
    const Document small(of_schools(20));  // as its owner
    CadenceFilters twenty;
    must(twenty.load(small));
    CHECK_FALSE(twenty.is_any_set());
    CHECK_FALSE(twenty.counts_many_schools());

    const Document many(of_schools(21));
    const auto own = must(many.ask(Me{})).school;
    CadenceFilters filters;
    must(filters.load(many));
    CHECK(filters.filter().school == own);
    CHECK(filters.words(CadenceFilters::observer).size() <= 2);  // of this school
    filters.recall({});  // nothing was ever chosen
    CHECK(filters.filter().school == own);
    CHECK_FALSE(filters.counts_many_schools());
    filters.clear();
    CHECK(filters.counts_many_schools());
    CHECK_FALSE(filters.is_offered(CadenceFilters::observer));  // one chooses their school first
    CadenceFilters again;
    must(again.load(many));
    again.recall(filters.remembered());  // all were chosen
    CHECK_FALSE(again.is_any_set());
    CadenceFilter tagged;
    tagged.tag = "first year";  // in any of them
    CHECK(goes_over_all_schools(tagged));
    tagged.school = own;
    CHECK_FALSE(goes_over_all_schools(tagged));
}

TEST_CASE("an observer is offered no other observer's caseload, and a teacher no Cadence page")
{
    ForgottenSchool window;
    CadenceFilters filters;
    must(filters.load(*window.document));  // the coach
    CHECK_FALSE(filters.is_offered(CadenceFilters::observer));
    CHECK(filters.about() == "your caseload");
    CHECK(sees_cadence(*window.document));
    CHECK(keeps_house(*window.document));  // owns the file
    must(window.document->act_as("dana@school.example"));
    CHECK(sees_cadence(*window.document));
    CHECK_FALSE(keeps_house(*window.document));
    must(window.document->act_as("ana@school.example"));
    CHECK_FALSE(sees_cadence(*window.document));
    CadenceViewModel cadence(*window.document);
    CHECK_FALSE(cadence.refresh({}));
}

TEST_CASE("who next says why, most pressing first")
{
    ForgottenSchool window;
    WhoNextViewModel next(*window.document);
    must(next.refresh({}));
    REQUIRE(next.table().rows.size() == 2);
    const auto& row = next.table().rows.front();
    CHECK(row.cells[1] == "overdue");
    CHECK(row.tinted_cell == 1U);
    CHECK(row.cells[2].find("the rule is 10") != std::string::npos);
    CHECK(row.cells.size() == next.table().columns.size());
}

TEST_CASE("the weeks begin on this week and the arrows stay within the grid")
{
    ForgottenSchool window;
    WeeksViewModel weeks(*window.document);
    must(weeks.refresh({}));
    REQUIRE_FALSE(weeks.is_empty());
    CHECK(weeks.place().row == 0);
    CHECK(iso(weeks.grid().weeks[weeks.place().week].monday) == "2026-11-02");
    weeks.move(0, -4);
    CHECK(iso(weeks.grid().weeks[weeks.place().week].monday) == "2026-10-05");
    CHECK(weeks.words(weeks.place()).find("visited") != std::string::npos);
    CHECK(weeks.words(weeks.place()).find("overdue") != std::string::npos);
    weeks.move(100, 100);
    CHECK(weeks.place().row == weeks.grid().rows.size() - 1);
    CHECK(weeks.place().week == weeks.grid().weeks.size() - 1);
    weeks.move(-100, -100);
    CHECK(weeks.place() == WeeksViewModel::Place{0, 0});
}

TEST_CASE("the current cell stays on its teacher and week when somebody comes in before them")
{
    ForgottenSchool window;
    WeeksViewModel weeks(*window.document);
    must(weeks.refresh({}));
    weeks.move(1, -2);
    const auto teacher = weeks.row()->teacher;
    const auto monday = weeks.grid().weeks[weeks.place().week].monday;
    Person person;
    person.given_name = "Aaron";
    person.family_name = "Abbott";
    person.roles = {Role::teacher};
    window.run(AddPerson{person});
    must(window.document->act_as("lee@school.example"));  // sees everybody, not only a caseload
    must(weeks.refresh({}));
    CHECK(weeks.grid().rows.size() == 3);
    CHECK(weeks.row()->teacher == teacher);
    CHECK(weeks.grid().weeks[weeks.place().week].monday == monday);
}

TEST_CASE("a cell's marks and its words say the same")
{
    WeeksGrid::Cell cell;
    CHECK(marks_of(cell).empty());
    CHECK(words_of(cell).empty());
    cell.visited = 2;
    cell.debriefed = 1;
    cell.step_checked = 1;
    cell.planned = true;
    CHECK(marks_of(cell) ==
          std::vector{WeekMark::visited, WeekMark::debriefed, WeekMark::step_checked, WeekMark::planned});
    CHECK(words_of(cell) == "visited twice, debriefed, step checked, visit planned");
}

TEST_CASE("weeks without school and short weeks say so in their heads")
{
    ForgottenSchool window;
    window.run(AddCalendarDays{*parse_date("2026-10-12"), *parse_date("2026-10-13"), DayKind::holiday, "Fall"});
    window.run(AddCalendarDays{*parse_date("2026-10-19"), *parse_date("2026-10-23"), DayKind::holiday, "Break"});
    WeeksViewModel weeks(*window.document);
    must(weeks.refresh({}));
    for (std::size_t week = 0; week < weeks.grid().weeks.size(); ++week) {
        const auto monday = iso(weeks.grid().weeks[week].monday);
        if (monday == "2026-10-05") CHECK(weeks.second_line(week).empty());
        if (monday == "2026-10-12") CHECK(weeks.second_line(week) == "3 days");
        if (monday == "2026-10-19") CHECK(weeks.second_line(week) == "no school");
    }
    const auto table = weeks.table();
    REQUIRE(table.rows.size() == 2);
    CHECK(table.columns.size() == weeks.grid().weeks.size() + 2);
    CHECK(table.rows[0].cells.size() == table.columns.size());
}

TEST_CASE("follow-through says of few cases that they are too few")
{
    ForgottenSchool window;
    FollowThroughViewModel follow(*window.document);
    must(follow.refresh({}));
    REQUIRE(follow.measures().rows.size() == 8);
    CHECK(follow.measures().rows[0].cells[1].find("too few to say") != std::string::npos);
    CHECK(follow.measures().rows[0].look == TableRow::Look::quiet);
    follow.choose_period(FollowThroughViewModel::four_weeks);
    must(follow.refresh({}));
    CHECK(follow.measures().rows[0].cells[1].find("0 visits") != std::string::npos);
    CHECK(follow.span_words() == "Visits from Wed 7 Oct to Wed 4 Nov.");
}

TEST_CASE("load stands beside the hours that somebody has said")
{
    ForgottenSchool window;
    FollowThroughViewModel follow(*window.document);
    must(follow.refresh({}));
    REQUIRE(follow.load().rows.size() == 1);
    CHECK(follow.load().rows[0].cells[3] == "not said");
    window.run(SetObserverTime{window.school.coach, 0.1});
    must(follow.refresh({}));
    CHECK(follow.load().rows[0].cells[3] == "0.1 h");
    CHECK(follow.load().rows[0].look == TableRow::Look::attention);
}

TEST_CASE("patterns of fewer than five teachers say so and nothing else")
{
    ForgottenSchool window;
    const auto visit = window.start(window.school.teacher);
    window.run(RateIndicator{visit, "1a", Mark::level, 2});
    window.run(ShareObservation{visit});
    PatternsViewModel patterns(*window.document);
    must(patterns.refresh({}));
    REQUIRE(patterns.table().rows.size() == 1);
    CHECK(patterns.table().rows[0].cells.back() == "too few");
    CHECK(patterns.row_words(0).find("too few teachers") != std::string::npos);
    CHECK(patterns.row_words(9).empty());
}

TEST_CASE("a list is saved as CSV with its headings, and a formula in a name stays a text")
{
    ShownTable table{"Past / their: cadence", {{"Teacher"}, {"Late"}}, {}, {}};
    table.rows.push_back({{}, {"=1+1", "2 school days, overdue"}});
    CHECK(as_csv(table) == "\xef\xbb\xbfTeacher,Late\r\n'=1+1,\"2 school days, overdue\"\r\n");
    CHECK(file_name(table.name, *parse_date("2026-11-23"), "csv") == "Past  their cadence 2026-11-23.csv");
    const TempFolder folder;
    must(save_file(folder / "list.csv", as_csv(table)));
    CHECK(std::filesystem::file_size(folder / "list.csv") == as_csv(table).size());
    const auto refused = save_file(folder / "no such folder" / "list.csv", "x");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("cannot be written") != std::string::npos);
}

TEST_CASE("Monday's page has the counts with the names behind them, and the measures")
{
    ForgottenSchool window;
    const auto page = must(monday_page(*window.document, {}, "everybody"));
    std::vector<std::string> captions;
    for (const auto& block : page.blocks)
        if (const auto* table = std::get_if<report::Table>(&block)) captions.push_back(table->caption);
    CHECK(captions == std::vector<std::string>{"2 past their cadence", "1 debrief not held in time",
                                               "1 step past its check day", "1 visit not yet shared",
                                               "Follow-through this school year"});
}

TEST_CASE("Monday's page shares its one sheet among the lists and counts what it leaves out")
{
    ForgottenSchool window;
    for (int i = 0; i < 30; ++i) {
        Person person;
        person.given_name = "Sample";
        person.family_name = "Teacher " + std::to_string(i);
        person.roles = {Role::teacher};
        window.run(AddPerson{person});
    }
    must(window.document->act_as("lee@school.example"));
    const auto page = must(monday_page(*window.document, {}, "everybody"));
    const auto* past = std::get_if<report::Table>(&page.blocks[1]);
    REQUIRE(past);
    CHECK(past->caption == "32 past their cadence, the first 11");
    CHECK(past->rows.size() == 11);
    const auto bytes = must(report::as_pdf(page));
    QPDF pdf;
    pdf.processMemoryFile("page", bytes.data(), bytes.size());
    CHECK(pdf.getAllPages().size() == 1);
}
