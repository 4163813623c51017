// Commands on a teacher's own goals and steps. Only the teacher gives them, acting as themselves: nobody sets or closes
// a goal for another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/goal.hpp"

namespace throughline {

struct GoalWords {
    std::string text;  // "Every student explains their answer once a week"
    std::string measure = {};
    std::string baseline = {};
    std::string target = {};
    std::vector<std::string> indicators = {};
    std::optional<Date> by = {};
};

struct SetGoal {  // the actor's own
    using Value = GoalId;
    GoalKind kind = GoalKind::goal;
    GoalWords words;
};

struct ChangeGoal {  // all of it as it should be, while it is open
    using Value = Nothing;
    GoalId goal;
    GoalWords words;
};

struct AddGoalReading {
    using Value = GoalReadingId;
    GoalId goal;
    std::string value;  // "14 of 26"
    std::string note = {};
    std::optional<Date> day = {};  // nothing: today
};

struct CloseGoal {
    using Value = Nothing;
    GoalId goal;
    GoalState state = GoalState::reached;  // or dropped
};

}  // namespace throughline
