// Rows of the unlocking of shared visits.
#pragma once

#include <optional>
#include <vector>

#include "core/store/rows.hpp"
#include "throughline/model/unlocking.hpp"

namespace throughline {

inline void parse_name(std::string_view name, std::optional<UnlockingState>& to) { to = parse_unlocking_state(name); }

}  // namespace throughline

namespace throughline::store {

template <>
struct Table<Unlocking> {
    static constexpr auto name = "unlocking";
    static void columns(auto&& visit, auto& row)
    {
        visit("id", row.id);
        visit("observation_id", row.observation);
        visit("reason", row.reason);
        visit("asked_by", row.asked_by);
        visit("asked_at", row.asked_at);
        visit("teacher_signature", row.teacher_signature.name);
        visit("teacher_signed_at", row.teacher_signature.at);
        visit("observer_signature", row.observer_signature.name);
        visit("observer_signed_at", row.observer_signature.at);
        visit("state", row.state);
        visit("given", row.given);
        visit("closed_at", row.closed_at);
    }
};

// The unlocking that has made this visit a draft again; nothing for any other visit.
inline std::optional<Unlocking> open_unlocking(Database& database, const ObservationId& observation)
{
    return select_one<Unlocking>(database, "WHERE observation_id = ? AND state = 'open'", observation);
}

// Of all visits to this teacher, the latest first.
inline std::vector<Unlocking> unlockings_of(Database& database, const PersonId& teacher)
{
    return select<Unlocking>(
        database,
        "WHERE observation_id IN (SELECT id FROM observation WHERE teacher_id = ?) ORDER BY asked_at DESC, id DESC",
        teacher);
}

}  // namespace throughline::store
