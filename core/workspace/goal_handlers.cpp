// A teacher's goals and own steps: set, changed, measured, closed; and who reads them.
#include <algorithm>

#include <fmt/format.h>

#include "core/store/goals.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/observation_rules.hpp"
#include "core/workspace/own_side.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/goal.hpp"
#include "throughline/query/goal.hpp"

namespace throughline {
namespace {

constexpr std::size_t goal_text_chars_max = 2'000;

Result<void> check_field(std::string_view text, std::size_t chars_max)
{
    if (count_characters(text) > chars_max)
        return fail(ErrorCode::invalid, "This text is longer than {0} characters. Shorten it.",
                    fmt::to_string(chars_max));
    return check_text(text);
}

Result<void> lay_words(Goal& goal, const GoalWords& words)
{
    goal.text = trimmed(words.text);
    if (goal.text.empty())
        return fail(ErrorCode::invalid, "A {0} needs words: what it is that you want to try.",
                    std::string(name_of(goal.kind)));
    if (const auto good = check_field(goal.text, goal_text_chars_max); !good) return good;
    goal.measure = trimmed(words.measure);
    goal.baseline = trimmed(words.baseline);
    goal.target = trimmed(words.target);
    for (const auto* field : {&goal.measure, &goal.baseline, &goal.target})
        if (const auto good = check_field(*field, goal_field_chars_max); !good) return good;
    goal.indicators.clear();
    for (const auto& code : words.indicators)
        for (auto& word : split_words(code)) goal.indicators.push_back(std::move(word));
    if (words.by && words.by->is_special()) return fail(ErrorCode::invalid, "This is no day. Check the date.");
    goal.by = words.by;
    return {};
}

// An open goal of the actor's own. Others' goals are not there for them, in the same words.
Result<Goal> own_open_goal(Context& context, const GoalId& id)
{
    auto goal = store::find<Goal>(context.database, id);
    if (!goal || context.actor.person != goal->teacher)
        return fail(ErrorCode::not_found,
                    "You have no goal {0}. Only the teacher whose goal it is can change it; look it up with "
                    "'goal list'.",
                    id.text());
    if (goal->state != GoalState::open)
        return fail(ErrorCode::wrong_state, "This {0} is closed already: it is {1}.", std::string(name_of(goal->kind)),
                    std::string(name_of(goal->state)));
    return std::move(*goal);
}

}  // namespace

std::string goal_measure_words(const Goal& goal)
{
    std::vector<std::string> parts;
    if (!goal.measure.empty()) parts.push_back("measured by " + goal.measure);
    if (!goal.baseline.empty()) parts.push_back("from " + goal.baseline);
    if (!goal.target.empty()) parts.push_back("to " + goal.target);
    return join(parts, ", ");
}

template <>
Result<GoalId> handle(Context& context, const SetGoal& set)
{
    const auto teacher = acting_teacher(context);
    if (!teacher) return Failure(teacher.error());
    Goal goal;
    goal.teacher = *teacher;
    goal.kind = set.kind;
    if (const auto good = lay_words(goal, set.words); !good) return Failure(good.error());
    goal.id = context.new_id<GoalId>();
    goal.set_on = context.today;
    store::insert(context.database, goal);
    context.label = set.kind == GoalKind::goal ? "Set a goal" : "Set an own step";
    return goal.id;
}

template <>
Result<Nothing> handle(Context& context, const ChangeGoal& change)
{
    auto goal = own_open_goal(context, change.goal);
    if (!goal) return Failure(goal.error());
    if (const auto good = lay_words(*goal, change.words); !good) return Failure(good.error());
    store::update(context.database, *goal);
    context.label = goal->kind == GoalKind::goal ? "Change a goal" : "Change an own step";
    return Nothing{};
}

template <>
Result<GoalReadingId> handle(Context& context, const AddGoalReading& add)
{
    const auto goal = own_open_goal(context, add.goal);
    if (!goal) return Failure(goal.error());
    GoalReading reading;
    reading.goal = goal->id;
    reading.day = add.day.value_or(context.today);
    reading.value = trimmed(add.value);
    reading.note = trimmed(add.note);
    if (reading.value.empty()) return fail(ErrorCode::invalid, "A reading needs a value, such as \"14 of 26\".");
    if (reading.day.is_special() || reading.day > context.today)
        return fail(ErrorCode::invalid, "A reading is of today or of a day before. Check the date.");
    if (const auto good = check_field(reading.value, goal_field_chars_max); !good) return Failure(good.error());
    if (const auto good = check_field(reading.note, goal_text_chars_max); !good) return Failure(good.error());
    reading.id = context.new_id<GoalReadingId>();
    store::insert(context.database, reading);
    context.label = "Add a reading";
    return reading.id;
}

template <>
Result<Nothing> handle(Context& context, const CloseGoal& close)
{
    auto goal = own_open_goal(context, close.goal);
    if (!goal) return Failure(goal.error());
    if (close.state == GoalState::open)
        return fail(ErrorCode::invalid, "A goal is closed as reached or as dropped. Choose one of the two.");
    goal->state = close.state;
    goal->closed_on = context.today;
    store::update(context.database, *goal);
    context.label = close.state == GoalState::reached ? "Reach a goal" : "Drop a goal";
    return Nothing{};
}

template <>
Result<Goals::Seen> answer(Context& context, const Goals& asked)
{
    const auto viewer = viewer_of(context);
    const auto person = visible_teacher(context, viewer, asked.teacher);
    if (!person) return Failure(person.error());
    Goals::Seen seen;
    seen.may_see = sees_goals(context, viewer, asked.teacher);
    seen.may_change = viewer.person.has_value() && *viewer.person == asked.teacher;
    if (!seen.may_see) return seen;
    note_access(context, asked.teacher, AccessKind::page);
    for (auto& goal : store::select<Goal>(
             context.database, "WHERE teacher_id = ? ORDER BY state <> 'open', set_on DESC, id DESC", asked.teacher)) {
        auto readings = store::select<GoalReading>(context.database, "WHERE goal_id = ? ORDER BY day, id", goal.id);
        seen.rows.push_back({std::move(goal), std::move(readings)});
    }
    return seen;
}

THROUGHLINE_COMMAND(SetGoal);
THROUGHLINE_COMMAND(ChangeGoal);
THROUGHLINE_COMMAND(AddGoalReading);
THROUGHLINE_COMMAND(CloseGoal);
THROUGHLINE_QUERY(Goals);

}  // namespace throughline
