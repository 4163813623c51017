// What a district's file rests on: a sample that is written in minutes and says what the commands would have said,
// answers that stop at a page, and questions that never read through all visits or lines.
#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/base/id_source.hpp"
#include "core/store/filling.hpp"
#include "core/workspace/bench/items.hpp"
#include "core/workspace/sample/visit_rows.hpp"
#include "core/workspace/sample/write.hpp"
#include "tests/support/temp_workspace.hpp"
#include "throughline/command/debrief.hpp"
#include "throughline/query/cadence.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/query/today.hpp"
#include "throughline/sample.hpp"

using namespace throughline;
using namespace throughline::test;

namespace {

SampleSize small_school()
{
    SampleSize size;
    size.teachers_per_school = 6;
    size.observers_per_school = 2;
    size.today = Date(2026, 12, 14);
    return size;
}

// The same people and the same plan, written by the commands or as rows.
class WrittenYear {
public:
    explicit WrittenYear(bool by_commands)
        : zone_(fixed_time_zone(-300)),
          clock_(std::make_shared<HandClock>(zone_->instant(*parse_local_time("2026-08-10T09:00:00")))),
          workspace_(must(Workspace::create(folder_ / "year", {"School (sample)", Date(2026, 8, 31), Date(2027, 6, 11)},
                                            {clock_, zone_, seeded_ids(1, clock_->now())})))
    {
        const auto size = small_school();
        const auto school = sample::plan_school(size, 0);
        for (const auto& planned : school.people) {
            Person person;
            person.given_name = planned.given_name;
            person.family_name = planned.family_name;
            person.subject = planned.subject;
            person.grade = planned.grade;
            person.roles = planned.roles;
            people_.push_back(must(workspace_.execute(Actor::keeper(), AddPerson{person})).value);
        }
        for (const auto* id : {"essential-practice-look-fors", "teach-primary", "interval-tally"})
            rubrics_[id] = must(workspace_.ask(Actor::keeper(), NewestRubric{id})).version;
        const auto year = sample::plan_year(size, school, sample::first_year_of(size));
        by_commands ? type(year) : write(year);
    }

    // All rows but their ids, with the names and instants that say which is which.
    std::vector<std::string> told()
    {
        std::vector<std::string> all;
        for (const auto* sql : {
                 "SELECT 'visit', started_at, t.name_folded, w.name_folded, rubric_id, form_id, purpose, o.state, "
                 "started_on, minutes, announced, o.subject, o.grade, students_present, strength, growth_area, (SELECT "
                 "v.started_at FROM action_step AS s JOIN observation AS v ON v.id = s.observation_id WHERE s.id = "
                 "o.pinned_step_id), pinned_result, shared_at FROM observation AS o JOIN person AS t ON t.id = "
                 "o.teacher_id JOIN person AS w ON w.id = o.observer_id JOIN rubric_version AS r ON r.id = "
                 "o.rubric_version_id ORDER BY 2, 3",
                 "SELECT 'line', o.started_at, o.teacher_id, elapsed_ms, noted_at, speaker, kind, text, indicators, "
                 "is_private, amount, out_of FROM evidence JOIN observation AS o ON o.id = observation_id ORDER BY 2, "
                 "3, 4, 8",
                 "SELECT 'rating', o.started_at, o.teacher_id, code, mark, level FROM rating JOIN observation AS o ON "
                 "o.id = observation_id ORDER BY 2, 3, 4",
                 "SELECT 'step', o.started_at, s.teacher_id, s.observer_id, text, indicators, check_on, s.state, "
                 "assigned_on, closed_on FROM action_step AS s JOIN observation AS o ON o.id = observation_id ORDER BY "
                 "2, 3",
                 "SELECT 'event', s.text, e.at, e.day, e.state, e.result, o.started_at, e.note, e.actor_id, e.due_on "
                 "FROM step_event AS e JOIN action_step AS s ON s.id = e.step_id LEFT JOIN observation AS o ON o.id = "
                 "e.observation_id ORDER BY 3, 2, 8",
                 "SELECT 'debrief', o.started_at, d.teacher_id, d.observer_id, due_on, due_at, planned_at, held_at, "
                 "d.minutes, protocol, done, notes, teacher_words, practised, next_visit_on, skip_reason FROM debrief "
                 "AS d JOIN observation AS o ON o.id = observation_id ORDER BY 2, 3",
                 "SELECT 'amendment', o.started_at, field, old_text, new_text, reason, author_id, at FROM amendment "
                 "JOIN observation AS o ON o.id = observation_id ORDER BY 2, 8",
             })
            add_rows(sql, all);
        return all;
    }
    bool is_sound() { return must(workspace_.check()).findings.empty(); }
    std::int64_t commands() { return store::last_command(WorkspaceInside::session(workspace_).database); }

private:
    void add_rows(const char* sql, std::vector<std::string>& all)
    {
        auto* database = WorkspaceInside::session(workspace_).database.raw().getHandle();
        sqlite3_stmt* statement = nullptr;
        REQUIRE(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            std::string row;
            for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
                row += (text != nullptr ? std::string(text) : "-") + "|";
            }
            all.push_back(row);
        }
        sqlite3_finalize(statement);
    }

