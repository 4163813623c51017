// Growth, reliability and the heat map on a real file: what counts, for whom, and the faults that other tools had.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/support/visited_school.hpp"
#include "throughline/command/growth.hpp"
#include "throughline/command/rubric.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/query/growth.hpp"

using namespace throughline;
using namespace throughline::test;
using analysis::Direction;

namespace {

using Growth = TeacherGrowth::Growth;
using Hat = VisitedSchool::Hat;

Growth growth_of(VisitedSchool& t, const PersonId& teacher, const Actor& actor, TeacherGrowth query = {})
{
    query.teacher = teacher;
    return must(t.workspace.ask(actor, query));
}

Growth growth_of(VisitedSchool& t) { return growth_of(t, t.teacher, t.as_coach()); }

// Ana rises by a level in `weeks` weeks, seen every other week.
void visit_rising(VisitedSchool& t, int times)
{
    for (int i = 0; i < times; ++i) {
        const int level = 1 + 3 * i / std::max(1, times - 1);
        t.visit(t.teacher, t.monday(2 * i), {{"1a", level}, {"2", level}, {"3a", level}});
    }
}

void check_same(const Growth& a, const Growth& b)
{
    CHECK(a.words == b.words);
    CHECK(a.direction == b.direction);
    REQUIRE(a.present);
    REQUIRE(b.present);
    CHECK(a.present->value == b.present->value);  // to the last digit
    CHECK(a.present->interval->low == b.present->interval->low);
    CHECK(a.slope->value == b.slope->value);
    CHECK(a.visits.size() == b.visits.size());
}

// A single number from the raw tables.
std::int64_t raw(const VisitedSchool& t, const std::string& sql)
{
    SQLite::Database file(t.file.string(), SQLite::OPEN_READONLY);
    return file.execAndGet(sql).getInt64();
}

}  // namespace

TEST_CASE("fault 20: three visits get no direction however steep, and the words count them")
{
    VisitedSchool t(6);
    t.visit_the_others(8);
    visit_rising(t, 3);
    t.go_to(t.monday(16));
    const auto growth = growth_of(t);
    CHECK(growth.method == GrowthMethod::school_model);
    CHECK(growth.visits.size() == 3);
    CHECK(growth.direction == Direction::not_enough_visits);
    CHECK(growth.words == "not enough visits yet: 3 of 6");
    CHECK(growth.band.empty());
    REQUIRE(growth.present);
    CHECK(growth.present->interval->confidence == 0.8);  // the present level has its band all the same
    CHECK(growth.present_on == t.monday(4));
    REQUIRE(growth.indicators.size() == 3);
    CHECK(growth.indicators[0].first_reached.size() == 3);
    CHECK(growth.indicators[0].sustained->level == 2);
}

TEST_CASE("who clearly rises over eight visits is rising, and coach, teacher and keeper get the same numbers")
{
    VisitedSchool t(6);
    t.visit_the_others(8);
    visit_rising(t, 8);
    t.go_to(t.monday(16));
    const auto growth = growth_of(t);
    CHECK(growth.words == "rising");
    CHECK(growth.slope->interval->low > 0);
    REQUIRE(growth.band.size() == 15);
    CHECK(growth.band.front().on == t.monday(0));
    CHECK(growth.band.back().on == growth.present_on);
    CHECK(growth.band.back().level.value == growth.present->value);
    CHECK(growth.notes.size() == 1);  // one observer
    check_same(growth, growth_of(t, t.teacher, Actor::as(t.teacher)));
    check_same(growth, growth_of(t, t.teacher, Actor::keeper()));
    const auto flat = growth_of(t, t.teachers[1], t.as_coach());
    CHECK(flat.direction == Direction::no_direction);
    CHECK_FALSE(flat.band.empty());
}

