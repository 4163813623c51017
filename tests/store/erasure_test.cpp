// Erasing one person: the words go from every byte of the file, the skeleton stays, and everything else does.
#include <catch2/catch.hpp>

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include "tests/support/every_table.hpp"
#include "tests/support/failing_disk.hpp"
#include "tests/support/old_school.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/command/wall.hpp"
#include "throughline/leaving.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

const MarkedWords ana_words("ana");
const MarkedWords ben_words("ben");

struct TwoTeachers : OldSchool {
    TwoTeachers()
        : ana_visit(full_visit(teacher, "2026-09-14", ana_words, Purpose::coaching, true)),
          ben_visit(full_visit(other_teacher, "2026-09-15", ben_words))
    {
        to_today();
        must(workspace.execute(Actor::as(teacher), SetGoal{GoalKind::goal, {ana_words.goal, "m", "1", "2", {}, {}}}));
    }
    [[nodiscard]] Result<Purged> erase(const PersonId& person) { return erase_person(pass(), person, "Request 17"); }
    ObservationId ana_visit, ben_visit;
};

std::vector<std::string> all_of(const MarkedWords& words)
{
    auto all = words.of_visit();
    all.push_back(words.goal);
    return all;
}

}  // namespace

TEST_CASE("of an erased teacher not a byte is left: no text, no name, no address, in no page and no log")
{
    TwoTeachers school;
    const auto shown = must(school.workspace.ask(Actor::as(school.leader), ErasurePreview{school.teacher}));
    CHECK(shown.refusal.empty());
    CHECK(shown.visits_kept == 1);
    const auto purged = must(school.erase(school.teacher));
    CHECK_FALSE(purged.not_wiped);
    CHECK(purged.records == shown.rows_taken + shown.rows_blanked);
    auto words = all_of(ana_words);
    for (const auto* name : {"Ruiz", "ruiz", " ana@school.example", "Ruizana@school.example", "\"ana@school.example"})
        words.emplace_back(name);
    CHECK(found_in(file_bytes(school.file), words) == std::vector<std::string>{});
    CHECK(found_in(file_bytes(school.file), ben_words.of_visit()).size() == ben_words.of_visit().size());
    school.require_in_order();
}

TEST_CASE("the skeleton of an erased teacher's visit stays: that it took place, when and for what")
{
    TwoTeachers school;
    must(school.erase(school.teacher));
    const auto visit = must(school.workspace.ask(school.as_coach(), ObservationDetail{school.ana_visit}));
    CHECK(visit.observation.started_on == Date(2026, 9, 14));
    CHECK(visit.observation.purpose == Purpose::coaching);
    CHECK(visit.observation.strength.empty());
    CHECK(visit.evidence.empty());
    CHECK(visit.ratings.empty());
    REQUIRE(visit.step);
    CHECK(visit.step->text == erased_text);
    CHECK(visit.step->state == StepState::dropped);
    CHECK(visit.teacher.name().starts_with("Erased person "));
    CHECK(visit.teacher.email.empty());
    REQUIRE(visit.responses.size() == 1);
    CHECK(visit.responses[0].text == erased_text);
    const auto page = must(school.workspace.ask(school.as_coach(), TeacherPage{school.teacher}));
    CHECK(page.visits.size() == 1);
    CHECK(page.follow_ups.empty());
}

TEST_CASE("an erased observer loses the name and the private lines; what teachers were given stays theirs")
{
    TwoTeachers school;
    must(school.erase(school.coach));
    const auto bytes = file_bytes(school.file);
    CHECK(found_in(bytes, {"coach@school.example", ana_words.private_line, ben_words.private_line}).empty());
    CHECK(
        found_in(bytes, {ana_words.line, ana_words.strength, ana_words.step, ana_words.notes, ana_words.goal}).size() ==
        5);
    const auto visit = must(school.workspace.ask(Actor::as(school.teacher), ObservationDetail{school.ana_visit}));
    CHECK(visit.observation.strength == ana_words.strength);
    CHECK(visit.observer.name().starts_with("Erased person "));
    school.require_in_order();
}

