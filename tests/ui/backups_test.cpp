// Backups in the window: made by themselves, by keys, and taken back with what was there kept.
#include <catch2/catch.hpp>

#include "tests/ui/surprises.hpp"
#include "tests/ui/test_window.hpp"
#include "throughline/backup.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/roster.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

std::vector<BackupFile> backups(const TestWindow& window)
{
    return backups_in(backup_folder_of(window.school.file), window.school.file);
}

void go_to_backups(TestWindow& window)
{
    REQUIRE(window.frame->run_command("go.Settings"));
    REQUIRE(wait_for([&] { return window.focused() == "Year"; }));
    let_pass(100);  // the menus, and with them the page's keys, are built when nothing else waits
    window.press('6', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.focused() == "Backups"; }));
}

}  // namespace

TEST_CASE("a file that is opened is backed up by itself")
{
    TestWindow window;
    REQUIRE(wait_for([&] { return backups(window).size() == 1; }));
    auto copy = must(Workspace::open(backups(window)[0].file, window.school.options()));
    CHECK(must(copy.check()).findings.empty());
}

TEST_CASE("a backup is made by keys, and one is restored by keys: what was there is kept")
{
    TestWindow window;
    REQUIRE(wait_for([&] { return backups(window).size() == 1; }));
    go_to_backups(window);
    window.picture("backups");
    const auto before = backups(window).front().file;
    auto other = must(Workspace::open(window.school.file, window.school.options()));
    window.school.clock->forward(us_per_minute);
    must(other.execute(window.school.as_coach(), StartObservation{window.school.teacher, {}, {}, {}, {}}));
    {
        Workspace gone = std::move(other);
    }
    window.press('B', wxMOD_ALT);
    REQUIRE(wait_for([&] { return backups(window).size() == 2; }));
    let_pass(200);
    window.press(WXK_END);  // the older one
    // While the file is open elsewhere, too, it is not replaced, and that is said.
    expect_dialog([&](wxDialog&) {
        let_pass(200);
        window.press(WXK_RETURN);
    });
    window.press('R', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.frame->notice().find("is open in another window") != std::string::npos; }));
    {
        Workspace gone = std::move(window.school.workspace);
    }
    go_to_backups(window);
    window.press(WXK_END);
    expect_dialog([&](wxDialog&) {
        let_pass(200);
        window.picture("backups_restore");
        window.press(WXK_RETURN);
    });
    window.press('R', wxMOD_ALT);
    REQUIRE(wait_for([&] { return window.frame->notice().find("Restored.") == 0; }));
    window.picture("backups_restored");
    CHECK(must(must(Workspace::open(window.school.file, window.school.options())).check()).observation_count == 0);
    bool is_kept = false;
    for (const auto& entry : fs::directory_iterator(window.school.folder.path()))
        if (entry.path().filename().string().find(" replaced ") != std::string::npos) {
            is_kept = true;
            CHECK(must(must(Workspace::open(entry.path(), window.school.options())).check()).observation_count == 1);
        }
    CHECK(is_kept);
}

TEST_CASE("who gives up on a restore has changed nothing")
{
    TestWindow window;
    REQUIRE(wait_for([&] { return backups(window).size() == 1; }));
    go_to_backups(window);
    expect_dialog([&](wxDialog&) {
        let_pass(100);
        window.press(WXK_ESCAPE);
    });
    window.press('R', wxMOD_ALT);
    let_pass(300);
    CHECK(window.frame->notice().empty());
    for (const auto& entry : fs::directory_iterator(window.school.folder.path()))
        CHECK(entry.path().filename().string().find("restoring") == std::string::npos);
}

TEST_CASE("damage of the open file offers what can be saved of it wherever it shows, a damaged backup does not")
{
    TestWindow window;
    REQUIRE(wait_for([&] { return backups(window).size() == 1; }));
    const auto damaged = [](const fs::path& file) {
        return Error{ErrorCode::damaged, "{0} is damaged.", {file.filename().string()}, {}, {}};
    };
    const auto newest = "Its newest backup is " + backups(window).front().file.filename().string();
    window.frame->report(damaged(backups(window).front().file));
    CHECK(window.frame->notice().find(newest) == std::string::npos);
    window.frame->report(damaged(window.school.file));
    CHECK(window.frame->notice().find(newest) != std::string::npos);
    window.picture("backups_damaged");
}

TEST_CASE("a sealed backup becomes a new file once its passphrase is typed, and a wrong one is asked for again")
{
    TestWindow window;
    const auto sealed = window.school.folder / "away.throughline-sealed";
    const auto file = window.school.folder / "new computer.throughline";
    must(back_up_to(window.school.file, sealed, "correct horse battery", *window.school.clock));
    expect_dialog([&](wxDialog&) {
        window.type("wrong horse battery");
        expect_dialog([&](wxDialog&) {
            let_pass(100);
            window.picture("backups_wrong_passphrase");
            window.type("correct horse battery");
            window.press(WXK_RETURN);
        });
        window.press(WXK_RETURN);
    });
    window.frame->restore_into_new(sealed, file);
    REQUIRE(fs::exists(file));
    CHECK(window.frame->document().workspace().file() == file);
    CHECK(must(must(Workspace::open(file, window.school.options())).check()).findings.empty());
    // What is there already stays.
    const auto size = fs::file_size(file);
    window.frame->restore_into_new(sealed, file);
    CHECK(fs::file_size(file) == size);
}