TEST_CASE("ratings of coaching visits reach the coach and the teacher and nobody else, drafts nobody")
{
    VisitedSchool t(6);
    t.visit_the_others(3);
    visit_rising(t, 3);
    t.begin(t.teacher, t.monday(6), {{"1a", 4}}, {});  // a draft
    Hat other;
    other.observer = t.other_coach;
    t.visit(t.teacher, t.monday(7), {{"1a", 4}, {"2", 4}}, other);
    t.go_to(t.monday(16));
    CHECK(growth_of(t).visits.size() == 3);  // without the other coach's
    CHECK(growth_of(t).visits_unread == 0);  // of which this coach does not even know
    CHECK(growth_of(t, t.teacher, Actor::as(t.teacher)).visits.size() == 4);
    CHECK(growth_of(t, t.teacher, Actor::as(t.other_coach)).visits.size() == 1);
    const auto as_leader = growth_of(t, t.teacher, Actor::as(t.leader));
    CHECK(as_leader.visits.empty());
    CHECK(as_leader.visits_unread == 4);
    CHECK(as_leader.method == GrowthMethod::none);
    CHECK_FALSE(as_leader.present);
    CHECK(as_leader.indicators.empty());
    CHECK(as_leader.series.empty());
    CHECK(as_leader.notes.front() == "4 visits for coaching took place whose ratings are not yours to read.");
    CHECK_FALSE(t.workspace.ask(Actor::as(t.other_teacher), TeacherGrowth{t.teacher, {}, {}, {}, true}));
}

TEST_CASE("an answer for one teacher names no other, and changes with others only as a group does")
{
    VisitedSchool t(6);
    t.visit_the_others(6);
    visit_rising(t, 6);
    t.go_to(t.monday(16));
    const auto growth = growth_of(t);
    std::string all = growth.words;
    for (const auto& words : growth.how_computed) all += words;
    for (const auto& words : growth.notes) all += words;
    for (const auto* name : {"Ben", "Okafor", "Cleo", "Sample"}) CHECK(all.find(name) == std::string::npos);
    CHECK(all.find("18 ratings of this teacher in 6 visits, beside those of 5 other teachers") != std::string::npos);
}

TEST_CASE("fault 14: two rubrics, and two versions of one, are two series, and no number mixes them")
{
    VisitedSchool t(6);
    t.visit_the_others(3);
    visit_rising(t, 2);
    auto rubric = must(t.workspace.ask(t.as_coach(), NewestRubric{"essential-practice-look-fors"})).rubric;
    rubric.version += "-next";
    must(t.workspace.execute(Actor::keeper(), AddRubricVersion{write_rubric(rubric)}));
    t.visit(t.teacher, t.monday(8), {{"1a", 4}, {"2", 4}});
    Hat teach;
    teach.rubric = "teach-primary";
    t.visit(t.teacher, t.monday(9), {{"1", 5}, {"1.1", 3}, {"0.1", 1}}, teach);
    t.go_to(t.monday(16));
    const auto last = growth_of(t);
    REQUIRE(last.series.size() == 3);
    CHECK(last.rubric_title == last.series[0].rubric_title);
    REQUIRE(last.visits.size() == 1);
    CHECK(last.visits[0].mean_level == 5.0);  // neither the detail 1.1 nor the yes or no of 0.1
    CHECK(last.visits[0].ratings == 1);
    CHECK(std::ranges::count(last.indicators, true, &IndicatorGrowth::counts) == 1);
    CHECK(last.indicators.size() == 3);
    TeacherGrowth query;
    query.rubric_version = last.series[1].rubric_version;
    const auto next = growth_of(t, t.teacher, t.as_coach(), query);
    REQUIRE(next.visits.size() == 1);
    CHECK(next.visits[0].mean_level == 4.0);
    query.rubric_version = last.series[2].rubric_version;
    CHECK(growth_of(t, t.teacher, t.as_coach(), query).visits.size() == 2);
    CHECK(growth_of(t, t.teacher, t.as_coach(), query).method == GrowthMethod::school_model);
    CHECK(next.method == GrowthMethod::own_trend);  // nobody else was rated on that version
}

