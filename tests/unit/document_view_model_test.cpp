// The document: who acts, who is told, what the save state says, and what another program's write does.
#include <catch2/catch.hpp>

#include "tests/support/coached_school.hpp"

using namespace throughline;
using namespace throughline::test;

TEST_CASE("listeners are told what a command changed, and nothing when it failed")
{
    CoachedSchool window;
    std::vector<ChangeSet> told;
    auto listening = window.document->on_change.connect([&](const ChangeSet& changes) { told.push_back(changes); });
    const auto visit = window.start(window.school.teacher);
    REQUIRE(told.size() == 1);
    CHECK(told[0].touches(Noun::observation));

    CHECK_FALSE(window.document->execute(RateIndicator{visit, "no such row", Mark::level, 1}));
    CHECK(told.size() == 1);

    listening.reset();
    window.start(window.school.other_teacher);
    CHECK(told.size() == 1);
}

TEST_CASE("the save state says when the last thing was put on disk")
{
    CoachedSchool window("2026-10-05T10:42:07");
    CHECK(window.document->save_text() == "Everything is saved");
    window.start(window.school.teacher);
    CHECK(window.document->save_text() == "Saved 10:42:07");
}

TEST_CASE("a draft on disk counts as saved")
{
    CoachedSchool window("2026-10-05T10:42:00");
    const auto visit = window.start(window.school.teacher);
    window.drafts->typed(any(visit), "strength", "wait time");
    window.pass(DraftKeeper::write_delay_ms + 5'000);
    CHECK(window.document->save_text() == "Saved 10:42:05");
    CHECK(window.document->is_saved());
}

TEST_CASE("undo takes back the last command by its name, and redo does it again")
{
    CoachedSchool window;
    const auto visit = window.start(window.school.teacher, "teach-primary");
    window.run(RateIndicator{visit, "6.1", Mark::level, 2});
    CHECK(window.document->undo_state().undo_label == "Rate 6.1");
    REQUIRE(window.document->undo());
    CHECK(window.detail(visit).ratings.empty());
    CHECK(window.document->undo_state().redo_label == "Rate 6.1");
    REQUIRE(window.document->redo());
    CHECK(window.detail(visit).ratings.size() == 1);
}

TEST_CASE("another window's write makes every panel look again, once")
{
    CoachedSchool first;
    const auto second = first.second_window();
    int told = 0;
    const auto listening = first.document->on_change.connect([&](const ChangeSet& changes) {
        ++told;
        CHECK(concerns(changes, {Noun::debrief}));  // an empty set concerns everybody
    });
    first.document->poll_elsewhere();
    CHECK(told == 0);
    must(second->document.execute(StartObservation{first.school.teacher, {}, {}, {}, {}}));
    first.document->poll_elsewhere();
    first.document->poll_elsewhere();
    CHECK(told == 1);
}

TEST_CASE("the window acts as the file's owner, or as whom the command line names")
{
    CoachedSchool window;
    CHECK(must(window.document->ask(Me{})).id == window.school.coach);
    must(window.document->act_as("dana@school.example"));
    CHECK(must(window.document->ask(Me{})).id == window.school.other_coach);
    CHECK_FALSE(window.document->act_as("nobody@school.example"));
    CHECK(must(window.document->ask(Me{})).id == window.school.other_coach);
}

TEST_CASE("concerns asks whether any of a panel's nouns was touched")
{
    ChangeSet changes;
    changes.changes.push_back({Noun::rating, AnyId{}});
    CHECK(concerns(changes, {Noun::observation, Noun::rating}));
    CHECK_FALSE(concerns(changes, {Noun::observation}));
}
