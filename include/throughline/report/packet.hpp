// Packets: one teacher's feedback as a document that opens anywhere, for one visit or for a school year.
//
// Used by the command that makes packets; the preview, the shared record and the message say the same sections of a
// visit. Promises: only what the teacher may see goes in, whatever it is given (a private line is left out even if one
// comes along); levels are said by their words before their numbers; visits of different purposes and ratings on
// different rubric versions never stand in one chart; the numbers in the charts are those of TeacherPage and
// TeacherGrowth.
#pragma once

#include <string>
#include <vector>

#include "throughline/query/goal.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/teacher.hpp"
#include "throughline/report/document.hpp"
#include "throughline/report/rating_chart.hpp"

namespace throughline::report {

struct PacketMaking {
    std::string by;  // a person's name; empty for a keeper without one
    Date on;
    Instant at;
};

// What the teacher reads of a visit, in the order in which it should be read: what worked, the one step, what to grow,
// what was seen, the ratings in words, what was changed later, who can see it, the rubric's notice.
// `visit` as the teacher sees it (FeedbackPreview).
std::vector<Block> visit_sections(const ObservationDetail::Detail& visit);

Document visit_packet(const ObservationDetail::Detail& visit, const PacketMaking& making);

struct YearRecord {
    std::string name;  // of the school year: "2026-27"
    Date first;
    Date last;  // inclusive; today, in a year that is not over
    TeacherPageAnswer page;
    // The shared visits of the year whose words the maker may see, oldest first, each as FeedbackPreview gives it.
    std::vector<ObservationDetail::Detail> visits;
    RubricsByVersion rubrics;
    // One for each purpose and rubric version of the year's visits that the maker may read.
    std::vector<TeacherGrowth::Growth> growth = {};
    std::vector<Goals::Row> goals = {};  // as the maker may see them
};

Document year_packet(const YearRecord& record, const PacketMaking& making);

}  // namespace throughline::report
