// Charts as values: where things stand in the picture, and that the words say the same.
#include <algorithm>

#include <catch2/catch.hpp>

#include "throughline/report/chart.hpp"

using namespace throughline;
using namespace throughline::report;

namespace {

Date day(const char* text) { return *parse_date(text); }

ChartFrame frame(double height = 160)
{
    return {300, height, 14, [](const std::string& text) { return 6.0 * static_cast<double>(text.size()); }, 5};
}

Chart four_levels()
{
    Chart chart;
    chart.title = "6.1 Asks open questions";
    chart.first = day("2026-09-01");
    chart.last = day("2026-12-01");
    chart.scale = {{1, "Low"}, {2, "Medium"}, {3, "High"}, {5, "Top"}};
    return chart;
}

double height_of(const Chart& base, double value)
{
    auto chart = base;
    ChartPoint point;
    point.on = day("2026-10-01");
    point.value = value;
    chart.points = {point};
    return draw_chart(chart, frame()).marks.at(0).y;
}

}  // namespace

TEST_CASE("levels stand equally far apart, and a value between two levels stands between them")
{
    const auto chart = four_levels();
    const double low = height_of(chart, 1);
    const double medium = height_of(chart, 2);
    CHECK(low - medium == Approx(medium - height_of(chart, 3)));
    CHECK(low - medium == Approx(height_of(chart, 3) - height_of(chart, 5)));
    CHECK(height_of(chart, 1.5) == Approx((low + medium) / 2));
    CHECK(height_of(chart, 4) == Approx((height_of(chart, 3) + height_of(chart, 5)) / 2));
}

TEST_CASE("a value beyond the scale stays in the picture")
{
    const auto chart = four_levels();
    CHECK(height_of(chart, 9) < height_of(chart, 5));
    CHECK(height_of(chart, 9) >= 0);
    CHECK(height_of(chart, -9) > height_of(chart, 1));
    CHECK(height_of(chart, -9) == height_of(chart, -99));
}

TEST_CASE("a band lies around its curve, and the curve goes through its values")
{
    auto chart = four_levels();
    chart.curves = {{{{day("2026-09-10"), 1}, {day("2026-11-10"), 3}}, false, "Estimate: from 1 to 3"}};
    chart.bands = {{{{day("2026-09-10"), 1, 2}, {day("2026-11-10"), 2, 5}}, "Likely between 2 and 5"}};
    const auto drawing = draw_chart(chart, frame());
    REQUIRE(drawing.curves.size() == 1);
    CHECK(drawing.curves[0].places[0].y == Approx(height_of(four_levels(), 1)));
    CHECK(drawing.curves[0].places[1].y == Approx(height_of(four_levels(), 3)));
    REQUIRE(drawing.areas.size() == 1);
    const auto& outline = drawing.areas[0].outline;
    REQUIRE(outline.size() == 4);
    CHECK(outline[1].y == Approx(height_of(four_levels(), 5)));
    CHECK(outline[2].y == Approx(height_of(four_levels(), 2)));
    CHECK(outline[0].x == outline[3].x);
}

TEST_CASE("a step's bar runs from its first day to its last, and one that lasts runs to the picture's end")
{
    Chart chart;
    chart.title = "Action steps";
    chart.first = day("2026-09-01");
    chart.last = day("2026-12-01");
    chart.rows = {"Ask why", "Wait"};
    chart.bars = {{day("2026-09-08"), day("2026-10-06"), 0, true, "Ask why: mastered on Tue 6 Oct"},
                  {day("2026-10-06"), {}, 1, false, "Wait: in practice"}};
    const auto drawing = draw_chart(chart, frame());
    REQUIRE(drawing.bars.size() == 2);
    CHECK(drawing.bars[0].x + drawing.bars[0].width == Approx(drawing.bars[1].x));
    CHECK(drawing.bars[0].y < drawing.bars[1].y);
    CHECK(drawing.bars[1].open_ended);
    CHECK(drawing.bars[1].x + drawing.bars[1].width == Approx(300 - 6 - 5));
}

