// Packets as they were when somebody looked at them: one for each purpose, one for each shipped rubric, one of a year.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/support/golden.hpp"
#include "tests/support/html_rules.hpp"
#include "tests/support/pdf_rules.hpp"
#include "tests/support/sample_visit.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/report/html.hpp"
#include "throughline/report/packet.hpp"
#include "throughline/report/pdf.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const report::PacketMaking making{"Cora Coach", Date(2026, 10, 5), {1'791'207'600'000'000}};

// The style is the same on every page, and the policy names it by its digest: one change there would change all files.
std::string without_style(std::string page)
{
    for (const auto& [opening, closing] : {std::pair("<style>", "</style>"), std::pair("content=\"default-src", "\">"),
                                           std::pair("<script>", "</script>")}) {
        const auto begin = page.find(opening);
        if (begin == std::string::npos) continue;
        const auto from = begin + std::string_view(opening).size();
        page.erase(from, page.find(closing, from) - from);
    }
    return page;
}

// Both forms are sound, say the same, and hold nothing private; the page is as it was.
void check_packet(const report::Document& document, const std::string& name)
{
    const auto page = report::as_html(document);
    const auto paper = must(report::as_pdf(document));
    for (const auto& fault : html_faults(page)) FAIL_CHECK(fault);
    for (const auto& fault : pdf_faults(paper)) FAIL_CHECK(fault);
    auto paper_words = pdf_words(paper);
    std::erase_if(paper_words, [](const std::string& word) { return word == "\u2014"; });
    CHECK(html_words(page) == paper_words);
    CHECK(page.find(private_words) == std::string::npos);
    CHECK(join(paper_words, " ").find(private_words) == std::string::npos);
    check_golden(name, without_style(page));
}

report::AnswerForm sample_form()
{
    report::AnswerForm form;
    form.packet = "01a00000-0000-7000-8000-000000000001";
    form.observation = "01a00000-0000-7000-8000-000000000002";
    form.key = std::string(64, 'a');
    form.teacher = "Ana Ruiz";
    form.observer = "Cora Coach";
    form.mail_to = "coach@school.example";
    form.file_name = "Answer of Ana Ruiz 2026-10-05.json";
    form.self_ratings = {{"6", "6 Critical thinking", {{"1", "Low (1)"}, {"not-applicable", "Not applicable"}}}};
    return form;
}

RatingPoint point_of(const VisitRow& visit, const Rating& rating, const Rubric& rubric)
{
    RatingPoint point;
    point.observation = visit.id;
    point.on = visit.started_on;
    point.observer_name = visit.observer_name;
    point.purpose = visit.purpose;
    point.rubric_version = visit.rubric_version;
    point.code = rating.code;
    point.mark = rating.mark;
    point.level = rating.level;
    const auto* node = rubric.node(rating.code);
    point.title = node->title;
    if (rating.mark == Mark::level) point.level_name = rubric.level(*node, rating.level)->name;
    return point;
}

VisitRow row_of(const ObservationDetail::Detail& visit)
{
    VisitRow row;
    row.id = visit.observation.id;
    row.teacher_name = visit.teacher.name();
    row.observer_name = visit.observer.name();
    row.purpose = visit.observation.purpose;
    row.state = ObservationState::shared;
    row.started_at = visit.observation.started_at;
    row.started_on = visit.observation.started_on;
    row.rubric_version = visit.observation.rubric_version;
    return row;
}

StepRow step_of(Date assigned_on, bool is_mastered)
{
    StepRow row;
    row.observer_name = "Cora Coach";
    row.step.assigned_on = assigned_on;
    row.step.text = is_mastered ? "Wait three seconds" : "Ask one student to restate another's reason";
    row.step.state = is_mastered ? StepState::mastered : StepState::in_practice;
    if (is_mastered)
        row.step.closed_on = Date(2026, 10, 1);
    else
        row.step.check_on = Date(2027, 1, 18);
    return row;
}

// What the first two visits say on the growth picture: a level with its band, and no line.
TeacherGrowth::Growth growth_of(const report::YearRecord& record)
{
    TeacherGrowth::Growth growth;
    growth.teacher_name = "Ana Ruiz";
    growth.year_name = "2026-27";
    growth.from = record.first;
    growth.to = record.last;
    growth.rubric_version = record.visits.front().observation.rubric_version;
    const auto& rubric = record.rubrics.at(*growth.rubric_version);
    growth.rubric_title = report::rubric_words(rubric);
    growth.levels = rubric.scales.front().levels;
    IndicatorGrowth row{"1a", "Community", true, growth.levels, {}, {}, {}};
    for (std::size_t number = 0; number < 2; ++number) {
        const auto& visit = record.visits[number].observation;
        const double level = 2.25 + static_cast<double>(number) / 2;
        growth.visits.push_back({visit.id, visit.started_on, 0, visit.observer, "Cora Coach", visit.purpose, 8, level});
        row.first_reached.push_back({visit.started_on, static_cast<int>(number) + 2});
    }
    row.sustained = row.first_reached.front();
    growth.indicators.push_back(row);
    growth.steps = record.page.steps;
    growth.method = GrowthMethod::school_model;
    growth.present_on = growth.visits.back().on;
    growth.present = analysis::Estimate{2.43, 0.2, analysis::Interval{2.17, 2.69, 0.8}, {}, 2};
    growth.words = "not enough visits yet: 2 of 6";
    growth.how_computed = {"16 ratings of this teacher in 2 visits.", "Levels count as equal steps."};
    return growth;
}

