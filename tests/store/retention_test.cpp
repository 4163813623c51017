// Retention on real files: what is due, what is held back, what goes, and that no byte of it is left.
#include <chrono>
#include <thread>

#include <catch2/catch.hpp>

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include "tests/support/every_table.hpp"
#include "tests/support/old_school.hpp"
#include "throughline/command/unlocking.hpp"
#include "throughline/leaving.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/recover.hpp"

using namespace throughline;
using namespace throughline::test;
namespace fs = std::filesystem;

namespace {

std::int64_t count(const fs::path& file, const std::string& sql)
{
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY, 2000);
    SQLite::Statement query(database, sql);
    query.executeStep();
    return query.getColumn(0).getInt64();
}

const MarkedWords old_words("old");
const MarkedWords new_words("new");

// A visit of 2019-20 and one of this year to each of two teachers.
struct TwoYears : OldSchool {
    TwoYears()
        : old_visit(full_visit(teacher, "2019-10-07", old_words)),
          other_old(full_visit(other_teacher, "2019-10-08", MarkedWords("other"))),
          new_visit(full_visit(teacher, "2026-09-14", new_words))
    {
        to_today();
    }
    ObservationId old_visit, other_old, new_visit;
};

}  // namespace

TEST_CASE("nothing is due without a rule, and rules and holds are undone like anything else")
{
    TwoYears school;
    CHECK(school.preview().rows.empty());
    const auto refused = apply_retention(school.pass(), {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::wrong_state);

    school.keep(RecordKind::coaching_visits, 5);
    CHECK(school.preview().due == 2);
    must(school.workspace.undo(Actor::as(school.leader)));
    CHECK(school.preview().due == 0);
    must(school.workspace.redo(Actor::as(school.leader)));
    const auto hold = must(school.workspace.execute(Actor::as(school.leader), PlaceHold{school.teacher, "Case 12"}));
    CHECK(school.preview().due == 1);
    CHECK(school.preview().rows.at(0).held == 1);
    REQUIRE(school.preview().held_back.size() == 1);
    CHECK(school.preview().held_back[0].records == 1);
    must(school.workspace.undo(Actor::as(school.leader)));
    CHECK(school.preview().due == 2);
    must(school.workspace.redo(Actor::as(school.leader)));
    must(school.workspace.execute(Actor::as(school.leader), LiftHold{hold.value}));
    CHECK(school.preview().due == 2);
    const auto twice = school.workspace.execute(Actor::as(school.leader), LiftHold{hold.value});
    REQUIRE_FALSE(twice);
    CHECK(twice.error().code == ErrorCode::wrong_state);
}

TEST_CASE("years are counted from the end of the record's school year, and the last day is still kept")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 6);
    const auto due_on = [&](const std::string& day) {
        school.clock->set(school.zone->instant(*parse_local_time(day + "T09:10:00")));
        return school.preview().due;
    };
    CHECK(due_on("2026-06-12") == 0);
    CHECK(due_on("2026-06-13") == 2);
    CHECK(due_on("2033-06-11") == 2);
    CHECK(due_on("2033-06-12") == 3);  // the visit of 2026-27
}

TEST_CASE("from separation nothing counts of somebody who is here or of whom it is not known when they left")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 0, CountedFrom::separation);
    CHECK(school.preview().due == 0);
    auto person = must(school.workspace.ask(Actor::keeper(), ResolvePerson{"T1"}));
    person.active = false;
    must(school.workspace.execute(Actor::as(school.leader), ChangePerson{person}));
    CHECK(school.preview().due == 0);  // since today: not before today
    school.clock->forward(24 * 60 * us_per_minute);
    CHECK(school.preview().due == 2);
    person.active = true;
    must(school.workspace.execute(Actor::as(school.leader), ChangePerson{person}));
    CHECK(school.preview().due == 0);
    CHECK(count(school.file, "SELECT count(*) FROM person WHERE left_on IS NOT NULL") == 0);
    // As a file of an older version has it.
    SQLite::Database(school.file.string(), SQLite::OPEN_READWRITE).exec("UPDATE person SET active = 0");
    CHECK(school.preview().due == 0);
}

