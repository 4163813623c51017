// Tables of visits: mapping files, what is guessed, and what stands in the cells.
#include <algorithm>
#include <fstream>

#include <catch2/catch.hpp>

#include "core/exchange/visit_cells.hpp"
#include "tests/support/sample_visit.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/exchange/visit_table.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const std::string rubric_id = "essential-practice-look-fors";

VisitSheet sheet_of(const std::string& text)
{
    const TempFolder folder;
    std::ofstream(folder / "visits.csv", std::ios::binary) << text;
    return must(read_visit_sheet(folder / "visits.csv"));
}

// The first rows of the rubric that are rated.
std::vector<std::string> rated_codes(const Rubric& rubric)
{
    std::vector<std::string> codes;
    for (const auto& node : rubric.nodes)
        if (is_rated(node)) codes.push_back(node.code);
    return codes;
}

VisitColumn meaning(const VisitMapping& mapping, const std::string& heading)
{
    for (const auto& column : mapping.columns)
        if (column.heading == heading) return column.means;
    FAIL(heading);
    return {};
}

}  // namespace

TEST_CASE("headings of other people's sheets are guessed, and what fits nothing means nothing")
{
    const auto rubric = shipped_rubric(rubric_id);
    const auto codes = rated_codes(rubric);
    REQUIRE(codes.size() >= 2);
    const auto sheet = sheet_of(
        "Timestamp,Teacher Name,Coach,Length (minutes),Glow,Area for growth,Next step,Follow-up date,"
        "Notes,More notes,Private,Favourite colour," +
        codes[0] + "," + codes[1] + ": what it is\n5/31/2026 9:10,Ana,C,15,g,a,s,,n,n,p,x,Mostly,NO\n");
    const auto mapping = guess_visit_mapping(sheet, rubric);
    CHECK(meaning(mapping, "Timestamp") == VisitColumn::date);
    CHECK(meaning(mapping, "Teacher Name") == VisitColumn::teacher);
    CHECK(meaning(mapping, "Coach") == VisitColumn::observer);
    CHECK(meaning(mapping, "Length (minutes)") == VisitColumn::minutes);
    CHECK(meaning(mapping, "Glow") == VisitColumn::strength);
    CHECK(meaning(mapping, "Area for growth") == VisitColumn::growth_area);
    CHECK(meaning(mapping, "Next step") == VisitColumn::action_step);
    CHECK(meaning(mapping, "Follow-up date") == VisitColumn::check_on);
    CHECK(meaning(mapping, "Notes") == VisitColumn::evidence);
    CHECK(meaning(mapping, "More notes") == VisitColumn::evidence);
    CHECK(meaning(mapping, "Private") == VisitColumn::private_note);
    CHECK(meaning(mapping, "Favourite colour") == VisitColumn::nothing);
    CHECK(mapping.columns[12].code == codes[0]);
    CHECK(mapping.columns[13].code == codes[1]);
    CHECK(mapping.dates == DateOrder::month_first);
}

TEST_CASE("the order of day and month is told by a day above twelve")
{
    const auto rubric = shipped_rubric(rubric_id);
    CHECK(guess_visit_mapping(sheet_of("Date,Teacher\n5/6/2026,a\n25/6/2026,a\n"), rubric).dates ==
          DateOrder::day_first);
    CHECK(guess_visit_mapping(sheet_of("Date,Teacher\n5/6/2026,a\n6/25/2026,a\n"), rubric).dates ==
          DateOrder::month_first);
}

TEST_CASE("numbers with dots between them are proposed as day first where nothing tells")
{
    const auto rubric = shipped_rubric(rubric_id);
    CHECK(guess_visit_mapping(sheet_of("Date,Teacher\n5.10.2026,a\n6.10.2026,a\n"), rubric).dates ==
          DateOrder::day_first);
    CHECK(guess_visit_mapping(sheet_of("Date,Teacher\n5.10.2026,a\n6.25.2026,a\n"), rubric).dates ==
          DateOrder::month_first);
    CHECK(guess_visit_mapping(sheet_of("Date,Teacher\n5.10.2026,a\n5/10/2026,a\n"), rubric).dates ==
          DateOrder::month_first);
}

TEST_CASE("a column that is called like a row of the rubric and holds notes is notes")
{
    const auto rubric = shipped_rubric(rubric_id);
    const auto& titled = *std::ranges::find_if(rubric.nodes, [](const auto& node) { return is_rated(node); });
    REQUIRE_FALSE(titled.title.empty());
    auto named = rubric;
    for (auto& node : named.nodes)
        if (node.code == titled.code) node.title = "Evidence";
    CHECK(meaning(guess_visit_mapping(sheet_of("Teacher,Date,Evidence\na,2026-10-05,they compare\n"), named),
                  "Evidence") == VisitColumn::evidence);
    CHECK(meaning(guess_visit_mapping(sheet_of("Teacher,Date,Evidence\na,2026-10-05,Mostly\n"), named), "Evidence") ==
          VisitColumn::rating);
}

