// Full-text search: which rows have the words, and what stands around them.
//
// Used by the question Search, which knows the wall and so asks for words around a hit only where they are shown.
// Promises: the cost is that of what is gone through, and it is counted (Work), however many texts the file has.
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

// What a piece of a search has cost, in units of one place of a word gone through. The weights are measured ones in a
// district's file; a row's is ten times what it costs in memory, since its pages lie anywhere and may come from the
// disk, and a name's a third, so that the first answer, which alone looks for people, has rows as well.
class Work {
public:
    static constexpr std::int64_t seek = 150;   // a word's place is sought in the index
    static constexpr std::int64_t person = 2;   // a name is compared
    static constexpr std::int64_t text = 100;   // the next row's text is read and looked through
    static constexpr std::int64_t row = 200;    // a row is read by its key
    static constexpr std::int64_t shown = 250;  // the words around a hit are read

    explicit Work(std::int64_t most) : left_(most) {}
    void spend(std::int64_t units) { left_ -= units; }
    [[nodiscard]] bool is_over() const { return left_ <= 0; }

private:
    std::int64_t left_;
};

// What is sought for one word that was typed: itself, or any of the index's words that begin so.
struct SoughtWord {
    std::string match;                // FTS5's expression
    std::vector<std::string> any_of;  // where `match` is several words: these
    std::string beginning;            // of an unfinished word
    bool is_read = false;             // so many and so common words begin so that the rows are read instead
    [[nodiscard]] std::int64_t weight() const { return 1 + static_cast<std::int64_t>(any_of.size()) / 8; }
};

// All must occur, the last may be unfinished; quoting makes FTS5's own signs plain. The unfinished word becomes the
// words of the index that begin so: FTS5 itself would gather every place of all of them first, which takes a second in
// a district. Where they are too many to be named and common, texts are looked through: many of them have one. Empty if
// there is no word.
std::vector<SoughtWord> sought_words(Database& database, std::string_view typed, FoundIn where, Work& work);

// Words of a text that begin so, each once; letters and digits are taken as the index takes them.
std::vector<std::string> words_beginning(std::string_view text, const std::string& beginning);

// What stands in the visit that a hit belongs to, as far as the wall asks.
struct SearchHit {
    std::int64_t number = 0;  // of the row; the newest has the highest
    AnyId row;                // sorts by when it was made
    bool is_private = false;
    Observation visit;
};
// Nothing: the row is gone.
std::optional<SearchHit> hit_at(Database& database, FoundIn where, std::int64_t number);
// What stands around the words in this row.
std::string words_around(Database& database, const std::vector<SoughtWord>& words, FoundIn where, std::int64_t number);

// All names are read through when people are sought.
std::int64_t people_count(Database& database);

// What the wall asks of a visit, and nothing else of it.
std::optional<Observation> visit_facts(Database& database, const ObservationId& visit);

// The numbers between which a visit's rows lie; close together, unless something was added later.
struct RowSpan {
    std::int64_t first = 0;
    std::int64_t last = 0;
};
std::optional<RowSpan> rows_of_visit(Database& database, FoundIn where, const ObservationId& visit);

// A visit's place in the order of when visits began.
struct VisitKey {
    std::int64_t began_us = 0;
    std::int64_t number = 0;
    auto operator<=>(const VisitKey&) const = default;
};
struct OwnVisit {
    VisitKey key;
    ObservationId visit;
    Date on;
};
struct VisitPair {
    PersonId teacher;
    PersonId observer;
};
// Visits before `before` that a person made, came along to or was visited in, and those of these pairs; newest first.
std::vector<OwnVisit> own_visits(Database& database, const PersonId& person, const std::vector<VisitPair>& pairs,
                                 VisitKey before, int count_max);

}  // namespace throughline::store
