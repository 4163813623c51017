// What is counted or rated in a visit: snapshots, stopwatch times, tallies, modes of the interval form, and ratings.
// The other half of lesson.cpp.
#pragma once

#include "core/workspace/sample/lesson.hpp"

namespace throughline::sample {

// Snapshots of who is on task, a stopwatch time now and then; on the interval form all of its modes and tallies.
// The texts are those that the observing screen gives to such lines.
std::vector<PlannedLine> counted_lines(const PlannedVisit& visit, Voice& voice, double engagement);

// Ratings for what was seen; what was not seen is marked so, or left blank as people do.
void rate_lesson(PlannedVisit& visit, Random& random, const RowStrengths& strengths, const LessonMarks& marks);

}  // namespace throughline::sample
