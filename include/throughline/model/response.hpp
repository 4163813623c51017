// What a teacher says to the feedback on a visit: that it was read, a reply, a reflection, a rating of their own.
// Responses belong to the visit's record for ever; a second answer stands beside the first.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"
#include "throughline/model/observation.hpp"

namespace throughline {

enum class ResponseKind { acknowledged, reply, reflection, self_rating };
std::string_view name_of(ResponseKind kind);  // "self-rating"
std::optional<ResponseKind> parse_response_kind(std::string_view name);

struct Response {
    ResponseId id;
    ObservationId observation;
    PersonId author;
    ResponseKind kind = ResponseKind::reply;
    std::string text;              // of a reply or a reflection
    std::optional<Rating> rating;  // of a self-rating, on the visit's rubric
    Instant at;                    // when the teacher answered, by their own clock within what is possible
    Date on;
    Instant filed_at;
    std::optional<PacketId> packet;  // the packet that was answered; nothing: said in the program
    std::optional<AnyId> answer;     // the answer file that it came in
};
constexpr std::size_t response_chars_max = 20'000;

}  // namespace throughline
