// Ratings over time as pictures: what is in one picture, where its marks are, and what it must never say.
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "app/viewmodel/rating_table.hpp"

using namespace throughline;
using namespace throughline::report;

namespace {

template <class IdType>
IdType id(std::uint8_t number)
{
    IdType made;
    made.bytes[15] = number;
    return made;
}

const auto first_version = id<RubricVersionId>(1);
const auto second_version = id<RubricVersionId>(2);

Rubric rubric(const std::string& version)
{
    Rubric made;
    made.title = "Sample rubric";
    made.version = version;
    made.scales = {
        {"four", "Four", {{0, "None", {}, {}}, {1, "Some", {}, {}}, {2, "Most", {}, {}}, {3, "All", {}, {}}}}};
    RubricNode row;
    row.scale_id = "four";
    for (const auto* code : {"1", "2"}) {
        row.code = code;
        row.title = "Row " + row.code;
        made.nodes.push_back(row);
        RubricNode behaviour = row;
        behaviour.code = row.code + ".1";
        behaviour.parent_code = row.code;
        behaviour.kind = NodeKind::behaviour;
        made.nodes.push_back(behaviour);
    }
    return made;
}

const RubricsByVersion rubrics = {{first_version, rubric("1.0")}, {second_version, rubric("2.0")}};

RatingPoint point(std::uint8_t visit, const char* day, int level, const char* code = "1",
                  RubricVersionId version = first_version)
{
    RatingPoint made;
    made.observation = id<ObservationId>(visit);
    made.on = *parse_date(day);
    made.observer_name = "Cora Coach";
    made.rubric_version = version;
    made.code = code;
    made.title = "Row " + made.code;
    made.level = level;
    made.level_name = std::array{"None", "Some", "Most", "All"}[static_cast<std::size_t>(level)];
    made.level_max = 3;
    return made;
}

RatingPoint unlevelled(std::uint8_t visit, const char* day, Mark mark)
{
    auto made = point(visit, day, 0);
    made.mark = mark;
    made.level_name.clear();
    return made;
}

const Date today = *parse_date("2026-12-01");

ChartFrame frame(double width = 320, double height = 200)
{
    return {width, height, 14, [](const std::string& text) { return 7.0 * static_cast<double>(text.size()); }};
}

ChartDrawing draw(const std::vector<RatingPoint>& points)
{
    const auto series = rating_series(points, rubrics, true);
    REQUIRE(series.size() == 1);
    return draw_chart(rating_chart(series.front(), day_span(series, today), today), frame());
}

}  // namespace

TEST_CASE("ratings on two versions of a rubric are never in one picture")
{
    const auto series = rating_series({point(1, "2026-09-08", 1), point(2, "2026-10-08", 2, "1", second_version),
                                       point(3, "2026-11-09", 3, "1", second_version)},
                                      rubrics, false);
    REQUIRE(series.size() == 2);
    CHECK(series[0].rubric_title == "Sample rubric 2.0");  // rated last
    CHECK(series[0].points.size() == 2);
    CHECK(series[1].rubric_title == "Sample rubric 1.0");
    CHECK(series[1].points.size() == 1);
}

TEST_CASE("pictures stand in the rubric's order, behaviours only when asked for")
{
    const std::vector points = {point(1, "2026-09-08", 1, "2"), point(1, "2026-09-08", 1, "1.1"),
                                point(1, "2026-09-08", 1, "1")};
    const auto without = rating_series(points, rubrics, false);
    REQUIRE(without.size() == 2);
    CHECK(without[0].code == "1");
    CHECK(without[1].code == "2");
    const auto with = rating_series(points, rubrics, true);
    REQUIRE(with.size() == 3);
    CHECK(with[1].code == "1.1");
}

TEST_CASE("fault 20: two or three visits get no direction, in words or in lines")
{
    const auto series = rating_series({point(1, "2026-09-08", 1), point(2, "2026-10-08", 2), point(3, "2026-11-09", 3)},
                                      rubrics, false);
    CHECK(series.front().note() == "3 visits, sustained: Most (2)");
    CHECK(rating_series({point(1, "2026-09-08", 1)}, rubrics, false).front().note() ==
          "1 visit, no level sustained yet");
    const auto chart = rating_chart(series.front(), day_span(series, today), today);
    CHECK(chart.curves.empty());
    const auto drawing = draw_chart(chart, frame());
    // Only level guides, which are level, and month ticks, which are upright: nothing joins the visits.
    for (const auto& line : drawing.lines) CHECK((line.is_guide ? line.y1 == line.y2 : line.x1 == line.x2));
    CHECK(drawing.marks.size() == 3);
}

