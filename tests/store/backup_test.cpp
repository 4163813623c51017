// Backups on real files: made in use, thinned, sealed, restored; and what becomes of altered ones.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <thread>

#include "tests/support/temp_workspace.hpp"
#include "throughline/backup.hpp"
#include "throughline/command/backup.hpp"
#include "throughline/query/backup.hpp"
#include "throughline/query/people.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

constexpr auto passphrase = "correct horse battery staple";

BackedUp backed_up(const TempWorkspace& t, bool if_changed = false)
{
    return must(back_up(t.file, if_changed, *t.clock, *t.zone));
}

std::string bytes_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write_bytes(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::size_t files_in(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

Workspace opened(const TempWorkspace& t) { return must(Workspace::open(t.file, t.options())); }

// Closes the test's own window on the file.
void close(TempWorkspace& t) { Workspace gone = std::move(t.workspace); }

}  // namespace

TEST_CASE("a backup beside the file is whole, private, and named by its time")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "Ten hands went up");
    const auto made = backed_up(t).made;
    REQUIRE(made.size() == 1);
    CHECK(made[0].file.filename() == "school 2026-10-05T141000Z.throughline");
    CHECK(made[0].file.parent_path() == backup_folder_of(t.file));
    CHECK(made[0].bytes == fs::file_size(made[0].file));
    CHECK((fs::status(made[0].file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(files_in(backup_folder_of(t.file)) == 1);  // no log beside it
    auto copy = must(Workspace::open(made[0].file, t.options()));
    CHECK(must(copy.check()).findings.empty());
    CHECK(must(copy.ask(t.as_coach(), ObservationDetail{visit})).evidence.size() == 1);
}

TEST_CASE("if nothing has changed no second backup is made, and any change makes one")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    CHECK(backed_up(t, true).made.size() == 1);
    t.clock->forward(us_per_minute);
    CHECK(backed_up(t, true).made.empty());
    SECTION("a command") { t.note(visit, "one line"); }
    SECTION("a key that was typed") { must(t.workspace.keep_draft(t.as_coach(), any(visit), "script_line", "half")); }
    t.clock->forward(us_per_minute);
    CHECK(backed_up(t, true).made.size() == 1);
    CHECK(backups_in(backup_folder_of(t.file), t.file).size() == 2);
}

TEST_CASE("a backup made while somebody writes without a pause is one moment of the file")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    std::atomic<bool> is_done = false;
    std::thread writer([&] {
        auto window = must(Workspace::open(t.file, {system_clock(), t.zone, nullptr}));
        for (int line = 0; !is_done; ++line) {
            Evidence evidence;
            evidence.observation = visit;
            evidence.elapsed_ms = line;
            evidence.text = std::to_string(line);
            must(window.execute(t.as_coach(), AddEvidence{evidence}));
        }
    });
    for (int round = 0; round < 5; ++round) {
        t.clock->forward(us_per_second);
        const auto made = backed_up(t).made;
        auto copy = must(Workspace::open(made.at(0).file, t.options()));
        CHECK(must(copy.check()).findings.empty());
        const auto lines = must(copy.ask(t.as_coach(), ObservationDetail{visit})).evidence;
        for (std::size_t at = 0; at < lines.size(); ++at) REQUIRE(lines[at].text == std::to_string(at));
    }
    is_done = true;
    writer.join();
}

TEST_CASE("old backups are thinned out, and nothing else in the folder is touched")
{
    TempWorkspace t;
    backed_up(t);
    const auto folder = backup_folder_of(t.file);
    write_bytes(folder / "notes.txt", "mine");
    write_bytes(folder / "school of last year.throughline", "mine, too");
    for (int hour = 0; hour < 30; ++hour) {
        t.clock->forward(60 * us_per_minute);
        backed_up(t);
    }
    CHECK(backups_in(folder, t.file).size() == 11);  // ten newest, and the last of the first day
    CHECK(fs::exists(folder / "notes.txt"));
    CHECK(fs::exists(folder / "school of last year.throughline"));
}