TEST_CASE("a purge takes the records out with all that hangs on them, and not a byte of their words is left")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    REQUIRE(found_in(file_bytes(school.file), old_words.of_visit()).size() == old_words.of_visit().size());
    const auto found = school.preview();
    const auto purged = must(apply_retention(school.pass(), found.due));
    CHECK_FALSE(purged.not_wiped);
    CHECK(purged.records == 2);
    REQUIRE(purged.backups.size() == 1);

    const auto bytes = file_bytes(school.file);
    CHECK(found_in(bytes, old_words.of_visit()).empty());
    CHECK(found_in(bytes, MarkedWords("other").of_visit()).empty());
    CHECK(found_in(bytes, {new_words.line, new_words.step, new_words.reply}).size() == 3);
    // The backup made before still has it, and the certificate says so.
    CHECK(found_in(file_bytes(purged.backups[0].file), old_words.of_visit()).size() == old_words.of_visit().size());

    school.require_in_order();
    CHECK(count(school.file, "SELECT count(*) FROM observation") == 1);
    CHECK(count(school.file, "SELECT count(*) FROM response") == 1);
    CHECK_FALSE(school.workspace.ask(school.as_coach(), ObservationDetail{school.old_visit}));
    CHECK(must(whole_search(school.workspace, school.as_coach(), Search{"quokkalineold"})).empty());
    CHECK(must(whole_search(school.workspace, school.as_coach(), Search{"quokkalinenew"})).size() == 1);
    CHECK(school.preview().due == 0);
}

TEST_CASE("the certificate counts what went, names rule, backup and digest, and holds no word of it")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    const auto purged = must(apply_retention(school.pass(), {}));
    const auto certificate = must(school.workspace.ask(Actor::as(school.leader), PurgeCertificate{purged.purge}));
    CHECK(certificate.list_fits_journal);
    const auto json = nlohmann::json::parse(certificate.json);
    REQUIRE(json.at("taken").size() == 1);
    CHECK(json.at("taken")[0].at("kind") == "coaching-visits");
    CHECK(json.at("taken")[0].at("year") == "2019-20");
    CHECK(json.at("taken")[0].at("records") == 2);
    CHECK(json.at("rules")[0].at("years") == 5);
    CHECK(json.at("backups")[0] == purged.backups[0].file.string());
    CHECK(json.at("list_sha256").get<std::string>().size() == 64);
    CHECK(json.at("list_rows").get<int>() > 10);
    for (const auto& text : {certificate.json, certificate.text}) CHECK(text.find("quokka") == std::string::npos);
    CHECK(certificate.text.find(purged.backups[0].file.string()) != std::string::npos);
    CHECK(must(school.workspace.ask(Actor::as(school.leader), Certificates{})).size() == 1);
    // Whoever changes the journal afterwards is found out.
    SQLite::Database(school.file.string(), SQLite::OPEN_READWRITE)
        .exec(
            "UPDATE journal SET erased_at = NULL WHERE seq = (SELECT max(seq) FROM journal WHERE erased_at IS NOT "
            "NULL)");
    CHECK_FALSE(must(school.workspace.ask(Actor::as(school.leader), PurgeCertificate{purged.purge})).list_fits_journal);
}

TEST_CASE("that there was a change stays known; its words do not, and undo of it is refused in words")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    const auto changes = count(school.file, "SELECT count(*) FROM journal");
    must(apply_retention(school.pass(), {}));
    CHECK(count(school.file, "SELECT count(*) FROM journal") > changes);
    CHECK(count(school.file,
                "SELECT count(*) FROM journal WHERE erased_at IS NOT NULL AND (old IS NOT NULL OR new IS "
                "NOT NULL)") == 0);
    bool is_said = false;
    for (const auto& entry : must(school.workspace.ask(Actor::as(school.leader), JournalEntries{500})))
        is_said = is_said || entry.label.find("(purged under the retention rules on 2026-10-05)") != std::string::npos;
    CHECK(is_said);
    CHECK_FALSE(school.workspace.undo(Actor::as(school.leader)));  // the purge itself
    // The teacher's last act that is left to undo is the reply of this year, then the one that went.
    must(school.workspace.ask(Actor::as(school.other_teacher), UndoState{}));
    const auto refused = school.workspace.undo(Actor::as(school.other_teacher));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::wrong_state);
}

