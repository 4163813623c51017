// A teacher's own page on a real file, without a window.
#include <algorithm>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "app/viewmodel/hats.hpp"
#include "app/viewmodel/my_feedback_view_model.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/command/policy.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// Ana's visit of Monday, shared with a step, a level on row 6 and a private line; her window is open on the file.
struct OwnPage {
    OwnPage() : visit(share()), document(must(Workspace::open(school.file, school.options())))
    {
        must(document.act_as("Ana Ruiz"));
        must(page.refresh());
    }

    ObservationId share(const std::string& strength = "Open questions", const std::string& step = "Wait three seconds")
    {
        const auto made = school.start_with(school.teacher, "teach-primary");
        school.note(made, "Who can explain why?", false, {"6"});
        school.note(made, "ask about grouping", true);
        execute(ChangeObservationText{made, ObservationField::strength, strength, {}});
        execute(RateIndicator{made, "6", Mark::level, 4});
        execute(SetActionStep{made, step, {}, {}, {}});
        execute(ShareObservation{made});
        return made;
    }
    template <class Command>
    void execute(const Command& command)
    {
        must(school.workspace.execute(school.as_coach(), command));
    }
    [[nodiscard]] std::string text() const
    {
        std::string all;
        for (const auto& paragraph : page.feedback()) all += paragraph.text + "\n";
        return all;
    }
    [[nodiscard]] bool says(const std::string& words) const { return text().find(words) != std::string::npos; }
    void forward_days(int days) { school.clock->forward(days * 24 * 60 * us_per_minute); }

    TempWorkspace school;
    ObservationId visit;
    Document document;
    MyFeedbackViewModel page{document};
};

}  // namespace

TEST_CASE("My feedback says what worked, the step with its state and day, the evidence and the levels in words")
{
    OwnPage own;
    REQUIRE(own.page.has_visit());
    CHECK(own.page.feedback().front().text == "Coaching visit, Mon 5 Oct, Cora Coach");
    CHECK(own.says("What worked\nOpen questions\n"));
    CHECK(own.says("Wait three seconds\nAssigned, to look back at "));
    CHECK(own.says("Who can explain why?"));
    CHECK(own.says("6 Critical thinking"));
    CHECK(own.says("(4)"));
    CHECK_FALSE(own.says("ask about grouping"));
    CHECK(own.page.summary() == "1 visit was shared with you, 1 not read yet");
    CHECK(own.page.visit_rows().front().cells ==
          std::vector<std::string>{"Mon 5 Oct", "New", "Cora Coach", "Coaching"});
}

TEST_CASE("what a teacher answers stands in the text at once, beside the coach's levels, and the list says so")
{
    OwnPage own;
    REQUIRE(own.page.may_acknowledge());
    CHECK(must(own.page.acknowledge()) == "Kept with this visit: you read it. Cora Coach sees it here.");
    CHECK_FALSE(own.page.may_acknowledge());
    CHECK_FALSE(own.page.acknowledge());
    CHECK(own.page.visit_rows().front().cells[1] == "Read");
    CHECK(own.says("Wait three seconds\nAcknowledged, to look back at "));
    own.school.clock->forward(us_per_minute);
    must(own.page.write(ResponseKind::reply, "I will try it on Thursday."));
    must(own.page.write(ResponseKind::reflection, "More wait time."));
    CHECK(own.page.visit_rows().front().cells[1] == "Answered");
    CHECK(own.says("Reply: I will try it on Thursday."));
    CHECK(own.says("Reflection: More wait time."));
    const auto empty = own.page.write(ResponseKind::reply, "  ");
    REQUIRE_FALSE(empty);
    CHECK(empty.error().code == ErrorCode::invalid);
    CHECK_FALSE(own.document.undo());
}

TEST_CASE("a teacher rates themselves on the form's rows, sees both levels, and can change but not take back")
{
    OwnPage own;
    const auto rows = own.page.own_ratings();
    const auto row =
        std::find_if(rows.begin(), rows.end(), [](const auto& one) { return one.name == "6 Critical thinking"; });
    REQUIRE(row != rows.end());
    CHECK(row->beside.find("Cora Coach: ") == 0);
    CHECK(row->choices.front() == "Not rated by me");
    CHECK(row->choices.size() == 6);
    CHECK(row->chosen == 0);
    std::vector<std::size_t> chosen(rows.size(), 0);
    CHECK_FALSE(own.page.rate(chosen));
    const auto at = static_cast<std::size_t>(row - rows.begin());
    chosen[at] = 3;
    CHECK(must(own.page.rate(chosen)) == "Kept with this visit: you rated 1 row. Cora Coach sees it here.");
    CHECK(own.page.own_ratings()[at].chosen == 3);
    const auto levels = "6 Critical thinking: Cora Coach " + row->choices[4] + "; Ana Ruiz " + row->choices[3];
    CHECK(own.says(levels));
    CHECK_FALSE(own.page.rate(chosen));  // nothing new is said
    chosen[at] = 0;
    CHECK(own.page.rate(chosen).error().text().find("cannot be taken back") != std::string::npos);
    chosen[at] = 5;
    must(own.page.rate(chosen));
    CHECK(own.page.own_ratings()[at].chosen == 5);
}