    void type(const sample::PlannedYear& year)
    {
        sample::VisitWriter writer(workspace_, year.visits, people_, rubrics_);
        for (const auto& act : sample::acts_of(year.visits)) {
            clock_->set(zone_->instant(act.at));
            must(writer.carry_out(act, clock_->now()));
        }
    }

    void write(const sample::PlannedYear& year)
    {
        must(WorkspaceInside::in_one_transaction(workspace_, [&]() -> Result<void> {
            sample::VisitRows rows(workspace_, year.visits, people_, rubrics_);
            for (const auto& act : sample::acts_of(year.visits)) rows.carry_out(act, zone_->instant(act.at));
            for (int visit = 0; visit < static_cast<int>(year.visits.size()); ++visit) {
                clock_->set(rows.changed_at(visit));
                must(rows.write(visit));
            }
            return {};
        }));
    }

    TempFolder folder_;
    std::shared_ptr<const TimeZone> zone_;
    std::shared_ptr<HandClock> clock_;
    Workspace workspace_;
    std::vector<PersonId> people_;
    sample::RubricVersions rubrics_;
};

int files_in(const std::filesystem::path& folder)
{
    return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

// Rows of the tables that grow with the years which `sql` went through one after the other, not by a key.
int stepped_over(sqlite3_stmt* statement)
{
    const std::string sql = sqlite3_sql(statement);
    const bool grows = std::ranges::any_of(
        std::array{"observation", "evidence", "rating", "debrief", "action_step", "step_event", "journal"},
        [&](const char* table) { return sql.find(table) != std::string::npos; });
    return grows ? sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1) : 0;
}

}  // namespace

