// The Growth page without a window: what the chart draws and refuses to draw, what there is to choose, who sees what,
// and that table, chart and file say one number.
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "app/viewmodel/growth_view_model.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/school_growth_view_model.hpp"
#include "tests/support/visited_school.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/report/growth_chart.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

using Part = GrowthViewModel::Part;

void visit_rising(VisitedSchool& t, int times)
{
    for (int i = 0; i < times; ++i) {
        const int level = 1 + 3 * i / std::max(1, times - 1);
        t.visit(t.teacher, t.monday(2 * i), {{"1a", level}, {"2", level}, {"3a", level}});
    }
}

// Six teachers, the others seen eight times, Ana so often; opened by one of them.
class Opened {
public:
    explicit Opened(int visits, const std::function<void(VisitedSchool&)>& prepare = {}) : school(6)
    {
        school.visit_the_others(8);
        visit_rising(school, visits);
        if (prepare) prepare(school);
        school.go_to(school.monday(16));
    }
    Document& as(const PersonId& person)
    {
        must(school.workspace.execute(Actor::keeper(), SetOwner{person}));
        document = std::make_unique<Document>(std::move(school.workspace));
        return *document;
    }
    VisitedSchool school;
    std::unique_ptr<Document> document;
};

std::string all_words(const ReadingText& text)
{
    std::string words;
    for (const auto& paragraph : text) words += paragraph.text + "\n";
    return words;
}

const TableRow* row_called(const ShownTable& table, const std::string& what)
{
    const auto found = std::ranges::find_if(table.rows, [&](const TableRow& row) { return row.cells.front() == what; });
    return found == table.rows.end() ? nullptr : &*found;
}

// What is drawn leans nowhere: every curve and every band is level.
bool is_level(const report::Chart& chart)
{
    return std::ranges::all_of(chart.curves,
                               [](const auto& curve) {
                                   return std::ranges::all_of(curve.places, [&](const auto& place) {
                                       return place.value == curve.places.front().value;
                                   });
                               }) &&
           std::ranges::all_of(chart.bands, [](const auto& band) {
               return std::ranges::all_of(band.ranges, [&](const auto& range) {
                   return range.low == band.ranges.front().low && range.high == band.ranges.front().high;
               });
           });
}

}  // namespace

TEST_CASE("fault 20: two steep visits draw the present level with its band, no line, and the words count the visits")
{
    Opened t(2);
    GrowthViewModel view_model(t.as(t.school.coach));
    must(view_model.choose_teacher(t.school.teacher));
    CHECK(view_model.words() == "Not enough visits yet: 2 of 6");
    const auto chart = view_model.chart();
    REQUIRE(chart);
    CHECK(chart->note == "not enough visits yet: 2 of 6");
    CHECK(chart->points.size() == 2);
    REQUIRE(chart->curves.size() == 1);
    CHECK(chart->curves[0].dashed);
    REQUIRE(chart->bands.size() == 1);
    CHECK(is_level(*chart));
    CHECK(chart->summary().find("not enough visits yet: 2 of 6") != std::string::npos);
    CHECK(chart->points[0].words == "Mon 7 Sep: 1.00 on average of 3 rows, by Cora Coach, coaching");
    for (const auto& small : view_model.indicator_charts()) CHECK(small.curves.empty());
    CHECK_FALSE(row_called(view_model.table(), "Line"));
}

TEST_CASE("eight rising visits draw a line within its band, named on the y axis, and the line's ends are the answer's")
{
    Opened t(8);
    GrowthViewModel view_model(t.as(t.school.coach));
    must(view_model.choose_teacher(t.school.teacher));
    CHECK(view_model.words() == "Rising");
    const auto chart = view_model.chart();
    REQUIRE(chart);
    REQUIRE(chart->curves.size() == 1);
    CHECK_FALSE(chart->curves[0].dashed);
    CHECK(chart->curves[0].places.back().value == view_model.growth()->present->value);
    REQUIRE(chart->bands.size() == 1);
    CHECK(chart->bands[0].ranges.back().low == view_model.growth()->present->interval->low);
    REQUIRE(chart->scale.size() == 4);
    CHECK(chart->scale[2].label == "Established");
    CHECK_FALSE(is_level(*chart));
    CHECK(view_model.sentences()[1] == report::slope_words(*view_model.growth()));
    CHECK(row_called(view_model.table(), "Line"));
}

