// The wall, looked at from every side: lists in SQL and single records in C++ must tell the same story.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("lists, records, pages and search agree on what each person may see, for every purpose and state")
{
    TempWorkspace t;
    const auto administrator = t.add("Alex", "Adams", {Role::administrator}, "alex@school.example", "A1");
    std::vector<ObservationId> all;
    for (const auto purpose : {Purpose::coaching, Purpose::evaluation, Purpose::walkthrough, Purpose::peer,
                               Purpose::calibration, Purpose::self})
        for (const auto state : {ObservationState::draft, ObservationState::shared})
            for (const bool with_co_observer : {false, true}) {
                StartObservation begin;
                begin.teacher = t.teacher;
                begin.purpose = purpose;
                const auto visit = must(t.workspace.execute(t.as_coach(), begin)).value;
                t.note(visit, "quokka open");
                t.note(visit, "quokka private", true);
                if (with_co_observer) {
                    ChangeObservation change;
                    change.observation = visit;
                    change.co_observer = std::optional(t.other_coach);
                    must(t.workspace.execute(t.as_coach(), change));
                }
                if (state == ObservationState::shared) must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
                all.push_back(visit);
            }
    const std::vector<Actor> actors = {Actor::keeper(),         t.as_coach(),         Actor::as(t.other_coach),
                                       Actor::as(t.leader),     Actor::as(t.teacher), Actor::as(t.other_teacher),
                                       Actor::as(administrator)};
    for (std::size_t who = 0; who < actors.size(); ++who) {
        const auto& actor = actors[who];
        const auto listed = must(t.workspace.ask(actor, Observations{}));
        const auto found = must(whole_search(t.workspace, actor, Search{"quokka", 1000}));
        std::vector<VisitRow> on_page;
        if (auto page = t.workspace.ask(actor, TeacherPage{t.teacher})) on_page = page->visits;
        for (const auto& visit : all) {
            INFO("actor " << who << ", visit " << visit.text());
            const auto detail = t.workspace.ask(actor, ObservationDetail{visit});
            const auto row = std::ranges::find(listed, visit, &VisitRow::id);
            REQUIRE(detail.has_value() == (row != listed.end()));
            if (!on_page.empty())
                CHECK(detail.has_value() == (std::ranges::find(on_page, visit, &VisitRow::id) != on_page.end()));
            const auto hits = std::ranges::count(found, visit, &SearchRow::observation);
            if (!detail) {
                CHECK(hits == 0);
                continue;
            }
            CHECK(row->words_visible == detail->words_visible);
            CHECK(static_cast<std::size_t>(hits) == detail->evidence.size());
            const bool is_author = actor.person == t.coach;
            CHECK((detail->evidence.size() == 2) == is_author);
            CHECK(std::ranges::any_of(detail->evidence, &Evidence::is_private) == is_author);
        }
    }
}

TEST_CASE("a leader sees that a coaching visit took place and nothing of what was written")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "a line");
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "1a", Mark::level, 1}));
    must(t.workspace.execute(t.as_coach(), SetActionStep{visit, "a step", {}, {}, {}}));
    must(t.workspace.execute(t.as_coach(), ChangeObservationText{visit, ObservationField::strength, "a strength", ""}));
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    const auto as_leader = Actor::as(t.leader);
    const auto seen = t.detail(visit, as_leader);
    CHECK_FALSE(seen.words_visible);
    CHECK(seen.evidence.empty());
    CHECK(seen.ratings.empty());
    CHECK_FALSE(seen.step);
    CHECK(seen.observation.strength.empty());
    const auto page = must(t.workspace.ask(as_leader, TeacherPage{t.teacher}));
    CHECK(page.visits.size() == 1);
    CHECK(page.steps.empty());
    CHECK(page.ratings.empty());
    CHECK(must(t.workspace.ask(as_leader, TeacherEvidence{t.teacher})).empty());
    for (const auto& due : must(t.workspace.ask(as_leader, FollowUps{})))
        CHECK(due.words.find("a step") == std::string::npos);
    CHECK_FALSE(t.workspace.ask(as_leader, FeedbackPreview{visit}));
    CHECK_FALSE(t.workspace.ask(as_leader, FindStep{any(visit)}));
}

TEST_CASE("a teacher can neither see nor look up a colleague")
{
    TempWorkspace t;
    const auto visit = t.start(t.other_teacher);
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    const auto ana = Actor::as(t.teacher);
    CHECK(must(t.workspace.ask(ana, FindPeople{"ben", false, 20})).empty());
    CHECK_FALSE(t.workspace.ask(ana, ResolvePerson{"ben@school.example"}));
    CHECK_FALSE(t.workspace.ask(ana, TeacherPage{t.other_teacher}));
    CHECK_FALSE(t.workspace.ask(ana, Roster{}));
    CHECK(must(t.workspace.ask(ana, Teachers{})).size() == 1);
    CHECK(must(whole_search(t.workspace, ana, Search{"ben", 20})).empty());
    CHECK(must(t.workspace.ask(ana, FollowUps{})).empty());
}
