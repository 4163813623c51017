// Every command there is, on a visit of a closed year: refused, or named here with why it may go on. And under the
// commands: every write of such a row fails in the file's own connection.
#include <functional>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "core/store/closed_years.hpp"
#include "core/workspace/session.hpp"
#include "tests/support/every_table.hpp"
#include "tests/support/named_in_sources.hpp"
#include "tests/support/year_end.hpp"
#include "throughline/command/visit_import.hpp"

using namespace throughline;
using namespace throughline::test;
using Catch::Matchers::Contains;

namespace {

using Tried = std::function<std::optional<Error>(YearEnd&)>;

template <class Make>
Tried by_coach(Make make)
{
    return [make](YearEnd& school) -> std::optional<Error> {
        const auto done = school.workspace.execute(school.as_coach(), make(school));
        return done ? std::nullopt : std::optional(done.error());
    };
}

Evidence line_of(YearEnd& school, EvidenceId id)
{
    Evidence line;
    line.id = id;
    line.observation = school.draft;
    line.text = "S: Changed";
    return line;
}

ObservationDocument document_of_that_year()
{
    ObservationDocument document;
    document.teacher = "T1";
    document.rubric = "essential-practice-look-fors";
    document.started_at = parse_local_time("2027-05-04T10:00:00");
    return document;
}

PlanBooking plan_in_that_year(YearEnd& school)
{
    school.go_to("2027-06-01T09:10:00");  // for planning, a day of the year must still be to come
    PlanBooking plan;
    plan.booking.teacher = school.teacher;
    plan.booking.starts_at = school.zone->instant(*parse_local_time("2027-06-09T10:00:00"));
    return plan;
}

const std::map<std::string, Tried>& refused_commands()
{
    using Y = YearEnd;
    static const std::map<std::string, Tried> commands{
        {"AddEvidence", by_coach([](Y& y) { return AddEvidence{line_of(y, {})}; })},
        {"AmendObservation", by_coach([](Y& y) {
             return AmendObservation{y.shared, ObservationField::strength, "Other words", "Wrong"};
         })},
        {"ArchiveObservation", by_coach([](Y& y) { return ArchiveObservation{y.draft}; })},
        {"AskToUnlock", by_coach([](Y& y) {
             return AskToUnlock{y.shared, "Wrong", {}};
         })},
        {"ChangeDebrief", by_coach([](Y& y) {
             ChangeDebrief change;
             change.debrief = y.debrief;
             change.practised = true;
             return change;
         })},
        {"ChangeDebriefText", by_coach([](Y& y) {
             return ChangeDebriefText{y.debrief, DebriefField::notes, "Late", {}};
         })},
        {"ChangeEvidence", by_coach([](Y& y) {
             return ChangeEvidence{line_of(y, y.draft_line), {}};
         })},
        {"ChangeObservation", by_coach([](Y& y) {
             ChangeObservation change;
             change.observation = y.draft;
             change.minutes = 12;
             return change;
         })},
        {"ChangeObservationText", by_coach([](Y& y) {
             return ChangeObservationText{y.draft, ObservationField::strength, "Late", {}};
         })},
        {"HoldDebrief", by_coach([](Y& y) {
             return HoldDebrief{y.debrief, y.clock->now(), 10, {}};
         })},
        {"MarkPinnedStep", by_coach([](Y& y) {
             return MarkPinnedStep{y.draft, StepResult::partly};
         })},
        {"MoveObservation", by_coach([](Y& y) {
             return MoveObservation{y.draft, y.teacher};
         })},
        {"PlanDebrief", by_coach([](Y& y) {
             return PlanDebrief{y.debrief, y.clock->now(), {}};
         })},
        {"RateIndicator", by_coach([](Y& y) {
             return RateIndicator{y.draft, "1a", Mark::level, 2};
         })},
        {"RecordObservation", by_coach([](Y&) { return RecordObservation{document_of_that_year()}; })},
        {"RemoveEvidence", by_coach([](Y& y) { return RemoveEvidence{y.draft_line}; })},
        {"RewordStep", by_coach([](Y& y) {
             return RewordStep{y.step, "Wait longer"};
         })},
        {"SetActionStep", by_coach([](Y& y) {
             return SetActionStep{y.draft, "Other", {}, {}, {}};
         })},
        {"ShareObservation", by_coach([](Y& y) { return ShareObservation{y.draft}; })},
        {"SkipDebrief", by_coach([](Y& y) {
             return SkipDebrief{y.debrief, "Too late"};
         })},
        {"StartObservation", by_coach([](Y& y) {
             y.go_to("2027-06-03T09:10:00");
             return StartObservation{y.teacher, {}, {}, {}, {}};
         })},
        {"PlanBooking", by_coach(&plan_in_that_year)},
        {"DeclineUnlocking", by_coach([](Y& y) { return DeclineUnlocking{y.opening}; })},
        {"SignUnlocking", by_coach([](Y& y) {
             return SignUnlocking{y.opening, y.coach, "Cora Coach"};
         })},
        {"MoveBooking", by_coach([](Y& y) {
             return MoveBooking{y.booking, y.clock->now(), {}, false};
         })},
        {"ChangeBooking", by_coach([](Y& y) {
             return ChangeBooking{y.booking, "note", {}, {}};
         })},
        {"SkipBooking", by_coach([](Y& y) {
             return SkipBooking{y.booking, "ill", false};
         })},
        {"HoldConference", by_coach([](Y& y) {
             return HoldConference{y.booking, 0};
         })},
        {"ChangeSchoolYear",
         [](Y& y) -> std::optional<Error> {
             const auto year = y.year();
             const auto done = y.workspace.execute(
                 Actor::keeper(), ChangeSchoolYear{year.id, "Other", year.starts_on, year.ends_on, {}, 1});
             return done ? std::nullopt : std::optional(done.error());
         }},
    };
    return commands;
}

// These do not ask the rule: what they speak of was settled when the year was closed.
const std::set<std::string> settled{"DeclineUnlocking", "SignUnlocking", "MoveBooking",
                                    "ChangeBooking",    "SkipBooking",   "HoldConference"};

const std::map<std::string, std::set<std::string>>& others()
{
    static const std::map<std::string, std::set<std::string>> commands{
        {"go on, by what a closed year is",
         {"CheckStep", "CloseStep", "MoveStepCheck", "Respond", "FileAnswer", "MakePacket", "MakeRecords",
          "NoteMessagePrepared", "MergePeople", "CloseYear", "ReopenYear"}},
        {"take in row by row, each as RecordObservation", {"ImportVisits"}},
        {"are a teacher's own, which hang on no visit",
         {"SetGoal", "ChangeGoal", "AddGoalReading", "CloseGoal", "AskForVisit", "AnswerVisitRequest",
          "WithdrawVisitRequest"}},
        {"are about sessions, which hang on no teacher's record",
         {"OpenCalibration", "OpenJointCalibration", "ChangeCalibration", "AddRater", "RemoveRater",
          "RateInCalibration", "ChangeCalibrationWords", "SubmitCalibration", "CloseCalibration", "SetReference",
          "KeepDecisions"}},
        {"are about who sees what, who people are, and the house",
         {"GrantSharing", "SignSharing", "RevokeSharing", "SetPassword", "DisableAccount", "SetStepPolicy", "AddPerson",
          "ChangePerson", "AssignCaseload", "ImportRoster", "SetPersonTags", "SetTeam", "RemoveTeam", "SetObserverTime",
          "SetClassPeriods", "ImportBusyTimes", "SetOwner", "ImportStudentNames", "AddRubricVersion"}},
        {"are about rules and days",
         {"AddCalendarDays", "RemoveCalendarDays", "ImportSchoolDays", "SetTerms", "ChangeFollowUpRules",
          "ChangeAbbreviations", "ChangeBackupPlan", "ChangeDirectionRule", "SetCadenceRule", "EndCadenceRule",
          "Excuse", "EndExcusal", "SetRetention", "PlaceHold", "LiftHold"}},
    };
    return commands;
}

const std::vector<std::string> visit_tables{"observation", "evidence",    "rating",     "debrief", "amendment",
                                            "unlocking",   "action_step", "step_event", "booking", "school_year"};

std::map<std::string, std::multiset<std::string>> visit_rows(const YearEnd& school)
{
    auto rows = rows_by_table(school.file);
    std::map<std::string, std::multiset<std::string>> kept;
    for (const auto& table : visit_tables) kept[table] = rows.at(table);
    return kept;
}

}  // namespace

