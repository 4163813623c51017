// Month summaries: what reports count of one school's visits or action steps of one month, packed into one value, so
// that a district's year is some hundred values instead of some ten thousand rows.
//
// Triggers of the file empty the value when something changes in its month (schema step 13). Whoever reads an empty
// one, or one that is not whole, packs the rows in passing, so that no answer depends on what is packed; commands pack
// anew once more than a few are empty. A month that is missing has no rows. Where a value of the rows is unreadable,
// the month stays unpacked, and whoever reads it gets UnreadableValue, as from the rows. Bytes are little-endian, as on
// every machine that this runs on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/store/counted.hpp"

namespace throughline::store {

// As each_visit and each_step, of one school or of all.
void each_packed_visit(Database& database, const std::optional<SchoolId>& school, Date from, Date to,
                       WithRows with_rows, const std::function<void(const CountedVisit&)>& each);
void each_packed_step(Database& database, const std::optional<SchoolId>& school, Date from, Date to,
                      const std::function<void(const CountedStep&)>& each);

// Empty ones that are left to be read from their rows: less work than packing them at each change.
constexpr int empty_months_left = 16;
// Packs empty ones where there are more than are left, at most so many. All that packs wants an open transaction.
void pack_months(Database& database, int count_max);
// Packs so many of all that are empty; true if there may be more.
bool pack_next_months(Database& database, int count_max);
// Packs all that are empty, or until `is_stopped`.
void pack_all_months(Database& database, const std::function<bool()>& is_stopped = {});
// Which school's months there are is found out again, too: for whoever has put triggers aside.
void pack_months_anew(Database& database, const std::function<bool()>& is_stopped = {});

// "visits of 2026-11 at school ...": those that are packed and not as they would be packed anew, that cannot be packed,
// or that are missing; at most so many.
std::vector<std::string> months_packed_wrongly(Database& database, int count_max);

}  // namespace throughline::store
