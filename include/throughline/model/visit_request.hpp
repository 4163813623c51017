// A visit request: a teacher asks an observer to come and look at one thing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "throughline/base/ids.hpp"
#include "throughline/base/time.hpp"

namespace throughline {

enum class VisitRequestState { open, planned, visited, declined, withdrawn };
std::string_view name_of(VisitRequestState state);
std::optional<VisitRequestState> parse_visit_request_state(std::string_view name);

struct VisitRequest {
    VisitRequestId id;
    PersonId teacher;
    PersonId observer;
    std::string focus;  // the question to look at
    std::string wish;   // when, in the teacher's words
    Instant asked_at;
    Date asked_on;
    VisitRequestState state = VisitRequestState::open;
    std::string answer;  // the observer's words
    std::optional<Instant> answered_at;
    std::optional<BookingId> booking;
    std::optional<ObservationId> observation;
};
constexpr std::size_t request_focus_chars_max = 1'000;
constexpr std::size_t request_wish_chars_max = 300;

// It waits for the observer, or for a visit that is planned.
constexpr bool is_live(VisitRequestState state)
{
    return state == VisitRequestState::open || state == VisitRequestState::planned;
}

}  // namespace throughline