TEST_CASE("a district's visits, written as rows, say to the last column what the commands would have said")
{
    WrittenYear typed(true);
    WrittenYear at_once(false);
    const auto by_commands = typed.told();
    REQUIRE(by_commands.size() > 1'500);
    const auto as_rows = at_once.told();
    CHECK(as_rows.size() == by_commands.size());
    for (std::size_t i = 0; i < std::min(as_rows.size(), by_commands.size()); ++i)
        REQUIRE(as_rows[i] == by_commands[i]);
    CHECK(at_once.is_sound());
    CHECK(typed.is_sound());
    CHECK(at_once.commands() * 10 < typed.commands());
}

TEST_CASE("a sample that is stopped half way is removed, whatever part of it was being written")
{
    const TempFolder folder;
    auto size = small_school();
    size.schools = 3;
    for (const double share : {0.2, 0.6, 0.98}) {
        std::stop_source stop;
        std::int64_t seen = 0;
        const auto stopped = write_sample(
            folder / "district", size,
            [&](const SampleProgress& progress) {
                CHECK(progress.total > 0);
                CHECK(progress.done <= progress.total);
                seen = progress.done;
                // Whoever waits sees it under another name only.
                CHECK_FALSE(std::filesystem::exists(folder / "district"));
                if (static_cast<double>(progress.done) >= share * static_cast<double>(progress.total))
                    stop.request_stop();
            },
            stop.get_token());
        INFO(share << " of " << seen);
        if (stopped) {  // on a quick machine the last report comes when all is done
            std::filesystem::remove(folder / "district");
            CHECK(share > 0.5);
        } else {
            CHECK(stopped.error().code == ErrorCode::cancelled);
        }
        CHECK(files_in(folder.path()) == 0);
    }
}

TEST_CASE("texts that were taken into the search index late are found, and typing goes on as in any file")
{
    const TempFolder folder;
    auto size = small_school();
    size.schools = 2;
    must(write_sample(folder / "two", size));
    auto workspace = must(Workspace::open(folder / "two"));
    CHECK(must(workspace.check()).findings.empty());
    const auto found = must(whole_search(workspace, Actor::keeper(), Search{"student"}));
    CHECK(found.size() == 100);
    CHECK(std::ranges::is_sorted(found, std::greater{}, &SearchRow::on));
    const auto visits = must(workspace.ask(Actor::keeper(), Observations{}));
    const auto draft = std::ranges::find(visits, ObservationState::draft, &VisitRow::state);
    REQUIRE(draft != visits.end());
    Evidence line;
    line.observation = draft->id;
    line.text = "A quokka looks in at the window.";
    must(workspace.execute(Actor::as(draft->observer), AddEvidence{line}));
    const auto rows = must(whole_search(workspace, Actor::as(draft->observer), Search{"quok"}));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].snippet == line.text);
    CHECK(must(whole_search(workspace, Actor::as(draft->teacher), Search{"quokka"})).empty());
    CHECK(must(workspace.check()).findings.empty());
}

TEST_CASE("lists of a whole district stop at a page: the soonest due, the first by name")
{
    TempWorkspace t;
    for (const auto teacher : {t.teacher, t.other_teacher}) {
        must(t.workspace.execute(t.as_coach(), ShareObservation{t.start(teacher)}));
        t.clock->forward(24 * 60 * us_per_minute);
    }
    const auto all = must(t.workspace.ask(Actor::keeper(), FollowUps{}));
    REQUIRE(all.size() == 2);
    FollowUps first;
    first.count_max = 1;
    const auto soonest = must(t.workspace.ask(Actor::keeper(), first));
    REQUIRE(soonest.size() == 1);
    CHECK(soonest[0].debrief == all[0].debrief);
    CHECK_FALSE(must(t.workspace.ask(Actor::keeper(), Today{8, 2})).has_more_due);
    const auto today = must(t.workspace.ask(Actor::keeper(), Today{1, 1}));
    CHECK(today.has_more_due);
    REQUIRE(today.debriefs.size() == 1);
    CHECK(today.debriefs[0].debrief == all[0].debrief);
    FollowUps of_another;
    of_another.observer = t.other_coach;
    CHECK(must(t.workspace.ask(Actor::keeper(), of_another)).empty());

    WeeksGrid grid;
    const auto whole = must(t.workspace.ask(Actor::keeper(), grid));
    REQUIRE(whole.rows.size() == 2);
    grid.count_max = 1;
    grid.skip = 1;
    const auto second = must(t.workspace.ask(Actor::keeper(), grid));
    REQUIRE(second.rows.size() == 1);
    CHECK(second.teachers == 2);
    CHECK(second.rows[0].teacher == whole.rows[1].teacher);
    CHECK(second.rows[0].cells == whole.rows[1].cells);

    Teachers one;
    one.count_max = 1;
    const auto by_name = must(t.workspace.ask(Actor::keeper(), one));
    REQUIRE(by_name.size() == 1);
    CHECK(by_name[0].name == must(t.workspace.ask(Actor::keeper(), Teachers{}))[0].name);
}

TEST_CASE("who is next is counted over everybody, however few are asked for")
{
    TempWorkspace t;
    t.clock->forward(60 * 24 * 60 * us_per_minute);
    const auto today = must(t.workspace.ask(Actor::keeper(), Today{1}));
    CHECK(today.who_next.size() == 1);
    CHECK(today.who_next_count == 2);
    CHECK(today.visits_overdue == 2);
}

