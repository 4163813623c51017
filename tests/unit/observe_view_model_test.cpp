// The whole of a visit on a real workspace, as the Observe page drives it.
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include "app/viewmodel/observe_view_model.hpp"
#include "tests/support/coached_school.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/command/step.hpp"
#include "throughline/query/today.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Contains;
using Field = FeedbackViewModel::Field;

namespace {

constexpr std::int64_t ms_per_minute = 60'000;

// What DraftText does in the window: each key to the keeper, with the field's settle function.
void type(CoachedSchool& school, ObserveViewModel& page, Field field, const std::string& text)
{
    const auto was = page.feedback().text(field);
    school.drafts->typed(
        any(page.visit().id()), FeedbackViewModel::name_of(field), text,
        [settle = page.feedback().settle(field), was](const std::string& typed) { return settle(typed, was); });
}

struct OpenPage {
    CoachedSchool school;
    ObserveViewModel page{*school.document, *school.drafts};
    ObservationId visit;

    OpenPage() : visit(school.start(school.school.teacher)) { must(page.open(visit)); }
};

// A visit with something in every place, ready to share.
void fill(CoachedSchool& school, ObserveViewModel& page)
{
    auto& script = page.script();
    school.pass(90'000);
    must(script.enter("t who can explain why? #4b"));
    must(script.enter("p s ask about grouping"));
    must(script.count("Open question"));
    must(script.add_snapshot("22", "27"));
    page.ratings().select(0);
    must(page.ratings().press('3'));
    page.ratings().select(1);
    must(page.ratings().press('n'));
    type(school, page, Field::strength, "Wait time after each question");
    type(school, page, Field::growth_area, "Who answers");
    type(school, page, Field::action_step, "Ask one student to restate another's reason");
    must(school.drafts->settle(any(page.visit().id())));
    must(page.feedback().set_step_tags("4b"));
    must(page.facts().set_announced(false));
    must(page.facts().set_students_present("27"));
}

std::string read_file(const std::filesystem::path& file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a visit opens at the door with its clock running and nothing required")
{
    OpenPage open;
    CHECK(open.page.teacher() == "Ana Ruiz");
    CHECK(open.page.clock() == "00:00");
    CHECK(open.page.clock_state() == "running");
    open.school.pass(462'000);
    CHECK(open.page.clock() == "07:42");
    CHECK(must(open.page.share()).step == std::nullopt);  // shared with every field blank
}

TEST_CASE("the clock stops at the visit's minutes, rounded up, and can go on")
{
    OpenPage open;
    open.school.pass(14 * ms_per_minute + 1'000);
    must(open.page.stop_clock());
    CHECK(open.page.clock() == "15 min");
    CHECK(open.page.visit().observation().minutes == 15);
    open.school.pass(ms_per_minute);
    must(open.page.resume_clock());
    CHECK(open.page.clock() == "15:01");
    CHECK(open.page.clock_state() == "running");
}

TEST_CASE("the preview is word for word what the teacher has after Share")
{
    OpenPage open;
    fill(open.school, open.page);
    const auto before = must(open.page.preview());
    must(open.page.share());
    const auto own = must(open.page.shared_record());
    CHECK(own == before);

    const auto as_teacher =
        must(open.school.document->workspace().ask(Actor::as(open.school.school.teacher), FeedbackPreview{open.visit}));
    CHECK(feedback_blocks(as_teacher) == before);
}

TEST_CASE("the preview leaves private lines out and says by when there will be a conversation")
{
    OpenPage open;
    fill(open.school, open.page);
    const auto text = plain_text(must(open.page.preview()));
    CHECK_THAT(text, !Contains("grouping"));
    CHECK_THAT(text, Contains("We talk about this visit by Wednesday, 7 October 2026."));
    CHECK_THAT(text, Contains("We look back at it on Monday, 12 October 2026."));
}

TEST_CASE("a line that was typed and not entered is part of the preview, not lost behind it")
{
    OpenPage open;
    open.page.script().typed("s because the line is steeper");
    CHECK_THAT(plain_text(must(open.page.preview())), Contains("Student: because the line is steeper"));
    CHECK(open.page.script().input().empty());
    must(open.page.share());
}

TEST_CASE("Share makes the debrief and the step check, locks the visit, and cannot be done twice")
{
    OpenPage open;
    fill(open.school, open.page);
    const auto made = must(open.page.share());
    CHECK(iso(made.debrief_due_on) == "2026-10-07");
    REQUIRE(made.check_on);
    CHECK(iso(*made.check_on) == "2026-10-12");
    CHECK(open.page.debrief() == made.debrief);
    CHECK_FALSE(open.page.visit().may_change());
    CHECK(open.page.may_follow_up());
    CHECK(open.page.shared_words() == "Shared Mon 5 Oct at 09:11, and locked.");
    CHECK(open.page.debrief_words() == "Debrief due Wed 7 Oct, in 2 school days");
    CHECK(open.page.step_words() == "Look back at the step Mon 12 Oct, in 5 school days");
    CHECK(open.page.share().error().code == ErrorCode::wrong_state);
    CHECK(open.school.ask(Today{}).debriefs.size() == 1);
}

TEST_CASE("fault 3: keeping and settling a draft never moves last time's step; only Share does")
{
    OpenPage open;
    type(open.school, open.page, Field::action_step, "Wait three seconds");
    const auto step = must(open.page.share()).step;
    REQUIRE(step);

    const auto later = open.school.start(open.school.school.teacher);
    must(open.page.open(later));
    REQUIRE(open.page.has_pinned_step());
    CHECK(open.page.pinned_text() == "Wait three seconds");
    must(open.page.mark_pinned(StepResult::mastered));
    type(open.school, open.page, Field::strength, "Three seconds each time");
    open.school.pass(10 * ms_per_minute);  // written, and settled of itself
    must(open.school.drafts->settle_all());
    CHECK(open.page.pinned_result() == StepResult::mastered);
    CHECK(open.school.ask(FindStep{any(*step)}).step.state == StepState::assigned);

    must(open.page.share());
    CHECK(open.school.ask(FindStep{any(*step)}).step.state == StepState::mastered);
}

TEST_CASE("fault 4: what is shared is the draft, field by field")
{
    OpenPage open;
    fill(open.school, open.page);
    must(open.page.stop_clock());
    const auto draft = open.school.detail(open.visit);
    must(open.page.share());
    const auto shared = open.school.detail(open.visit);

    auto as_draft = shared.observation;
    CHECK(as_draft.state == ObservationState::shared);
    CHECK(as_draft.shared_at);
    as_draft.state = ObservationState::draft;
    as_draft.shared_at.reset();
    CHECK(as_draft == draft.observation);
    CHECK(shared.evidence == draft.evidence);
    CHECK(shared.ratings == draft.ratings);
    CHECK(shared.teacher == draft.teacher);

    REQUIRE(draft.step);
    auto step = *shared.step;
    CHECK(step.state == StepState::assigned);
    step.state = draft.step->state;
    step.assigned_on.reset();
    step.check_on.reset();
    CHECK(step == *draft.step);
}

TEST_CASE("fault 1: a draft typed in one teacher's visit comes back in that visit, and in no other")
{
    TempFolder folder;
    const auto file = folder / "school.throughline";
    ObservationId ana_visit;
    ObservationId ben_visit;
    {
        CoachedSchool school;
        ana_visit = school.start(school.school.teacher);
        ben_visit = school.start(school.school.other_teacher);
        must(school.document->workspace().back_up(file));
    }
    const auto options = WorkspaceOptions{};
    const auto child = ::fork();
    if (child == 0) {
        // Types in A, in B, in A again; then is killed. No assertion here: a test runner lives once.
        auto workspace = Workspace::open(file, options);
        if (!workspace) ::_exit(1);
        Document document(std::move(*workspace));
        HeldAlarm alarm;
        DraftKeeper drafts(document, alarm);
        ObserveViewModel page(document, drafts);
        const auto write = [&](ObservationId visit, const std::string& text) {
            if (!page.open(visit)) ::_exit(2);
            page.script().typed(text);
            alarm.advance(300);
        };
        write(ana_visit, "t ana begins");
        write(ben_visit, "s ben answers");
        write(ana_visit, "t ana goes on");
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));

    Document document(must(Workspace::open(file, options)));
    const auto recovered = must(document.workspace().recover_drafts());
    REQUIRE(recovered.size() == 2);
    for (const auto& draft : recovered) {
        const bool is_ana = draft.observation == ana_visit;
        CHECK(draft.teacher_name == (is_ana ? "Ana Ruiz" : "Ben Okafor"));  // fault 9: it says whose it is
        CHECK(draft.text == (is_ana ? "t ana goes on" : "s ben answers"));
    }
    HeldAlarm alarm;
    DraftKeeper drafts(document, alarm);
    ObserveViewModel page(document, drafts);
    must(page.open(ben_visit));
    CHECK(page.script().input() == "s ben answers");
    must(page.open(ana_visit));
    CHECK(page.script().input() == "t ana goes on");
    must(page.open(ben_visit));
    CHECK(page.script().input() == "s ben answers");
}

TEST_CASE("fault 8: two hours of typing are five thousand saves, and every line is there")
{
    OpenPage open;
    auto& script = open.page.script();
    constexpr int key_count = 5'000;
    constexpr int line_every_keys = 25;
    constexpr std::int64_t pause_ms = 1'440;  // two hours in all
    std::string typed;
    for (int key = 1; key <= key_count; ++key) {
        typed += static_cast<char>('a' + key % 26);
        script.typed(typed);
        open.school.pass(pause_ms);
        REQUIRE_FALSE(open.school.drafts->has_unwritten());
        if (key % line_every_keys != 0) continue;
        must(script.enter(typed));
        typed.clear();
    }
    const auto detail = open.school.detail(open.visit);
    CHECK(detail.evidence.size() == key_count / line_every_keys);
    for (const auto& line : detail.evidence) CHECK(line.text.size() == line_every_keys);
    CHECK(detail.evidence.back().elapsed_ms == 120 * ms_per_minute);
    CHECK(must(open.school.document->workspace().check()).findings.empty());
    must(open.page.share());
}

TEST_CASE("fault 7: two windows change one text: both are shown, and nothing is lost whichever is kept")
{
    OpenPage open;
    auto other = open.school.second_window();
    ObserveViewModel there(other->document, other->drafts);
    must(there.open(open.visit));

    type(open.school, open.page, Field::strength, "Wait time");
    other->drafts.typed(
        any(open.visit), "strength", "Open questions",
        [settle = there.feedback().settle(Field::strength)](const std::string& text) { return settle(text, ""); });
    must(other->drafts.settle_all());
    open.school.document->poll_elsewhere();
    CHECK(open.school.drafts->settle(any(open.visit)).error().code == ErrorCode::conflict);

    const auto conflict = open.page.feedback().conflict(Field::strength);
    REQUIRE(conflict);
    CHECK(conflict->mine == "Wait time");
    CHECK(conflict->theirs == "Open questions");
    CHECK(open.page.share().error().code == ErrorCode::conflict);  // not over an open question

    SECTION("mine")
    {
        must(open.page.feedback().resolve(Field::strength, TextConflicts::Keep::mine));
        CHECK(open.school.detail(open.visit).observation.strength == "Wait time");
    }
    SECTION("theirs")
    {
        must(open.page.feedback().resolve(Field::strength, TextConflicts::Keep::theirs));
        CHECK(open.school.detail(open.visit).observation.strength == "Open questions");
    }
    SECTION("both")
    {
        must(open.page.feedback().resolve(Field::strength, TextConflicts::Keep::both));
        CHECK(open.school.detail(open.visit).observation.strength == "Open questions\nWait time");
    }
    CHECK_FALSE(open.page.feedback().conflict(Field::strength));
    must(open.page.share());
}

TEST_CASE("a step that an interrupted session left behind is taken up and settled")
{
    TempFolder folder;
    const auto file = folder / "school.throughline";
    ObservationId visit;
    {
        CoachedSchool school;
        visit = school.start(school.school.teacher);
        must(school.document->workspace().back_up(file));
    }
    const auto child = ::fork();
    if (child == 0) {
        auto workspace = Workspace::open(file);
        if (!workspace) ::_exit(1);
        Document document(std::move(*workspace));
        (void)document.keep_draft(any(visit), "action_step", "Wait three seconds");
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    Document document(must(Workspace::open(file)));
    REQUIRE(must(document.workspace().recover_drafts()).size() == 1);
    HeldAlarm alarm;
    DraftKeeper drafts(document, alarm);
    ObserveViewModel page(document, drafts);
    must(page.open(visit));
    CHECK(drafts.unsettled(any(visit), "action_step") == "Wait three seconds");
    must(drafts.settle_all());
    CHECK(page.feedback().text(Field::action_step) == "Wait three seconds");
}

TEST_CASE("what is blank is told, and may stay blank")
{
    OpenPage open;
    CHECK_THAT(open.page.feedback().blanks(), Catch::VectorContains(std::string("9 of 9 rows not rated")));
    fill(open.school, open.page);
    const auto blanks = open.page.feedback().blanks();
    CHECK(blanks == std::vector<std::string>{"7 of 9 rows not rated"});
}

TEST_CASE("a step's tags are the rubric's codes; another one is named and changes nothing")
{
    OpenPage open;
    CHECK(open.page.feedback().set_step_tags("4b").error().code == ErrorCode::wrong_state);
    type(open.school, open.page, Field::action_step, "Wait three seconds");
    must(open.school.drafts->settle_all());
    must(open.page.feedback().set_step_tags("#4B, 5a"));
    CHECK(open.page.feedback().step_tags() == "4b, 5a");
    CHECK_THAT(open.page.feedback().set_step_tags("4b 77").error().text(), Contains("77"));
    CHECK(open.page.feedback().step_tags() == "4b, 5a");
    must(open.page.feedback().set_check_on(parse_date("2026-10-09")));
    CHECK(iso(*must(open.page.share()).check_on) == "2026-10-09");
}

TEST_CASE("fault 17: the record says that a message was prepared, never that it was sent")
{
    OpenPage open;
    fill(open.school, open.page);
    must(open.page.share());
    CHECK(open.page.message_words() == "Nothing prepared yet");
    const auto file = open.school.school.folder / open.page.message_file_name();
    must(open.page.prepare_message(file));
    CHECK_THAT(open.page.message_words(), Contains("Prepared") && !Contains("sent"));
    const auto message = read_file(file);
    CHECK_THAT(message, Contains("X-Unsent: 1") && Contains("ana@school.example") && !Contains("grouping"));

    SECTION("and a message that could not be written was not prepared")
    {
        const auto prepared_at = open.page.visit().observation().prepared_at;
        const auto failed = open.page.prepare_message(open.school.school.folder / "no-such-folder" / "message.eml");
        CHECK(failed.error().code == ErrorCode::storage);
        CHECK(open.page.visit().observation().prepared_at == prepared_at);
    }
}

TEST_CASE("after Share a change is an amendment with a reason, and old and new stand side by side")
{
    OpenPage open;
    fill(open.school, open.page);
    must(open.page.share());
    CHECK(open.page.amend(ObservationField::strength, "Wait time", "").error().code == ErrorCode::invalid);
    must(open.page.amend(ObservationField::strength, "Wait time", "Shorter says it"));
    const auto text = plain_text(must(open.page.shared_record()));
    CHECK_THAT(text, Contains("now \"Wait time\", before \"Wait time after each question\". Reason: Shorter says it"));
}

TEST_CASE("what the teacher answers shows in the shared record: that they read it, their words, their levels by name")
{
    OpenPage open;
    fill(open.school, open.page);
    must(open.page.share());
    CHECK(open.page.answer_words() == "Ana Ruiz has not said yet that they read it.");
    const auto rated = open.page.visit().detail().ratings.front();
    auto theirs = must(Workspace::open(open.school.school.file, open.school.school.options()));
    const auto say = [&](const Respond& respond) {
        must(theirs.execute(Actor::as(open.school.school.teacher), respond));
    };
    say({open.visit, ResponseKind::acknowledged});
    say({open.visit, ResponseKind::reply, "On Thursday."});
    say({open.visit, ResponseKind::self_rating, {}, {rated}});
    open.school.document->poll_elsewhere();
    CHECK(open.page.answer_words() == "Ana Ruiz read it Mon 5 Oct. What they answered stands below the feedback.");
    const auto text = plain_text(must(open.page.shared_record()));
    CHECK_THAT(text, Contains("Reply: On Thursday."));
    const auto level = rating_words(open.page.visit().detail().rubric, rated);
    CHECK_THAT(text, Contains(": Cora Coach " + level + "; Ana Ruiz " + level));
}

TEST_CASE("a visit to the wrong teacher moves to the right one with everything written in it")
{
    OpenPage open;
    fill(open.school, open.page);
    const auto found = open.page.facts().teachers("ben");
    REQUIRE(found.size() == 1);
    must(open.page.facts().move_to(found.front().person.id));
    CHECK(open.page.teacher() == "Ben Okafor");
    CHECK(open.page.visit().detail().evidence.size() == 4);
    CHECK(open.page.feedback().text(Field::strength) == "Wait time after each question");
}

TEST_CASE("facts are numbers or blank; anything else is refused with an example and changes nothing")
{
    OpenPage open;
    must(open.page.facts().set_minutes(" 15 "));
    CHECK_THAT(open.page.facts().set_minutes("a while").error().text(), Contains("as 15"));
    CHECK(open.page.facts().minutes() == "15");
    must(open.page.facts().set_minutes(""));
    CHECK(open.page.facts().minutes().empty());
    CHECK(open.page.facts().set_students_present("-3").error().code == ErrorCode::invalid);
}

TEST_CASE("an archived draft is put away and undo brings it back")
{
    OpenPage open;
    open.page.script().typed("t half a line");
    must(open.page.facts().archive());
    CHECK_FALSE(open.page.visit().may_change());
    must(open.school.document->undo());
    CHECK(open.page.visit().may_change());
}