TEST_CASE("every command on a visit of a closed year is refused with the year's name, and changes nothing")
{
    YearEnd school;
    school.close();
    const auto before = visit_rows(school);
    for (const auto& [name, tried] : refused_commands()) {
        INFO(name);
        school.begin_next_year();
        const auto error = tried(school);
        REQUIRE(error);
        if (settled.count(name) == 0) {
            CHECK(error->code == ErrorCode::wrong_state);
            CHECK_THAT(error->text(), Contains("is closed"));
        }
        CHECK(visit_rows(school) == before);
    }
    const auto known = school.workspace.execute(school.as_coach(), [] {
        ImportVisits import;
        import.file.rows.push_back({2, document_of_that_year(), true});
        return import;
    }());
    REQUIRE(must(known).value.refused.size() == 1);
    CHECK_THAT(must(known).value.refused[0].reason, Contains("2026-27 is closed"));
    CHECK(visit_rows(school) == before);
}

TEST_CASE("no command is forgotten in the walk over a closed year")
{
    std::set<std::string> named;
    for (const auto& [name, tried] : refused_commands()) named.insert(name);
    for (const auto& [why, names] : others())
        for (const auto& name : names) {
            INFO(why << ": " << name);
            CHECK(named.insert(name).second);
        }
    const auto in_sources = named_in_sources("THROUGHLINE_COMMAND");
    for (const auto& name : in_sources) {
        INFO(name << " is neither tried on a closed year nor said to go on");
        CHECK(named.count(name) == 1);
    }
    CHECK(in_sources.size() > 80);
}

