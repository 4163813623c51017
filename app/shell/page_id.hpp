// The pages of the window. Which of them exist, and what makes them, stands in pages.cpp.
#pragma once

namespace throughline {

enum class PageId {
    today,
    teachers,
    observations,
    follow_ups,
    my_feedback,
    cadence,
    growth,
    calibration,
    schedule,
    search,
    rubrics,
    roster,
    settings,
    // Detail pages: they show one record and are reached from others, not from the navigation.
    observe,
    debrief,
    teacher,
    rubric,
};

}  // namespace throughline
