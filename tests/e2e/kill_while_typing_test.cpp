// Somebody types without a pause and the program is killed: at most the last 300 ms are missing, what was typed comes
// back in the right visit, and the file is in order. A hundred times, at random moments.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <thread>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/draft_keeper.hpp"
#include "tests/support/loop_alarm.hpp"
#include "tests/support/temp_workspace.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

constexpr int kills = 100;
constexpr std::int64_t lost_ms_max = 300;
constexpr int keys_max = 4'000;
constexpr int keys_per_line = 150;  // then Enter: some lines end before they are kept as a draft, some after

// What both processes see: when each key was pressed.
struct Keyboard {
    volatile int pressed;
    std::array<std::int64_t, keys_max> at_ms;
};

char key(int number) { return static_cast<char>('a' + number % 26); }

// The typing program; never returns.
[[noreturn]] void type_until_killed(const std::filesystem::path& file, ObservationId visit, Keyboard& keyboard)
{
    auto opened = Workspace::open(file);
    if (!opened) ::_exit(2);
    Document document(std::move(*opened));
    LoopAlarm alarm;
    DraftKeeper drafts(document, alarm);
    std::string line;
    for (int number = 0; number < keys_max; ++number) {
        line += key(number);
        drafts.typed(any(visit), "script_line", line);
        keyboard.at_ms[static_cast<std::size_t>(number)] = now_ms();
        keyboard.pressed = number + 1;
        if (line.size() == keys_per_line) {
            Evidence evidence;
            evidence.observation = visit;
            evidence.elapsed_ms = number;  // in the order typed
            evidence.text = line;
            if (!document.execute(AddEvidence{evidence})) ::_exit(3);
            drafts.settled(any(visit), "script_line");
            line.clear();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        alarm.look();
    }
    for (;;) ::pause();
}

// Everything of the visit that is on disk, in the order typed.
std::string kept_text(Workspace& workspace, const Actor& actor, ObservationId visit)
{
    const auto detail = must(workspace.ask(actor, ObservationDetail{visit}));
    std::string text;
    for (const auto& line : detail.evidence) text += line.text;
    for (const auto& draft : detail.unsettled) text += draft.text;
    return text;
}

}  // namespace

TEST_CASE("killed while typing without pause, at most the last 300 ms are missing and the file is in order")
{
    auto* shared = ::mmap(nullptr, sizeof(Keyboard), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(shared != MAP_FAILED);
    auto& keyboard = *static_cast<Keyboard*>(shared);
    std::mt19937 random(20'261'005);
    TempWorkspace t;
    must(t.workspace.execute(Actor::keeper(), SetOwner{t.coach}));
    std::int64_t longest_lost_ms = 0;
    std::map<ObservationId, std::string> unfinished;  // lines that came back, and come back until somebody ends them
    for (int round = 0; round < kills; ++round) {
        const auto visit = t.start(round % 2 == 0 ? t.teacher : t.other_teacher);
        keyboard.pressed = 0;
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) type_until_killed(t.file, visit, keyboard);
        while (keyboard.pressed == 0 && ::waitpid(child, nullptr, WNOHANG) == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 600));
        const auto killed_at_ms = now_ms();
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        const int typed = keyboard.pressed;

        auto after = must(Workspace::open(t.file));
        for (const auto& recovered : must(after.recover_drafts())) {
            INFO("round " << round << ": " << recovered.words << " \"" << recovered.text << '"');
            const auto [line, is_new] = unfinished.emplace(recovered.observation, recovered.text);
            CHECK(is_new == (recovered.observation == visit));
            CHECK(line->second == recovered.text);
        }
        const auto kept = kept_text(after, t.as_coach(), visit);
        INFO("round " << round << ": " << typed << " keys typed, " << kept.size() << " kept");
        REQUIRE(kept.size() <= static_cast<std::size_t>(typed));
        for (std::size_t i = 0; i < kept.size(); ++i) REQUIRE(kept[i] == key(static_cast<int>(i)));
        if (kept.size() < static_cast<std::size_t>(typed)) {
            const auto first_lost_ms = killed_at_ms - keyboard.at_ms[kept.size()];
            longest_lost_ms = std::max(longest_lost_ms, first_lost_ms);
            CHECK(first_lost_ms <= lost_ms_max);
        }
        REQUIRE(must(after.check()).findings.empty());
    }
    ::munmap(shared, sizeof(Keyboard));
    CHECK(unfinished.size() > kills / 4);
    WARN("longest text lost to a kill: " << longest_lost_ms << " ms of typing, of at most " << lost_ms_max);
}
