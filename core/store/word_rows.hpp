// Rows of one search index that have several words, from the newest down.
//
// Used by Search. FTS5 itself would go through all of the places of common words that are never together before it
// answers, however narrow the span of rows it is asked for; here each word has a statement of its own and they overtake
// each other downwards, so that the work is counted and can be put down at any row. Promises: every row is settled once
// and in order; where two words are far apart the nearer one is not read through but sought anew.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "core/store/search.hpp"

namespace throughline::store {

class WordRows {
public:
    static constexpr std::int64_t newest = std::numeric_limits<std::int64_t>::max();

    WordRows(Database& database, FoundIn where, const std::vector<SoughtWord>& words);

    struct Step {
        enum class End { found, none, unfinished } end = End::none;
        std::int64_t row = 0;  // found: this one; unfinished: all above it are settled
    };
    // The highest row from `from` down to `to` that has all words. At least one row is settled, whatever work is left.
    Step next(std::int64_t from, std::int64_t to, Work& work);

private:
    // One word's places, or rows whose texts are read for it. Knows of a span of rows that the word has nothing in:
    // above `at_`, up to `clear_to_`.
    class Places {
    public:
        Places(Query query, const SoughtWord& word);
        // The highest place at or below `row`; of rows that are read, where it may be next. Nothing: there is none.
        struct Place {
            std::int64_t row;
            bool is_sure;
        };
        std::optional<Place> at_or_below(std::int64_t row, Work& work);

    private:
        void go_to(std::int64_t row, Work& work);
        void seek(std::int64_t row, Work& work);
        void step(Work& work);

        Query query_;
        std::string match_;
        std::int64_t weight_;
        std::string beginning_;  // of rows that are read
        bool has_word_ = true;   // the row that was read
        std::optional<std::int64_t> at_;
        std::int64_t clear_to_ = -1;  // nothing was sought yet
    };

    std::vector<Places> places_;
};

}  // namespace throughline::store
