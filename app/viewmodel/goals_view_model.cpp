#include "app/viewmodel/goals_view_model.hpp"

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "throughline/base/text.hpp"

namespace throughline {

namespace {

std::string kind_words(GoalKind kind) { return kind == GoalKind::goal ? "Goal" : "Own step"; }

}  // namespace

Result<void> GoalsViewModel::load(PersonId teacher)
{
    auto seen = document_.ask(Goals{teacher});
    if (!seen) return tl::unexpected(seen.error());
    teacher_ = teacher;
    seen_ = std::move(*seen);
    return {};
}

std::vector<TableRow> GoalsViewModel::rows() const
{
    std::vector<TableRow> rows;
    for (const auto& [goal, readings] : seen_.rows) {
        const bool is_open = goal.state == GoalState::open;
        TableRow row{any(goal.id), {}, is_open ? TableRow::Look::plain : TableRow::Look::quiet};
        auto by = goal.by ? "by " + spoken_date(*goal.by, document_.today()) : std::string();
        if (goal.closed_on) by = spoken_date(*goal.closed_on, document_.today());
        row.cells = {kind_words(goal.kind), sentence_case(name_of(goal.state)), by,
                     readings.empty() ? goal.baseline : readings.back().value, goal.text};
        if (goal.state == GoalState::reached) {
            row.tinted_cell = 1;
            row.tone = Tone::calm;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string GoalsViewModel::empty_words() const
{
    if (!seen_.may_see)
        return "Goals and own steps are between a teacher and their coaches: you see them once the teacher is in your "
               "caseload, or once you have shared a coaching visit with them.";
    if (!seen_.rows.empty()) return {};
    return seen_.may_change ? "No goal yet. A goal is yours: what students will do, how you will know, and from where "
                              "to where. A step is one thing to try. Your coaches read both."
                            : "No goal and no own step yet. The teacher sets them on My feedback.";
}

const Goal* GoalsViewModel::goal(std::size_t row) const
{
    return row < seen_.rows.size() ? &seen_.rows[row].goal : nullptr;
}

bool GoalsViewModel::is_open(std::size_t row) const
{
    const auto* found = goal(row);
    return found && found->state == GoalState::open;
}

ReadingText GoalsViewModel::text(std::size_t index) const
{
    if (index >= seen_.rows.size()) return {};
    const auto today = document_.today();
    const auto& [goal, readings] = seen_.rows[index];
    ReadingText text{heading_paragraph(goal.text)};
    auto facts = fmt::format("{}, set on {}", kind_words(goal.kind), spoken_date(goal.set_on, today));
    if (goal.closed_on) facts += fmt::format(", {} on {}", name_of(goal.state), spoken_date(*goal.closed_on, today));
    if (goal.by && !goal.closed_on) facts += ", by " + spoken_date(*goal.by, today);
    if (!goal.indicators.empty()) facts += ", on " + join(goal.indicators, ", ");
    text.push_back(quiet_paragraph(facts));
    if (const auto measure = goal_measure_words(goal); !measure.empty())
        text.push_back(plain_paragraph(sentence_case(measure)));
    if (readings.empty()) return text;
    text.push_back(subheading_paragraph("Readings"));
    for (const auto& reading : readings)
        text.push_back(plain_paragraph(fmt::format("{}: {}{}", spoken_date(reading.day, today), reading.value,
                                                   reading.note.empty() ? "" : ". " + reading.note)));
    return text;
}

template <class Command>
Result<void> GoalsViewModel::run(const Command& command)
{
    const auto done = document_.execute(command);
    if (!done) return tl::unexpected(done.error());
    return load(teacher_);
}

Result<void> GoalsViewModel::add(GoalKind kind, const GoalWords& words) { return run(SetGoal{kind, words}); }

Result<void> GoalsViewModel::change(std::size_t row, const GoalWords& words)
{
    const auto* found = goal(row);
    if (!found) return fail(ErrorCode::not_found, "Choose a goal first.");
    return run(ChangeGoal{found->id, words});
}

Result<void> GoalsViewModel::read(std::size_t row, const AddGoalReading& reading)
{
    const auto* found = goal(row);
    if (!found) return fail(ErrorCode::not_found, "Choose a goal first.");
    auto command = reading;
    command.goal = found->id;
    return run(command);
}

Result<void> GoalsViewModel::close(std::size_t row, GoalState state)
{
    const auto* found = goal(row);
    if (!found) return fail(ErrorCode::not_found, "Choose a goal first.");
    return run(CloseGoal{found->id, state});
}

}  // namespace throughline