TEST_CASE("the last visits of a few teachers are sought by teacher, not among all of a district's")
{
    TempWorkspace t;
    must(t.workspace.ask(Actor::keeper(), CadenceCounts{}));
    auto* handle = WorkspaceInside::session(t.workspace).database.raw().getHandle();
    int found = 0;
    for (auto* asked = sqlite3_next_stmt(handle, nullptr); asked != nullptr; asked = sqlite3_next_stmt(handle, asked)) {
        const std::string sql = sqlite3_sql(asked);
        if (sql.find("FROM teacher_summary") == std::string::npos) continue;
        ++found;
        sqlite3_stmt* plan = nullptr;
        REQUIRE(sqlite3_prepare_v2(handle, ("EXPLAIN QUERY PLAN " + sql).c_str(), -1, &plan, nullptr) == SQLITE_OK);
        std::string words;
        while (sqlite3_step(plan) == SQLITE_ROW)
            words += std::string(reinterpret_cast<const char*>(sqlite3_column_text(plan, 3))) + "; ";
        sqlite3_finalize(plan);
        INFO(sql << ": " << words);
        CHECK(words.find("SEARCH teacher_summary USING PRIMARY KEY (teacher_id=?)") != std::string::npos);
    }
    CHECK(found == 1);
}

TEST_CASE("the steps of many years are followed up as those of each year are")
{
    const TempFolder folder;
    SampleSize size;
    size.years = 4;
    size.today = Date(2026, 11, 20);
    must(write_sample(folder / "school", size));
    const auto workspace = must(Workspace::open(folder / "school"));
    const auto steps_in = [&](Date from, Date to) {
        const auto report = must(workspace.ask(Actor::keeper(), FollowThrough{{}, from, to}));
        const auto& measure = *std::ranges::find(report.measures, MeasureKind::steps_checked_in_time, &Measure::kind);
        return std::pair(measure.count, measure.value.value_or(0) * measure.count);
    };
    int count = 0;
    double in_time = 0;
    for (int year = 2023; year <= 2026; ++year) {
        const auto of_year =
            steps_in(Date(static_cast<unsigned short>(year), 8, 1), Date(static_cast<unsigned short>(year + 1), 7, 31));
        count += of_year.first;
        in_time += of_year.second;
    }
    const auto all = steps_in(Date(2023, 8, 1), Date(2027, 7, 31));
    CHECK(all.first > 1'000);
    CHECK(all.first == count);
    CHECK(all.second == Approx(in_time));
    CHECK(in_time < count);
}

TEST_CASE("no question of a day's work reads through all visits, lines, ratings or journal rows")
{
    const TempFolder folder;
    SampleSize size;
    size.years = 2;
    size.today = Date(2026, 11, 20);
    must(write_sample(folder / "school", size));
    const auto zone = fixed_time_zone(-300);
    auto workspace = must(
        Workspace::open(folder / "school",
                        {std::make_shared<HandClock>(zone->instant(*parse_local_time("2026-11-20T09:10"))), zone, {}}));
    auto& session = WorkspaceInside::session(workspace);
    const auto place = store::visits_all_over(session.database, 3).at(1);
    // All of a list's page, and what is counted over a whole school's year on purpose.
    constexpr int page = 600;
    const std::set<std::string> over_everybody{"JointVisits", "RolloverPlan"};
    auto* handle = session.database.raw().getHandle();
    int checked = 0;
    for (const auto& item : bench::question_items()) {
        if (over_everybody.contains(item.name)) continue;
        for (auto* statement = sqlite3_next_stmt(handle, nullptr); statement != nullptr;
             statement = sqlite3_next_stmt(handle, statement))
            sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1);
        const store::PutBack put_back(session.database);
        session.batch = true;
        const auto ran = item.run({workspace, session.database, Actor::keeper(), place.observer, place,
                                   workspace.today(), workspace.now(), 0});
        session.batch = false;
        session.looked_at.clear();
        if (!ran) continue;
        ++checked;
        for (auto* statement = sqlite3_next_stmt(handle, nullptr); statement != nullptr;
             statement = sqlite3_next_stmt(handle, statement)) {
            const int steps = stepped_over(statement);
            INFO(item.name << ": " << sqlite3_sql(statement));
            CHECK(steps <= page);
        }
    }
    CHECK(checked > 40);
}
