// Which hats the person at the window wears, for what is offered to them. What they may see and do is decided by the
// library alone; this only spares them pages that would refuse. No wx.
#pragma once

#include "app/viewmodel/document.hpp"

namespace throughline {

struct Hats {
    bool observes = false;
    bool leads = false;        // sees everybody's cadence: leaders, administrators, the keeper of a file without owner
    bool teaches = false;      // is visited: what is shared with them is theirs to read
    bool keeps_house = false;  // may change rules, calendar and people: who leads, and the file's owner
};

[[nodiscard]] Hats hats_of(const Document& document);
[[nodiscard]] bool sees_cadence(const Document& document);
[[nodiscard]] bool keeps_house(const Document& document);
[[nodiscard]] bool teaches(const Document& document);
// Everybody but a teacher who wears no other hat: pages about the work of visiting are nothing to them.
[[nodiscard]] bool works_with_visits(const Document& document);

}  // namespace throughline