// Visits over some weeks: coaching on two rubrics, an evaluation among them, and one that the maker may not read.
report::YearRecord sample_year()
{
    report::YearRecord record;
    record.name = "school year 2026-27";
    record.first = Date(2026, 8, 31);
    record.last = Date(2027, 1, 15);
    auto& page = record.page;
    page.teacher.person.given_name = "Ana";
    page.teacher.person.family_name = "Ruiz";
    page.teacher.school_name = "Test School";
    for (std::uint8_t number = 0; number < 6; ++number) {
        const auto* rubric_id = number < 4 ? "essential-practice-look-fors" : "teach-primary";
        auto visit = sample_visit(shipped_rubric(rubric_id), number == 3 ? Purpose::evaluation : Purpose::coaching);
        visit.observation.id.bytes[0] = number;
        visit.observation.rubric_version.bytes[15] = number < 4 ? 1 : 2;
        visit.observation.started_on = Date(2026, 9, 14) + boost::gregorian::days(17 * number);
        visit.observation.started_at.us += number;
        visit.amendments.clear();
        if (number != 1) visit.responses.clear();
        const auto row = row_of(visit);
        page.visits.insert(page.visits.begin(), row);
        record.rubrics.emplace(row.rubric_version, visit.rubric);
        if (number < 2) page.steps.push_back(step_of(row.started_on, number == 0));
        if (number == 2) continue;
        for (const auto& rating : visit.ratings) page.ratings.push_back(point_of(row, rating, visit.rubric));
        record.visits.push_back(visit);
    }
    record.growth.push_back(growth_of(record));
    return record;
}

std::vector<std::string> shipped_ids()
{
    std::vector<std::string> ids;
    for (const auto json : shipped_rubric_files()) ids.push_back(must(parse_rubric(json)).id);
    return ids;
}

}  // namespace

TEST_CASE("fault 15: a packet for each purpose has its content, as it was")
{
    for (const auto purpose : {Purpose::coaching, Purpose::evaluation, Purpose::walkthrough, Purpose::peer,
                               Purpose::calibration, Purpose::self}) {
        const auto visit = sample_visit(shipped_rubric("essential-practice-look-fors"), purpose);
        check_packet(report::visit_packet(visit, making), fmt::format("packet_{}.html", name_of(purpose)));
    }
}

TEST_CASE("fault 15: a packet on each shipped rubric has its content, as it was")
{
    for (const auto& id : shipped_ids())
        check_packet(report::visit_packet(sample_visit(shipped_rubric(id), Purpose::coaching), making),
                     fmt::format("packet_on_{}.html", id));
}

TEST_CASE("a packet that can be answered is as it was")
{
    auto document = report::visit_packet(sample_visit(shipped_rubric("teach-primary"), Purpose::coaching), making);
    document.blocks.emplace_back(sample_form());
    const auto page = report::as_html(document);
    for (const auto& fault : html_faults(page)) FAIL_CHECK(fault);
    check_golden("packet_with_form.html", without_style(page));
}

TEST_CASE("a year's packet is as it was")
{
    check_packet(report::year_packet(sample_year(), {"Cora Coach", Date(2027, 1, 15), {1'800'000'000'000'000}}),
                 "packet_of_a_year.html");
}

TEST_CASE("a rubric whose words must not leave the school leaves them out of a packet")
{
    auto rubric = shipped_rubric("essential-practice-look-fors");
    const auto with = report::as_html(report::visit_packet(sample_visit(rubric, Purpose::coaching), making));
    rubric.shareable = false;
    const auto without = report::as_html(report::visit_packet(sample_visit(rubric, Purpose::coaching), making));
    int described = 0;
    for (const auto& node : rubric.nodes)
        for (const auto& level : node.descriptors) {
            if (level.text.empty()) continue;
            if (with.find(level.text) != std::string::npos) ++described;
            CHECK(without.find(level.text) == std::string::npos);
        }
    CHECK(described > 3);
}

TEST_CASE("an evaluation's levels and those of coaching never stand in one picture, nor those of two rubrics")
{
    const auto record = sample_year();
    const auto document = report::year_packet(record, making);
    std::size_t points = 0;
    std::size_t pictures = 0;
    for (const auto& block : document.blocks) {
        const auto* figures = std::get_if<report::Figures>(&block);
        if (figures == nullptr || figures->is_wide) continue;
        for (const auto& chart : figures->charts) {
            std::set<report::MarkShape> shapes;
            for (const auto& point : chart.points) shapes.insert(point.shape);
            CHECK(shapes.size() == 1);
            CHECK(chart.curves.empty());
            points += chart.points.size();
            ++pictures;
        }
    }
    CHECK(pictures > 20);  // look-fors on coaching and on evaluation, and Teach Primary
    // Every number of the teacher's page, but for the details below rows that are rated as a whole.
    std::size_t wanted = 0;
    for (const auto& point : record.page.ratings) {
        const auto& rubric = record.rubrics.at(point.rubric_version);
        const auto* parent = rubric.node(rubric.node(point.code)->parent_code);
        if (parent == nullptr || !is_rated(*parent)) ++wanted;
    }
    CHECK(points == wanted);
}