TEST_CASE("a second folder gets each backup too, and one that is missing is said while the first is made")
{
    TempWorkspace t;
    const auto second = t.folder / "stick";
    fs::create_directory(second);
    must(t.workspace.execute(Actor::keeper(), ChangeBackupPlan{second.string(), {}}));
    const auto both = backed_up(t).made;
    REQUIRE(both.size() == 2);
    CHECK(files_in(second) == 1);
    CHECK(bytes_of(both[0].file) == bytes_of(both[1].file));
    CHECK((fs::status(both[1].file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    fs::remove_all(second);
    t.clock->forward(us_per_minute);
    const auto without = backed_up(t);
    CHECK(without.made.size() == 1);
    REQUIRE(without.problems.size() == 1);
    CHECK(without.problems[0].text().find("stick is not there") != std::string::npos);
    CHECK_FALSE(fs::exists(second));
}

TEST_CASE("two files of one name that share a second folder keep apart what is theirs")
{
    TempWorkspace ann;
    TempWorkspace ben;
    REQUIRE(ann.file.filename() == ben.file.filename());
    const auto second = ann.folder / "share";
    fs::create_directory(second);
    for (auto* t : {&ann, &ben}) must(t->workspace.execute(Actor::keeper(), ChangeBackupPlan{second.string(), {}}));
    backed_up(ann);
    for (int hour = 0; hour < 12; ++hour) {
        ben.clock->forward(60 * us_per_minute);
        backed_up(ben);
    }
    const auto of = [&](const TempWorkspace& t) {
        return backups_in(second, t.file, must(t.workspace.ask(Actor::keeper(), BackupPlan{})).mark);
    };
    CHECK(of(ann).size() == 1);
    CHECK(of(ben).size() == 10);
    CHECK(files_in(second) == 11);
}

TEST_CASE("with a clock that was set back a backup stays, nothing is thinned out, and that is said")
{
    TempWorkspace t;
    constexpr auto month = std::int64_t{31} * 24 * 60 * us_per_minute;
    for (int count = 0; count < 40; ++count) {
        t.clock->forward(month);
        backed_up(t);
    }
    const auto before = backups_in(backup_folder_of(t.file), t.file).size();
    t.clock->shift_wall(-60 * month);
    const auto made = backed_up(t);
    CHECK(fs::exists(made.made.at(0).file));
    CHECK(made.thinned_count == 0);
    CHECK(backups_in(backup_folder_of(t.file), t.file).size() == before + 1);
    CHECK(made.remark.find("Is the clock right?") != std::string::npos);
}

TEST_CASE("backups that are made at the same moment are all whole, each under a name of its own")
{
    TempWorkspace t;
    t.start(t.teacher);
    constexpr int count = 6;
    std::vector<Result<BackedUp>> made(count);
    {
        std::vector<std::jthread> threads;
        for (int at = 0; at < count; ++at)
            threads.emplace_back([&, at] { made[at] = back_up(t.file, false, *t.clock, *t.zone); });
    }
    std::set<fs::path> names;
    for (const auto& one : made) {
        const auto file = must(one).made.at(0).file;
        names.insert(file);
        CHECK(must(must(Workspace::open(file, t.options())).check()).observation_count == 1);
    }
    CHECK(names.size() == count);
}

TEST_CASE("a log that a file which was moved away left behind is not taken in by a new one of its name")
{
    TempWorkspace t;
    t.start(t.teacher);
    const auto backup = backed_up(t).made.at(0).file;
    t.start(t.other_teacher);
    const auto file = t.folder / "again.throughline";
    const auto log = fs::path(file.string() + "-wal");
    fs::copy_file(t.file.string() + "-wal", log);
    const auto left = bytes_of(log);
    REQUIRE_FALSE(left.empty());
    SECTION("restored")
    {
        must(must(OpenedBackup::open(backup, file, "")).restore(*t.clock));
        CHECK(must(must(Workspace::open(file, t.options())).check()).observation_count == 1);
    }
    SECTION("made anew")
    {
        const NewSchool school{"Another", *parse_date("2026-08-31"), *parse_date("2027-06-11")};
        auto made = must(Workspace::create(file, school, t.options()));
        CHECK(must(made.check()).findings.empty());
        CHECK(must(made.ask(Actor::keeper(), Roster{})).empty());
    }
    SECTION("backed up to")
    {
        must(back_up_to(t.file, file, {}, *t.clock));
        CHECK(must(must(Workspace::open(file, t.options())).check()).observation_count == 2);
    }
    CHECK(bytes_of(log.string() + " left behind") == left);
}

TEST_CASE("what a program that was killed had begun to write goes with a later backup, and nobody else's does")
{
    TempWorkspace t;
    const auto folder = backup_folder_of(t.file);
    fs::create_directory(folder);
    const std::vector<fs::path> old{t.folder / ".school.throughline.123.sealing",
                                    t.folder / ".school.throughline.123.restoring-wal",
                                    folder / ".school 2026-10-05T141000Z.throughline.123-1.new"};
    const std::vector<fs::path> others{t.folder / ".other.throughline.123.sealing", t.folder / "school notes.new",
                                       t.folder / ".school.throughline.124.sealing"};
    for (const auto& files : {old, others})
        for (const auto& file : files) {
            write_bytes(file, "half");
            fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(2));
        }
    fs::last_write_time(others.back(), fs::file_time_type::clock::now());  // it is being written
    backed_up(t);
    for (const auto& file : old) CHECK_FALSE(fs::exists(file));
    for (const auto& file : others) CHECK(fs::exists(file));
}

TEST_CASE("a second folder that cannot be written is refused when it is named, not at the next backup")
{
    TempWorkspace t;
    const auto second = t.folder / "disc";
    fs::create_directory(second);
    fs::permissions(second, fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(t.workspace.execute(Actor::keeper(), ChangeBackupPlan{second.string(), {}}).error().code ==
          ErrorCode::read_only);
    fs::permissions(second, fs::perms::owner_all);
}

TEST_CASE("with a passphrase the second folder's backups are sealed, by themselves, and open with it only")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    t.note(visit, "Only for our eyes");
    const auto second = t.folder / "synced";
    fs::create_directory(second);
    CHECK(t.workspace.execute(Actor::keeper(), ChangeBackupPlan{second.string(), "short"}).error().code ==
          ErrorCode::invalid);
    must(t.workspace.execute(Actor::keeper(), ChangeBackupPlan{second.string(), passphrase}));
    CHECK(must(t.workspace.ask(Actor::keeper(), BackupPlan{})).is_sealed);
    const auto made = backed_up(t).made;
    REQUIRE(made.size() == 2);
    REQUIRE(made[1].is_sealed);
    const auto sealed = bytes_of(made[1].file);
    CHECK(sealed.find("Only for our eyes") == std::string::npos);
    CHECK(sealed.find("SQLite") == std::string::npos);
    CHECK(bytes_of(t.file).find(passphrase) == std::string::npos);

    CHECK(OpenedBackup::open(made[1].file, t.file, "").error().code == ErrorCode::not_allowed);
    CHECK(OpenedBackup::open(made[1].file, t.file, "wrong horse battery staple").error().code ==
          ErrorCode::not_allowed);
    CHECK(must(OpenedBackup::open(made[1].file, t.file, passphrase)).contents().visit_count == 1);

    const auto elsewhere = t.folder / "elsewhere.throughline";
    auto backup = must(OpenedBackup::open(made[1].file, elsewhere, passphrase));
    CHECK_FALSE(must(backup.restore(*t.clock)));
    auto again = must(Workspace::open(elsewhere, t.options()));
    CHECK(must(again.ask(t.as_coach(), ObservationDetail{visit})).evidence.at(0).text == "Only for our eyes");
}

TEST_CASE("no sealed backup opens that was cut off, lengthened or altered, and none leaves a file behind")
{
    TempWorkspace t;
    const auto sealed = t.folder / "b.throughline-sealed";
    must(back_up_to(t.file, sealed, passphrase, *t.clock));
    const auto good = bytes_of(sealed);
    const auto altered = t.folder / "altered.throughline-sealed";
    const auto files_before = files_in(t.folder.path());
    const auto refused = [&](const std::string& bytes) {
        write_bytes(altered, bytes);
        const auto opened_backup = OpenedBackup::open(altered, t.file, passphrase);
        if (opened_backup) return false;
        CHECK(files_in(t.folder.path()) == files_before + 1);
        return opened_backup.error().code == ErrorCode::damaged || opened_backup.error().code == ErrorCode::not_allowed;
    };
    CHECK(refused(good.substr(0, good.size() - 1)));
    CHECK(refused(good.substr(0, 200)));
    CHECK(refused(good.substr(0, 40)));
    CHECK(refused(good + "x"));
    CHECK(refused(good.substr(0, 65536 * 2)));
    // The salt, the public key, the sealed key, the stream's header, the first and a later block.
    for (const std::size_t at :
         {std::size_t{12}, std::size_t{50}, std::size_t{90}, std::size_t{165}, std::size_t{300}, good.size() / 2}) {
        auto bytes = good;
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        INFO("byte " << at);
        CHECK(refused(bytes));
    }
    // A header that asks for the memory of a data centre is refused and not tried.
    auto greedy = good;
    for (std::size_t at = 33; at < 41; ++at) greedy[at] = '\x7f';
    CHECK(refused(greedy));
}

TEST_CASE("a restore says what is in the backup, and keeps what it replaces")
{
    TempWorkspace t;
    const auto kept_visit = t.start(t.teacher);
    const auto backup = backed_up(t).made.at(0).file;
    t.clock->forward(us_per_minute);
    const auto later_visit = t.start(t.other_teacher);
    close(t);

    auto opened_backup = must(OpenedBackup::open(backup, t.file, ""));
    CHECK(opened_backup.contents().visit_count == 1);
    CHECK(iso(*opened_backup.contents().last_visit_on) == "2026-10-05");
    CHECK(opened_backup.contents().schools == std::vector<std::string>{"Test School"});
    CHECK(iso_utc(opened_backup.contents().made_at) == "2026-10-05T14:10:00Z");
    const auto replaced = must(opened_backup.restore(*t.clock));
    REQUIRE(replaced);
    CHECK(opened_backup.restore(*t.clock).error().code == ErrorCode::wrong_state);

    auto now = opened(t);
    CHECK(must(now.ask(t.as_coach(), ObservationDetail{kept_visit})).observation.teacher == t.teacher);
    CHECK_FALSE(now.ask(t.as_coach(), ObservationDetail{later_visit}));
    CHECK(must(now.check()).findings.empty());
    auto before = must(Workspace::open(*replaced, t.options()));
    CHECK(must(before.ask(t.as_coach(), ObservationDetail{later_visit})).observation.teacher == t.other_teacher);
    CHECK(must(before.check()).findings.empty());
}

TEST_CASE("a file that is open somewhere is not replaced, and a look leaves nothing behind")
{
    TempWorkspace t;
    t.start(t.teacher);
    const auto backup = backed_up(t).made.at(0).file;
    t.start(t.other_teacher);
    const auto files_before = files_in(t.folder.path());
    {
        auto opened_backup = must(OpenedBackup::open(backup, t.file, ""));
        CHECK(opened_backup.restore(*t.clock).error().code == ErrorCode::locked);
    }
    CHECK(files_in(t.folder.path()) == files_before);
    CHECK(must(t.workspace.check()).observation_count == 2);
}

TEST_CASE("a backup is restored from where nothing can be written, with what its log holds")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    const auto disc = t.folder / "disc";
    fs::create_directory(disc);
    // As somebody copies the files of a program that is running: the visit is in the log alone.
    REQUIRE(fs::file_size(t.file.string() + "-wal") > 0);
    for (const auto* suffix : {"", "-wal"}) {
        fs::copy_file(t.file.string() + suffix, (disc / "school.throughline").string() + suffix);
        fs::permissions((disc / "school.throughline").string() + suffix, fs::perms::owner_read);
    }
    fs::permissions(disc, fs::perms::owner_read | fs::perms::owner_exec);
    auto opened_backup = must(OpenedBackup::open(disc / "school.throughline", t.folder / "new.throughline", ""));
    CHECK(opened_backup.contents().visit_count == 1);
    CHECK_FALSE(must(opened_backup.restore(*t.clock)));
    fs::permissions(disc, fs::perms::owner_all);
    CHECK(files_in(disc) == 2);
    auto now = must(Workspace::open(t.folder / "new.throughline", t.options()));
    CHECK(must(now.ask(t.as_coach(), ObservationDetail{visit})).observation.teacher == t.teacher);
    CHECK(must(now.check()).findings.empty());
}

TEST_CASE("a damaged file is replaced by a backup together with its log")
{
    TempWorkspace t;
    const auto visit = t.start(t.teacher);
    const auto backup = backed_up(t).made.at(0).file;
    close(t);
    write_bytes(t.file, "SQLite format 3" + std::string(200, '\7'));
    write_bytes(t.file.string() + "-wal", "a log of the damaged file");
    auto opened_backup = must(OpenedBackup::open(backup, t.file, ""));
    const auto replaced = must(opened_backup.restore(*t.clock));
    REQUIRE(replaced);
    CHECK(bytes_of(*replaced).substr(0, 15) == "SQLite format 3");
    CHECK(bytes_of(replaced->string() + "-wal") == "a log of the damaged file");
    auto now = opened(t);
    CHECK(must(now.ask(t.as_coach(), ObservationDetail{visit})).observation.teacher == t.teacher);
}

TEST_CASE("a backup can be stopped, and then no part of it stays")
{
    TempWorkspace t;
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = back_up(t.file, false, *t.clock, *t.zone, Progress({}, stop.get_token()));
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == ErrorCode::cancelled);
    CHECK(files_in(backup_folder_of(t.file)) == 0);
}

