// The file that a packet's form saves (app/help/packets.md): what the teacher said, sealed with the packet's key.
//
// Two layers, so that the seal is over bytes and not over what a parser makes of them: the file names its packet and
// holds the answer's text and its seal; the text, once its seal was found to be right, is read for itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/base/error.hpp"
#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

struct SealedAnswer {
    PacketId packet;
    std::string text;  // what is sealed
    std::string seal;
};

struct PacketAnswer {
    AnyId id;  // made by the form: the same file twice has the same
    ObservationId observation;
    std::optional<Instant> answered_at;  // by the teacher's clock
    bool acknowledged = false;
    std::string reply;
    std::string reflection;
    std::vector<Rating> self_ratings;
};

// An answer file, or a text (a mail, say) with one between its two marker lines.
Result<SealedAnswer> parse_sealed_answer(std::string_view file);
// The text within. Texts are at most response_chars_max characters long; rows and levels are not looked up here.
Result<PacketAnswer> parse_packet_answer(std::string_view text);

}  // namespace throughline
