// One search index, gone through for one reader from the newest down, a step at a time.
//
// Used by the answer of Search, which always takes the step of the place whose next row was written last. Where a hat
// of the reader reads visits that they had no part in, the hits of all are gone through; otherwise the reader's own
// visits are, each within its rows. Promises: what a step finds the reader may read by the wall as it stands now.
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "core/store/search.hpp"
#include "core/store/word_rows.hpp"
#include "core/workspace/session.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/query/search.hpp"

namespace throughline {

constexpr std::array searched_places{FoundIn::evidence, FoundIn::feedback, FoundIn::action_step, FoundIn::debrief};

// How far one index has been gone through.
struct PlaceReached {
    static constexpr auto newest = store::WordRows::newest;

    std::vector<store::SoughtWord> words;
    bool is_own = false;  // the reader's own visits are gone through
    bool is_over = false;
    std::int64_t before = newest;                // rows from this number on are settled; of the current visit if own
    store::VisitKey own_before{newest, newest};  // visits from this one on are settled
};

struct SearchPosition {
    std::array<PlaceReached, searched_places.size()> places;
    int rows_left = 0;
    std::optional<Date> looked_back_to;
};

// Whether a hat lets the reader read such words of visits that they had no part in.
bool reads_of_others(const store::Viewer& viewer, FoundIn where);

class SearchPlace {
public:
    SearchPlace(store::Database& database, const store::Viewer& viewer, FoundIn where, PlaceReached& reached,
                store::Work& work);

    // Goes to what is looked at next. False: the work was used up before.
    [[nodiscard]] bool prepare() { return reached_.is_own ? prepare_own() : prepare_any(); }
    // What is looked at next, once prepared; nothing: all is looked through.
    struct Next {
        AnyId made;  // the row, or the own visit: ids sort by when they were made
        Date on;     // of the visit
    };
    [[nodiscard]] std::optional<Next> next() const;
    // Looks at it: a hit that the reader may read, or nothing.
    std::optional<store::SearchHit> step() { return reached_.is_own ? step_in_own() : step_in_any(); }

private:
    bool prepare_any();
    bool prepare_own();
    std::optional<store::SearchHit> step_in_any();
    std::optional<store::SearchHit> step_in_own();
    // The rows of the current visit that the reader may read, perhaps; nothing: none.
    std::optional<store::RowSpan> span_of_visit();
    void leave_visit();

    store::Database& database_;
    const store::Viewer& viewer_;
    FoundIn where_;
    PlaceReached& reached_;
    store::Work& work_;
    store::WordRows rows_;
    std::optional<store::SearchHit> hit_;  // any: prepared
    std::vector<store::OwnVisit> visits_;  // own: those that come next, the first from `at_` on
    std::size_t at_ = 0;
    std::optional<store::RowSpan> span_;  // of the visit at `at_`, once its rows were asked for
};

}  // namespace throughline
