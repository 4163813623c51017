// The question for what a school decided about who sees what. Everybody may ask: it concerns them.
#pragma once

namespace throughline {

struct SchoolPolicy {
    struct Policy {
        bool leaders_read_steps = false;  // of coaching, without an agreement
    };
    using Answer = Policy;
};

}  // namespace throughline
