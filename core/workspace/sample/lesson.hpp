// One visit's words: the script of what was seen, the ratings that go with it, and the feedback.
//
// Used by plan.cpp. Promises: scenes come in the order of a lesson; ratings follow from the bands of the scenes; the
// strength and the growth area speak of rows with evidence wherever there is any; no note stands twice in a visit.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/workspace/sample/plan.hpp"
#include "core/workspace/sample/voice.hpp"

namespace throughline::sample {

// How a teacher does on a row of the look-fors at this time, from 1 to 4 with noise: the truth behind the ratings.
using RowStrengths = std::array<double, look_for_rows.size()>;
std::size_t row_index(std::string_view row);

enum class LessonPart { start, middle, end, all };

struct LessonRequest {
    LessonPart part = LessonPart::middle;
    int lines = 28;
    RowStrengths strengths{};
    std::string teacher_name;  // as a colleague says it
    std::string looked_for;    // the behavior of the live step, which draws the observer's eye; may be empty
};

// What the follow-through needs to know of a lesson that was written.
struct LessonMarks {
    struct Line {
        std::int64_t elapsed_ms = 0;
        std::string text;
    };
    struct Seen {
        Band band = Band::middle;
        bool is_tagged = false;  // at least one line
        std::vector<Line> lines;
    };
    std::map<std::string, Seen> behaviours;  // with evidence
    std::string strength_on;                 // the behavior that the strength speaks of; may be empty
    std::string growth_on;
    std::int64_t strength_ms = 0;  // when that was seen
    std::int64_t growth_ms = 0;
};

// Fills the visit's evidence and ratings; reads its rubric, form, minutes and class.
LessonMarks write_lesson(PlannedVisit& visit, Voice& voice, const LessonRequest& request);

// Fills strength and growth area. `said` holds a teacher's earlier ones, which are not said again soon.
void write_feedback(PlannedVisit& visit, Voice& voice, LessonMarks& marks, std::vector<std::string>& said);

// The code that a behavior has in the visit's rubric and form.
std::string code_in(const PlannedVisit& visit, const std::string& behaviour, const std::string& row);

}  // namespace throughline::sample
