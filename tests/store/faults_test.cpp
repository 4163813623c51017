// Faults that users of other tools met, at the level of the library. The number is that of the list of faults.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <functional>
#include <map>

#include "tests/support/temp_workspace.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/rubric.hpp"
#include "throughline/exchange/rubric_file.hpp"
#include "throughline/query/roster.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

// Runs `work` in another process and kills it without warning.
void killed_after(const std::function<void()>& work)
{
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        const char done = 'x';
        if (::write(ready[1], &done, 1) != 1) ::_exit(1);
        for (;;) ::pause();
    }
    char done = 0;
    ::close(ready[1]);
    const auto got = ::read(ready[0], &done, 1);
    ::close(ready[0]);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(got == 1);
}

}  // namespace

TEST_CASE("fault 1: drafts of two teachers' visits come back each in its own visit after a kill")
{
    TempWorkspace t;
    const auto ana = t.start(t.teacher);
    const auto ben = t.start(t.other_teacher);
    killed_after([&] {
        auto window = *Workspace::open(t.file, t.options());
        const auto keep = [&](ObservationId visit, const char* field, const char* text) {
            if (!window.keep_draft(t.as_coach(), any(visit), field, text)) ::_exit(1);
        };
        keep(ana, "strength", "for Ana");
        keep(ben, "strength", "for Ben");
        keep(ana, "growth_area", "for Ana too");
        keep(ana, "script_line", "t who can expl");
    });
    t.open_again();
    const auto recovered = must(t.workspace.recover_drafts());
    REQUIRE(recovered.size() == 4);
    REQUIRE(t.detail(ana).observation.strength == "for Ana");
    REQUIRE(t.detail(ana).observation.growth_area == "for Ana too");
    REQUIRE(t.detail(ben).observation.strength == "for Ben");
    REQUIRE(t.detail(ben).unsettled.empty());
    REQUIRE(t.detail(ana).unsettled.size() == 1);
    REQUIRE(t.detail(ana).unsettled[0].text == "t who can expl");
    REQUIRE(must(t.workspace.recover_drafts()).empty());
    REQUIRE(must(t.workspace.check()).findings.empty());
}

TEST_CASE("fault 7: what a dead window had typed does not take the place of what another one wrote later")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    killed_after([&] {
        auto window = *Workspace::open(t.file, t.options());
        const auto keep = [&](const char* field, const char* text) {
            if (!window.keep_draft(t.as_coach(), any(visit), field, text)) ::_exit(1);
        };
        keep("strength", "half a sent");
        keep("growth_area", "untouched since");
    });
    t.open_again();
    t.clock->forward(us_per_minute);
    const auto write = [&](const char* text) {
        must(t.workspace.execute(t.as_coach(), ChangeObservationText{visit, ObservationField::strength, text, {}}));
    };
    SECTION("both are kept where they differ")
    {
        write("A whole paragraph");
        const auto recovered = must(t.workspace.recover_drafts());
        REQUIRE(recovered.size() == 2);
        CHECK(t.detail(visit).observation.strength == "A whole paragraph\n\nhalf a sent");
        const auto& words = recovered[recovered[0].field == "strength" ? 0 : 1].words;
        CHECK(words.find("both are kept") != std::string::npos);
    }
    SECTION("nothing is said twice where the later text holds it")
    {
        write("half a sentence, now whole");
        must(t.workspace.recover_drafts());
        CHECK(t.detail(visit).observation.strength == "half a sentence, now whole");
    }
    CHECK(t.detail(visit).observation.growth_area == "untouched since");
    CHECK(must(t.workspace.recover_drafts()).empty());
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("a teacher's reply that was typed when the program was killed is there again, for the teacher alone")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    const auto ana = Actor::as(t.teacher);
    killed_after([&] {
        auto window = *Workspace::open(t.file, t.options());
        if (!window.keep_draft(ana, any(visit), "reply", "I will try")) ::_exit(1);
        if (window.keep_draft(t.as_coach(), any(visit), "reply", "for her")) ::_exit(1);
        if (window.keep_draft(Actor::as(t.other_teacher), any(visit), "reply", "mine")) ::_exit(1);
    });
    t.open_again();
    // Whoever opens the file next is told nothing of it.
    CHECK(must(t.workspace.recover_drafts()).empty());
    CHECK(t.detail(visit).unsettled.empty());
    CHECK(t.detail(visit, Actor::as(t.leader)).unsettled.empty());
    const auto unsettled = t.detail(visit, ana).unsettled;
    REQUIRE(unsettled.size() == 1);
    CHECK(unsettled[0].field == "reply");
    CHECK(unsettled[0].text == "I will try");
    must(t.workspace.execute(ana, Respond{visit, ResponseKind::reply, "I will try it", {}}));
    CHECK(t.detail(visit, ana).unsettled.empty());
    CHECK(must(t.workspace.check()).findings.empty());
}

