// Sharing agreements open more of coaching, exactly as far as they say; nothing else does.
#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/wall.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr std::int64_t day_us = 24LL * 60 * us_per_minute;

// Ana's coaching by Cora, who owns the file; Lee leads.
struct CoachedPair : TempWorkspace {
    CoachedPair() { must(workspace.execute(Actor::keeper(), SetOwner{coach})); }

    ObservationId shared_visit()
    {
        const auto visit = start(teacher);
        note(visit, "quokka in the evidence");
        note(visit, "quokka in private", true);
        must(workspace.execute(as_coach(), RateIndicator{visit, "1a", Mark::level, 1}));
        must(workspace.execute(as_coach(), SetActionStep{visit, "quokka in the step", {}, {}, {}}));
        must(workspace.execute(as_coach(),
                               ChangeObservationText{visit, ObservationField::strength, "quokka praised", ""}));
        must(workspace.execute(as_coach(), ShareObservation{visit}));
        return visit;
    }
    SharingAgreementId grant(Extent extent, const std::string& teacher_signs = "Ana Ruiz",
                             const std::string& coach_signs = "Cora Coach")
    {
        GrantSharing grant;
        grant.teacher = teacher;
        grant.observer = coach;
        grant.reader = leader;
        grant.extent = extent;
        grant.teacher_signature = teacher_signs;
        grant.observer_signature = coach_signs;
        return must(workspace.execute(as_coach(), grant)).value;
    }
    std::size_t found_by(PersonId person)
    {
        return must(whole_search(workspace, Actor::as(person), Search{"quokka", 100})).size();
    }
};

}  // namespace

TEST_CASE("an agreement opens steps, feedback or everything to its reader, and never a private line")
{
    for (const auto extent : {Extent::steps, Extent::feedback, Extent::everything}) {
        INFO(name_of(extent));
        CoachedPair t;
        t.grant(extent);
        const auto visit = t.shared_visit();
        const auto seen = t.detail(visit, Actor::as(t.leader));
        REQUIRE(seen.step);
        CHECK(seen.step->text == "quokka in the step");
        CHECK((seen.ratings.size() == 1) == (extent >= Extent::feedback));
        CHECK((seen.observation.strength == "quokka praised") == (extent >= Extent::feedback));
        CHECK(seen.evidence.size() == (extent == Extent::everything ? 1U : 0U));
        CHECK(seen.words_visible == (extent == Extent::everything));
        CHECK(t.found_by(t.leader) == static_cast<std::size_t>(extent) + 1);
        const auto page = must(t.workspace.ask(Actor::as(t.leader), TeacherPage{t.teacher}));
        CHECK(page.steps.size() == 1);
        CHECK((page.ratings.size() == 1) == (extent >= Extent::feedback));
        CHECK(must(t.workspace.ask(Actor::as(t.leader), TeacherEvidence{t.teacher})).empty() ==
              (extent != Extent::everything));
        // Nobody else sees more than before.
        CHECK(t.found_by(t.other_coach) == 0);
        CHECK(t.found_by(t.other_teacher) == 0);
    }
}

TEST_CASE("an agreement opens nothing before both have signed")
{
    CoachedPair t;
    const auto agreement = t.grant(Extent::everything, "Ana Ruiz", "");
    const auto visit = t.shared_visit();
    CHECK_FALSE(t.detail(visit, Actor::as(t.leader)).step);
    CHECK(must(t.workspace.ask(t.as_coach(), SharingAgreements{}))[0].state == "waits for Cora Coach");
    must(t.workspace.execute(t.as_coach(), SignSharing{agreement, t.coach, "cora coach"}));
    CHECK(t.detail(visit, Actor::as(t.leader)).step);
    CHECK(must(t.workspace.ask(t.as_coach(), SharingAgreements{}))[0].state == "in force");
}

TEST_CASE("a signature is the signer's own name, and a reader leads or administers")
{
    CoachedPair t;
    GrantSharing grant;
    grant.teacher = t.teacher;
    grant.observer = t.coach;
    grant.reader = t.leader;
    grant.teacher_signature = "A. R.";
    CHECK_FALSE(t.workspace.execute(t.as_coach(), grant));
    grant.teacher_signature.clear();
    grant.reader = t.other_coach;
    CHECK_FALSE(t.workspace.execute(t.as_coach(), grant));
    grant.reader = t.leader;
    CHECK_FALSE(t.workspace.execute(Actor::as(t.other_teacher), grant));
    CHECK_FALSE(t.workspace.execute(Actor::as(t.other_coach), grant));
    CHECK(must(t.workspace.ask(t.as_coach(), SharingAgreements{})).empty());
}

