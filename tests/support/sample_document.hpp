// A document with one of everything, for the tests of the page and the paper.
#pragma once

#include "throughline/report/document.hpp"

namespace throughline::test {

inline report::Chart sample_chart(const std::string& title)
{
    using namespace report;
    Chart chart;
    chart.title = title;
    chart.subtitle = "Sample rubric 1.0";
    chart.note = "not enough visits yet: 3 of 6";
    chart.first = Date(2026, 9, 1);
    chart.last = Date(2026, 12, 15);
    chart.scale = {{1, "Low"}, {2, "Medium"}, {3, "High"}};
    chart.rows = {"Not observed"};
    ChartPoint point;
    point.on = Date(2026, 9, 10);
    point.value = 1;
    point.words = "Thu 10 Sep: Low (1), by Cora Coach, coaching";
    chart.points.push_back(point);
    point.on = Date(2026, 10, 10);
    point.value.reset();
    point.row = 0;
    point.hollow = point.crossed = true;
    point.shape = MarkShape::pentagon;
    point.words = "Sat 10 Oct: Not observed, by Cora Coach, coaching";
    chart.points.push_back(point);
    chart.curves = {{{{Date(2026, 9, 10), 1}, {Date(2026, 12, 1), 2.5}}, true, "Estimate: from 1 to 2.5"}};
    chart.bands = {{{{Date(2026, 9, 10), 0.5, 1.5}, {Date(2026, 12, 1), 2, 3}}, "Likely between 2 and 3"}};
    chart.day_marks = {{Date(2026, 10, 6), true, "Step mastered on Tue 6 Oct"}};
    chart.bars = {{Date(2026, 9, 10), {}, 0, false, "Wait three seconds: in practice"}};
    chart.key = {{ChartKeyEntry::Kind::mark, MarkShape::circle, false, false, "Coaching visit"},
                 {ChartKeyEntry::Kind::dashed_curve, MarkShape::circle, false, false, "Estimate"},
                 {ChartKeyEntry::Kind::band, MarkShape::circle, false, false, "Likely range"},
                 {ChartKeyEntry::Kind::bar, MarkShape::circle, false, false, "Step"},
                 {ChartKeyEntry::Kind::filled_day_mark, MarkShape::circle, false, false, "Mastered"}};
    return chart;
}

inline report::Document sample_document()
{
    using namespace report;
    Document document;
    document.title = "Feedback for Ana Ruiz";
    document.author = "Cora Coach";
    document.confidential = "Confidential personnel record";
    document.made = "Made on Monday, 5 October 2026 by Cora Coach.";
    document.made_at = {1'791'205'800'000'000};
    auto& blocks = document.blocks;
    blocks.emplace_back(Paragraph{"Coaching visit by Cora Coach, 15 minutes", Paragraph::Look::quiet});
    blocks.emplace_back(Heading{2, "What worked"});
    blocks.emplace_back(Paragraph{"Open questions with wait time", Paragraph::Look::lead});
    blocks.emplace_back(Notice{"One step to try", "Ask one student to restate another's reason."});
    blocks.emplace_back(Heading{2, "What was seen"});
    blocks.emplace_back(Paragraph{"Two lines\nof one text.", {}});
    blocks.emplace_back(List{{{"01:30", "Teacher: Who can explain why?", "6.1 Asks open questions"},
                              {{}, "Nobody waited & <b>nobody</b> said \"done\".", {}}}});
    blocks.emplace_back(Heading{3, "In the words of the rubric"});
    blocks.emplace_back(Table{"Ratings",
                              {"Row", "Level", "What it means"},
                              {{"6.1 Asks open questions", "High (3)", "Three or more, one builds on an answer"},
                               {"6.2 Thinking tasks", "Low (1)", "None, rote only"}},
                              true,
                              {3, 2, 5}});
    blocks.emplace_back(PageBreak{});
    blocks.emplace_back(Heading{2, "Over the year"});
    blocks.emplace_back(Figures{{sample_chart("6.1 Asks open questions"), sample_chart("6.2 Thinking tasks")}, false});
    blocks.emplace_back(Figures{{sample_chart("Visits and steps")}, true});
    return document;
}

// What a person might type, or paste, to break a page.
inline const std::vector<std::string>& hostile_texts()
{
    using namespace std::string_literals;  // the nul is part of it
    static const std::vector<std::string> texts{
        "</style><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "<!-- & --> &lt;script&gt; &#x3C;b&#x3E;",
        "]]></svg><svg onload=alert(1)>",
        "{{7*7}} ${7*7} =1+1 @SUM(A1) javascript:alert(1)",
        "nul\0inside, bell\a, escape\x1b[31m, bad \xff\xfe utf-8 \xc3"s,
        "\xE2\x80\xAE override \xE2\x80\xAD and \xE2\x81\xA6 isolate without an end",
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F"
        "\x8F\xAB \xF0\x9F\x87\xBA\xF0\x9F\x87\xB8",
        std::string(200, 'W'),
        "a\n\n\n\tb  c\r\nd",
        "",
    };
    return texts;
}

}  // namespace throughline::test
