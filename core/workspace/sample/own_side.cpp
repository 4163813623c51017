#include "core/workspace/sample/own_side.hpp"

#include <memory>
#include <string>

#include "throughline/command/goal.hpp"
#include "throughline/command/visit_request.hpp"

namespace throughline::sample {
namespace {

using boost::gregorian::days;

// So many days before today, after school.
constexpr int goal_days = 22;
constexpr int first_reading_days = 15;
constexpr int own_step_days = 8;
constexpr int second_reading_days = 6;
constexpr int request_days = 1;
constexpr int goal_runs_days = 40;  // from today

LocalTime after_school(Date day)
{
    constexpr int hour = 17;
    return LocalTime(day, boost::posix_time::hours(hour));
}

template <class Command>
Result<void> act(Workspace& workspace, const PersonId& who, const Command& command)
{
    const auto outcome = workspace.execute(Actor::as(who), command);
    if (!outcome) return Failure(outcome.error());
    return {};
}

SetGoal goal(Date today)
{
    SetGoal set;
    set.words = {"Sample: every student explains an answer to a partner once a lesson.",
                 "students who did, counted on a seating plan",
                 "9 of 26",
                 "22 of 26",
                 {},
                 today + days(goal_runs_days)};
    return set;
}

SetGoal own_step()
{
    SetGoal set;
    set.kind = GoalKind::step;
    set.words.text = "Sample: put two sentence starters on the board before pairs talk.";
    return set;
}

}  // namespace

std::vector<OwnAct> own_acts(const PersonId& teacher, const PersonId& coach, Date from, Date today)
{
    std::vector<OwnAct> acts;
    const auto add = [&](int days_before, std::function<Result<void>(Workspace&)> carry_out) {
        acts.push_back({after_school(today - days(days_before)), std::move(carry_out)});
    };
    const auto read = [&](int days_before, const std::shared_ptr<GoalId>& of, const std::string& value,
                          const std::string& note) {
        add(days_before, [teacher, of, value, note](Workspace& workspace) {
            return act(workspace, teacher, AddGoalReading{*of, value, note, {}});
        });
    };
    if (today - days(goal_days) >= from) {
        const auto made = std::make_shared<GoalId>();
        add(goal_days, [teacher, made, today](Workspace& workspace) -> Result<void> {
            const auto set = workspace.execute(Actor::as(teacher), goal(today));
            if (!set) return Failure(set.error());
            *made = set->value;
            return {};
        });
        read(first_reading_days, made, "13 of 26", "Sample: the back rows need a partner nearby.");
        add(own_step_days, [teacher](Workspace& workspace) { return act(workspace, teacher, own_step()); });
        read(second_reading_days, made, "17 of 26", "");
    }
    if (today - days(request_days) >= from)
        add(request_days, [teacher, coach](Workspace& workspace) {
            return act(workspace, teacher,
                       AskForVisit{coach, "Sample: who talks in pairs, and who only listens?", "A morning lesson"});
        });
    return acts;
}

}  // namespace throughline::sample
