// The debrief: the conversation after a visit. Planned when the visit is shared, then held and recorded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

// A conversation's outline to tick through.
struct DebriefProtocol {
    std::string id;  // "5p"
    std::string name;
    std::vector<std::string> steps;
    std::vector<std::string> prompts;  // one for each step: what to do in it
};

// The protocols that ship: LEAP's 5P, See it-Name it-Do it, teacher first, formal post-conference. Own words.
const std::vector<DebriefProtocol>& debrief_protocols();
const DebriefProtocol* debrief_protocol(std::string_view id);

struct Debrief {
    DebriefId id;
    ObservationId observation;
    PersonId teacher;
    PersonId observer;
    Date due_on;
    std::optional<Instant> planned_at;
    std::optional<Instant> held_at;
    std::optional<int> minutes;
    std::string protocol;           // a DebriefProtocol's id
    std::vector<std::string> done;  // the steps that were ticked
    std::string notes;              // the coach's, kept between coach and teacher
    std::string teacher_words;      // what the teacher said
    std::optional<bool> practised;  // was the step practised in the conversation
    std::optional<Date> next_visit_on;
    std::optional<Instant> due_at;  // for a rule in hours
    std::string skip_reason;        // not empty: it will not be held
    [[nodiscard]] bool is_skipped() const { return !held_at && !skip_reason.empty(); }
    bool operator==(const Debrief&) const = default;
};
constexpr int debrief_minutes_max = 600;

enum class DebriefField { notes, teacher_words };
std::string_view name_of(DebriefField field);
std::optional<DebriefField> parse_debrief_field(std::string_view name);

}  // namespace throughline
