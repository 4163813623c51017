// The teacher's question: what was shared with me, and what of it have I not seen yet?
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "throughline/query/rows.hpp"

namespace throughline {

// The shared visits of the actor as a teacher, newest first, and those that were shared and are open for correction, by
// day and observer only; none for a keeper without a person.
struct MyFeedback {
    struct Row {
        VisitRow visit;
        std::optional<Instant> acknowledged_at;  // nothing: not read yet, as far as the teacher said
        std::optional<Instant> answered_at;      // when they last said anything to it
        std::optional<Instant> amended_at;       // when the observer last changed it after Share
        std::optional<Instant> opened_at = {};   // since then the visit is open for correction, see Unlockings

        [[nodiscard]] bool is_new() const { return !acknowledged_at && !opened_at; }
        // Changed since the teacher last said something to it.
        [[nodiscard]] bool is_changed() const
        {
            return acknowledged_at && amended_at &&
                   std::max(*acknowledged_at, answered_at.value_or(*acknowledged_at)) < *amended_at;
        }
    };
    using Answer = std::vector<Row>;
    int count_max = 500;  // more than ten years of weekly visits are narrowed by Search
};

}  // namespace throughline