TEST_CASE("fault 9: recovery says which teacher, which rubric and from when")
{
    TempWorkspace t;
    const auto ana = t.start_with(t.teacher, "teach-primary");
    t.clock->set(t.zone->instant(*parse_local_time("2026-10-05T09:17:42")));
    killed_after([&] {
        auto window = *Workspace::open(t.file, t.options());
        if (!window.keep_draft(t.as_coach(), any(ana), "strength", "for Ana")) ::_exit(1);
    });
    t.open_again();
    const auto recovered = must(t.workspace.recover_drafts());
    REQUIRE(recovered.size() == 1);
    REQUIRE(recovered[0].words == "Strength, Ana Ruiz, Mon 5 Oct: typed 09:17:42");
    REQUIRE(recovered[0].rubric_title == t.detail(ana).rubric.title);
    REQUIRE(recovered[0].settled);
}

TEST_CASE(
    "fault 2: every level, not observed, not applicable and blank survive saving and opening, the lowest included")
{
    TempWorkspace t;
    // A scale from 0, as some instruments have.
    auto rubric = must(t.workspace.ask(t.as_coach(), NewestRubric{"essential-practice-look-fors"})).rubric;
    rubric.id = "from-zero";
    rubric.title = "From zero";
    for (auto& scale : rubric.scales)
        for (auto& level : scale.levels) --level.number;
    for (auto& node : rubric.nodes) {
        node.may_be_not_applicable = true;
        for (auto& descriptor : node.descriptors) --descriptor.level;
    }
    must(t.workspace.execute(Actor::keeper(), AddRubricVersion{write_rubric(rubric)}));
    const auto visit = t.start_with(t.teacher, "from-zero");
    const auto rate = [&](const char* code, Mark mark, int level) {
        must(t.workspace.execute(t.as_coach(), RateIndicator{visit, code, mark, level}));
    };
    for (int level = 0; level <= 3; ++level)
        rate(level == 0 ? "1a" : level == 1 ? "1b" : level == 2 ? "2" : "3a", Mark::level, level);
    rate("3b", Mark::not_observed, 0);
    rate("4a", Mark::not_applicable, 0);
    t.open_again();
    std::map<std::string, std::pair<Mark, int>> kept;
    for (const auto& rating : t.detail(visit).ratings) kept[rating.code] = {rating.mark, rating.level};
    REQUIRE(kept == std::map<std::string, std::pair<Mark, int>>{{"1a", {Mark::level, 0}},
                                                                {"1b", {Mark::level, 1}},
                                                                {"2", {Mark::level, 2}},
                                                                {"3a", {Mark::level, 3}},
                                                                {"3b", {Mark::not_observed, 0}},
                                                                {"4a", {Mark::not_applicable, 0}}});
}