TEST_CASE("coaching and evaluation never share a line")
{
    VisitedSchool t(6);
    t.visit_the_others(2);
    visit_rising(t, 2);
    Hat evaluation;
    evaluation.purpose = Purpose::evaluation;
    evaluation.observer = t.leader;
    t.visit(t.teacher, t.monday(6), {{"1a", 1}}, evaluation);
    t.go_to(t.monday(16));
    const auto own = Actor::as(t.teacher);
    CHECK(growth_of(t, t.teacher, own).purpose == Purpose::coaching);
    CHECK(growth_of(t, t.teacher, own).visits.size() == 2);
    TeacherGrowth query;
    query.purpose = Purpose::evaluation;
    const auto evaluated = growth_of(t, t.teacher, own, query);
    REQUIRE(evaluated.visits.size() == 1);
    CHECK(evaluated.visits[0].purpose == Purpose::evaluation);
    CHECK(growth_of(t, t.teacher, Actor::as(t.leader)).purpose == Purpose::evaluation);  // all that a leader may read
}

TEST_CASE("fault 5: a visit's mean level is that of the ratings on the teacher's page, missing ones left out")
{
    VisitedSchool t(6);
    const auto first = t.begin(t.teacher, t.monday(0), {{"1a", 1}, {"2", 4}}, {});
    must(t.workspace.execute(t.as_coach(), RateIndicator{first, "3a", Mark::not_observed, 0}));
    must(t.workspace.execute(t.as_coach(), ShareObservation{first}));
    const auto second = t.begin(t.teacher, t.monday(1), {}, {});
    must(t.workspace.execute(t.as_coach(), RateIndicator{second, "1a", Mark::not_observed, 0}));
    must(t.workspace.execute(t.as_coach(), ShareObservation{second}));
    t.visit(t.teacher, t.monday(2), {{"1a", 3}, {"2", 4}, {"4b", 4}});
    const auto growth = growth_of(t);
    const auto page = must(t.workspace.ask(t.as_coach(), TeacherPage{t.teacher}));
    REQUIRE(growth.visits.size() == 3);
    for (const auto& visit : growth.visits) {
        double sum = 0;
        int count = 0;
        for (const auto& point : page.ratings)
            if (point.observation == visit.observation && point.mark == Mark::level) {
                sum += point.level;
                ++count;
            }
        CHECK(visit.ratings == count);
        CHECK(visit.mean_level.has_value() == (count > 0));
        if (count > 0) CHECK(*visit.mean_level == sum / count);
    }
    CHECK(growth.words == "not enough visits yet: 2 of 6");  // nothing was rated in the second
    const auto& row = growth.indicators.front();
    CHECK(row.points.size() == 3);
    CHECK(row.first_reached.size() == 2);
}

TEST_CASE("fault 11: what is counted in growth, reliability and heat map are the rows of the file")
{
    VisitedSchool t(7);
    t.visit_the_others(5);
    visit_rising(t, 5);
    t.begin(t.teacher, t.monday(9), {{"1a", 4}}, {});
    t.go_to(t.monday(16));
    const std::string levels =
        "FROM rating AS r JOIN observation AS o ON o.id = r.observation_id WHERE o.state = 'shared' AND r.mark = "
        "'level' ";
    std::int64_t of_teachers = 0;
    for (const auto& teacher : t.teachers)
        for (const auto& visit : growth_of(t, teacher, Actor::keeper()).visits) of_teachers += visit.ratings;
    CHECK(of_teachers == raw(t, "SELECT count(*) " + levels));
    const auto report = must(t.workspace.ask(Actor::keeper(), SchoolReliability{}));
    CHECK(report.ratings == raw(t, "SELECT count(*) " + levels));
    CHECK(report.visits == raw(t, "SELECT count(DISTINCT o.id) " + levels));
    CHECK(report.teachers == raw(t, "SELECT count(DISTINCT o.teacher_id) " + levels));
    const auto map = must(t.workspace.ask(Actor::keeper(), SchoolHeatMap{}));
    int in_cells = 0;
    for (const auto& row : map.rows)
        for (const auto& cell : row.cells) in_cells += cell.rated;
    CHECK(in_cells == raw(t, "SELECT count(*) " + levels));
}