TEST_CASE("a revoked agreement shows no visit from that day on, and still those before")
{
    CoachedPair t;
    const auto agreement = t.grant(Extent::everything);
    const auto before = t.shared_visit();
    t.clock->forward(7 * day_us);
    must(t.workspace.execute(Actor::as(t.teacher), RevokeSharing{agreement}));
    const auto after = t.shared_visit();
    CHECK(t.detail(before, Actor::as(t.leader)).words_visible);
    CHECK_FALSE(t.detail(after, Actor::as(t.leader)).step);
    CHECK_FALSE(t.workspace.execute(Actor::as(t.teacher), RevokeSharing{agreement}));
}

TEST_CASE("an agreement is about these two and these days only")
{
    CoachedPair t;
    const auto early = t.shared_visit();
    t.clock->forward(7 * day_us);
    t.grant(Extent::everything);
    CHECK_FALSE(t.detail(early, Actor::as(t.leader)).words_visible);  // from today on
    StartObservation of_ben;
    of_ben.teacher = t.other_teacher;
    const auto ben = must(t.workspace.execute(t.as_coach(), of_ben)).value;
    must(t.workspace.execute(t.as_coach(), ShareObservation{ben}));
    CHECK_FALSE(t.detail(ben, Actor::as(t.leader)).words_visible);
    StartObservation by_dana;
    by_dana.teacher = t.teacher;
    const auto danas = must(t.workspace.execute(Actor::as(t.other_coach), by_dana)).value;
    must(t.workspace.execute(Actor::as(t.other_coach), ShareObservation{danas}));
    CHECK_FALSE(t.detail(danas, Actor::as(t.leader)).words_visible);
    // A draft stays a draft, and a peer visit is no coaching.
    const auto draft = t.start(t.teacher);
    CHECK_FALSE(t.workspace.ask(Actor::as(t.leader), ObservationDetail{draft}));
}

TEST_CASE("who looks at another's record is known to its teacher, once a day")
{
    CoachedPair t;
    t.grant(Extent::steps);  // without one the leader is shown no more than every list says
    const auto visit = t.shared_visit();
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher})).empty());
    for (int look = 0; look < 3; ++look) (void)t.detail(visit, Actor::as(t.leader));
    must(t.workspace.ask(Actor::as(t.leader), TeacherPage{t.teacher}));
    (void)t.detail(visit, Actor::as(t.teacher));  // one's own is no news
    (void)t.detail(visit);                        // nor what one wrote
    auto rows = must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher}));
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].viewer_name == "Lee Park");
    CHECK(rows[0].what == "the teacher's page");
    CHECK(rows[1].what == "the visit of Mon 5 Oct");
    t.clock->forward(day_us);
    (void)t.detail(visit, Actor::as(t.leader));
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher})).size() == 3);
    // Neither an undo nor a look by a colleague changes it, and nobody else may ask.
    (void)t.workspace.undo(Actor::as(t.leader));
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher})).size() == 3);
    CHECK_FALSE(t.workspace.ask(Actor::as(t.other_teacher), OpenedBy{t.teacher}));
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("who can see a visit is said in sentences, agreements included")
{
    CoachedPair t;
    t.grant(Extent::steps);
    const auto visit = t.shared_visit();
    const auto lines = must(t.workspace.ask(Actor::as(t.teacher), WhoCanSee{visit}));
    const auto says = [&](const std::string& words) {
        return std::any_of(lines.begin(), lines.end(),
                           [&](const std::string& line) { return line.find(words) != std::string::npos; });
    };
    CHECK(says("Leaders of the school: that it took place"));
    CHECK(says("Other coaches: nothing"));
    CHECK(says("Lee Park, by agreement: the text and the state of action steps"));
    CHECK_FALSE(t.workspace.ask(Actor::as(t.other_teacher), WhoCanSee{visit}));
}

TEST_CASE("while another program writes, looking goes on, and who looked is kept once the file is free")
{
    CoachedPair t;
    t.grant(Extent::steps);
    const auto visit = t.shared_visit();
    {
        SQLite::Database other(t.file.string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        CHECK_FALSE(t.detail(visit, Actor::as(t.leader)).words_visible);
        CHECK(must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher})).empty());
        other.exec("ROLLBACK");
    }
    (void)t.detail(visit, Actor::as(t.leader));
    CHECK(must(t.workspace.ask(Actor::as(t.teacher), OpenedBy{t.teacher})).size() == 1);
}
