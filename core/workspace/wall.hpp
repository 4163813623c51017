// The visibility matrix as data: what each hat sees of a shared visit, by its purpose. The one place that says it.
//
// From practice: coaching is between the two; evaluations and walkthroughs are made for leaders; of a peer visit a
// leader knows that it happened. A draft is its author's and their co-observer's. A person who wears several hats sees
// the most that one of them does.
#pragma once

#include <array>
#include <string_view>

#include "throughline/model/observation.hpp"

namespace throughline {

enum class Sight {
    nothing,
    existence,  // that, when, who, purpose and state
    steps,      // the text and state of action steps, too
    feedback,   // strength, growth area and ratings, too
    words,      // everything but private lines
    author,     // private lines too
};

enum class Hat { author, co_observer, teacher, leader, administrator, other_observer, other_teacher, keeper };
constexpr std::size_t hat_count = 8;
constexpr std::array<std::string_view, hat_count> hat_names{
    "author", "co-observer", "teacher", "leader", "administrator", "other observer", "other teacher", "file's keeper"};

constexpr std::array wall_purposes{Purpose::coaching, Purpose::evaluation,  Purpose::walkthrough,
                                   Purpose::peer,     Purpose::calibration, Purpose::self};

struct WallRow {
    Hat hat;
    // Of a shared visit, in the order of wall_purposes: coaching, evaluation, walkthrough, peer, calibration, self.
    std::array<Sight, wall_purposes.size()> shared;
    Sight draft;  // of any purpose; what was put away counts as one
};

constexpr std::array<WallRow, hat_count> wall{{
    {Hat::author,
     {Sight::author, Sight::author, Sight::author, Sight::author, Sight::author, Sight::author},
     Sight::author},
    {Hat::co_observer,
     {Sight::words, Sight::words, Sight::words, Sight::words, Sight::words, Sight::words},
     Sight::words},
    {Hat::teacher,
     {Sight::words, Sight::words, Sight::words, Sight::words, Sight::words, Sight::words},
     Sight::nothing},
    {Hat::leader,
     {Sight::existence, Sight::words, Sight::words, Sight::existence, Sight::existence, Sight::existence},
     Sight::nothing},
    {Hat::administrator,
     {Sight::existence, Sight::existence, Sight::existence, Sight::existence, Sight::existence, Sight::existence},
     Sight::nothing},
    {Hat::other_observer,
     {Sight::nothing, Sight::nothing, Sight::words, Sight::nothing, Sight::nothing, Sight::nothing},
     Sight::nothing},
    {Hat::other_teacher,
     {Sight::nothing, Sight::nothing, Sight::nothing, Sight::nothing, Sight::nothing, Sight::nothing},
     Sight::nothing},
    {Hat::keeper, {Sight::words, Sight::words, Sight::words, Sight::words, Sight::words, Sight::words}, Sight::words},
}};

// What a hat sees of such a visit.
constexpr Sight sight_through(Hat hat, Purpose purpose, bool is_shared)
{
    for (const auto& row : wall) {
        if (row.hat != hat) continue;
        if (!is_shared) return row.draft;
        for (std::size_t at = 0; at < wall_purposes.size(); ++at)
            if (wall_purposes[at] == purpose) return row.shared[at];
    }
    return Sight::nothing;
}

// What a school may decide for all: that leaders read the steps of coaching of which they see that it took place.
constexpr Sight sight_by_policy(Hat hat, Purpose purpose, bool is_shared)
{
    const auto sight = sight_through(hat, purpose, is_shared);
    const bool is_opened = hat == Hat::leader && purpose == Purpose::coaching && sight == Sight::existence;
    return is_opened ? Sight::steps : sight;
}

// What had been given of a visit that is open again stays with those who read it then.
constexpr bool reads_given(Hat hat, Purpose purpose) { return sight_through(hat, purpose, true) >= Sight::words; }

// Notes of the debrief and what the teacher said there are for those who were in the conversation; the keeper of a file
// without an owner sees all but private lines.
constexpr bool hears_debrief(Hat hat)
{
    return hat == Hat::author || hat == Hat::co_observer || hat == Hat::teacher || hat == Hat::keeper;
}

}  // namespace throughline