TEST_CASE(
    "nothing is erased under a hold, by oneself, twice, of the owner, or without a reason that is silent on the name")
{
    TwoTeachers school;
    const auto refused = [&](const Result<Purged>& done, ErrorCode code) {
        REQUIRE_FALSE(done);
        INFO(done.error().text());
        CHECK(done.error().code == code);
        CHECK(found_in(file_bytes(school.file), {ana_words.strength}).size() == 1);
    };
    refused(erase_person(school.pass(), school.teacher, " "), ErrorCode::invalid);
    refused(erase_person(school.pass(), school.teacher, "Ana asked for it"), ErrorCode::invalid);
    refused(school.erase(school.leader), ErrorCode::not_allowed);
    const auto hold = must(school.workspace.execute(Actor::as(school.leader), PlaceHold{school.teacher, "Case 12"}));
    refused(school.erase(school.teacher), ErrorCode::wrong_state);
    refused(school.erase(school.coach), ErrorCode::wrong_state);  // somebody in their visits is under a hold
    must(school.workspace.execute(Actor::as(school.leader), LiftHold{hold.value}));
    must(school.workspace.execute(Actor::as(school.leader), SetOwner{school.coach}));
    refused(school.erase(school.coach), ErrorCode::wrong_state);
    must(school.erase(school.teacher));
    const auto twice = school.erase(school.teacher);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == ErrorCode::wrong_state);
}

TEST_CASE("who planned with a teacher stays known while a hold covers them, though they have no visit with her")
{
    TwoTeachers school;
    PlanBooking plan;
    plan.booking.teacher = school.teacher;
    plan.booking.observer = school.other_coach;
    plan.booking.starts_at = school.zone->instant(*parse_local_time("2026-10-07T09:10:00"));
    must(school.workspace.execute(Actor::as(school.leader), plan));
    const auto hold =
        must(school.workspace.execute(Actor::as(school.leader), PlaceHold{school.other_coach, "Case 13"}));
    const auto refused = school.erase(school.teacher);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().text().find("planned with them") != std::string::npos);
    must(school.workspace.execute(Actor::as(school.leader), LiftHold{hold.value}));
    must(school.erase(school.teacher));
}

TEST_CASE("the last account that can reset passwords is not erased")
{
    TwoTeachers school;
    const auto admin = school.add("Amir", "Boss", {Role::administrator}, "amir@school.example", "A1");
    must(school.workspace.execute(Actor::as(admin), SetPassword{admin, "a long enough phrase"}));
    must(school.workspace.sign_in("A1", "a long enough phrase"));
    must(school.workspace.execute(Actor::as(admin), SetPassword{school.coach, "another long phrase"}));
    must(school.workspace.sign_in("C1", "another long phrase"));
    CHECK_FALSE(KeeperPass::of(school.workspace, Actor::as(school.leader)));  // has not signed in
    must(school.workspace.sign_in("A1", "a long enough phrase"));
    const auto pass = must(KeeperPass::of(school.workspace, Actor::as(admin)));
    CHECK(must(erase_person(pass, school.coach, "Request 3")).records > 0);
    SQLite::Database database(school.file.string(), SQLite::OPEN_READONLY);
    CHECK(database.execAndGet("SELECT count(*) FROM account").getInt() == 1);
}

TEST_CASE("a name does not come back onto an erased record: not by hand, not by merging, not by a roster")
{
    TwoTeachers school;
    must(school.erase(school.teacher));
    auto rows = must(school.workspace.ask(Actor::as(school.leader), Roster{true}));
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.person.id == school.teacher; });
    REQUIRE(row != rows.end());
    CHECK_FALSE(row->person.active);
    CHECK_FALSE(row->person.from_roster);
    auto person = row->person;
    person.given_name = "Ana";
    CHECK_FALSE(school.workspace.execute(Actor::as(school.leader), ChangePerson{person}));
    CHECK_FALSE(school.workspace.execute(Actor::as(school.leader), MergePeople{school.teacher, school.other_teacher}));
    const auto again = school.add("Ana", "Ruiz", {Role::teacher}, "ana@school.example", "T1");
    CHECK(again != school.teacher);
}

