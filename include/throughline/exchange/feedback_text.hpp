// The feedback on one visit as plain blocks of text: what the teacher gets, in the order in which it should be read.
//
// The preview, the shared record and the message are all made of these blocks, and these of the sections of a packet
// (report/packet.hpp), so that none of them says more or less than another. Give it a visit as the teacher sees it
// (FeedbackPreview). A private line is left out even if one comes along.
#pragma once

#include <string>
#include <vector>

#include "throughline/query/observation.hpp"
#include "throughline/query/teacher.hpp"

namespace throughline {

struct FeedbackBlock {
    enum class Kind {
        title,  // one, at the top
        heading,
        paragraph,
        item,   // one of a list
        quiet,  // facts, attribution, who can see it
    };
    Kind kind = Kind::paragraph;
    std::string text;  // without line breaks of the layout's making; what a person typed keeps its own
    bool operator==(const FeedbackBlock&) const = default;
};

std::vector<FeedbackBlock> feedback_blocks(const ObservationDetail::Detail& visit);

// Blocks as a text of lines, headings underlined, for a message or a terminal.
std::string plain_text(const std::vector<FeedbackBlock>& blocks);

// "Coaching visit", "Walkthrough".
std::string visit_words(Purpose purpose);
// One line of evidence in words, without its time and tags: "Open question: 5", "On task: 22 of 27".
std::string evidence_words(const Evidence& line);
// "Teacher", "Student", "Observer"; empty for none.
std::string speaker_name(Speaker speaker);
// The level's word before its number, since the word is what is meant: "Medium-high (4)", "Not observed".
std::string rating_words(const Rubric& rubric, const Rating& rating);
std::string rating_words(const RatingPoint& point);
// "practised", "partly practised", "mastered", "not seen": what was seen of a step.
std::string step_result_words(StepResult result);
// "Has read this.", "Reply: ...", "Reflection: ..."; empty for a self-rating, which stands beside the observer's.
std::string response_words(const Response& response);
// In a sentence or two: "Ana Ruiz and Sam Lee can read this. ..." The school may have decided that leaders read the
// steps of coaching.
std::string who_can_see(Purpose purpose, const std::string& teacher, const std::string& observer,
                        bool leaders_read_steps = false);

}  // namespace throughline