TEST_CASE("a visit with a step that is worked on stays, and says why; without it the rest of its year goes")
{
    OldSchool school;
    school.full_visit(school.teacher, "2019-10-07", old_words, Purpose::coaching, true);
    school.full_visit(school.other_teacher, "2019-10-08", MarkedWords("other"));
    school.to_today();
    school.keep(RecordKind::coaching_visits, 5);
    const auto found = school.preview();
    CHECK(found.due == 1);
    CHECK(found.rows.at(0).resting == 1);
    must(apply_retention(school.pass(), {}));
    CHECK(count(school.file, "SELECT count(*) FROM observation") == 1);
    school.require_in_order();
}

TEST_CASE("script lines and private lines may go years before the visit's ratings and feedback")
{
    TwoYears school;
    school.keep(RecordKind::script_lines, 1);
    CHECK(school.preview().due == 2);
    must(apply_retention(school.pass(), {}));
    auto bytes = file_bytes(school.file);
    CHECK(found_in(bytes, {old_words.line, old_words.deleted_line}).empty());
    CHECK(found_in(bytes, {old_words.private_line, old_words.strength, old_words.step}).size() == 3);
    school.keep(RecordKind::private_lines, 1);
    must(apply_retention(school.pass(), {}));
    bytes = file_bytes(school.file);
    CHECK(found_in(bytes, {old_words.private_line}).empty());
    const auto visit = school.detail(school.old_visit);
    CHECK(visit.evidence.empty());
    CHECK(visit.ratings.size() == 1);
    CHECK(visit.observation.strength == old_words.strength);
    school.require_in_order();
}

TEST_CASE("the words of old changes may go while the records stay as they are")
{
    TwoYears school;
    school.keep(RecordKind::history, 1);
    CHECK(school.preview().due > 20);
    const auto before = must(school.workspace.ask(school.as_coach(), ObservationDetail{school.old_visit}));
    must(apply_retention(school.pass(), {}));
    CHECK(found_in(file_bytes(school.file), {old_words.deleted_line}).empty());
    school.require_in_order();
    CHECK(school.detail(school.old_visit).observation.strength == before.observation.strength);
    CHECK(school.preview().due == 0);
}

TEST_CASE("a hold on anybody in a visit keeps it, and a hold on everybody keeps all")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    school.keep(RecordKind::history, 1);
    must(school.workspace.execute(Actor::as(school.leader), PlaceHold{school.coach, "About the coach"}));
    CHECK(school.preview().due == 0);
    CHECK_FALSE(apply_retention(school.pass(), {}));
    CHECK(found_in(file_bytes(school.file), old_words.of_visit()).size() == old_words.of_visit().size());
}

TEST_CASE("what the preview named and what would go must be the same number")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    const auto refused = apply_retention(school.pass(), 1);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::conflict);
    CHECK(count(school.file, "SELECT count(*) FROM observation") == 3);
    school.require_in_order();
}

TEST_CASE("a purge that is stopped has taken nothing, at whatever moment")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    const auto before = rows_by_table(school.file);
    int stops = 0;
    for (const double at : {0.0, 0.31, 0.35, 0.4, 0.5, 0.55}) {
        std::stop_source stop;
        const Progress progress(
            [&](double share) {
                if (share >= at) stop.request_stop();
                std::this_thread::sleep_for(std::chrono::milliseconds(110));  // so that each word of progress is said
            },
            stop.get_token());
        const auto stopped = apply_retention(school.pass(), {}, progress);
        INFO("stopped at " << at);
        REQUIRE_FALSE(stopped);
        CHECK(stopped.error().code == ErrorCode::cancelled);
        CHECK((rows_by_table(school.file) == before));
        ++stops;
    }
    CHECK(stops == 6);
    must(apply_retention(school.pass(), {}));
}