TEST_CASE("a higher level stands higher and a later day further right")
{
    const auto drawing = draw({point(1, "2026-09-08", 0), point(2, "2026-10-08", 3), point(3, "2026-11-09", 1)});
    REQUIRE(drawing.marks.size() == 3);
    CHECK(drawing.marks[1].y < drawing.marks[2].y);
    CHECK(drawing.marks[2].y < drawing.marks[0].y);
    CHECK(drawing.marks[0].x < drawing.marks[1].x);
    CHECK(drawing.marks[1].x < drawing.marks[2].x);
    CHECK_FALSE(drawing.marks[0].hollow);  // level 0 is a level
}

TEST_CASE("not observed and not applicable are hollow marks of their own, not the lowest level")
{
    const auto drawing = draw({point(1, "2026-09-08", 0), unlevelled(2, "2026-10-08", Mark::not_observed),
                               unlevelled(3, "2026-11-09", Mark::not_applicable)});
    REQUIRE(drawing.marks.size() == 3);
    CHECK(drawing.marks[1].hollow);
    CHECK_FALSE(drawing.marks[1].crossed);
    CHECK(drawing.marks[2].hollow);
    CHECK(drawing.marks[2].crossed);
    CHECK(drawing.marks[1].y > drawing.marks[0].y);
    CHECK(drawing.marks[2].y > drawing.marks[1].y);
}

TEST_CASE("the axis says every level in words")
{
    const auto drawing = draw({point(1, "2026-09-08", 1)});
    for (const auto* word : {"None", "Some", "Most", "All"})
        CHECK(std::any_of(drawing.texts.begin(), drawing.texts.end(),
                          [&](const auto& text) { return text.text == word; }));
}

TEST_CASE("each purpose has a shape of its own")
{
    constexpr std::array purposes = {Purpose::coaching, Purpose::evaluation,  Purpose::walkthrough,
                                     Purpose::peer,     Purpose::calibration, Purpose::self};
    for (const auto one : purposes)
        for (const auto other : purposes) CHECK((one == other) == (shape_of(one) == shape_of(other)));
}

TEST_CASE("two visits on one day with one level stand beside each other")
{
    const auto drawing = draw({point(1, "2026-10-08", 2), point(2, "2026-10-08", 2)});
    CHECK(std::abs(drawing.marks[0].x - drawing.marks[1].x) >= 2 * drawing.marks[0].radius);
}

TEST_CASE("everything of a picture lies within its frame")
{
    std::vector<RatingPoint> points;
    for (std::uint8_t day = 1; day < 28; ++day)
        points.push_back(
            point(day, ("2026-11-" + std::string(day < 10 ? "0" : "") + std::to_string(day)).c_str(), day % 4));
    points.push_back(unlevelled(40, "2025-09-01", Mark::not_observed));
    const auto series = rating_series(points, rubrics, false);
    const auto chart = rating_chart(series.front(), day_span(series, today), today);
    for (const double width : {260.0, 320.0, 900.0}) {
        const auto area = frame(width, chart_height(chart, 14));
        const auto drawing = draw_chart(chart, area);
        for (const auto& mark : drawing.marks) {
            CHECK((mark.x >= mark.radius && mark.x <= area.width - mark.radius));
            CHECK((mark.y >= mark.radius && mark.y <= area.height - mark.radius));
        }
        for (const auto& text : drawing.texts) {
            CHECK((text.x >= 0 && text.x + area.text_width(text.text) <= area.width));
            CHECK((text.y >= 0 && text.y + area.text_height <= area.height + 1));
        }
    }
}

TEST_CASE("what a screen reader says of a picture has every visit's day, level, observer and purpose")
{
    const auto series =
        rating_series({point(1, "2026-09-08", 1), unlevelled(2, "2026-10-08", Mark::not_observed)}, rubrics, false);
    CHECK(rating_chart(series.front(), day_span(series, today), today).summary() ==
          "1 Row 1, Sample rubric 1.0. 2 visits, no level sustained yet. Tue 8 Sep: Some (1), by Cora Coach, coaching. "
          "Thu 8 Oct: Not observed, by Cora Coach, coaching.");
}

TEST_CASE("the table has the same numbers as the pictures, newest first")
{
    const auto series = rating_series(
        {point(1, "2026-09-08", 1), point(2, "2026-10-08", 2), point(2, "2026-10-08", 3, "2")}, rubrics, false);
    const auto rows = rating_table(series, today);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].cells ==
          std::vector<std::string>{"Thu 8 Oct", "Most (2)", "1 Row 1", "Sample rubric 1.0", "Cora Coach", "Coaching"});
    CHECK(rows[2].cells[0] == "Tue 8 Sep");
}