TEST_CASE("what is no backup is refused by what it is")
{
    TempWorkspace t;
    write_bytes(t.folder / "text.throughline",
                "not a workspace at all, only text that is a little longer than a header"
                " of a database would be, so that nothing else is complained about.");
    CHECK(OpenedBackup::open(t.folder / "text.throughline", t.file, "").error().code == ErrorCode::not_a_workspace);
    CHECK(OpenedBackup::open(t.folder / "none.throughline", t.file, "").error().code == ErrorCode::not_found);
    const auto sealed = t.folder / "away.throughline-sealed";
    must(back_up_to(t.file, sealed, passphrase, *t.clock));
    const auto as_workspace = Workspace::open(sealed, t.options());
    REQUIRE_FALSE(as_workspace);
    CHECK(as_workspace.error().text().find("is a sealed backup") != std::string::npos);
}

TEST_CASE("where backups go is for who keeps the house")
{
    TempWorkspace t;
    must(t.workspace.execute(Actor::keeper(), SetOwner{t.leader}));
    CHECK(t.workspace.execute(Actor::as(t.teacher), ChangeBackupPlan{"", {}}).error().code == ErrorCode::not_allowed);
    CHECK(t.workspace.ask(Actor::as(t.teacher), BackupPlan{}).error().code == ErrorCode::not_allowed);
}
