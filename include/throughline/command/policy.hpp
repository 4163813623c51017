// What a school decides for everybody about who sees what. For who keeps the house.
#pragma once

#include "throughline/change_set.hpp"

namespace throughline {

// Leaders read the text and the state of action steps of shared coaching visits without an agreement. Off in a new
// file. It holds for all visits, earlier ones too, until it is taken back; teachers read it in "who can see this".
struct SetStepPolicy {
    using Value = Nothing;
    bool leaders_read_steps = false;
};

}  // namespace throughline
