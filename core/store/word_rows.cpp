#include "core/store/word_rows.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "core/store/search_index.hpp"

namespace throughline::store {
namespace {

// More words than a person types: those after them are left to FTS5 as one, so that a pasted page opens no hundred
// statements.
constexpr std::size_t statements_max = 8;
// A place that is not within so many steps is sought instead.
constexpr int steps_max = 100;

}  // namespace

WordRows::Places::Places(Query query, const SoughtWord& word)
    : query_(std::move(query)), match_(word.match), weight_(word.weight())
{}

void WordRows::Places::step(Work& work)
{
    work.spend(weight_);
    if (query_.next())
        at_ = query_.take<std::int64_t>();
    else
        at_.reset();
}

void WordRows::Places::seek(std::int64_t row, Work& work)
{
    work.spend(Work::seek * weight_);
    query_.restart();
    query_.bind_all(match_, row);
    step(work);
    clear_to_ = row;
}

std::optional<std::int64_t> WordRows::Places::at_or_below(std::int64_t row, Work& work)
{
    if (row > clear_to_) {
        seek(row, work);
        return at_;
    }
    for (int steps = 0; at_ && *at_ > row; ++steps) {
        if (steps == steps_max) {
            seek(row, work);
            return at_;
        }
        clear_to_ = *at_ - 1;
        step(work);
    }
    return at_;
}

WordRows::WordRows(Database& database, FoundIn where, const std::vector<SoughtWord>& words)
{
    const std::string table = index_of(where).table;
    places_.reserve(statements_max);
    for (std::size_t word = 0; word < words.size(); ++word) {
        // Each statement has a text of its own: the same one cannot be in use twice.
        auto query = database.query(
            fmt::format("SELECT rowid FROM {0}_search WHERE {0}_search MATCH ?1 AND rowid <= ?2 ORDER BY rowid DESC /* "
                        "word {1} */",
                        table, places_.size()));
        auto sought = words[word];
        if (places_.size() + 1 == statements_max)
            while (++word < words.size()) sought.match += " AND " + words[word].match;
        places_.emplace_back(std::move(query), sought);
    }
}

WordRows::Step WordRows::next(std::int64_t from, std::int64_t to, Work& work)
{
    if (places_.empty() || from < to) return {};
    auto row = from;
    std::size_t agreeing = 0;
    for (std::size_t word = 0; agreeing < places_.size(); word = (word + 1) % places_.size()) {
        const auto at = places_[word].at_or_below(row, work);
        if (!at || *at < to) return {};
        if (*at == row) {
            ++agreeing;
            continue;
        }
        row = *at;
        agreeing = 1;
        if (work.is_over()) return {Step::End::unfinished, row};
    }
    return {Step::End::found, row};
}

}  // namespace throughline::store
