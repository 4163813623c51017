#include "throughline/model/follow_up.hpp"

#include <algorithm>
#include <array>

namespace throughline {

int urgency(DueState state)
{
    constexpr std::array order = {DueState::overdue,     DueState::due_today, DueState::due_soon,  DueState::on_track,
                                  DueState::not_started, DueState::excused,   DueState::done_late, DueState::done};
    return static_cast<int>(std::ranges::find(order, state) - order.begin());
}

}  // namespace throughline
