// Names of what a teacher sets, asks for and signs.
#include "core/model/names.hpp"
#include "throughline/model/goal.hpp"
#include "throughline/model/unlocking.hpp"
#include "throughline/model/visit_request.hpp"

namespace throughline {
namespace {

constexpr Names<UnlockingState, 4> unlocking_states{{{UnlockingState::asked, "asked"},
                                                     {UnlockingState::open, "open"},
                                                     {UnlockingState::shared_again, "shared again"},
                                                     {UnlockingState::declined, "declined"}}};
constexpr Names<GoalKind, 2> goal_kinds{{{GoalKind::goal, "goal"}, {GoalKind::step, "step"}}};
constexpr Names<GoalState, 3> goal_states{
    {{GoalState::open, "open"}, {GoalState::reached, "reached"}, {GoalState::dropped, "dropped"}}};
constexpr Names<VisitRequestState, 5> visit_request_states{{{VisitRequestState::open, "open"},
                                                            {VisitRequestState::planned, "planned"},
                                                            {VisitRequestState::visited, "visited"},
                                                            {VisitRequestState::declined, "declined"},
                                                            {VisitRequestState::withdrawn, "withdrawn"}}};

}  // namespace

std::string_view name_of(UnlockingState value) { return name_in(unlocking_states, value); }
std::string_view name_of(GoalKind value) { return name_in(goal_kinds, value); }
std::string_view name_of(GoalState value) { return name_in(goal_states, value); }
std::string_view name_of(VisitRequestState value) { return name_in(visit_request_states, value); }

std::optional<UnlockingState> parse_unlocking_state(std::string_view name) { return named_in(unlocking_states, name); }
std::optional<GoalKind> parse_goal_kind(std::string_view name) { return named_in(goal_kinds, name); }
std::optional<GoalState> parse_goal_state(std::string_view name) { return named_in(goal_states, name); }
std::optional<VisitRequestState> parse_visit_request_state(std::string_view name)
{
    return named_in(visit_request_states, name);
}

}  // namespace throughline
