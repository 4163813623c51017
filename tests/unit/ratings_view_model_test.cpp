// Marking a rubric's rows by key.
#include <catch2/catch.hpp>

#include "app/viewmodel/ratings_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/rubric.hpp"
#include "throughline/exchange/rubric_file.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Contains;

namespace {

struct OpenRatings {
    CoachedSchool school;
    OpenVisit visit{*school.document, *school.drafts};
    RatingsViewModel ratings{visit};

    explicit OpenRatings(const std::string& rubric = "essential-practice-look-fors")
    {
        must(visit.open(school.start(school.school.teacher, rubric)));
    }
};

}  // namespace

TEST_CASE("nine rows are rated with nine marks and eight arrows")
{
    OpenRatings open;
    REQUIRE(open.ratings.rows().size() == 9);
    int key_count = 0;
    for (std::size_t row = 0; row < 9; ++row) {
        if (row > 0) ++key_count;  // the arrow
        open.ratings.select(row);
        must(open.ratings.press(static_cast<char>('1' + row % 4)));
        ++key_count;
    }
    CHECK(key_count <= 18);
    CHECK(open.ratings.rated_count() == 9);
    CHECK(open.school.detail(open.visit.id()).ratings.size() == 9);
}

TEST_CASE("a level, not observed, not applicable and blank are four different marks")
{
    OpenRatings open("teach-primary");
    must(open.ratings.press('4'));
    CHECK(open.ratings.rows()[0].mark == "4  Medium-high");
    CHECK(open.ratings.rows()[0].tone == Tone::high);
    must(open.ratings.press('n'));
    CHECK(open.ratings.rows()[0].mark == "Not observed");
    must(open.ratings.press(RatingsViewModel::clear_key));
    CHECK(open.ratings.rows()[0].mark == "Blank");
    CHECK(open.ratings.rows()[0].is_blank);
    CHECK(open.school.detail(open.visit.id()).ratings.empty());
}

TEST_CASE("a key that the row does not take says why and changes nothing")
{
    OpenRatings open("teach-primary");
    CHECK_THAT(open.ratings.press('7').error().text(), Contains("levels 1 to 5"));
    CHECK_THAT(open.ratings.press('a').error().text(), Contains("not applicable"));
    CHECK(open.ratings.rows()[0].is_blank);
    CHECK_FALSE(RatingsViewModel::is_mark_key('x'));
}

TEST_CASE("not applicable is set where the row allows it")
{
    OpenRatings open("teach-primary");
    ChangeObservation change{};
    change.observation = open.visit.id();
    change.form_id = "complete";
    open.school.run(change);
    const auto rows = open.ratings.rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [](const auto& one) { return one.code == "1.3"; });
    REQUIRE(row != rows.end());
    open.ratings.select(static_cast<std::size_t>(row - rows.begin()));
    must(open.ratings.press('a'));
    CHECK(open.ratings.rows()[open.ratings.selected()].mark == "Not applicable");
}

TEST_CASE("fault 2: a lowest level of zero is a level like any other, on screen and on disk")
{
    CoachedSchool school;
    auto rubric = must(parse_rubric(shipped_rubric_files().front()));
    rubric.id = "from-zero";
    rubric.title = "From zero";
    rubric.scales = {{"zero", "From zero", {{0, "Absent", "red", ""}, {1, "Present", "green", ""}}}};
    rubric.nodes.clear();
    RubricNode node;
    node.code = "1";
    node.title = "One row";
    node.scale_id = "zero";
    node.descriptors = {{0, "It was not there."}, {1, "It was there."}};
    rubric.nodes.push_back(node);
    rubric.forms.clear();
    school.run(AddRubricVersion{write_rubric(rubric)});
    OpenVisit visit(*school.document, *school.drafts);
    RatingsViewModel ratings(visit);
    must(visit.open(school.start(school.school.teacher, "from-zero")));
    must(ratings.press('0'));
    CHECK(ratings.rows()[0].mark == "0  Absent");
    CHECK_FALSE(ratings.rows()[0].is_blank);
    auto other = school.second_window();
    CHECK(must(other->document.ask(ObservationDetail{visit.id()})).ratings ==
          std::vector<Rating>{{"1", Mark::level, 0}});
}

TEST_CASE("beside a row stand its levels in words and the lines tagged with it or a row below it")
{
    OpenRatings open("teach-primary");
    open.school.school.clock->forward(90 * us_per_second);
    Evidence line;
    line.observation = open.visit.id();
    line.elapsed_ms = 90'000;
    line.speaker = Speaker::teacher;
    line.text = "Who can explain why?";
    line.indicators = {"6.1"};
    open.school.run(AddEvidence{line});
    open.ratings.select(5);  // element 6
    const auto beside = open.ratings.beside();
    CHECK(beside.title == "6 Critical thinking");
    CHECK(beside.area == "Instruction");
    CHECK(beside.lines == std::vector<std::string>{"01:30  Teacher: Who can explain why?"});
    REQUIRE(beside.choices.size() == 7);  // five levels, not observed, blank
    CHECK(beside.choices[0].name == "1  Low");
    CHECK_FALSE(beside.choices[0].descriptor.empty());
    CHECK(beside.choices.back().is_chosen);
    must(open.ratings.mark(beside.choices[3].rating));
    CHECK(open.ratings.beside().choices[3].is_chosen);
    CHECK(open.ratings.rows()[5].line_count == 1);
}

TEST_CASE("last time's ratings are hidden until they are asked for")
{
    OpenRatings open;
    must(open.ratings.press('2'));
    open.school.run(ShareObservation{open.visit.id()});
    open.school.pass(24 * 60 * 60'000);
    must(open.visit.open(open.school.start(open.school.school.teacher)));
    CHECK(open.ratings.rows()[0].last.empty());
    CHECK(open.ratings.beside().last.empty());
    open.ratings.show_last(true);
    CHECK(open.ratings.rows()[0].last == "2  Emerging");
    CHECK(open.ratings.rows()[1].last == "not rated");
    CHECK(open.ratings.beside().last == "Last time: 2  Emerging");

    must(open.visit.open(open.school.start(open.school.school.other_teacher)));
    CHECK_FALSE(open.ratings.shows_last());  // asked for anew with each visit
}

TEST_CASE("a row that is counted in the script takes no mark and says so")
{
    OpenRatings open("interval-tally");
    CHECK_FALSE(open.ratings.rows()[1].takes_mark);
    open.ratings.select(1);
    CHECK_THAT(open.ratings.press('3').error().text(), Contains("counted in the script"));
    CHECK(open.ratings.rateable_count() == 0);
}
