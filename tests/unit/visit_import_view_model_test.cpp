// A sheet of past visits in the window: what is proposed, what can be changed, what the preview says.
#include <fstream>

#include <catch2/catch.hpp>

#include "app/viewmodel/visit_import_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/query/teacher.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

std::filesystem::path file_with(const TempFolder& folder, const std::string& text)
{
    std::ofstream(folder / "visits.csv", std::ios::binary) << text;
    return folder / "visits.csv";
}

std::size_t place_of(const std::vector<std::string>& all, const std::string& wanted)
{
    for (std::size_t at = 0; at < all.size(); ++at)
        if (all[at] == wanted) return at;
    FAIL(wanted);
    return 0;
}

const std::string sheet =
    "Who,Date,1a Community,Notes\nT1,10/6/2025,Mostly,saw it\nT2,10/7/2025,purple,\nT1,10/8/2025,NO,\n";

}  // namespace

TEST_CASE("a sheet is proposed a mapping, corrected by a person, taken in as shown, and undone at once")
{
    CoachedSchool window;
    const TempFolder folder;
    VisitImportViewModel import(*window.document);
    must(import.open(file_with(folder, sheet)));
    CHECK(import.rubric_titles()[import.rubric()] == "Essential-practice look-fors");
    CHECK(import.columns().rows[2].cells[2].find("Row 1a") == 0);
    CHECK(import.summary().find("No column is the teacher") != std::string::npos);
    CHECK_FALSE(import.can_take_in());
    CHECK(import.preview().rows.empty());

    import.set_meaning(0, place_of(import.meanings(), "Teacher"));
    CHECK(import.columns().rows[0].cells[2] == "Teacher");
    CHECK(import.summary() ==
          "2 new visits, 1 row that cannot be taken. The new visits are in no school year of this file.");
    REQUIRE(import.preview().rows.size() == 3);
    CHECK(import.preview().rows[0].cells[1] == "Cannot be taken");
    CHECK(import.preview().rows[0].look == TableRow::Look::attention);

    const auto words = import.words();
    REQUIRE(words.rows.size() == 3);
    CHECK(words.rows[0].cells[1] == "3 Established");
    CHECK(words.rows[1].cells[1] == "Not said yet");
    CHECK(words.rows[2].cells[1] == "Not observed");
    import.set_stand(1, place_of(import.stands(), "Nothing, like a blank cell"));
    CHECK(import.words().rows[1].cells[1] == "Nothing, like a blank cell");
    CHECK(import.summary() == "3 new visits. The new visits are in no school year of this file.");
    import.set_shared(false);
    CHECK(import.preview().rows[0].cells[1] == "New, a draft");
    import.set_shared(true);
    CHECK(window.ask(TeacherPage{window.school.teacher}).visits.empty());

    CHECK(must(import.take_in(*window.document)) ==
          "From visits.csv: 3 new visits. The new visits are in no school year of this file.");
    CHECK(window.ask(TeacherPage{window.school.teacher}).visits.size() == 2);
    VisitImportViewModel again(*window.document);
    must(again.open(file_with(folder, sheet)));
    again.set_meaning(0, place_of(again.meanings(), "Teacher"));
    again.set_stand(1, 1);
    CHECK(again.summary() == "0 new visits, 3 already there.");
    CHECK_FALSE(again.can_take_in());
    CHECK(must(window.document->undo()).label == "Import observations");
    CHECK(window.ask(TeacherPage{window.school.teacher}).visits.empty());
}

TEST_CASE("choices that were saved fit the next sheet of the same make, and what does not fit is said")
{
    CoachedSchool window;
    const TempFolder folder;
    VisitImportViewModel first(*window.document);
    must(first.open(file_with(folder, sheet)));
    first.set_meaning(0, place_of(first.meanings(), "Teacher"));
    first.set_stand(1, 1);
    first.set_shared(false);
    first.set_day_first(true);
    must(first.save_choices(folder / "choices.json"));

    VisitImportViewModel same(*window.document);
    must(same.open(file_with(folder, sheet)));
    CHECK(must(same.load_choices(folder / "choices.json")).empty());
    CHECK(same.summary() == first.summary());
    CHECK(same.preview().rows == first.preview().rows);
    CHECK(same.is_day_first());
    CHECK_FALSE(same.is_shared());

    // Another order, another column, one column gone.
    VisitImportViewModel next(*window.document);
    must(next.open(file_with(folder, "Room,DATE,who,1a Community\n7,6/10/2025,T1,purple\n")));
    CHECK(must(next.load_choices(folder / "choices.json")) ==
          "1 choice of choices.json did not fit this sheet: Notes.");
    CHECK(next.columns().rows[0].cells[2] == "Left out");
    CHECK(next.columns().rows[2].cells[2] == "Teacher");
    CHECK(next.summary() == "1 new visit. It is in no school year of this file.");
}

TEST_CASE("choices that cannot be read, or are about a rubric that is not there, change nothing")
{
    CoachedSchool window;
    const TempFolder folder;
    VisitImportViewModel import(*window.document);
    must(import.open(file_with(folder, sheet)));
    import.set_meaning(0, place_of(import.meanings(), "Teacher"));
    const auto before = import.preview().rows;
    const auto refused = [&](const std::string& text) {
        std::ofstream(folder / "choices.json") << text;
        const auto loaded = import.load_choices(folder / "choices.json");
        REQUIRE_FALSE(loaded);
        CHECK(import.preview().rows == before);
        return loaded.error().text();
    };
    CHECK(refused("[]").find("choices.json: ") == 0);
    const auto unknown = refused(
        R"({"format": "throughline-observation-map", "version": 1, "rubric": "gone", "columns": {"Who": "teacher"}})");
    CHECK(unknown.find("\"gone\", which is not in this file") != std::string::npos);
    CHECK_FALSE(import.load_choices(folder / "missing.json"));
}

TEST_CASE("another rubric is guessed anew, and a file without rows is refused in words")
{
    CoachedSchool window;
    const TempFolder folder;
    VisitImportViewModel import(*window.document);
    must(import.open(file_with(folder, sheet)));
    const auto first = import.rubric();
    must(import.choose_rubric(first == 0 ? 1 : 0));
    CHECK(import.columns().rows[2].cells[2] == "Left out");
    CHECK(import.words().rows.empty());
    CHECK_FALSE(import.open(file_with(folder, "Teacher,Date\n")));
    CHECK_FALSE(import.open(folder / "nothing.csv"));
}
