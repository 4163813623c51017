// What a teacher sets for themselves: a goal with a measure, or a step of their own to try.
//
// Goals follow Jim Knight's PEERS: powerful, easy, emotionally compelling, reachable, student-focused. The five are
// asked as questions and never stand in the way.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

enum class GoalKind { goal, step };
std::string_view name_of(GoalKind kind);
std::optional<GoalKind> parse_goal_kind(std::string_view name);

enum class GoalState { open, reached, dropped };
std::string_view name_of(GoalState state);
std::optional<GoalState> parse_goal_state(std::string_view name);

struct Goal {
    GoalId id;
    PersonId teacher;
    GoalKind kind = GoalKind::goal;
    std::string text;
    std::string measure;   // "share of students who answer in full sentences"
    std::string baseline;  // "8 of 26"
    std::string target;
    std::vector<std::string> indicators;
    std::optional<Date> by;
    GoalState state = GoalState::open;
    Date set_on;
    std::optional<Date> closed_on;
};
constexpr std::size_t goal_field_chars_max = 500;  // of measure, baseline, target, a reading's value

struct GoalReading {  // the measure on one day
    GoalReadingId id;
    GoalId goal;
    Date day;
    std::string value;
    std::string note;
};

struct PeersQuestion {
    std::string_view word;  // "Powerful"
    std::string_view question;
};
constexpr std::array<PeersQuestion, 5> peers_questions{
    {{"Powerful", "Will it make a real difference for the students?"},
     {"Easy", "Is it simple enough to say in one sentence, and to keep at?"},
     {"Emotionally compelling", "Do you care about it yourself?"},
     {"Reachable", "Can you tell by a measure when you are there, and do you know a way?"},
     {"Student-focused", "Is it about what students do or learn?"}}};

}  // namespace throughline
