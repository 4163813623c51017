// What a teacher says to feedback in the program itself: what is kept, who may say it, and that it stays.
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/query/feedback.hpp"
#include "throughline/query/school.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// A shared visit to Ana on Teach Primary with a step and a level on row 6.
struct Shared {
    Shared()
    {
        visit = t.start_with(t.teacher, "teach-primary");
        must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "6", Mark::level, 4}));
        must(t.workspace.execute(t.as_coach(), SetActionStep{visit, "Ask one student to restate", {}, {}, {}}));
        must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
        t.clock->forward(60 * us_per_minute);
    }

    Respond saying(ResponseKind kind, const std::string& text = {}, std::vector<Rating> ratings = {}) const
    {
        return {visit, kind, text, std::move(ratings)};
    }
    std::string say(const Respond& respond)
    {
        return must(t.workspace.execute(Actor::as(t.teacher), respond)).value.words;
    }
    ErrorCode refusal(const Respond& respond, std::optional<Actor> actor = {})
    {
        const auto before = t.detail(visit).responses.size();
        const auto said = t.workspace.execute(actor.value_or(Actor::as(t.teacher)), respond);
        REQUIRE_FALSE(said);
        CHECK(t.detail(visit).responses.size() == before);
        return said.error().code;
    }
    MyFeedback::Row row()
    {
        const auto rows = must(t.workspace.ask(Actor::as(t.teacher), MyFeedback{}));
        REQUIRE(rows.size() == 1);
        return rows.front();
    }

    TempWorkspace t;
    ObservationId visit;
};

}  // namespace

TEST_CASE("a teacher says in the program that they have read it, replies, reflects and rates themselves")
{
    Shared s;
    CHECK(s.say(s.saying(ResponseKind::acknowledged)) == "read it");
    CHECK(s.say(s.saying(ResponseKind::reply, "  On Thursday.\nשלום 👩‍🏫 ")) == "replied");
    CHECK(s.say(s.saying(ResponseKind::reflection, "More wait time.")) == "reflected");
    CHECK(s.say(s.saying(ResponseKind::self_rating, {}, {{"6", Mark::level, 3}, {"7", Mark::level, 5}})) ==
          "rated 2 rows");
    const auto detail = s.t.detail(s.visit);
    REQUIRE(detail.responses.size() == 5);
    for (const auto& response : detail.responses) {
        CHECK(response.author == s.t.teacher);
        CHECK(response.at == s.t.clock->now());
        CHECK_FALSE(response.packet);
        CHECK_FALSE(response.answer);
    }
    CHECK(detail.responses[1].text == "On Thursday.\nשלום 👩‍🏫");
    CHECK(detail.responses[3].rating == Rating{"6", Mark::level, 3});
    CHECK(detail.observation.acknowledged_at == s.t.clock->now());
    CHECK(detail.step->state == StepState::acknowledged);
    CHECK(must(s.t.workspace.check()).findings.empty());
}

TEST_CASE("reading is said once; a second reply stands beside the first")
{
    Shared s;
    s.say(s.saying(ResponseKind::acknowledged));
    CHECK(s.refusal(s.saying(ResponseKind::acknowledged)) == ErrorCode::conflict);
    s.say(s.saying(ResponseKind::reply, "Yes"));
    s.say(s.saying(ResponseKind::reply, "On second thoughts, no"));
    CHECK(s.t.detail(s.visit).responses.size() == 3);
}

TEST_CASE("nobody answers for the teacher: not the coach, not the keeper, and others do not learn of the visit")
{
    Shared s;
    const auto read = s.saying(ResponseKind::acknowledged);
    CHECK(s.refusal(read, s.t.as_coach()) == ErrorCode::not_allowed);
    CHECK(s.refusal(read, Actor::keeper()) == ErrorCode::not_allowed);
    CHECK(s.refusal(read, Actor::as(s.t.leader)) == ErrorCode::not_allowed);
    CHECK(s.refusal(read, Actor::as(s.t.other_teacher)) == ErrorCode::not_found);
    CHECK(s.refusal(read, Actor::as(s.t.other_coach)) == ErrorCode::not_found);
}

TEST_CASE("what was not shared cannot be answered: to its teacher it is not there")
{
    Shared s;
    const auto draft = s.t.start_with(s.t.teacher, "teach-primary");
    auto read = s.saying(ResponseKind::acknowledged);
    read.observation = draft;
    CHECK(s.refusal(read) == ErrorCode::not_found);
}

TEST_CASE("an answer without words, with too many, or on rows and levels that the rubric has not is refused")
{
    Shared s;
    const auto rating = [&](std::vector<Rating> ratings) {
        return s.saying(ResponseKind::self_rating, {}, std::move(ratings));
    };
    CHECK(s.refusal(s.saying(ResponseKind::reply, " \n\t ")) == ErrorCode::invalid);
    CHECK(s.refusal(s.saying(ResponseKind::reflection, std::string(response_chars_max + 1, 'x'))) ==
          ErrorCode::invalid);
    CHECK(s.refusal(s.saying(ResponseKind::reply, "caf\xe9")) == ErrorCode::invalid);
    CHECK(s.refusal(rating({})) == ErrorCode::invalid);
    CHECK(s.refusal(rating({{"99", Mark::level, 3}})) == ErrorCode::invalid);
    CHECK(s.refusal(rating({{"6", Mark::level, 9}})) == ErrorCode::invalid);
    CHECK(s.refusal(rating({{"6", Mark::not_applicable, 0}})) == ErrorCode::invalid);
    // All rows or none: the good one is not kept.
    CHECK(s.refusal(rating({{"6", Mark::level, 3}, {"99", Mark::level, 3}})) == ErrorCode::invalid);
    CHECK(s.refusal(rating({{"6", Mark::level, 3}, {"6", Mark::level, 4}})) == ErrorCode::invalid);
}

TEST_CASE("what a teacher said cannot be undone, and no label of the journal quotes it")
{
    Shared s;
    s.say(s.saying(ResponseKind::reply, "between the two of us"));
    CHECK_FALSE(s.t.workspace.undo(Actor::as(s.t.teacher)));
    CHECK(s.t.detail(s.visit).responses.size() == 1);
    for (const auto& entry : must(s.t.workspace.ask(Actor::keeper(), JournalEntries{})))
        CHECK(entry.label.find("between") == std::string::npos);
    CHECK(s.t.detail(s.visit, Actor::as(s.t.leader)).responses.empty());
}

TEST_CASE("feedback is new until it was read, and changed once the coach amended it after that")
{
    Shared s;
    CHECK(s.row().is_new());
    CHECK_FALSE(s.row().is_changed());
    s.say(s.saying(ResponseKind::acknowledged));
    CHECK_FALSE(s.row().is_new());
    s.t.clock->forward(us_per_minute);
    must(s.t.workspace.execute(
        s.t.as_coach(), AmendObservation{s.visit, ObservationField::strength, "Wait time", "I forgot to say it"}));
    CHECK(s.row().is_changed());
    s.t.clock->forward(us_per_minute);
    s.say(s.saying(ResponseKind::reply, "Thank you"));
    CHECK_FALSE(s.row().is_changed());
}

TEST_CASE("feedback of others, drafts, and a keeper without a name have no place in my feedback")
{
    Shared s;
    s.t.start_with(s.t.teacher, "teach-primary");
    CHECK(s.row().visit.id == s.visit);
    for (const auto& actor : {Actor::as(s.t.other_teacher), s.t.as_coach(), Actor::as(s.t.leader), Actor::keeper()})
        CHECK(must(s.t.workspace.ask(actor, MyFeedback{})).empty());
}