TEST_CASE("an erasure that meets a failing disk has done all of it or nothing")
{
    TwoTeachers school;
    const auto pass = school.pass();
    {
        Workspace gone = std::move(school.workspace);
    }
    const auto copy = school.folder / "school copy.throughline";
    fs::copy_file(school.file, copy);
    std::int64_t writes = 0;
    {
        FailingDisk disk;
        must(erase_person(pass, school.teacher, "Request 17"));
        writes = disk.write_count();
    }
    REQUIRE(writes > 40);
    int whole = 0;
    int nothing = 0;
    for (int round = 1; round <= 24; ++round) {
        for (const auto* suffix : {"", "-wal", "-shm"}) fs::remove(school.file.string() + suffix);
        fs::remove_all(backup_folder_of(school.file));
        fs::copy_file(copy, school.file);
        {
            FailingDisk disk;
            disk.fail_write(writes * round / 25);
            (void)erase_person(pass, school.teacher, "Request 17");
        }
        auto workspace = must(Workspace::open(school.file, school.options()));
        const auto report = must(workspace.check());
        for (const auto& finding : report.findings) UNSCOPED_INFO(finding.place << ": " << finding.text);
        REQUIRE(report.findings.empty());
        const auto visit = must(workspace.ask(Actor::keeper(), ObservationDetail{school.ana_visit}));
        const bool is_erased = visit.teacher.name().starts_with("Erased");
        CHECK(visit.observation.strength.empty() == is_erased);
        CHECK(visit.evidence.empty() == is_erased);
        CHECK(must(workspace.ask(Actor::keeper(), Certificates{})).size() == (is_erased ? 1U : 0U));
        ++(is_erased ? whole : nothing);
    }
    CHECK(nothing > 0);
    WARN(whole << " times all of it, " << nothing << " times nothing, over " << writes << " writes");
}

TEST_CASE("whoever of a sample school is erased: check is content, export and import agree, the name is nowhere")
{
    const TempFolder folder;
    SampleSize size;
    size.teachers_per_school = 8;
    size.observers_per_school = 3;
    size.today = Date(2026, 10, 12);
    const auto sample = folder / "sample.throughline";
    must(write_sample(sample, size));
    // As if it had never had an owner: then its keeper may take all of it along.
    SQLite::Database(sample.string(), SQLite::OPEN_READWRITE)
        .exec(
            "UPDATE journal SET new = NULL WHERE row_id = (SELECT id FROM setting WHERE name = 'owner'); DELETE FROM "
            "setting WHERE name = 'owner'");
    std::vector<Person> people;
    {
        auto workspace = must(Workspace::open(sample));
        for (const auto& row : must(workspace.ask(Actor::keeper(), Roster{true}))) people.push_back(row.person);
    }
    REQUIRE(people.size() > 8);
    for (std::size_t at = 0; at < people.size(); at += 3) {
        const auto& person = people[at];
        INFO(person.name());
        const auto file = folder / ("sample " + std::to_string(at) + ".throughline");
        fs::copy_file(sample, file);
        auto workspace = must(Workspace::open(file));
        const auto pass = must(KeeperPass::of(workspace, Actor::keeper()));
        must(workspace.execute(Actor::keeper(), SetRetention{RecordKind::script_lines, 0, CountedFrom::year_end}));
        const auto purged = must(erase_person(pass, person.id, "Request 17"));
        CHECK_FALSE(purged.not_wiped);
        const auto report = must(workspace.check());
        for (const auto& finding : report.findings) UNSCOPED_INFO(finding.place << ": " << finding.text);
        REQUIRE(report.findings.empty());
        CHECK(must(workspace.ask(Actor::keeper(), PurgeCertificate{purged.purge})).list_fits_journal);
        if (!person.email.empty()) CHECK(found_in(file_bytes(file), {person.email}).empty());
        const auto out = folder / ("out " + std::to_string(at));
        must(export_all(workspace, Actor::keeper(), out));
        const auto arrived = folder / ("again " + std::to_string(at) + ".throughline");
        must(import_workspace(out, arrived));
        auto before = rows_by_table(file);
        for (const auto& [table, rows] : rows_by_table(arrived)) {
            INFO(table);
            CHECK((table == "account" || table == "access" || table == "student_name" || table == "setting" ||
                   rows == before.at(table)));
        }
    }
}