TEST_CASE("weeks are school weeks: a week of holidays is no time")
{
    VisitedSchool t(2);
    AddCalendarDays holidays;
    holidays.first = t.monday(3);
    holidays.last = t.monday(3) + boost::gregorian::days(4);
    holidays.name = "Break";
    must(t.workspace.execute(Actor::keeper(), holidays));
    visit_rising(t, 3);  // weeks 0, 2 and 4 after Monday 7 September; the year began a week earlier
    const auto growth = growth_of(t);
    REQUIRE(growth.visits.size() == 3);
    CHECK(growth.visits[0].week == Approx(1.0));
    CHECK(growth.visits[1].week == Approx(3.0));
    CHECK(growth.visits[2].week == Approx(4.0));
}

TEST_CASE("with fewer than five teachers the slope is the teacher's own, and the reason is said")
{
    VisitedSchool t(4);
    t.visit_the_others(8);
    visit_rising(t, 8);
    t.go_to(t.monday(16));
    const auto growth = growth_of(t);
    CHECK(growth.method == GrowthMethod::own_trend);
    CHECK(growth.words == "rising");
    CHECK_FALSE(growth.present->interval);
    CHECK(growth.notes.front().find("Fewer than 5 teachers were rated like this") == 0);
    VisitedSchool few(2);
    visit_rising(few, 2);
    CHECK(growth_of(few).words == "not enough visits yet: 2 of 6");
    CHECK_FALSE(growth_of(few).slope);
    CHECK(growth_of(few, few.other_teacher, few.as_coach()).words == "not enough visits yet: 0 of 6");
}

TEST_CASE("a school may ask for more or fewer visits, never for as few as three, and undo takes it back")
{
    VisitedSchool t(6);
    t.visit_the_others(8);
    visit_rising(t, 8);
    t.go_to(t.monday(16));
    CHECK(t.workspace.execute(t.as_coach(), ChangeDirectionRule{4, 4}).error().code == ErrorCode::not_allowed);
    for (const auto& wrong : {ChangeDirectionRule{3, 8}, ChangeDirectionRule{6, 3}, ChangeDirectionRule{101, 8},
                              ChangeDirectionRule{6, 41}})
        CHECK(t.workspace.execute(Actor::as(t.leader), wrong).error().code == ErrorCode::invalid);
    must(t.workspace.execute(Actor::as(t.leader), ChangeDirectionRule{10, 8}));
    CHECK(growth_of(t).words == "not enough visits yet: 8 of 10");
    CHECK(must(t.workspace.ask(t.as_coach(), DirectionRuleInForce{})).visits_min == 10);
    must(t.workspace.undo(Actor::as(t.leader)));
    CHECK(growth_of(t).words == "rising");
    must(t.workspace.execute(Actor::as(t.leader), ChangeDirectionRule{6, 20}));
    CHECK(growth_of(t).words == "not enough weeks yet: 14 of 20");
}

TEST_CASE("another year is another line, and years that were not asked for do not count")
{
    VisitedSchool t(6);
    t.visit_the_others(2);
    visit_rising(t, 2);
    must(t.workspace.execute(Actor::keeper(),
                             ChangeSchoolYear{{}, "2027-28", *parse_date("2027-08-30"), *parse_date("2028-06-09")}));
    t.visit(t.teacher, *parse_date("2027-09-06"), {{"1a", 4}});
    const auto now = growth_of(t);
    CHECK(now.year_name == "2027-28");
    REQUIRE(now.visits.size() == 1);
    CHECK(now.visits[0].week == Approx(1.0));
    TeacherGrowth query;
    query.on = *parse_date("2027-03-01");
    const auto before = growth_of(t, t.teacher, t.as_coach(), query);
    CHECK(before.visits.size() == 2);
    CHECK(before.to < *parse_date("2027-08-30"));
}

