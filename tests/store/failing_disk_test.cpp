// The disk fills, fails, lies or loses its power in the middle of a day's work: nothing that was shared is missing, the
// file is in order, and every refusal is a sentence.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/failing_disk.hpp"
#include "tests/support/scripted_day.hpp"
#include "throughline/backup.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

constexpr int visits_a_day = 4;

// A school in the morning, closed; each round works on a copy of it.
class Morning {
public:
    Morning() : file(t.folder / "day.throughline")
    {
        must(t.workspace.execute(Actor::keeper(), SetOwner{t.coach}));
        Workspace gone = std::move(t.workspace);
    }
    void begin() const
    {
        for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + suffix);
        fs::copy_file(t.file, file);
    }
    void work(Told& told, const std::function<void(const Error&)>& refused) const
    {
        auto workspace = Workspace::open(file, t.options());
        if (!workspace) return refused(workspace.error());
        ScriptedDay(*workspace, t.as_coach(), {t.teacher, t.other_teacher}, told, refused).work(visits_a_day);
    }
    // In the evening, on a disk that is sound again.
    void require_all_there(const Told& told) const
    {
        auto workspace = must(Workspace::open(file, t.options()));
        must(workspace.recover_drafts());
        const auto report = must(workspace.check());
        for (const auto& finding : report.findings) UNSCOPED_INFO(finding.place << ": " << finding.text);
        REQUIRE(report.findings.empty());
        for (int at = 0; at < told.shared_count; ++at) {
            const auto visit = must(workspace.ask(t.as_coach(), ObservationDetail{ObservationId{told.shared[at]}}));
            REQUIRE(visit.observation.state == ObservationState::shared);
            REQUIRE(static_cast<int>(visit.evidence.size()) == told.lines[at]);
        }
    }

    TempWorkspace t;
    fs::path file;
};

// How much a whole day writes, so that the tests step through all of it.
struct Day {
    std::int64_t writes = 0;
    std::int64_t bytes = 0;
};
Day undisturbed(const Morning& morning)
{
    FailingDisk disk;
    morning.begin();
    Told told;
    morning.work(told, [](const Error& error) { FAIL(error.text()); });
    REQUIRE(told.shared_count == visits_a_day);
    return {disk.write_count(), disk.byte_count()};
}

bool is_said(const Error& error)
{
    return (error.code == ErrorCode::storage || error.code == ErrorCode::locked || error.code == ErrorCode::conflict ||
            error.code == ErrorCode::not_found || error.code == ErrorCode::wrong_state ||
            error.code == ErrorCode::damaged) &&
           !error.text().empty();
}

}  // namespace

TEST_CASE("a disk that fills up after any number of bytes costs nothing that was there, and is said in words")
{
    const Morning morning;
    const auto day = undisturbed(morning);
    constexpr int rounds = 60;
    std::int64_t refusals = 0;
    for (int round = 0; round < rounds; ++round) {
        morning.begin();
        Told told;
        {
            FailingDisk disk;
            disk.fill_after(day.bytes * round / rounds);
            morning.work(told, [&](const Error& error) {
                ++refusals;
                INFO(error.text() << " [" << error.detail << "]");
                CHECK(is_said(error));
            });
        }
        INFO("full after " << day.bytes * round / rounds << " of " << day.bytes << " bytes");
        morning.require_all_there(told);
    }
    CHECK(refusals > rounds);
    WARN(rounds << " days on a disk that fills after 0 to " << day.bytes << " bytes, " << refusals << " refusals");
}

TEST_CASE("work goes on by itself once the disk has space again")
{
    const Morning morning;
    morning.begin();
    FailingDisk disk;
    auto workspace = must(Workspace::open(morning.file, morning.t.options()));
    const auto visit =
        must(workspace.execute(morning.t.as_coach(), StartObservation{morning.t.teacher, {}, {}, {}, {}})).value;
    disk.fill_after(0);
    const auto refused = workspace.keep_draft(morning.t.as_coach(), any(visit), "script_line", "half a line");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("disk is full") != std::string::npos);
    disk.free_space();
    must(workspace.keep_draft(morning.t.as_coach(), any(visit), "script_line", "half a line"));
    Evidence line;
    line.observation = visit;
    line.text = "half a line, whole";
    must(workspace.execute(morning.t.as_coach(), AddEvidence{line}));
    must(workspace.execute(morning.t.as_coach(), ShareObservation{visit}));
    CHECK(must(workspace.check()).findings.empty());
}