TEST_CASE("whatever writes, a row of a closed year stays as it is on the workspace's own connection")
{
    YearEnd school;
    school.run(CheckStep{school.step, StepResult::partly, {}, {}});
    school.close();
    auto& database = WorkspaceInside::session(school.workspace).database;
    const auto before = visit_rows(school);
    const auto fails = [&](const std::string& statement) {
        INFO(statement);
        try {
            database.script(statement);
            FAIL("it was written");
        } catch (const SQLite::Exception& refused) {
            CHECK(store::error_of(refused, school.file).code == ErrorCode::wrong_state);
        }
    };
    for (const auto& table : visit_tables) {
        const std::string column = table == "observation"   ? "strength"
                                   : table == "evidence"    ? "text"
                                   : table == "rating"      ? "level"
                                   : table == "debrief"     ? "protocol"
                                   : table == "unlocking"   ? "reason"
                                   : table == "action_step" ? "text"
                                   : table == "step_event"  ? "note"
                                   : table == "booking"     ? "note"
                                                            : "name";
        if (table == "amendment") continue;  // none was made; see the insertion below
        const auto value = table == "rating" ? "4" : "'other'";
        const std::string first = table == "school_year" ? " WHERE closed_at IS NOT NULL" : "";
        fails("UPDATE " + table + " SET " + column + " = " + value + first);
        fails("DELETE FROM " + table + first);
    }
    fails(
        "INSERT INTO amendment (id, observation_id, field, old_text, new_text, reason, at) SELECT randomblob(16), id, "
        "'strength', '', 'x', 'y', 0 FROM observation WHERE state = 'shared' LIMIT 1");
    fails(
        "INSERT INTO rating (id, observation_id, code, mark, level) SELECT randomblob(16), id, '3a', 'level', 1 FROM "
        "observation LIMIT 1");
    fails("UPDATE action_step SET indicators = '2'");
    CHECK(visit_rows(school) == before);
}

TEST_CASE("a permission opens closed years to its own connection for as long as it lives")
{
    YearEnd school;
    school.close();
    auto& session = WorkspaceInside::session(school.workspace);
    const auto erase = [&] {
        return session.run<Nothing>(Actor::keeper(), "EraseInTest", [&](Context& context) -> Result<Nothing> {
            const store::ClosedYearPermission permission(context.database);
            context.database.query("UPDATE evidence SET text = '(erased)'").run();
            return Nothing{};
        });
    };
    must(erase());
    CHECK(school.detail(school.shared).evidence[0].text == "(erased)");
    CHECK_FALSE(school.workspace.execute(school.as_coach(), RemoveEvidence{school.draft_line}));
}