TEST_CASE("responses and who looked still stay for everybody but a purge")
{
    TwoYears school;
    must(school.workspace.ask(Actor::as(school.leader), TeacherPage{school.teacher}));
    school.open_again();  // looks are written when there is time, at the latest now
    SQLite::Database database(school.file.string(), SQLite::OPEN_READWRITE);
    CHECK_THROWS_WITH(database.exec("DELETE FROM response"), Catch::Contains("for ever"));
    CHECK_THROWS_WITH(database.exec("DELETE FROM access"), Catch::Contains("stays known"));
}

TEST_CASE("after a purge a workspace leaves and arrives as it is, and a damaged copy is recovered without what went")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    must(apply_retention(school.pass(), {}));
    must(export_all(school.workspace, Actor::keeper(), school.folder / "out"));
    must(import_workspace(school.folder / "out", school.folder / "again.throughline"));
    auto before = rows_by_table(school.file);
    auto after = rows_by_table(school.folder / "again.throughline");
    for (const auto& [table, rows] : after) {
        INFO(table);
        CHECK((table == "access" || rows == before.at(table)));
    }
    auto again = must(Workspace::open(school.folder / "again.throughline", school.options()));
    CHECK(must(again.check()).findings.empty());

    must(school.workspace.back_up(school.folder / "copy.throughline"));
    must(recover_workspace(school.folder / "copy.throughline", school.folder / "saved.throughline"));
    CHECK(found_in(file_bytes(school.folder / "saved.throughline"), old_words.of_visit()).empty());
    auto saved = must(Workspace::open(school.folder / "saved.throughline", school.options()));
    CHECK(must(saved.check()).findings.empty());
}

TEST_CASE("old backups are listed, and removed when that is asked for; the purge's own is spared or named")
{
    TwoYears school;
    must(back_up(school.file, false, *school.clock, *school.zone));
    school.clock->forward(us_per_minute);
    school.keep(RecordKind::coaching_visits, 5);
    const auto purged = must(apply_retention(school.pass(), {}));
    CHECK(must(copies_before(school.pass(), purged.purge)).size() == 2);
    CHECK(must(remove_old_backups(school.pass(), purged.purge, {purged.backups[0].file})) == 1);
    CHECK(fs::exists(purged.backups[0].file));
    school.clock->forward(us_per_minute);
    const auto later = must(back_up(school.file, false, *school.clock, *school.zone));
    CHECK(must(remove_old_backups(school.pass(), purged.purge)) == 1);
    CHECK_FALSE(fs::exists(purged.backups[0].file));
    CHECK(fs::exists(later.made[0].file));
}

TEST_CASE("coaches and teachers read the rules; holds, previews and certificates are for who keeps the house")
{
    TwoYears school;
    school.keep(RecordKind::coaching_visits, 5);
    const auto purged = must(apply_retention(school.pass(), {}));
    for (const auto& who : {school.coach, school.teacher}) {
        const auto actor = Actor::as(who);
        CHECK(must(school.workspace.ask(actor, Retention{})).size() == all_record_kinds().size());
        CHECK_FALSE(school.workspace.ask(actor, RetentionPreview{}));
        CHECK_FALSE(school.workspace.ask(actor, LegalHolds{}));
        CHECK_FALSE(school.workspace.ask(actor, Certificates{}));
        CHECK_FALSE(school.workspace.ask(actor, PurgeCertificate{purged.purge}));
        CHECK_FALSE(school.workspace.ask(actor, ErasurePreview{school.other_teacher}));
        CHECK_FALSE(school.workspace.execute(actor, SetRetention{RecordKind::goals, 1, CountedFrom::year_end}));
        CHECK_FALSE(school.workspace.execute(actor, PlaceHold{{}, "mine"}));
        CHECK_FALSE(KeeperPass::of(school.workspace, actor));
    }
}