TEST_CASE("fault 3: marking last time's step in a draft changes nothing until the visit is shared")
{
    TempWorkspace t;
    const auto first = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(), SetActionStep{first, "Wait three seconds", {}, {}, {}}));
    const auto step = *must(t.workspace.execute(t.as_coach(), ShareObservation{first})).value.step;
    const auto second = t.start(t.teacher);
    REQUIRE(t.detail(second).pinned_step->step.id == step);
    must(t.workspace.execute(t.as_coach(), MarkPinnedStep{second, StepResult::mastered}));
    REQUIRE(must(t.workspace.ask(t.as_coach(), FindStep{any(step)})).step.state == StepState::assigned);
    must(t.workspace.execute(t.as_coach(), ShareObservation{second}));
    const auto after = must(t.workspace.ask(t.as_coach(), FindStep{any(step)}));
    REQUIRE(after.step.state == StepState::mastered);
    REQUIRE(after.events.back().observation == second);
}

TEST_CASE("fault 4: a draft and what is shared of it are the same, field by field")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    ChangeObservation facts;
    facts.observation = visit;
    facts.announced = std::optional(true);
    facts.students_present = std::optional(27);
    facts.minutes = std::optional(15);
    facts.purpose = Purpose::walkthrough;
    facts.co_observer = std::optional(t.leader);
    must(t.workspace.execute(t.as_coach(), facts));
    t.note(visit, "a line", true, {"1a"});
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "1a", Mark::level, 2}));
    const auto draft = t.detail(visit);
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    auto shared = t.detail(visit);
    REQUIRE(shared.evidence == draft.evidence);
    REQUIRE(shared.ratings == draft.ratings);
    REQUIRE(shared.observation.shared_at.has_value());
    shared.observation.state = draft.observation.state;
    shared.observation.shared_at = draft.observation.shared_at;
    REQUIRE(shared.observation == draft.observation);
}

TEST_CASE("fault 6: a rubric that observations use is frozen; a new version leaves old records their words")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(), RateIndicator{visit, "5b", Mark::level, 2}));
    auto rubric = t.detail(visit).rubric;
    rubric.nodes.back().title = "Reworded";
    const auto same_version = t.workspace.execute(Actor::keeper(), AddRubricVersion{write_rubric(rubric)});
    REQUIRE(same_version.error().code == ErrorCode::conflict);
    rubric.version += "-next";
    std::erase_if(rubric.nodes, [](const RubricNode& node) { return node.code == "5b"; });
    for (auto& form : rubric.forms) std::erase(form.codes, "5b");
    must(t.workspace.execute(Actor::keeper(), AddRubricVersion{write_rubric(rubric)}));
    REQUIRE(t.detail(visit).rubric.node("5b") != nullptr);
    REQUIRE(t.detail(visit).ratings.size() == 1);
    REQUIRE(t.detail(t.start_with(t.other_teacher, rubric.id)).rubric.node("5b") == nullptr);
}

TEST_CASE("fault 8: a two-hour visit with 5,000 saves keeps every one")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    std::string text;
    for (int save = 0; save < 5'000; ++save) {
        text += static_cast<char>('a' + save % 26);
        must(t.workspace.keep_draft(t.as_coach(), any(visit), "growth_area", text));
        t.clock->forward(us_per_second * 7200 / 5'000);
    }
    REQUIRE(t.detail(visit).unsettled[0].text == text);
    must(t.workspace.execute(t.as_coach(), ChangeObservationText{visit, ObservationField::growth_area, text, ""}));
    REQUIRE(t.detail(visit).observation.growth_area == text);
    REQUIRE(t.detail(visit).unsettled.empty());
}

TEST_CASE("fault 13: a visit is in the lists at once after it was saved")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    REQUIRE(must(t.workspace.ask(t.as_coach(), Observations{})).at(0).id == visit);
    REQUIRE(must(t.workspace.ask(t.as_coach(), Today{})).drafts.at(0).id == visit);
    REQUIRE(must(t.workspace.ask(t.as_coach(), TeacherPage{t.teacher})).visits.at(0).id == visit);
}

