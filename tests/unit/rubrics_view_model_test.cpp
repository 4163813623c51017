// The rubrics of a school to read, and adding one from a file.
#include <algorithm>

#include <catch2/catch.hpp>

#include "app/viewmodel/rubric_view_model.hpp"
#include "app/viewmodel/rubrics_view_model.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/exchange/rubric_file.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

struct Window {
    TempWorkspace school;
    Document document{std::move(school.workspace)};
};

bool says(const ReadingText& text, const std::string& words)
{
    return std::any_of(text.begin(), text.end(), [&](const Paragraph& one) { return one.text == words; });
}

}  // namespace

TEST_CASE("a rubric file with faults adds nothing and lists each fault with its place")
{
    Window window;
    RubricsViewModel rubrics(window.document);
    must(rubrics.refresh());
    const auto before = rubrics.rubrics().size();
    REQUIRE_FALSE(must(rubrics.add("{\"throughline_rubric\": 1, \"id\": \"mine\"")));
    CHECK_FALSE(rubrics.problems().empty());
    CHECK(rubrics.problem_rows().size() == rubrics.problems().size());
    must(rubrics.refresh());
    CHECK(rubrics.rubrics().size() == before);
    rubrics.forget_problems();
    CHECK(rubrics.problem_rows().empty());
}

TEST_CASE("a good rubric file is in the list at once")
{
    Window window;
    RubricsViewModel rubrics(window.document);
    must(rubrics.refresh());
    const auto before = rubrics.rubrics().size();
    auto rubric = must(window.document.ask(NewestRubric{"essential-practice-look-fors"})).rubric;
    rubric.variant_of = rubric.id;
    rubric.id = "our-look-fors";
    rubric.title = "Our own look-fors";
    REQUIRE(must(rubrics.add(write_rubric(rubric))));
    CHECK(rubrics.rubrics().size() == before + 1);
    CHECK(std::any_of(rubrics.rubrics().begin(), rubrics.rubrics().end(),
                      [&](const RubricRow& row) { return row.version_id == rubrics.added(); }));
}

TEST_CASE("a rubric that a visit uses is marked frozen, with how many use it")
{
    TempWorkspace school;
    school.start_with(school.teacher, "teach-primary");
    Document document(std::move(school.workspace));
    RubricsViewModel rubrics(document);
    must(rubrics.refresh());
    for (const auto& row : rubrics.rows())
        if (row.cells[0] == "Teach Primary (adaptation)") CHECK(row.cells[3] == "Frozen, used in 1 visit");
    RubricViewModel page(document);
    must(page.open(must(document.ask(NewestRubric{"teach-primary"})).version));
    CHECK(page.state_words() == "Frozen: used in 1 visit");
}

TEST_CASE("a rubric's page shows its licence with the required notice, and describes every level of every row")
{
    Window window;
    RubricViewModel page(window.document);
    const auto found = must(window.document.ask(NewestRubric{"teach-primary"}));
    must(page.open(found.version));
    CHECK(says(page.about(), found.rubric.licence));
    CHECK(says(page.about(), found.rubric.attribution));
    CHECK(says(page.about(), found.rubric.notice));
    REQUIRE_FALSE(found.rubric.notice.empty());
    for (const auto& node : found.rubric.nodes) {
        const auto words = page.describe(node.code);
        const auto* scale = found.rubric.scale_of(node);
        if (!scale) continue;
        for (const auto& level : scale->levels) {
            CHECK(says(words, std::to_string(level.number) + "  " + level.name));
            CHECK(says(words, std::string(found.rubric.descriptor(node, level.number))));
        }
        CHECK_FALSE(says(words, "No description yet."));
    }
}
