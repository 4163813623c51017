// Full-text search, newest first: which rows have the words, and what stands around them.
//
// Used by the question Search, which knows the wall and so asks for words around a hit only where they are shown.
// Promises: the cost is that of the hits that are gone through, however many texts the file has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.hpp"
#include "throughline/model/observation.hpp"
#include "throughline/query/search.hpp"

namespace throughline::store {

// Makes the connection's lists of the words that each index has. Once for a connection, before the first search.
void prepare_search(Database& database);

// What stands in the visit that a hit belongs to, as far as the wall asks.
struct SearchHit {
    std::int64_t number = 0;  // of the row; the newest has the highest
    ObservationId observation;
    bool is_private = false;
};

// All words must occur, the last may be unfinished; quoting makes FTS5's own signs plain. The unfinished word becomes
// the words of the index that begin so: FTS5 itself would gather every place of all of them first, which takes a
// second in a district. Empty if there is no word.
std::string match_expression(Database& database, std::string_view typed, FoundIn where);

// Rows before `before`, newest first.
std::vector<SearchHit> search(Database& database, std::string_view match, FoundIn where, std::int64_t before,
                              int count_max);
// Rows of one visit.
std::vector<SearchHit> search_in_visit(Database& database, std::string_view match, FoundIn where,
                                       const ObservationId& visit);
// What stands around the words in these rows, in the same order.
std::vector<std::string> snippets(Database& database, std::string_view match, FoundIn where,
                                  const std::vector<std::int64_t>& numbers);

// What the wall asks of a visit, and nothing else of it.
std::optional<Observation> visit_facts(Database& database, const ObservationId& visit);

struct VisitDay {
    ObservationId visit;
    Date on;
};
// Visits that a person made, came along to or was visited in, newest first.
std::vector<VisitDay> visits_with(Database& database, const PersonId& person, int count_max);
std::vector<VisitDay> visits_of_pair(Database& database, const PersonId& teacher, const PersonId& observer,
                                     int count_max);

}  // namespace throughline::store