TEST_CASE("eight visits that go up and down get a level and no line, however many they are")
{
    Opened t(1);
    GrowthViewModel view_model(t.as(t.school.coach));
    must(view_model.choose_teacher(t.school.other_teacher));
    CHECK(view_model.words() == "No direction");
    REQUIRE(view_model.chart());
    CHECK(is_level(*view_model.chart()));
    CHECK_FALSE(view_model.chart()->curves.empty());
}

TEST_CASE("while a worker computes, a teacher's own year from before stays, and never stands under another's name")
{
    Opened t(8);
    const auto& document = t.as(t.school.coach);
    GrowthViewModel view_model(document);
    std::optional<TeacherGrowth> asked;
    view_model.ask_elsewhere = [&](const std::optional<TeacherGrowth>& question) { asked = question; };
    must(view_model.refresh());
    CHECK_FALSE(asked);
    CHECK(view_model.empty_words() == "Choose a teacher above.");
    must(view_model.choose_teacher(t.school.teacher));
    CHECK(asked->teacher == t.school.teacher);
    CHECK(view_model.empty_words() == "Computing the year ...");
    must(view_model.take(document.ask(*asked)));
    CHECK(view_model.words() == "Rising");
    must(view_model.refresh());
    CHECK(view_model.words() == "Rising");
    view_model.say_waiting(true);
    CHECK(view_model.words() == "From before: Rising");
    must(view_model.choose_teacher(t.school.other_teacher));
    CHECK_FALSE(view_model.growth());
    CHECK(view_model.empty_words() == "Computing the year ...");
    view_model.say_waiting(false);
    CHECK_FALSE(view_model.take(fail(ErrorCode::storage, "The disk is away.")));
    CHECK(view_model.empty_words() == "The year could not be computed.");
}

TEST_CASE("fault 5: chart, table, sentence and file say one level, and it is the answer's")
{
    Opened t(8);
    GrowthViewModel view_model(t.as(t.school.coach));
    must(view_model.choose_teacher(t.school.teacher));
    const auto& growth = *view_model.growth();
    const auto level = report::level_number(growth.present->value);
    const auto low = report::level_number(growth.present->interval->low);
    CHECK(view_model.sentences()[0].find(": " + level + ", ") != std::string::npos);
    CHECK(view_model.sentences()[0].find("between " + low + " and ") != std::string::npos);
    const auto table = view_model.table();
    const auto* row = row_called(table, "Level on the last visit");
    REQUIRE(row);
    CHECK(row->cells[2] == level);
    CHECK(row->cells[3] == low);
    CHECK(view_model.chart()->summary().find(level) != std::string::npos);
    CHECK(as_csv(table).find("Level on the last visit,Mon 14 Dec," + level + "," + low) != std::string::npos);
    CHECK(as_csv(view_model.table(DayForm::iso)).find("Level on the last visit,2026-12-14," + level) !=
          std::string::npos);
    // Each visit's mean in the table is that of its ratings in the answer.
    for (const auto& visit : growth.visits) {
        double sum = 0;
        int count = 0;
        for (const auto& one : growth.indicators)
            for (const auto& point : one.points)
                if (point.observation == visit.observation && point.mark == Mark::level) sum += point.level, ++count;
        const auto mean = report::level_number(sum / count);
        CHECK(std::ranges::any_of(table.rows, [&](const TableRow& shown) {
            return shown.cells[0] == "Visit" && shown.cells[2] == mean &&
                   shown.cells[1] == spoken_date(visit.on, t.document->today());
        }));
    }
}