TEST_CASE("the newest visit is chosen first, and the chosen one stays when another comes")
{
    OwnPage own;
    must(own.page.acknowledge());
    own.forward_days(7);
    const auto second = own.share("Pairs at work", "Ask for a second voice");
    must(own.page.refresh());
    REQUIRE(own.page.visits().size() == 2);
    CHECK(own.page.visits().front().visit.id == second);
    CHECK(own.page.chosen_row() == std::optional<std::size_t>(1));
    must(own.page.choose(second));
    CHECK(own.says("Pairs at work"));
    CHECK(own.page.summary() == "2 visits were shared with you, 1 not read yet");
    MyFeedbackViewModel fresh(own.document);
    must(fresh.refresh());
    CHECK(fresh.chosen_row() == std::optional<std::size_t>(0));
}

TEST_CASE("a change after it was shared says old, new and why, and is marked until the teacher says something")
{
    OwnPage own;
    must(own.page.acknowledge());
    own.school.clock->forward(us_per_minute);
    own.execute(AmendObservation{own.visit, ObservationField::strength, "Open questions to all", "More precise"});
    must(own.page.refresh());
    CHECK(own.page.visit_rows().front().cells[1] == "Changed");
    CHECK(own.says("now \"Open questions to all\", before \"Open questions\". Reason: More precise"));
    CHECK(own.page.summary() == "1 visit was shared with you, 1 changed since");
}

TEST_CASE("who can see it and who opened it are said by name, never a colleague's")
{
    OwnPage own;
    CHECK(own.page.who_can_see().find("Ana Ruiz and Cora Coach can read this.") == 0);
    std::string seen_by;
    for (const auto& paragraph : own.page.everybody_who_can_see()) seen_by += paragraph.text + "\n";
    CHECK(seen_by.find("Other teachers: nothing") != std::string::npos);
    CHECK(seen_by.find("Ben") == std::string::npos);
    CHECK(must(own.page.who_opened()).rows.empty());
    // That it took place every list says; the step is a reason to tell.
    REQUIRE(own.school.workspace.ask(Actor::as(own.school.leader), ObservationDetail{own.visit}));
    CHECK(must(own.page.who_opened()).rows.empty());
    must(own.school.workspace.execute(Actor::as(own.school.leader), SetStepPolicy{true}));
    must(own.page.refresh());
    CHECK(own.page.who_can_see().find("by the school's policy, the step") != std::string::npos);
    REQUIRE(own.school.workspace.ask(Actor::as(own.school.leader), ObservationDetail{own.visit}));
    const auto opened = must(own.page.who_opened());
    REQUIRE(opened.rows.size() == 1);
    CHECK(opened.rows.front().cells ==
          std::vector<std::string>{"Mon 5 Oct at 09:10", "Lee Park", "The visit of Mon 5 Oct"});
}

TEST_CASE("a visit and a year are saved as a page or a PDF by the file's ending, without a private line")
{
    OwnPage own;
    using Of = MyFeedbackViewModel::PacketOf;
    CHECK(own.page.packet_name(Of::visit) == "Feedback for Ana Ruiz 2026-10-05.html");
    const auto read = [](const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        return text.str();
    };
    const auto page = own.school.folder / "mine.html";
    must(own.page.save_packet(Of::visit, page));
    CHECK(read(page).find("Open questions") != std::string::npos);
    CHECK(read(page).find("ask about grouping") == std::string::npos);
    const auto year = own.school.folder / "year.pdf";
    must(own.page.save_packet(Of::year, year));
    CHECK(read(year).substr(0, 5) == "%PDF-");
    CHECK_FALSE(own.page.save_packet(Of::visit, own.school.folder / "mine.docx"));
    CHECK_FALSE(std::filesystem::exists(own.school.folder / "mine.docx"));
}

TEST_CASE("a teacher with whom nothing was shared is told what will come, and asked nothing")
{
    OwnPage own;
    must(own.document.act_as("Ben Okafor"));
    MyFeedbackViewModel page(own.document);
    must(page.refresh());
    CHECK_FALSE(page.has_visit());
    CHECK(page.visit_rows().empty());
    CHECK(page.empty_words().find("Nothing has been shared with you yet.") == 0);
    CHECK(page.feedback().empty());
    CHECK(page.own_ratings().empty());
    CHECK_FALSE(page.acknowledge());
    CHECK(page.summary() == "Nothing shared yet");
}

TEST_CASE("My feedback is for teachers; a teacher without another hat works with no one's visits")
{
    OwnPage own;
    CHECK(teaches(own.document));
    CHECK_FALSE(works_with_visits(own.document));
    must(own.document.act_as("Cora Coach"));
    CHECK_FALSE(teaches(own.document));
    CHECK(works_with_visits(own.document));
    auto both = must(own.document.ask(ResolvePerson{"Ana Ruiz"}));
    both.roles.insert(Role::observer);
    must(own.school.workspace.execute(Actor::keeper(), ChangePerson{both}));
    must(own.document.act_as("Ana Ruiz"));
    CHECK(teaches(own.document));
    CHECK(works_with_visits(own.document));
}