TEST_CASE("short headings and headings of two words are guessed as what they say")
{
    const auto rubric = shipped_rubric(rubric_id);
    const auto mapping = guess_visit_mapping(
        sheet_of("Teacher,Date,Start,End time,Mins,Observer,Observer notes\na,2026-10-05,9:10,9:25,15,c,n\n"), rubric);
    CHECK(meaning(mapping, "Start") == VisitColumn::time);
    CHECK(meaning(mapping, "End time") == VisitColumn::nothing);
    CHECK(meaning(mapping, "Mins") == VisitColumn::minutes);
    CHECK(meaning(mapping, "Observer") == VisitColumn::observer);
    CHECK(meaning(mapping, "Observer notes") == VisitColumn::evidence);
}

TEST_CASE("two columns cannot both be the teacher, and the file is refused with both names")
{
    const auto rubric = shipped_rubric(rubric_id);
    const auto sheet = sheet_of("Who,Whom,Date,Notes,More\na,b,2026-10-05,n,m\n");
    VisitMapping mapping;
    mapping.rubric = rubric.id;
    mapping.columns = {{"Who", VisitColumn::teacher},
                       {"Whom", VisitColumn::teacher},
                       {"Date", VisitColumn::date},
                       {"Notes", VisitColumn::evidence},
                       {"More", VisitColumn::evidence}};
    const auto refused = read_visits(sheet, mapping, rubric);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text() == "columns.Whom: Who and Whom cannot both be the teacher; leave one of them out.");
    mapping.columns[1].means = VisitColumn::nothing;
    CHECK(must(read_visits(sheet, mapping, rubric)).rows.at(0).document.evidence.size() == 2);
}

TEST_CASE("a mapping that is no JSON says where reading stops")
{
    const auto mapping =
        parse_visit_mapping("{\n  \"format\": \"throughline-observation-map\",\n  \"version\": 1,,\n}");
    REQUIRE_FALSE(mapping);
    CHECK(mapping.error().place == "line 3, column 16");
}

TEST_CASE("a level, not observed, not applicable and a blank cell are four things, in every spelling")
{
    const auto rubric = shipped_rubric(rubric_id);
    const auto code = rated_codes(rubric).front();
    const auto* scale = rubric.scale_of(*rubric.node(code));
    REQUIRE(scale != nullptr);
    REQUIRE(scale->levels.size() == 4);
    const auto sheet = sheet_of("Teacher,Date," + code +
                                "\na,2026-10-05,Not Yet\na,2026-10-05,Somewhat\na,2026-10-05,MOSTLY\na,2026-10-05,Yes\n"
                                "a,2026-10-05,N/A\na,2026-10-05,NO\na,2026-10-05,\na,2026-10-05,3 - Mostly\n"
                                "a,2026-10-05,not observed\na,2026-10-05,4\n");
    const auto mapping = guess_visit_mapping(sheet, rubric);
    CHECK(unknown_words(sheet, mapping, rubric).empty());
    const auto visits = must(read_visits(sheet, mapping, rubric));
    REQUIRE(visits.refused.empty());
    std::vector<std::string> ratings;
    for (const auto& row : visits.rows)
        ratings.push_back(row.document.ratings.empty() ? "blank" : row.document.ratings[0].second);
    const auto level = [&](std::size_t place) { return std::to_string(scale->levels[place].number); };
    CHECK(ratings == std::vector<std::string>{level(0), level(1), level(2), level(3), "not-applicable", "not-observed",
                                              "blank", level(2), "not-observed", level(3)});
}

TEST_CASE("a word that nobody knows refuses its row by line and column, and no other row")
{
    const auto rubric = shipped_rubric(rubric_id);
    const auto code = rated_codes(rubric).front();
    const auto sheet =
        sheet_of("Teacher,Date,Minutes," + code +
                 "\na,2026-10-05,15,purple\nb,13/13/2026,15,\nc,2026-10-05,many,\n,2026-10-05,1,\nd,2026-10-05,"
                 "15,\n\"e\"x,2026-10-05,15,\n,,,\nf,2026-10-06,20,\n");
    const auto mapping = guess_visit_mapping(sheet, rubric);
    CHECK(unknown_words(sheet, mapping, rubric) == std::vector<std::string>{"purple"});
    const auto visits = must(read_visits(sheet, mapping, rubric));
    REQUIRE(visits.rows.size() == 2);
    CHECK(visits.rows[1].document.teacher == "f");
    REQUIRE(visits.refused.size() == 5);
    CHECK(visits.refused[0].line == 2);
    CHECK(visits.refused[0].column == 4);
    CHECK(visits.refused[0].header == code);
    CHECK(visits.refused[0].reason.find("\"purple\" is no level of row") == 0);
    CHECK(visits.refused[1].reason.find("is no date") != std::string::npos);
    CHECK(visits.refused[2].reason.find("is no number of minutes") != std::string::npos);
    CHECK(visits.refused[3].reason == "No teacher is named.");
    CHECK(visits.refused[4].line == 7);
}