TEST_CASE("levels reached first and sustained and steps mastered stand beside the chart, and the steps on its days")
{
    Opened t(3, [](VisitedSchool& school) {
        const auto visit = school.begin(school.teacher, school.monday(6), {{"1a", 4}}, {});
        must(school.workspace.execute(school.as_coach(), SetActionStep{visit, "Wait three seconds", {}, {}, {}}));
        must(school.workspace.execute(school.as_coach(), ShareObservation{visit}));
    });
    GrowthViewModel view_model(t.as(t.school.coach));
    must(view_model.choose_teacher(t.school.teacher));
    const auto words = all_words(view_model.markers());
    CHECK(words.find("Levels sustained") != std::string::npos);
    CHECK(words.find("1a Community: Extending (4) since Mon 19 Oct") != std::string::npos);
    CHECK(words.find("Steps mastered: 0 of 1") != std::string::npos);
    CHECK(words.find("1a Community: Not yet seen (1) on Mon 7 Sep; Emerging (2) on Mon 21 Sep") != std::string::npos);
    const auto chart = view_model.chart();
    REQUIRE(chart->day_marks.size() == 1);
    CHECK(chart->day_marks[0].words == "Mon 19 Oct: step agreed: Wait three seconds");
    CHECK_FALSE(chart->day_marks[0].filled);
    CHECK(all_words(view_model.how_computed()).find("restricted maximum likelihood") != std::string::npos);
}

TEST_CASE("nobody's growth is opened unless chosen, and a teacher finds their own and no other")
{
    Opened t(3);
    auto& document = t.as(t.school.coach);
    GrowthViewModel of_coach(document);
    must(of_coach.refresh());
    CHECK(of_coach.choices(Part::teacher).size() == 6);
    CHECK_FALSE(of_coach.growth());
    CHECK(of_coach.empty_words() == "Choose a teacher above.");
    must(of_coach.choose(Part::teacher, 0));
    REQUIRE(of_coach.growth());
    const auto remembered = of_coach.remembered();
    GrowthViewModel again(document);
    again.recall(remembered);
    must(again.refresh());
    CHECK(again.chosen_teacher() == of_coach.chosen_teacher());

    must(document.act_as("T1"));
    GrowthViewModel of_teacher(document);
    of_teacher.recall(remembered);  // somebody else's, on a shared computer
    must(of_teacher.refresh());
    CHECK(of_teacher.choices(Part::teacher) == std::vector<std::string>{"Ana Ruiz"});
    REQUIRE(of_teacher.growth());
    CHECK(of_teacher.words() == "Not enough visits yet: 3 of 6");
    SchoolGrowthViewModel school(document);
    CHECK_FALSE(school.refresh());
}

TEST_CASE("coach and teacher have the same digits on the teacher's page and on My feedback, with nobody else to choose")
{
    Opened t(8);
    auto& document = t.as(t.school.coach);
    GrowthViewModel on_growth_page(document);
    must(on_growth_page.choose_teacher(t.school.teacher));
    GrowthViewModel of_coach(document);
    must(of_coach.show_only(t.school.teacher));
    must(of_coach.refresh());
    CHECK(of_coach.choices(Part::teacher).empty());
    CHECK(of_coach.choices(Part::year).size() == 1);
    REQUIRE(of_coach.growth());
    CHECK(of_coach.table().rows == on_growth_page.table().rows);
    CHECK(of_coach.chart()->summary() == on_growth_page.chart()->summary());
    const auto table = of_coach.table();
    const auto* visit = row_called(table, "Visit");
    REQUIRE(visit);
    CHECK(visit->id == any(of_coach.growth()->visits.front().observation));

    must(document.act_as("T1"));
    GrowthViewModel of_teacher(document);
    must(of_teacher.show_only(t.school.teacher));
    CHECK(of_teacher.choices(Part::teacher).empty());
    CHECK(of_teacher.words() == "Rising");
    CHECK(of_teacher.table().rows == of_coach.table().rows);
    CHECK(of_teacher.sentences() == of_coach.sentences());
    CHECK(of_teacher.chart()->summary() == of_coach.chart()->summary());
    GrowthViewModel of_another(document);
    CHECK_FALSE(of_another.show_only(t.school.other_teacher));
    CHECK_FALSE(of_another.growth());
}