TEST_CASE("fault 16: search finds the oldest record, however many came after it")
{
    TempWorkspace t;
    const auto oldest = t.start(t.teacher);
    t.note(oldest, "the café of decimals");
    for (int later = 0; later < 120; ++later) t.note(t.start(t.other_teacher), "an ordinary line");
    const auto found = must(whole_search(t.workspace, t.as_coach(), Search{"cafe deci", 10}));
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].observation == oldest);
}

TEST_CASE("fault 17: a visit says that a message was prepared, never that it was sent")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(), ShareObservation{visit}));
    REQUIRE_FALSE(t.detail(visit).observation.prepared_at);
    must(t.workspace.execute(t.as_coach(), NoteMessagePrepared{visit}));
    REQUIRE(t.detail(visit).observation.prepared_at == t.clock->now());
    REQUIRE_FALSE(t.detail(visit).observation.acknowledged_at);
}

TEST_CASE("fault 22: rows that are refused do not keep the others out, and undo takes the import back")
{
    TempWorkspace t;
    RosterFile file;
    RosterPerson good;
    good.given_name = "Eva";
    good.family_name = "Lind";
    good.staff_id = "100";
    good.roles = {Role::teacher};
    file.people = {good};
    file.refused.resize(1);
    file.refused[0].line = 3;
    file.refused[0].reason = "The e-mail address has no @. Correct it.";
    const auto plan = must(t.workspace.ask(Actor::keeper(), PlanRosterImport{file}));
    REQUIRE(plan.added == 1);
    REQUIRE(plan.refused.size() == 1);
    REQUIRE(must(t.workspace.execute(Actor::keeper(), ImportRoster{file})).value.added == 1);
    must(t.workspace.undo(Actor::keeper()));
    REQUIRE(must(t.workspace.ask(Actor::keeper(), PlanRosterImport{file})).added == 1);
}

TEST_CASE("fault 23: a holiday week makes nobody overdue, and fault 19: dates come from the school's calendar")
{
    TempWorkspace t("2026-11-20T10:00:00");  // the Friday before Thanksgiving week
    must(t.workspace.execute(Actor::keeper(), AddCalendarDays{*parse_date("2026-11-23"), *parse_date("2026-11-27"),
                                                              DayKind::holiday, "Thanksgiving"}));
    const auto visit = t.start(t.teacher);
    must(t.workspace.execute(t.as_coach(), SetActionStep{visit, "Wait", {}, {}, {}}));
    const auto made = must(t.workspace.execute(t.as_coach(), ShareObservation{visit})).value;
    REQUIRE(made.debrief_due_on == *parse_date("2026-12-01"));
    REQUIRE(made.check_on == *parse_date("2026-12-04"));
    for (const auto* day : {"2026-11-23", "2026-11-27", "2026-11-30", "2026-12-01"}) {
        t.clock->set(t.zone->instant(*parse_local_time(std::string(day) + "T08:00:00")));
        for (const auto& due : must(t.workspace.ask(t.as_coach(), FollowUps{}))) CHECK(due.state != DueState::overdue);
    }
    t.clock->set(t.zone->instant(*parse_local_time("2026-12-02T08:00:00")));
    REQUIRE(must(t.workspace.ask(t.as_coach(), FollowUps{})).at(0).state == DueState::overdue);
}

TEST_CASE("fault 18: moving a debrief keeps its id, its notes and its visit")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    const auto made = must(t.workspace.execute(t.as_coach(), ShareObservation{visit})).value;
    must(
        t.workspace.execute(t.as_coach(), ChangeDebriefText{made.debrief, DebriefField::notes, "bring the tally", ""}));
    must(t.workspace.execute(t.as_coach(),
                             PlanDebrief{made.debrief, t.clock->now() + us_per_minute, *parse_date("2026-10-09")}));
    const auto moved = must(t.workspace.ask(t.as_coach(), DebriefDetail{any(visit)})).debrief;
    REQUIRE(moved.id == made.debrief);
    REQUIRE(moved.observation == visit);
    REQUIRE(moved.notes == "bring the tally");
    REQUIRE(moved.due_on == *parse_date("2026-10-09"));
}
