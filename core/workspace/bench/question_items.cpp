// Every question that a person waits for.
#include "core/workspace/bench/items.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/command/schedule.hpp"
#include "throughline/query/backup.hpp"
#include "throughline/query/calibration.hpp"
#include "throughline/query/feedback.hpp"
#include "throughline/query/goal.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/query/people.hpp"
#include "throughline/query/policy.hpp"
#include "throughline/query/retention.hpp"
#include "throughline/query/rubric.hpp"
#include "throughline/query/school.hpp"
#include "throughline/query/school_days.hpp"
#include "throughline/query/school_year.hpp"
#include "throughline/query/search.hpp"
#include "throughline/query/student_names.hpp"
#include "throughline/query/today.hpp"
#include "throughline/query/unlocking.hpp"
#include "throughline/query/wall.hpp"

namespace throughline::bench {
namespace {

// Words as people search: common and rare ones, two of them, and one that is still being typed.
constexpr std::array searched{"students", "restate", "students partner", "exit tic", "zebra", "question wait", "co"};

std::string searched_in(const Turn& turn) { return searched[static_cast<std::size_t>(turn.number) % searched.size()]; }

// A search as it stands after some answers.
Result<Search> search_going_on(const Turn& turn)
{
    Search search{searched_in(turn)};
    search.count_max = 10'000;  // so that common words go on, too
    for (int answers = turn.number / static_cast<int>(searched.size()) % 8; answers >= 0; --answers) {
        const auto slice = turn.workspace.ask(turn.actor, search);
        if (!slice) return Failure(slice.error());
        if (!slice->next) break;
        search.from = slice->next;
    }
    return search;
}

// The window shows rows as they are found; the command line waits for all of them.
Item search_to_its_end()
{
    return {"Search (to its end)", false, search_ms, [](const Turn& turn) -> Result<Ran> {
                const Stopwatch watch;
                const auto rows = whole_search(turn.workspace, turn.actor, Search{searched_in(turn)});
                const double ms = watch.ms();
                if (!rows) return Failure(rows.error());
                return Ran{ms, rows_in(*rows)};
            }};
}

Schedule week_of(const Turn& turn)
{
    Schedule schedule;
    schedule.from = SchoolCalendar::week_of(turn.today);
    schedule.to = schedule.from + boost::gregorian::days(6);
    return schedule;
}

// The n-th session that the actor knows of; they may open one where there is none.
Result<CalibrationId> session(const Turn& turn)
{
    const auto known = turn.workspace.ask(turn.actor, CalibrationSessions{});
    if (!known) return Failure(known.error());
    if (!known->empty()) return (*known)[static_cast<std::size_t>(turn.number) % known->size()].session.id;
    OpenCalibration open;
    open.title = "Measured";
    open.rubric_version = turn.place.rubric_version;
    open.raters = {turn.me};
    return turn.first(open);
}

std::vector<Item> items_of_visits()
{
    return {
        asks("Observations", [](const Turn&) { return Observations{}; }),
        asks("ObservationDetail", [](const Turn& t) { return ObservationDetail{t.place.visit}; }),
        asks("FeedbackPreview", [](const Turn& t) { return FeedbackPreview{t.place.visit}; }),
        asks("DebriefDetail", [](const Turn& t) { return DebriefDetail{any(t.place.visit)}; }),
        asks("FindStep",
             [](const Turn& t) -> Result<FindStep> {
                 if (!t.place.step) return nothing_of_the_kind();
                 return FindStep{any(*t.place.step)};
             }),
        asks("StudentNameQuestions",
             [](const Turn& t) -> Result<StudentNameQuestions> {
                 const auto visit = t.draft();
                 if (!visit) return Failure(visit.error());
                 return StudentNameQuestions{*visit};
             }),
        asks("WhoCanSee", [](const Turn& t) { return WhoCanSee{t.place.visit}; }),
        asks("Unlockings", [](const Turn&) { return Unlockings{}; }),
        asks("Search", [](const Turn& t) { return Search{searched_in(t)}; }),
        asks("Search (looking further)", &search_going_on),
        search_to_its_end(),
        asks("MyFeedback", [](const Turn&) { return MyFeedback{}; }),
        asks("VisitRequests", [](const Turn&) { return VisitRequests{}; }),
        asks("OpenedBy", [](const Turn& t) { return OpenedBy{t.place.teacher}; }),
        asks("SharingAgreements", [](const Turn&) { return SharingAgreements{}; }),
    };
}

std::vector<Item> items_of_people()
{
    return {
        asks("ResolvePerson", [](const Turn& t) { return ResolvePerson{t.name(t.place.teacher)}; }),
        asks("FindPeople", [](const Turn& t) { return FindPeople{t.name(t.place.teacher).substr(0, 3)}; }),
        asks("Me", [](const Turn&) { return Me{}; }),
        asks("Roster", [](const Turn&) { return Roster{}; }),
        asks("ObserversOf", [](const Turn& t) { return ObserversOf{t.place.teacher}; }),
        asks("Teachers",
             [](const Turn&) {
                 Teachers mine;
                 mine.my_caseload_only = true;
                 return mine;
             }),
        asks("Teachers (all)", [](const Turn&) { return Teachers{}; }),
        asks("TeacherPage", [](const Turn& t) { return TeacherPage{t.place.teacher}; }),
        asks("TeacherEvidence", [](const Turn& t) { return TeacherEvidence{t.place.teacher}; }),
        asks("Goals", [](const Turn& t) { return Goals{t.place.teacher}; }),
        asks("ClassPeriods", [](const Turn& t) { return ClassPeriods{t.place.teacher}; }),
        asks("BusyTimes",
             [](const Turn& t) {
                 return BusyTimes{t.me, t.today, t.days_on(7)};
             }),
        asks("Accounts", [](const Turn&) { return Accounts{}; }),
        asks("Groups", [](const Turn&) { return Groups{}; }),
        asks("Excusals", [](const Turn&) { return Excusals{true}; }),
    };
}

std::vector<Item> items_of_the_day()
{
    return {
        asks("Today", [](const Turn&) { return Today{}; }),
        asks("FollowUps",
             [](const Turn& t) {
                 FollowUps due;
                 due.teacher = t.place.teacher;
                 return due;
             }),
        asks("FollowUps (all)", [](const Turn&) { return FollowUps{}; }),
        asks("WhoNext",
             [](const Turn& t) {
                 WhoNext next;
                 next.filter.school = t.place.school;
                 return next;
             }),
        asks("WhoNext (all)", [](const Turn&) { return WhoNext{}; }),
        asks("Schedule",
             [](const Turn& t) {
                 auto week = week_of(t);
                 week.school = t.place.school;
                 return week;
             }),
        asks("Schedule (all)", &week_of),
        asks("ScheduleItem",
             [](const Turn& t) -> Result<ScheduleItem> {
                 const auto week = t.workspace.ask(t.actor, week_of(t));
                 if (!week) return Failure(week.error());
                 if (week->empty()) return nothing_of_the_kind();
                 return ScheduleItem{(*week)[static_cast<std::size_t>(t.number) % week->size()].id};
             }),
        asks("FindConflicts",
             [](const Turn& t) {
                 FindConflicts find;
                 find.teacher = t.place.teacher;
                 find.observer = t.me;
                 find.starts_at = t.at_ten(t.days_on(1));
                 return find;
             }),
        asks("Reminders", [](const Turn&) { return Reminders{}; }),
        asks("SchoolDaySpans", [](const Turn&) { return SchoolDaySpans{}; }),
    };
}

// One school, as a principal looks at it; then everybody.
std::vector<Item> items_of_cadence()
{
    const auto of_school = [](const Turn& t) {
        CadenceFilter filter;
        filter.school = t.place.school;
        return filter;
    };
    return {
        asks("Cadence", [=](const Turn& t) { return Cadence{of_school(t)}; }),
        asks("CadenceCounts", [=](const Turn& t) { return CadenceCounts{of_school(t)}; }),
        asks("WeeksGrid",
             [=](const Turn& t) {
                 return WeeksGrid{of_school(t), {}, {}};
             }),
        asks("FollowThrough",
             [=](const Turn& t) {
                 return FollowThrough{of_school(t), {}, {}};
             }),
        asks("Patterns", [=](const Turn& t) { return Patterns{of_school(t)}; }),
        asks("SchoolHeatMap",
             [](const Turn& t) {
                 SchoolHeatMap map;
                 map.school = t.place.school;
                 return map;
             }),
        asks("Cadence (all)", [](const Turn&) { return Cadence{}; }),
        asks("CadenceCounts (all)", [](const Turn&) { return CadenceCounts{}; }),
        asks("WeeksGrid (all)", [](const Turn&) { return WeeksGrid{}; }),
        asks("FollowThrough (all)", [](const Turn&) { return FollowThrough{}; }),
        asks("Patterns (all)", [](const Turn&) { return Patterns{}; }),
        asks("PreviewRule",
             [](const Turn&) {
                 PreviewRule preview;
                 preview.rule.count = 8;
                 return preview;
             }),
        asks("CadenceRules", [](const Turn&) { return CadenceRules{true}; }),
    };
}

std::vector<Item> items_of_growth()
{
    return {
        asks(
            "TeacherGrowth",
            [](const Turn& t) {
                TeacherGrowth growth;
                growth.teacher = t.place.teacher;
                return growth;
            },
            model_ms),
        asks("DirectionRuleInForce", [](const Turn&) { return DirectionRuleInForce{}; }),
        asks(
            "SchoolReliability",
            [](const Turn& t) {
                SchoolReliability asked;
                asked.school = t.place.school;
                return asked;
            },
            model_ms),
        asks(
            "OwnSeverity", [](const Turn&) { return OwnSeverity{}; }, model_ms),
        asks("CalibrationSessions", [](const Turn&) { return CalibrationSessions{}; }),
        asks("CalibrationSheet",
             [](const Turn& t) -> Result<CalibrationSheet> {
                 const auto id = session(t);
                 if (!id) return Failure(id.error());
                 return CalibrationSheet{*id};
             }),
        asks("CalibrationMeeting",
             [](const Turn& t) -> Result<CalibrationMeeting> {
                 const auto id = session(t);
                 if (!id) return Failure(id.error());
                 return CalibrationMeeting{*id};
             }),
        asks("CalibrationHistory", [](const Turn& t) { return CalibrationHistory{t.me}; }),
        asks("JointVisits", [](const Turn&) { return JointVisits{}; }),
    };
}

std::vector<Item> items_of_the_house()
{
    return {
        asks("Rubrics", [](const Turn&) { return Rubrics{}; }),  // with counts of visits
        asks("RubricVersion", [](const Turn& t) { return RubricVersion{t.place.rubric_version}; }),
        asks("NewestRubric",
             [](const Turn& t) -> Result<NewestRubric> {
                 const auto rubric = t.workspace.ask(t.actor, RubricVersion{t.place.rubric_version});
                 if (!rubric) return Failure(rubric.error());
                 return NewestRubric{rubric->id};
             }),
        asks("SchoolSettings", [](const Turn&) { return SchoolSettings{}; }),
        asks("SchoolYears", [](const Turn&) { return SchoolYears{}; }),
        asks(
            "RolloverPlan", [](const Turn&) { return RolloverPlan{}; }, house_ms),
        asks("SchoolPolicy", [](const Turn&) { return SchoolPolicy{}; }),
        asks("BackupPlan", [](const Turn&) { return BackupPlan{}; }),
        asks("Retention", [](const Turn&) { return Retention{}; }),
        asks("LegalHolds", [](const Turn&) { return LegalHolds{}; }),
        asks("Certificates", [](const Turn&) { return Certificates{}; }),
        asks("UndoState", [](const Turn&) { return UndoState{}; }),
        asks("JournalEntries", [](const Turn&) { return JournalEntries{}; }),
        asks("VisibilityMatrix", [](const Turn&) { return VisibilityMatrix{}; }),
    };
}

}  // namespace

std::vector<Item> question_items()
{
    std::vector<Item> items;
    for (auto&& part : {items_of_visits(), items_of_people(), items_of_the_day(), items_of_cadence(), items_of_growth(),
                        items_of_the_house()})
        items.insert(items.end(), part.begin(), part.end());
    return items;
}

}  // namespace throughline::bench
