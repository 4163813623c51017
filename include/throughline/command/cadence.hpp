// Commands on the rules of cadence, who is excused from them, and the groups that they speak of.
// Only those who keep the house (see visibility) may give them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "throughline/change_set.hpp"
#include "throughline/model/cadence_rule.hpp"

namespace throughline {

// Sets what holds from `rule.from` on (nothing: from today). The version that held before for the same kind, scope and
// purpose ends the day before; later versions of it go. The rule's id and `to` are ignored. The value is the new row's.
struct SetCadenceRule {
    using Value = CadenceRuleId;
    CadenceRule rule;
};

struct EndCadenceRule {  // from that day on the more general rule holds; nothing: from today
    using Value = Nothing;
    CadenceRuleId rule;
    std::optional<Date> ends_before;
};

struct Excuse {
    using Value = ExcusalId;
    Excusal excusal;  // its id is ignored
};

struct EndExcusal {  // they are back: its last day becomes the day before; taken back whole if it has not begun
    using Value = Nothing;
    ExcusalId excusal;
    std::optional<Date> back_on;  // nothing: today
};

struct SetTeam {  // a new team, or another name and other members of one
    using Value = TeamId;
    std::optional<TeamId> team;
    SchoolId school;  // nil: the workspace's first
    std::string name;
    std::vector<PersonId> members;
};

struct RemoveTeam {  // refused while a rule in force or a running excusal speaks of it
    using Value = Nothing;
    TeamId team;
};

struct SetPersonTags {
    using Value = Nothing;
    PersonId person;
    std::vector<std::string> tags;  // all that the person has from now on
};
constexpr std::size_t tag_chars_max = 60;

struct SetObserverTime {  // how many hours a week this person has for visits and debriefs; nothing: not said
    using Value = Nothing;
    PersonId observer;
    std::optional<double> hours_per_week;
};

}  // namespace throughline
