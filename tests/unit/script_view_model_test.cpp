// Writing down what is seen, line by line.
#include <catch2/catch.hpp>

#include "app/viewmodel/script_view_model.hpp"
#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Contains;

namespace {

struct OpenScript {
    CoachedSchool school;
    OpenVisit visit{*school.document, *school.drafts};
    ScriptViewModel script{visit};

    explicit OpenScript(const std::string& rubric = "teach-primary")
    {
        must(visit.open(school.start(school.school.teacher, rubric)));
    }
    [[nodiscard]] std::vector<std::string> cells(std::size_t row) const { return script.rows().at(row).cells; }
    [[nodiscard]] EvidenceId id(std::size_t row) const { return as<EvidenceId>(script.rows().at(row).id); }
};

using Cells = std::vector<std::string>;

}  // namespace

TEST_CASE("Enter stamps the visit's time on the line and empties the input")
{
    OpenScript open;
    open.school.pass(90'000);
    open.script.typed("t who can explain why? #6.1");
    must(open.script.enter("t who can explain why? #6.1"));
    CHECK(open.cells(0) == Cells{"01:30", "Teacher", "who can explain why?", "6.1", ""});
    CHECK(open.script.input().empty());
    CHECK_FALSE(open.school.drafts->has_unsettled());
}

TEST_CASE("a private line is marked and quiet")
{
    OpenScript open;
    must(open.script.enter("p ask about grouping"));
    CHECK(open.cells(0) == Cells{"00:00", "", "ask about grouping", "", "private"});
    CHECK(open.script.rows()[0].look == TableRow::Look::quiet);
    must(open.script.toggle_private(open.id(0)));
    CHECK(open.cells(0)[4].empty());
}

TEST_CASE("a blank line adds nothing")
{
    OpenScript open;
    must(open.script.enter("   "));
    CHECK(open.script.rows().empty());
}

TEST_CASE("the hint tells an unknown tag first, then a judging word, then what the tags mean")
{
    OpenScript open;
    CHECK_THAT(open.script.hint(""), Contains("t for teacher"));
    CHECK_THAT(open.script.hint("t seemed unsure #42"), Contains("no row 42"));
    CHECK_THAT(open.script.hint("t seemed unsure #6.1"), Contains("\"seemed\":"));
    CHECK(open.script.hint("why? #6.1") == "6.1 Asks open-ended questions");
    const auto words = open.script.judging("t seemed unsure");
    REQUIRE(words.size() == 1);
    CHECK(words[0].begin == 2);
    CHECK(words[0].end == 8);
}

TEST_CASE("a judging word and an unknown tag are told, and the line is added all the same")
{
    OpenScript open;
    must(open.script.enter("t good wait time #42"));
    CHECK(open.cells(0)[2] == "good wait time #42");
}

TEST_CASE("a line is edited as it was typed: words, speaker, tags and privacy at once")
{
    OpenScript open;
    must(open.script.enter("t who can explain why? #6.1"));
    open.script.typed("half a li");
    open.script.edit_last();
    CHECK(open.script.input() == "t who can explain why? #6.1");
    must(open.script.enter("p s because it is steeper #6.1 #4"));
    CHECK(open.cells(0) == Cells{"00:00", "Student", "because it is steeper", "6.1, 4", "private"});
    CHECK(open.script.input() == "half a li");  // what was being typed before is there again
    CHECK_FALSE(open.script.editing());
}

TEST_CASE("Escape leaves an edited line as it was")
{
    OpenScript open;
    must(open.script.enter("t who can explain why?"));
    open.script.edit_last();
    open.script.typed("t who");
    open.school.pass(300);
    open.script.stop_editing();
    CHECK(open.cells(0)[2] == "who can explain why?");
    CHECK_FALSE(open.school.drafts->has_unsettled());
}

TEST_CASE("an edited line that is left unfinished is settled like any other text")
{
    OpenScript open;
    must(open.script.enter("t who can explain why?"));
    open.script.edit_last();
    open.script.typed("t who can explain why that is? #6.1");
    must(open.school.drafts->settle_all());
    CHECK(open.cells(0)[2] == "who can explain why that is?");
    CHECK(open.cells(0)[3] == "6.1");
}

TEST_CASE("a removed line comes back by undo")
{
    OpenScript open;
    must(open.script.enter("t one"));
    must(open.script.remove(open.id(0)));
    CHECK(open.script.rows().empty());
    must(open.school.document->undo());
    CHECK(open.script.rows().size() == 1);
}

TEST_CASE("undoing the line that is being edited ends the editing")
{
    OpenScript open;
    must(open.script.enter("t one"));
    open.script.edit_last();
    must(open.school.document->undo());
    CHECK_FALSE(open.script.editing());
}

TEST_CASE("a counter is one line whose number rises")
{
    OpenScript open;
    must(open.script.count("Open question"));
    must(open.script.count("Open question"));
    must(open.script.count("Hands up"));
    CHECK(open.script.rows().size() == 2);
    CHECK(open.cells(0)[2] == "Open question: 2");
    CHECK(open.school.detail(open.visit.id()).evidence[0].kind == EvidenceKind::tally);
    CHECK(open.script.count("  ").error().code == ErrorCode::invalid);
}

TEST_CASE("counters are the rubric's own rows where it has them, else those of the tally form")
{
    OpenScript tally("interval-tally");
    REQUIRE_FALSE(tally.script.counters().empty());
    CHECK(tally.script.counters()[0].code == "T1");
    must(tally.script.count(tally.script.counters()[0].name));
    CHECK(tally.cells(0)[3] == "T1");

    OpenScript other;
    REQUIRE_FALSE(other.script.counters().empty());
    CHECK(other.script.counters()[0].code.empty());
    CHECK(other.script.counters()[0].name == tally.script.counters()[0].name);
}

TEST_CASE("the stopwatch makes a line at the moment when it was started")
{
    OpenScript open;
    open.school.pass(60'000);
    open.script.start_stopwatch();
    open.school.pass(94'000);
    CHECK(open.script.stopwatch_ms() == 94'000);
    must(open.script.stop_stopwatch());
    CHECK(open.cells(0)[0] == "01:00");
    CHECK(open.cells(0)[2] == "Stopwatch: 01:34");
    CHECK_FALSE(open.script.is_stopwatch_running());
}

TEST_CASE("an on-task count is n of m, and remembers how many students there are")
{
    OpenScript open;
    must(open.script.add_snapshot("22", "27"));
    CHECK(open.cells(0)[2] == "On task: 22 of 27");
    CHECK(open.script.students_present() == "27");
    CHECK(open.script.add_snapshot("30", "27").error().code == ErrorCode::invalid);
    CHECK(open.script.add_snapshot("many", "27").error().code == ErrorCode::invalid);
}

TEST_CASE("counting while a line is half typed keeps the half line on disk")
{
    OpenScript open;
    open.script.typed("t half a line");
    open.school.pass(300);
    must(open.script.count("Open question"));
    open.school.pass(300);
    const auto detail = open.school.detail(open.visit.id());
    REQUIRE(detail.unsettled.size() == 1);
    CHECK(detail.unsettled[0].text == "t half a line");
    CHECK(open.script.input() == "t half a line");
}

TEST_CASE("an input that is emptied leaves no draft behind")
{
    OpenScript open;
    open.script.typed("t half");
    open.school.pass(300);
    open.script.typed("");
    CHECK(open.school.detail(open.visit.id()).unsettled.empty());
}
