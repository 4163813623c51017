#include "core/store/filling.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>
#include <sqlite3.h>

#include "core/store/month_summaries.hpp"
#include "core/store/summaries.hpp"
#include "core/store/triggers_aside.hpp"

namespace throughline::store {
namespace {

struct Indexed {
    const char* table;
    const char* texts;
};
constexpr std::array all_indexed{Indexed{"evidence", "text"}, Indexed{"observation", "strength, growth_area"},
                                 Indexed{"action_step", "text"}, Indexed{"debrief", "notes, teacher_words"}};

void configure(Database& database, const Indexed& indexed, const char* option, int value)
{
    database.query(fmt::format("INSERT INTO {0}_search ({0}_search, rank) VALUES (?, ?)", indexed.table))
        .bind_all(option, value)
        .run();
}

}  // namespace

Filling::Filling(Database& database) : database_(database)
{
    database_.script("PRAGMA journal_mode = OFF");
    database_.script("PRAGMA synchronous = OFF");
    // The pages that rows are added to, of all tables and indexes, stay in memory.
    database_.script("PRAGMA cache_size = -262144");
    triggers_ = put_triggers_aside(database_, TriggersOf::file, "%\\_search\\_%");
    std::ranges::move(put_triggers_aside(database_, TriggersOf::file, "visit\\_summary\\_%"),
                      std::back_inserter(triggers_));
    std::ranges::move(put_triggers_aside(database_, TriggersOf::file, "month\\_summary\\_%"),
                      std::back_inserter(triggers_));
    indexed_.resize(all_indexed.size());
    for (const auto& indexed : all_indexed) {
        // One piece a transaction instead of one a megabyte, and few of them put together before the end.
        configure(database_, indexed, "hashsize", 64 << 20);
        configure(database_, indexed, "automerge", 0);
        configure(database_, indexed, "crisismerge", 64);
    }
}

void Filling::index_new_texts()
{
    for (std::size_t i = 0; i < all_indexed.size(); ++i) {
        const auto& [table, texts] = all_indexed[i];
        database_
            .query(fmt::format("INSERT INTO {0}_search (rowid, {1}) SELECT number, {1} FROM {0} WHERE number > ?",
                               table, texts))
            .bind(indexed_[i])
            .run();
        auto last = database_.query(fmt::format("SELECT coalesce(max(number), 0) FROM {}", table));
        last.next();
        last.read(indexed_[i]);
    }
}

// At the end, as steps and debriefs of one visit go on in the next.
void Filling::summarize(const std::function<bool()>& is_stopped)
{
    constexpr std::int64_t visits_at_once = 10'000;  // a second's work at most
    std::int64_t last = 0;
    {
        auto query = database_.query("SELECT coalesce(max(number), 0) FROM observation");
        query.next();
        query.read(last);
    }
    for (std::int64_t done = 0; done < last && !is_stopped(); done += visits_at_once) {
        Transaction transaction(database_);
        summarize_visits(database_, done, done + visits_at_once);
        transaction.commit();
    }
    Transaction transaction(database_);
    pack_months_anew(database_, is_stopped);
    transaction.commit();
}

void Filling::finish(const std::function<bool()>& is_stopped)
{
    constexpr int pages_at_once = 2'000;
    auto* handle = database_.raw().getHandle();
    for (const auto& indexed : all_indexed) {
        Transaction transaction(database_);
        for (bool moved = true; moved && !is_stopped();) {
            const auto before = sqlite3_total_changes64(handle);
            configure(database_, indexed, "merge", -pages_at_once);
            moved = sqlite3_total_changes64(handle) - before > 1;  // FTS5: one change is its own note, and no merge
        }
        // As FTS5 has them where nothing is said.
        configure(database_, indexed, "hashsize", 1 << 20);
        configure(database_, indexed, "automerge", 4);
        configure(database_, indexed, "crisismerge", 16);
        transaction.commit();
    }
    summarize(is_stopped);
    for (const auto& definition : triggers_) database_.script(definition);
    database_.script("PRAGMA synchronous = FULL");
    database_.script("PRAGMA journal_mode = WAL");
}

}  // namespace throughline::store
