// Search over everything, all years, evidence text included.
//
// Used by the search page, a slice at a time, and by the command line at one go. Promises: one answer takes a bounded
// piece of work however large the file is, counted in what it goes through and not by a clock, so that the same
// question on the same file gives the same rows. It goes back in the order in which things were written, which is
// mostly that of the visits' days, but not of a visit that was typed or taken in later: so rows come only roughly by
// day, and are to be put in their place as they come (`place_for`). However small the slices are, together they are the
// same rows in the same order; a page that is full holds those that were written last.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/actor.hpp"
#include "throughline/base/error.hpp"
#include "throughline/query/rows.hpp"

namespace throughline {

class Workspace;

enum class FoundIn { evidence, feedback, action_step, debrief, person };
std::string_view name_of(FoundIn found_in);

struct SearchRow {
    FoundIn found_in = FoundIn::evidence;
    std::string snippet;        // the words around the hit
    ObservationId observation;  // nil for a person
    PersonId teacher;
    std::string teacher_name;
    Date on;
    bool operator==(const SearchRow&) const = default;
};

struct SearchPosition;  // where an answer ended; private to core/

struct SearchSlice {
    std::vector<SearchRow> rows;  // in their order
    // To be put into the same question, so that it goes on; nothing: all is looked through, or the page is full.
    std::shared_ptr<const SearchPosition> next;
    std::optional<Date> looked_back_to;  // the day of the visit that was looked at last; nothing: of none so far
};

// A unit is one place of a word gone through, about a tenth of a microsecond. What one answer may take is meant to fit
// into half of a frame on a slow computer.
constexpr std::int64_t search_work_max = 20'000;

struct Search {  // words, all must occur, the last may be unfinished; only what the actor may see
    using Answer = SearchSlice;
    std::string text;
    int count_max = 100;  // of all slices together
    std::shared_ptr<const SearchPosition> from = {};
    std::int64_t work_max = search_work_max;
};

// Where a row that was found later stands among sorted ones: people first, then the newest day, on one day by where it
// was found, and after those that came before it.
std::size_t place_for(const SearchRow& row, const std::vector<SearchRow>& rows);
// All slices of a search, for whoever waits for its end.
Result<std::vector<SearchRow>> whole_search(const Workspace& workspace, const Actor& actor, Search search);

}  // namespace throughline
