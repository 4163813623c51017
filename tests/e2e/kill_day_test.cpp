// A thousand times the program is killed at a random moment of a day's work: typing, sharing, taking in a roster,
// backing up, bringing an older file up to date. Each time the file opens, is in order, and holds all that was shared.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include "tests/support/scripted_day.hpp"
#include "throughline/backup.hpp"
#include "throughline/exchange/roster_file.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

constexpr int kills = 1'000;
constexpr int migration_each = 10;  // of so many rounds one begins with a file of the first version

struct Seen {
    Told told;
    volatile int imported = 0;
    volatile int backed_up = 0;
};

// The program; never returns.
[[noreturn]] void work_until_killed(const fs::path& file, const fs::path& roster, const TempWorkspace& t, Seen& seen)
{
    auto workspace = Workspace::open(file, {system_clock(), t.zone, nullptr});
    if (!workspace) ::_exit(2);
    for (int round = 0;; ++round) {
        ScriptedDay(*workspace, t.as_coach(), {t.teacher, t.other_teacher}, seen.told, [](const Error&) {
            ::_exit(3);
        }).work(2);
        const auto staff = read_roster(roster, [](std::string_view) { return false; });
        if (!staff || !workspace->execute(t.as_coach(), ImportRoster{*staff})) ::_exit(4);
        seen.imported = seen.imported + 1;
        if (!back_up(file, true, *system_clock(), *t.zone)) ::_exit(5);
        seen.backed_up = seen.backed_up + 1;
        if (seen.told.shared_count + 4 > Told::visits_max) ::_exit(0);
    }
}

[[noreturn]] void bring_up_to_date_until_killed(const fs::path& file)
{
    if (!Workspace::open(file)) ::_exit(2);
    for (;;) ::pause();
}

// A kill is no power cut: memory keeps what was written, and in it a day goes faster than on any disk.
class InMemory {
public:
    InMemory() : before_(fs::temp_directory_path().string())
    {
        if (fs::is_directory("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 1);
    }
    InMemory(const InMemory&) = delete;
    InMemory& operator=(const InMemory&) = delete;
    ~InMemory() { ::setenv("TMPDIR", before_.c_str(), 1); }

private:
    std::string before_;
};

void remove_all_of(const fs::path& file)
{
    for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + suffix);
    fs::remove_all(backup_folder_of(file));
}

void require_in_order(Workspace& workspace)
{
    const auto report = must(workspace.check());
    for (const auto& finding : report.findings) UNSCOPED_INFO(finding.place << ": " << finding.text);
    REQUIRE(report.findings.empty());
}

}  // namespace

TEST_CASE("fault 10: killed a thousand times in a day's work, the file is in order and nothing shared is missing")
{
    auto* shared = ::mmap(nullptr, sizeof(Seen), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(shared != MAP_FAILED);
    const InMemory memory;
    TempWorkspace t;
    must(t.workspace.execute(Actor::keeper(), SetOwner{t.coach}));
    {
        Workspace gone = std::move(t.workspace);
    }
    const auto roster = t.folder / "staff.csv";
    std::ofstream(roster) << "given_name,family_name,email,role\nNew,Person,new@school.example,teacher\n";
    const auto file = t.folder / "day.throughline";
    std::mt19937 random(1'000);
    std::int64_t visits = 0;
    std::int64_t backups = 0;
    std::int64_t migrations = 0;
    for (int round = 0; round < kills; ++round) {
        const bool migrates = round % migration_each == 0;
        auto& seen = *new (shared) Seen;
        remove_all_of(file);
        for (const auto& entry : fs::directory_iterator(t.folder.path()))
            if (entry.path().filename().string().find("before-version") != std::string::npos) fs::remove(entry);
        fs::copy_file(
            migrates ? fs::path(THROUGHLINE_SOURCE_DIR "/tests/data/workspace/version_1.throughline") : t.file, file);
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            if (migrates) bring_up_to_date_until_killed(file);
            work_until_killed(file, roster, t, seen);
        }
        std::this_thread::sleep_for(std::chrono::microseconds(500 + random() % (migrates ? 30'000 : 120'000)));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        if (WIFEXITED(status)) REQUIRE(WEXITSTATUS(status) == 0);

        INFO("round " << round << ", " << seen.told.shared_count << " shared");
        auto after = must(Workspace::open(file, {t.clock, t.zone, nullptr}));
        must(after.recover_drafts());
        require_in_order(after);
        for (int at = 0; at < seen.told.shared_count; ++at)
            REQUIRE(must(after.ask(t.as_coach(), ObservationDetail{ObservationId{seen.told.shared[at]}}))
                        .observation.state == ObservationState::shared);
        // What is there as a backup is whole.
        const auto made = backups_in(backup_folder_of(file), file);
        REQUIRE(static_cast<int>(made.size()) >= std::min(1, +seen.backed_up));
        if (!made.empty() && round % 7 == 0) {
            auto copy = must(Workspace::open(made.front().file, {t.clock, t.zone, nullptr}));
            require_in_order(copy);
        }
        visits += seen.told.shared_count;
        backups += static_cast<std::int64_t>(made.size());
        migrations += migrates ? 1 : 0;
    }
    ::munmap(shared, sizeof(Seen));
    WARN(kills << " kills, " << migrations << " of them while a file was brought up to date: " << visits
               << " visits shared and found again, " << backups << " backups found whole");
}