TEST_CASE("reliability is that of the file's own rows, and a leader gets it from what leaders may read")
{
    VisitedSchool t(7);
    Hat other;
    other.observer = t.other_coach;
    t.visit_the_others(3);
    t.visit_the_others(3, other);
    visit_rising(t, 3);
    t.go_to(t.monday(16));
    const auto report = must(t.workspace.ask(Actor::keeper(), SchoolReliability{}));
    CHECK(report.teachers == 7);
    CHECK(report.observers == 2);
    double sum = 0;
    for (const auto& share : report.shares) sum += share.share;
    CHECK(sum == Approx(1));
    REQUIRE(report.e_rho_squared);
    CHECK(*report.phi <= *report.e_rho_squared);
    CHECK(report.curve.size() == 12 + 11 + 10);
    CHECK(must(t.workspace.ask(t.as_coach(), SchoolReliability{})).observers == 1);
    const auto as_leader = must(t.workspace.ask(Actor::as(t.leader), SchoolReliability{}));
    CHECK(as_leader.too_few);
    CHECK(as_leader.shares.empty());
    CHECK(as_leader.ratings == 0);
    CHECK(as_leader.notes.front().find("visits for coaching took place whose ratings are not yours") !=
          std::string::npos);
    SchoolReliability evaluations;
    evaluations.purpose = Purpose::evaluation;
    Hat evaluation;
    evaluation.purpose = Purpose::evaluation;
    evaluation.observer = t.leader;
    t.visit_the_others(3, evaluation);
    CHECK(must(t.workspace.ask(Actor::as(t.leader), evaluations)).teachers == 6);
    CHECK(t.workspace.ask(Actor::as(t.teacher), evaluations).error().code == ErrorCode::not_allowed);
}

TEST_CASE("the heat map hides groups under five, shows leaders no level of a coaching visit, and equals the patterns")
{
    VisitedSchool t(6);
    t.visit_the_others(2);                         // five teachers, in September
    t.visit(t.teacher, t.monday(8), {{"1a", 4}});  // one, in November
    t.go_to(t.monday(16));
    const auto map = must(t.workspace.ask(t.as_coach(), SchoolHeatMap{}));
    REQUIRE(map.rows.size() == 3);
    REQUIRE(map.months.size() == 5);  // August to December
    const auto& cells = map.rows[0].cells;
    CHECK(cells[0].words == "not looked at");
    CHECK_FALSE(cells[1].too_few);
    CHECK(cells[1].visits == 10);
    CHECK(cells[1].observers == 1);
    CHECK(cells[1].middle_level);
    CHECK(cells[3].too_few);
    CHECK(cells[3].words == "too few teachers to say");
    CHECK(cells[3].visits == 0);
    CHECK_FALSE(cells[3].middle_level);
    for (const auto& row : must(t.workspace.ask(Actor::as(t.leader), SchoolHeatMap{})).rows)
        for (const auto& cell : row.cells) CHECK_FALSE(cell.middle_level);
    CadenceFilter filter;
    filter.school = map.school;
    const auto patterns = must(t.workspace.ask(t.as_coach(), Patterns{filter}));
    REQUIRE(patterns.rows.size() == map.rows.size());
    for (std::size_t i = 0; i < map.rows.size(); ++i) {
        REQUIRE(patterns.rows[i].cells.size() == map.rows[i].cells.size());
        for (std::size_t j = 0; j < map.months.size(); ++j)
            CHECK(patterns.rows[i].cells[j].words == map.rows[i].cells[j].words);
    }
    CHECK_FALSE(t.workspace.ask(Actor::as(t.teacher), SchoolHeatMap{}));
}

TEST_CASE("a level stands in the heat map only where five teachers were rated, not where four were and one was not")
{
    VisitedSchool t(6);
    for (int visit = 0; visit < 2; ++visit)
        for (std::size_t i = 0; i < 4; ++i) t.visit(t.teachers[i], t.monday(visit), {{"1a", 3}});
    const auto draft = t.begin(t.teachers[4], t.monday(2), {}, {});
    must(t.workspace.execute(t.as_coach(), RateIndicator{draft, "1a", Mark::not_observed, 0}));
    must(t.workspace.execute(t.as_coach(), ShareObservation{draft}));
    const auto map = must(t.workspace.ask(t.as_coach(), SchoolHeatMap{}));
    const auto& cell = map.rows.front().cells.at(1);
    CHECK_FALSE(cell.too_few);
    CHECK(cell.teachers == 5);
    CHECK(cell.rated == 8);
    CHECK_FALSE(cell.middle_level);
}