TEST_CASE("marks on the axis have their own lane below the lowest level")
{
    auto chart = four_levels();
    const double without = chart_height(chart, 14);
    chart.day_marks = {{day("2026-10-06"), true, "Step mastered on Tue 6 Oct"}};
    CHECK(chart_height(chart, 14) > without);
    ChartPoint lowest;
    lowest.on = day("2026-10-06");
    lowest.value = 1;
    chart.points = {lowest};
    const auto drawing = draw_chart(chart, frame(chart_height(chart, 14)));
    CHECK(drawing.day_marks[0].top >= drawing.marks[0].y + drawing.marks[0].radius);
    CHECK(drawing.day_marks[0].x == drawing.marks[0].x);
}

TEST_CASE("a step that was mastered and the next one, agreed on the same day, stand beside each other in the picture")
{
    auto chart = four_levels();
    constexpr double disc_breadth = 6;
    for (const auto* on : {"2026-09-01", "2026-10-06", "2026-12-01"}) {
        INFO(on);
        chart.day_marks = {
            {day(on), true, "Step mastered"}, {day(on), false, "Step agreed"}, {day(on), false, "Another step agreed"}};
        const auto marks = draw_chart(chart, frame()).day_marks;
        REQUIRE(marks.size() == 3);
        CHECK(marks.back().filled);  // painted over nothing of what comes after it
        for (std::size_t i = 0; i < marks.size(); ++i) {
            CHECK(marks[i].x + disc_breadth / 2 <= 300);
            for (std::size_t j = 0; j < i; ++j) CHECK(std::abs(marks[i].x - marks[j].x) > disc_breadth);
        }
    }
    // A day apart they stay where they are.
    chart.day_marks = {{day("2026-10-06"), true, {}}, {day("2026-10-07"), false, {}}};
    const auto marks = draw_chart(chart, frame()).day_marks;
    CHECK(marks[1].x < marks[0].x);
    CHECK(marks[0].x - marks[1].x < disc_breadth);
}

TEST_CASE("a level with a very long name leaves room for the picture")
{
    auto chart = four_levels();
    chart.scale[1].label = std::string(60, 'x') + "\xC3\xA9\xC3\xA9\xC3\xA9" + std::string(137, 'y');
    const auto drawing = draw_chart(chart, frame());
    for (const auto& text : drawing.texts) CHECK(text.x + text.width <= 300);
    const auto guide = std::ranges::find(drawing.lines, true, &DrawnLine::is_guide);
    CHECK(guide->x1 < 160);
}

TEST_CASE("a chart of a single day has its mark in the picture")
{
    auto chart = four_levels();
    chart.first = chart.last = day("2026-10-01");
    ChartPoint point;
    point.on = chart.first;
    point.value = 2;
    chart.points = {point};
    const auto mark = draw_chart(chart, frame()).marks.at(0);
    CHECK((mark.x > 50 && mark.x < 295));
}

TEST_CASE("a chart's words say its title, its note and everything that is drawn")
{
    auto chart = four_levels();
    chart.subtitle = "Sample rubric 1.0";
    chart.note = "6 visits";
    ChartPoint point;
    point.on = day("2026-10-01");
    point.value = 2;
    point.words = "Thu 1 Oct: Medium (2), by Cora Coach, coaching";
    chart.points = {point};
    chart.curves = {{{{day("2026-09-10"), 1}, {day("2026-11-10"), 3}}, false, "Estimate: from 1 to 3."}};
    chart.day_marks = {{day("2026-10-06"), true, "Step mastered on Tue 6 Oct"}};
    CHECK(chart.summary() ==
          "6.1 Asks open questions, Sample rubric 1.0. 6 visits. Thu 1 Oct: Medium (2), by Cora Coach, coaching. "
          "Estimate: from 1 to 3. Step mastered on Tue 6 Oct.");
}

TEST_CASE("what the marks of several charts mean is said once")
{
    auto first = four_levels();
    first.key = {{ChartKeyEntry::Kind::mark, MarkShape::circle, false, false, "Coaching visit"}};
    auto second = first;
    second.key.push_back({ChartKeyEntry::Kind::band, MarkShape::circle, false, false, "Likely range"});
    CHECK(key_summary(chart_key({first, second})) == "What the marks mean: Coaching visit. Likely range.");
}
