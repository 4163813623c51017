// The parts of a visit's feedback, for a packet of one visit and for each visit of a year.
#pragma once

#include <vector>

#include "throughline/query/observation.hpp"
#include "throughline/report/packet.hpp"

namespace throughline::report {

// What was said on the visit, without who can see it and the rubric's notice. In a year's packet the headings are
// lower, and the rubric's words are left out: they would be said again for each visit.
struct SectionLook {
    int heading_level = 2;
    bool in_full = true;  // descriptors of levels, and names of rows beside the evidence instead of their codes
};
std::vector<Block> feedback_sections(const ObservationDetail::Detail& visit, const SectionLook& look);

// Title, version, licence, attribution and the required notice.
std::vector<Block> rubric_credit(const Rubric& rubric);

// What every packet has in common: author, dates, the line that it is confidential.
Document begun_packet(const PacketMaking& making);

}  // namespace throughline::report
