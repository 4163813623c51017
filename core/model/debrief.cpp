#include "throughline/model/debrief.hpp"

#include <algorithm>

namespace throughline {

const std::vector<DebriefProtocol>& debrief_protocols()
{
    // Own words throughout; the outlines are named in the practice of instructional coaching (app/help/debrief.md).
    static const std::vector<DebriefProtocol> protocols = {
        {"5p",
         "5P (LEAP)",
         {"Praise", "Process", "Prioritize", "Plan", "Practice"},
         {"Name one thing that grew, with the evidence for it.",
          "Look at the evidence together: where did students get stuck, and why?",
          "Choose the one skill for the coming week.", "Plan it into an upcoming lesson: where, with which words?",
          "Practise it now, out loud, until it feels right."}},
        {"see-name-do",
         "See it, Name it, Do it",
         {"See the success", "See the gap", "Name the step", "Plan", "Practice", "Follow up"},
         {"Ask what went well and what made it work.",
          "Look at what strong practice looks like, then at what was seen.",
          "The teacher says the step; write it down in those words.", "Plan where it comes in the next lesson.",
          "Practise it now; try again after feedback.", "Agree when to look back."}},
        {"teacher-first",
         "Teacher first",
         {"Teacher reflects", "Evidence", "What worked", "Next step", "Date"},
         {"The teacher speaks first: what did you notice?", "Share the evidence, without judging words.",
          "Agree on one thing to keep.", "Agree on one thing to try, and what would show that it works.",
          "Set the next visit and the day to look back."}},
        {"formal",
         "Formal conference",
         {"Evidence review", "Teacher's evidence", "Area to keep", "Area to work on", "Supports", "Comments"},
         {"Go through the evidence for each rated row.", "The teacher adds evidence of their own.",
          "Name the area to keep, with its evidence.", "Name the area to work on, with its evidence.",
          "Write down the supports that were agreed.", "Say when and how the teacher can comment."}}};
    return protocols;
}

const DebriefProtocol* debrief_protocol(std::string_view id)
{
    const auto found = std::ranges::find(debrief_protocols(), id, &DebriefProtocol::id);
    return found == debrief_protocols().end() ? nullptr : &*found;
}

}  // namespace throughline
