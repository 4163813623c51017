// The four search indexes: which table each is of, and which of its columns name the visit and a private row.
//
// Used by search.cpp and word_rows.cpp alone.
#pragma once

#include <algorithm>
#include <array>

#include "throughline/query/search.hpp"

namespace throughline::store {

struct SearchIndex {
    FoundIn where;
    const char* table;
    const char* observation;  // the column that names the visit
    const char* is_private;
    const char* texts;   // all of them
    const char* column;  // of the words around a hit: -1, whichever has them
};
constexpr std::array search_indexes{
    SearchIndex{FoundIn::evidence, "evidence", "observation_id", "is_private", "text", "0"},
    SearchIndex{FoundIn::feedback, "observation", "id", "0", "strength || char(10) || growth_area", "-1"},
    SearchIndex{FoundIn::action_step, "action_step", "observation_id", "0", "text", "0"},
    SearchIndex{FoundIn::debrief, "debrief", "observation_id", "0", "notes || char(10) || teacher_words", "-1"}};

inline const SearchIndex& index_of(FoundIn where)
{
    return *std::ranges::find(search_indexes, where, &SearchIndex::where);
}

}  // namespace throughline::store
