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
    : query_(std::move(query)),
      match_(word.match),
      weight_(word.is_read ? Work::text : word.weight()),
      beginning_(word.is_read ? word.beginning : std::string())
{}

void WordRows::Places::step(Work& work)
{
    work.spend(weight_);
    if (!query_.next()) {
        at_.reset();
        return;
    }
    at_ = query_.take<std::int64_t>();
    if (!beginning_.empty()) has_word_ = !words_beginning(query_.take<std::string>(), beginning_).empty();
}

void WordRows::Places::seek(std::int64_t row, Work& work)
{
    query_.restart();
    if (beginning_.empty()) {
        work.spend(Work::seek * weight_);
        query_.bind(match_);
    }
    query_.bind_at(2, row);
    step(work);
    clear_to_ = row;
}

void WordRows::Places::go_to(std::int64_t row, Work& work)
{
    if (row > clear_to_) return seek(row, work);
    // Each text that is passed was looked through in vain.
    const int most = beginning_.empty() ? steps_max : 1;
    for (int steps = 0; at_ && *at_ > row; ++steps) {
        if (steps == most) return seek(row, work);
        clear_to_ = *at_ - 1;
        step(work);
    }
}

std::optional<WordRows::Places::Place> WordRows::Places::at_or_below(std::int64_t row, Work& work)
{
    go_to(row, work);
    if (!at_) return std::nullopt;
    if (beginning_.empty()) return Place{*at_, true};
    if (*at_ < row) return Place{*at_, false};
    return has_word_ ? Place{row, true} : Place{row - 1, false};
}

WordRows::WordRows(Database& database, FoundIn where, const std::vector<SoughtWord>& words)
{
    const std::string table = index_of(where).table;
    const std::string texts = index_of(where).texts;
    places_.reserve(statements_max);
    for (std::size_t word = 0; word < words.size(); ++word) {
        // Each statement has a text of its own: the same one cannot be in use twice.
        auto sought = words[word];
        auto query = database.query(
            sought.is_read
                ? fmt::format("SELECT number, {1} FROM {0} WHERE number <= ?2 ORDER BY number DESC", table, texts)
                : fmt::format(
                      "SELECT rowid FROM {0}_search WHERE {0}_search MATCH ?1 AND rowid <= ?2 ORDER BY rowid DESC /* "
                      "word {1} */",
                      table, places_.size()));
        if (places_.size() + 1 == statements_max)
            while (!sought.is_read && ++word < words.size()) sought.match += " AND " + words[word].match;
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
        if (!at || at->row < to) return {};
        if (at->row == row) {
            agreeing += at->is_sure ? 1 : 0;
            continue;
        }
        row = at->row;
        agreeing = at->is_sure ? 1 : 0;
        if (work.is_over()) return {Step::End::unfinished, row};
    }
    return {Step::End::found, row};
}

}  // namespace throughline::store
