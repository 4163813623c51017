#include "core/workspace/planning.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/store/schedule.hpp"

namespace throughline {

std::optional<Booking> fitting_booking(Context& context, Observation& visit)
{
    auto planned = store::planned_visits_on(context.database, visit.teacher, visit.observer, visit.started_on);
    if (planned.empty()) return std::nullopt;
    const auto distance = [&](const Booking& booking) {
        return std::pair(booking.purpose != visit.purpose, std::abs(booking.starts_at - visit.started_at));
    };
    auto& nearest = *std::ranges::min_element(planned, {}, distance);
    if (!visit.announced) visit.announced = nearest.announced;
    return std::move(nearest);
}

void mark_done(Context& context, Booking booking, const ObservationId& visit)
{
    booking.state = BookingState::done;
    booking.observation = visit;
    store::update(context.database, booking);
}

void release_booking(Context& context, Observation& visit)
{
    auto booking = store::booking_of_visit(context.database, visit.id);
    if (!booking) return;
    if (visit.announced == booking->announced) visit.announced.reset();
    booking->state = BookingState::planned;
    booking->observation.reset();
    store::update(context.database, *booking);
}

}  // namespace throughline