TEST_CASE("with more than twenty schools the teachers to choose from are those of one school")
{
    const TempFolder folder;
    SampleSize size;
    size.schools = 21;
    size.teachers_per_school = 3;
    size.observers_per_school = 1;
    size.today = *parse_date("2026-10-05");
    must(write_sample(folder / "many.throughline", size));
    const Document document(must(Workspace::open(folder / "many.throughline")), Actor::keeper());
    const auto schools = must(document.ask(SchoolSettings{})).schools;
    GrowthViewModel view_model(document);
    must(view_model.refresh());
    CHECK(view_model.choices(Part::school).size() == schools.size());
    CHECK(view_model.chosen(Part::school));
    CHECK(view_model.choices(Part::teacher).size() == 3);
    CHECK_FALSE(view_model.chosen_teacher());

    must(view_model.choose(Part::school, 5));
    REQUIRE(view_model.choices(Part::teacher).size() == 3);
    CHECK_FALSE(view_model.chosen_teacher());  // nobody is chosen for anybody
    must(view_model.choose(Part::teacher, 1));
    const auto chosen = view_model.chosen_teacher();
    REQUIRE(chosen);
    CHECK(view_model.growth());
    must(view_model.choose(Part::school, 6));
    CHECK_FALSE(view_model.chosen_teacher());

    // Whoever is chosen elsewhere brings their school along.
    must(view_model.choose_teacher(*chosen));
    CHECK(view_model.chosen(Part::school) == 5U);
    CHECK(view_model.chosen(Part::teacher) == 1U);
    GrowthViewModel again(document);
    again.recall(view_model.remembered());
    must(again.refresh());
    CHECK(again.chosen(Part::school) == 5U);
    CHECK(again.chosen_teacher() == chosen);
}

TEST_CASE("a leader finds coaching as a count in words, and evaluations as points")
{
    Opened t(3, [](VisitedSchool& school) {
        VisitedSchool::Hat evaluation;
        evaluation.purpose = Purpose::evaluation;
        evaluation.observer = school.leader;
        school.visit(school.teacher, school.monday(6), {{"1a", 3}}, evaluation);
    });
    GrowthViewModel view_model(t.as(t.school.leader));
    must(view_model.choose_teacher(t.school.teacher));
    CHECK(view_model.growth()->purpose == Purpose::evaluation);
    CHECK(view_model.chart()->points.size() == 1);
    REQUIRE(view_model.choices(Part::purpose) == std::vector<std::string>{"Coaching", "Evaluation"});
    must(view_model.choose(Part::purpose, 0));
    CHECK_FALSE(view_model.chart());
    CHECK(view_model.empty_words().find("3 visits for coaching took place whose ratings are not yours to read.") !=
          std::string::npos);
}

TEST_CASE("a school's map hides groups under five, names nobody, and says each cell in words")
{
    Opened t(3);
    SchoolGrowthViewModel view_model(t.as(t.school.coach));
    must(view_model.refresh());
    REQUIRE(view_model.series_words().size() == 1);
    REQUIRE(view_model.rows().size() == 3);
    CHECK(view_model.column_words(0) == "September");
    CHECK(view_model.heading(0) == "1a Community");
    const auto look = view_model.look({0, 0});
    CHECK(look.counts == "12 visits by 1");
    CHECK_FALSE(look.level.empty());
    CHECK(view_model.words({0, 0}).find("1a Community, September: ") == 0);
    view_model.move(10, 10);
    CHECK(view_model.place() == SchoolGrowthViewModel::Place{2, view_model.months().size() - 1});
    for (const auto& row : view_model.map_table().rows)
        for (const auto& cell : row.cells)
            for (const auto* name : {"Ana", "Ruiz", "Ben", "Sample"}) CHECK(cell.find(name) == std::string::npos);
    CHECK(view_model.shares().rows.size() >= 3);
    CHECK(view_model.curve().rows.front().cells[0] == "1 visit by 1 observer");
    CHECK(view_model.reliability_sentences().size() >= 2);
}

TEST_CASE("with four teachers a school's map and its reliability have no number at all")
{
    VisitedSchool school(4);
    school.visit_the_others(3);
    visit_rising(school, 3);
    must(school.workspace.execute(Actor::keeper(), SetOwner{school.coach}));
    Document document(std::move(school.workspace));
    SchoolGrowthViewModel view_model(document);
    must(view_model.refresh());
    REQUIRE_FALSE(view_model.is_empty());
    for (std::size_t row = 0; row < view_model.rows().size(); ++row)
        for (std::size_t month = 0; month < view_model.months().size(); ++month) {
            const auto look = view_model.look({row, month});
            CHECK((look.level == "too few" || look.level.empty()));
            CHECK(look.counts.empty());
        }
    CHECK(view_model.shares().rows.empty());
    CHECK(view_model.curve().rows.empty());
    CHECK(view_model.reliability_sentences()[0].find("too few to say") != std::string::npos);
}