TEST_CASE("dates and times are read as people write them")
{
    const auto day = [](const char* text, DateOrder order = DateOrder::month_first) {
        const auto read = date_in_cell(text, order);
        if (!read) return std::string("none");
        return iso(read->date) + (read->minute ? "+" + std::to_string(*read->minute) : "");
    };
    CHECK(day("2026-10-05") == "2026-10-05");
    CHECK(day("2026-10-05T09:10:00") == "2026-10-05+550");
    CHECK(day("10/5/2026") == "2026-10-05");
    CHECK(day("10/5/26 2:10 PM") == "2026-10-05+850");
    CHECK(day("5/10/2026", DateOrder::day_first) == "2026-10-05");
    CHECK(day("5.10.2026", DateOrder::day_first) == "2026-10-05");
    CHECK(day("Mon 5 Oct 2026") == "2026-10-05");
    CHECK(day("October 5, 2026") == "2026-10-05");
    for (const auto* text : {"", "soon", "13/13/2026", "2026-02-30", "10/5", "10/5/2026 25:00", "1/2/3/4"})
        CHECK(day(text) == "none");
    CHECK(time_in_cell("12:05 am") == 5);
    CHECK(time_in_cell("12:05 PM") == 725);
    CHECK(time_in_cell("9 AM") == 540);
    CHECK_FALSE(time_in_cell("13:00 PM"));
    CHECK_FALSE(time_in_cell("9"));
    CHECK(minutes_in_cell("15 min") == 15);
    CHECK_FALSE(minutes_in_cell("-5"));
    CHECK(purpose_in_cell("Formal Evaluation") == Purpose::evaluation);
    CHECK(purpose_in_cell("Informal visit") == Purpose::coaching);
    CHECK_FALSE(purpose_in_cell("party"));
}

TEST_CASE("a mapping is written and read as the same mapping")
{
    VisitMapping mapping;
    mapping.rubric = rubric_id;
    mapping.columns = {{"Teacher \"T\"", VisitColumn::teacher, {}},
                       {"Date", VisitColumn::date, {}},
                       {"Row", VisitColumn::rating, "1.1"},
                       {"Other", VisitColumn::nothing, {}}};
    mapping.words = {{"Not Yet", "1"}, {"-", ""}};
    mapping.dates = DateOrder::day_first;
    mapping.observer = "Cora Coach";
    mapping.purpose = Purpose::peer;
    mapping.is_shared = false;
    mapping.start_minute = 615;
    CHECK(must(parse_visit_mapping(visit_mapping_json(mapping))) == mapping);
}

TEST_CASE("a mapping that is wrong is refused with the place")
{
    const auto refusal = [](const std::string& inside) {
        const auto read = parse_visit_mapping(
            "{\"format\": \"throughline-observation-map\", \"version\": 1, \"rubric\": \"r\"" + inside + "}");
        REQUIRE_FALSE(read);
        return read.error().place;
    };
    CHECK(refusal("") == "columns");
    CHECK(refusal(", \"columns\": {\"T\": \"teecher\"}") == "columns.T");
    CHECK(refusal(", \"columns\": {\"T\": 5}") == "columns.T");
    CHECK(refusal(", \"columns\": {}, \"words\": {\"w\": []}") == "words.w");
    CHECK(refusal(", \"columns\": {}, \"dates\": \"both\"") == "dates");
    CHECK(refusal(", \"columns\": {}, \"purpose\": \"fun\"") == "purpose");
    CHECK(refusal(", \"columns\": {}, \"state\": \"maybe\"") == "state");
    CHECK(refusal(", \"columns\": {}, \"time\": \"noon\"") == "time");
    CHECK(refusal(", \"columns\": {}, \"colums\": {}") == "colums");
    CHECK_FALSE(parse_visit_mapping("[]"));
    CHECK_FALSE(parse_visit_mapping("{\"format\": \"other\"}"));
    const auto rubric = shipped_rubric(rubric_id);
    const auto sheet = sheet_of("Teacher,Day\na,2026-10-05\n");
    VisitMapping mapping;
    mapping.columns = {{"Teacher", VisitColumn::teacher, {}}};
    CHECK(read_visits(sheet, mapping, rubric).error().text().find("No column is the date") != std::string::npos);
    mapping.columns.push_back({"Date", VisitColumn::date, {}});
    CHECK(read_visits(sheet, mapping, rubric).error().place == "columns.Date");
    mapping.columns[1] = {"Day", VisitColumn::rating, "99.9"};
    CHECK(read_visits(sheet, mapping, rubric).error().place == "columns.Day");
}