TEST_CASE("one write that fails anywhere in the day is one refusal, and the file stays in order")
{
    const Morning morning;
    const auto day = undisturbed(morning);
    const auto stride = std::max<std::int64_t>(1, day.writes / 60);
    std::int64_t rounds = 0;
    for (std::int64_t number = 1; number <= day.writes; number += stride, ++rounds) {
        morning.begin();
        Told told;
        {
            FailingDisk disk;
            disk.fail_write(number);
            morning.work(told, [&](const Error& error) {
                INFO(error.text() << " [" << error.detail << "]");
                CHECK(is_said(error));
            });
        }
        INFO("write " << number << " of " << day.writes);
        morning.require_all_there(told);
    }
    WARN(rounds << " days with one failing write of " << day.writes);
}

TEST_CASE("when the power goes at any write, what was shared before is on the disk")
{
    const Morning morning;
    const auto day = undisturbed(morning);
    auto* shared = ::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(shared != MAP_FAILED);
    const auto shadow = morning.t.folder / "synced";
    const auto stride = std::max<std::int64_t>(1, day.writes / 60);
    std::int64_t rounds = 0;
    for (std::int64_t number = 1; number <= day.writes; number += stride, ++rounds) {
        auto& told = *new (shared) Told;
        morning.begin();
        fs::remove_all(shadow);
        fs::create_directory(shadow);
        fs::copy_file(morning.file, shadow / morning.file.filename());
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            FailingDisk disk;
            disk.keep_synced_in(shadow);
            disk.cut_power_at_write(number);
            morning.work(told, [](const Error&) { ::_exit(3); });
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFEXITED(status));
        REQUIRE(WEXITSTATUS(status) == 0);
        // Only what was synced is left.
        for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
            fs::remove(morning.file.string() + suffix);
            const auto kept = shadow / (morning.file.filename().string() + suffix);
            if (fs::exists(kept)) fs::copy_file(kept, morning.file.string() + suffix);
        }
        INFO("power cut at write " << number << " of " << day.writes << ", " << told.shared_count << " shared");
        morning.require_all_there(told);
    }
    ::munmap(shared, sizeof(Told));
    WARN(rounds << " power cuts in a day of " << day.writes << " writes");
}

TEST_CASE("a disk that does not sync at all still keeps the file in order when only the program is killed")
{
    const Morning morning;
    const auto day = undisturbed(morning);
    auto* shared = ::mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    REQUIRE(shared != MAP_FAILED);
    const auto stride = std::max<std::int64_t>(1, day.writes / 60);
    for (std::int64_t number = 1; number <= day.writes; number += stride) {
        auto& told = *new (shared) Told;
        morning.begin();
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            FailingDisk disk;
            disk.drop_syncs();
            disk.cut_power_at_write(number);  // the process ends; the system still has what was written
            morning.work(told, [](const Error&) { ::_exit(3); });
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WEXITSTATUS(status) == 0);
        INFO("killed at write " << number << " of " << day.writes);
        morning.require_all_there(told);
    }
    ::munmap(shared, sizeof(Told));
}

TEST_CASE("a backup on a disk that fills up leaves no half backup, and the file as it was")
{
    const Morning morning;
    morning.begin();
    const auto folder = backup_folder_of(morning.file);
    FailingDisk disk;
    for (const std::int64_t bytes : {0, 5'000, 200'000, 600'000}) {
        disk.fill_after(bytes);
        const auto done = back_up(morning.file, false, *morning.t.clock, *morning.t.zone);
        REQUIRE_FALSE(done);
        CHECK(done.error().text().find("disk is full") != std::string::npos);
        disk.free_space();
        CHECK(fs::is_empty(folder));
    }
    must(back_up(morning.file, false, *morning.t.clock, *morning.t.zone));
    Told none;
    morning.require_all_there(none);
}
