// A school may let its leaders read the steps of coaching: what that opens, to whom, and how teachers are told.
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/policy.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/exchange/feedback_text.hpp"
#include "throughline/query/policy.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/wall.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

struct School : TempWorkspace {
    School()
    {
        must(workspace.execute(Actor::keeper(), SetOwner{coach}));
        administrator = add("Alex", "Adams", {Role::administrator}, "alex@school.example", "A1");
    }
    ObservationId shared(Purpose purpose)
    {
        StartObservation begin;
        begin.teacher = teacher;
        begin.purpose = purpose;
        const auto visit = must(workspace.execute(as_coach(), begin)).value;
        note(visit, "quokka in the evidence");
        must(workspace.execute(as_coach(), SetActionStep{visit, "quokka in the step", {}, {}, {}}));
        must(workspace.execute(as_coach(),
                               ChangeObservationText{visit, ObservationField::strength, "quokka praised", {}}));
        must(workspace.execute(as_coach(), ShareObservation{visit}));
        return visit;
    }
    void let(bool leaders_read) { must(workspace.execute(as_coach(), SetStepPolicy{leaders_read})); }
    std::size_t found_by(PersonId person)
    {
        return must(whole_search(workspace, Actor::as(person), Search{"quokka", 100})).size();
    }
    PersonId administrator;
};

}  // namespace

TEST_CASE("by policy a leader reads the steps of coaching, and not one word more")
{
    School t;
    const auto visit = t.shared(Purpose::coaching);
    CHECK_FALSE(must(t.workspace.ask(t.as_coach(), SchoolPolicy{})).leaders_read_steps);
    CHECK(t.found_by(t.leader) == 0);
    t.let(true);
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), SchoolPolicy{})).leaders_read_steps);
    const auto seen = t.detail(visit, Actor::as(t.leader));
    REQUIRE(seen.step);
    CHECK(seen.step->text == "quokka in the step");
    CHECK(seen.observation.strength.empty());
    CHECK(seen.evidence.empty());
    CHECK(seen.ratings.empty());
    CHECK(t.found_by(t.leader) == 1);
    const auto page = must(t.workspace.ask(Actor::as(t.leader), TeacherPage{t.teacher}));
    CHECK(page.steps.size() == 1);
    CHECK(page.visits.at(0).step_text == "quokka in the step");
    CHECK(page.visits.at(0).strength.empty());
    for (const auto person : {t.administrator, t.other_coach, t.other_teacher}) CHECK(t.found_by(person) == 0);
    t.let(false);
    CHECK(t.found_by(t.leader) == 0);
}

TEST_CASE("the policy opens no draft, no peer visit, and no goal of anybody's")
{
    School t;
    t.let(true);
    const auto draft = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(), SetActionStep{draft, "quokka in a draft", {}, {}, {}}));
    const auto peer = t.shared(Purpose::peer);
    CHECK_FALSE(t.workspace.ask(Actor::as(t.leader), ObservationDetail{draft}));
    CHECK_FALSE(t.detail(peer, Actor::as(t.leader)).step);
    CHECK(t.found_by(t.leader) == 0);
}

TEST_CASE("only who keeps the house decides, and teachers and the matrix say it")
{
    School t;
    const auto visit = t.shared(Purpose::coaching);
    for (const auto person : {t.other_coach, t.teacher})
        CHECK(t.workspace.execute(Actor::as(person), SetStepPolicy{true}).error().code == ErrorCode::not_allowed);
    const auto leaders = [&] {
        for (const auto& line : must(t.workspace.ask(Actor::as(t.teacher), WhoCanSee{visit})))
            if (line.starts_with("Leaders")) return line;
        return std::string();
    };
    const auto in_matrix = [&] {
        for (const auto& row : must(t.workspace.ask(Actor::keeper(), VisibilityMatrix{})).rows)
            if (row.part == "visit" && row.purpose == "coaching" && row.state == "shared") return row.seen.at(3);
        return std::string();
    };
    CHECK(leaders() == "Leaders of the school: that it took place, when and by whom");
    CHECK(in_matrix() == "that it took place");
    must(t.workspace.execute(Actor::as(t.leader), SetStepPolicy{true}));
    CHECK(leaders().find("by the school's policy, the text and the state of its action step") != std::string::npos);
    CHECK(in_matrix() == "action steps");
    const auto packet =
        plain_text(feedback_blocks(must(t.workspace.ask(Actor::as(t.teacher), FeedbackPreview{visit}))));
    CHECK(packet.find("by the school's policy, the step") != std::string::npos);
}

TEST_CASE("a look that showed no more than that a visit took place is not among those that opened it")
{
    School t;
    const auto visit = t.shared(Purpose::coaching);
    (void)t.detail(visit, Actor::as(t.leader));
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher})).empty());
    t.let(true);
    (void)t.detail(visit, Actor::as(t.leader));
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher})).size() == 1);
}
