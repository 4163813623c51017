// The screen is locked or the lid closed in the middle of a word: the program stands still without having been told.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <thread>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/draft_keeper.hpp"
#include "tests/support/loop_alarm.hpp"
#include "tests/support/temp_workspace.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

const std::string before_lock = "Students explain to each ot";  // the word is not finished
const std::string after_lock = "her why the sign changes";

void stand_by(LoopAlarm& alarm, std::int64_t ms)
{
    for (const auto end = now_ms() + ms; now_ms() < end; alarm.look())
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
}

// Types the first half, waits for the go, types the rest and leaves the field.
[[noreturn]] void type_through_a_lock(const std::filesystem::path& file, ObservationId visit, int ready, int go)
{
    auto opened = Workspace::open(file);
    if (!opened) ::_exit(2);
    Document document(std::move(*opened));
    LoopAlarm alarm;
    DraftKeeper drafts(document, alarm);
    std::string text;
    const auto type = [&](const std::string& more) {
        for (const char c : more) {
            text += c;
            drafts.typed(any(visit), "growth_area", text, [&](const std::string& whole) -> Result<void> {
                const auto done =
                    document.execute(ChangeObservationText{visit, ObservationField::growth_area, whole, std::nullopt});
                return done ? Result<void>() : Result<void>(tl::unexpect, done.error());
            });
            stand_by(alarm, 5);
        }
    };
    type(before_lock);
    stand_by(alarm, 300);
    char word = 'x';
    if (::write(ready, &word, 1) != 1 || ::read(go, &word, 1) != 1) ::_exit(3);
    type(after_lock);
    if (!drafts.left(any(visit), "growth_area")) ::_exit(4);
    ::_exit(0);
}

}  // namespace

TEST_CASE("fault 24: what was typed before the screen was locked is on disk, and typing goes on afterwards")
{
    TempWorkspace t;
    must(t.workspace.execute(Actor::keeper(), SetOwner{t.coach}));
    const auto visit = t.start(t.teacher);
    int ready[2];
    int go[2];
    REQUIRE(::pipe(ready) == 0);
    REQUIRE(::pipe(go) == 0);
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) type_through_a_lock(t.file, visit, ready[1], go[0]);
    char word = 0;
    REQUIRE(::read(ready[0], &word, 1) == 1);
    REQUIRE(::kill(child, SIGSTOP) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, WUNTRACED) == child);
    REQUIRE(WIFSTOPPED(status));

    // Whoever looks at the file now finds the draft in full, and does not take it: its session still lives.
    must(t.workspace.back_up(t.folder / "while_locked.throughline"));
    REQUIRE(must(t.workspace.recover_drafts()).empty());

    REQUIRE(::write(go[1], &word, 1) == 1);
    REQUIRE(::kill(child, SIGCONT) == 0);
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == 0);
    REQUIRE(t.detail(visit).observation.growth_area == before_lock + after_lock);

    // The copy was made while the program stood still; in it the session is dead and its draft comes back.
    auto copy = must(Workspace::open(t.folder / "while_locked.throughline", t.options()));
    const auto recovered = must(copy.recover_drafts());
    REQUIRE(recovered.size() == 1);
    REQUIRE(recovered[0].text == before_lock);
    REQUIRE(recovered[0].observation == visit);
}
