#include "core/store/search.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline::store {
namespace {

struct Index {
    FoundIn where;
    const char* table;
    const char* observation;  // the column that names the visit
    const char* is_private;
    const char* column;  // of the snippet: -1, whichever has the words
};
constexpr std::array indexes{Index{FoundIn::evidence, "evidence", "observation_id", "is_private", "0"},
                             Index{FoundIn::feedback, "observation", "id", "0", "-1"},
                             Index{FoundIn::action_step, "action_step", "observation_id", "0", "0"},
                             Index{FoundIn::debrief, "debrief", "observation_id", "0", "-1"}};

const Index& index_of(FoundIn where) { return *std::ranges::find(indexes, where, &Index::where); }

// More words than these that begin alike are left to FTS5, which gathers all of their places.
constexpr std::size_t words_max = 100;

// A word as the index keeps it: letters and digits only, so that it is one token.
bool is_one_token(std::string_view word)
{
    return std::ranges::all_of(word, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z');
    });
}

// The words of the index that begin with `beginning`; one more than words_max if there are more. Each is sought by
// itself: the list has a line for every place of every word.
std::vector<std::string> words_that_begin(Database& database, const Index& index, const std::string& beginning)
{
    auto next = database.query(
        fmt::format("SELECT term FROM temp.{}_words WHERE term >= ? ORDER BY term LIMIT 1", index.table));
    std::vector<std::string> words;
    auto from = beginning;
    while (words.size() <= words_max) {
        next.restart();
        next.bind(from);
        if (!next.next()) break;
        auto word = next.take<std::string>();
        if (!word.starts_with(beginning)) break;
        from = word + '\x01';
        words.push_back(std::move(word));
    }
    return words;
}

std::string unfinished(Database& database, const Index& index, const std::string& quoted, const std::string& word)
{
    const auto begun = "\"" + quoted + "\"*";
    const auto beginning = folded(word);
    if (!is_one_token(beginning)) return begun;
    const auto words = words_that_begin(database, index, beginning);
    if (words.empty() || words.size() > words_max) return begun;
    std::string any;
    for (const auto& each : words) any += (any.empty() ? "\"" : " OR \"") + each + "\"";
    return "(" + any + ")";
}

SearchHit take_hit(Query& query)
{
    SearchHit hit;
    query.read(hit.number);
    query.read(hit.observation);
    query.read(hit.is_private);
    return hit;
}

std::string hits_from(const Index& index)
{
    return fmt::format(
        "SELECT r.number, r.{1}, {2} FROM {0}_search CROSS JOIN {0} AS r ON r.number = {0}_search.rowid WHERE "
        "{0}_search MATCH ?1 ",
        index.table, index.observation, index.is_private);
}

}  // namespace

void prepare_search(Database& database)
{
    for (const auto& index : indexes)
        database.script(fmt::format(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{0}_words USING fts5vocab (main, {0}_search, instance)",
            index.table));
}

std::string match_expression(Database& database, std::string_view typed, FoundIn where)
{
    std::string expression;
    const auto words = split_words(typed);
    for (const auto& word : words) {
        std::string quoted;
        for (const char c : word) quoted += c == '"' ? ' ' : c;
        if (trimmed(quoted).empty()) continue;
        const bool is_last = &word == &words.back();
        if (!expression.empty()) expression += " AND ";
        expression += is_last ? unfinished(database, index_of(where), quoted, word) : "\"" + quoted + "\"";
    }
    return expression;
}

std::vector<SearchHit> search(Database& database, std::string_view match, FoundIn where, std::int64_t before,
                              int count_max)
{
    const auto& index = index_of(where);
    auto query =
        database.query(hits_from(index) +
                       fmt::format("AND {0}_search.rowid < ?2 ORDER BY {0}_search.rowid DESC LIMIT ?3", index.table));
    query.bind_all(match, before, count_max);
    std::vector<SearchHit> hits;
    while (query.next()) hits.push_back(take_hit(query));
    return hits;
}

std::vector<SearchHit> search_in_visit(Database& database, std::string_view match, FoundIn where,
                                       const ObservationId& visit)
{
    const auto& index = index_of(where);
    // A visit's lines lie close together, whatever else was written meanwhile.
    auto span = database.query(
        fmt::format("SELECT min(number), max(number) FROM {} WHERE {} = ?", index.table, index.observation));
    span.bind(visit);
    span.next();
    const auto first = span.take<std::optional<std::int64_t>>();
    const auto last = span.take<std::optional<std::int64_t>>();
    std::vector<SearchHit> hits;
    if (!first || !last) return hits;
    auto query =
        database.query(hits_from(index) + fmt::format("AND {0}_search.rowid BETWEEN ?2 AND ?3 AND r.{1} = ?4 ORDER BY "
                                                      "{0}_search.rowid DESC",
                                                      index.table, index.observation));
    query.bind_all(match, *first, *last, visit);
    while (query.next()) hits.push_back(take_hit(query));
    return hits;
}

std::vector<std::string> snippets(Database& database, std::string_view match, FoundIn where,
                                  const std::vector<std::int64_t>& numbers)
{
    const auto& index = index_of(where);
    auto query = database.query(fmt::format(
        "SELECT snippet({0}_search, {1}, '', '', ' ... ', 24) FROM {0}_search WHERE {0}_search MATCH ?1 AND rowid = ?2",
        index.table, index.column));
    std::vector<std::string> found;
    for (const auto number : numbers) {
        query.restart();
        query.bind_all(match, number);
        found.push_back(query.next() ? query.take<std::string>() : std::string());
    }
    return found;
}

std::optional<Observation> visit_facts(Database& database, const ObservationId& visit)
{
    auto query = database.query(
        "SELECT teacher_id, observer_id, co_observer_id, purpose, state, started_on FROM observation INDEXED BY "
        "observation_wall WHERE id = ?");
    query.bind(visit);
    if (!query.next()) return std::nullopt;
    Observation facts;
    facts.id = visit;
    query.read(facts.teacher);
    query.read(facts.observer);
    query.read(facts.co_observer);
    query.read(facts.purpose);
    query.read(facts.state);
    query.read(facts.started_on);
    return facts;
}

namespace {

std::vector<VisitDay> take_days(Query& query)
{
    std::vector<VisitDay> visits;
    while (query.next()) {
        VisitDay day;
        query.read(day.visit);
        query.read(day.on);
        visits.push_back(day);
    }
    return visits;
}

}  // namespace

std::vector<VisitDay> visits_with(Database& database, const PersonId& person, int count_max)
{
    auto query = database.query(
        "SELECT id, started_on FROM (SELECT id, started_on, started_at FROM observation WHERE teacher_id = ?1 UNION "
        "SELECT id, started_on, started_at FROM observation WHERE observer_id = ?1 UNION SELECT id, started_on, "
        "started_at FROM observation WHERE co_observer_id = ?1) ORDER BY started_at DESC LIMIT ?2");
    query.bind_all(person, count_max);
    return take_days(query);
}

std::vector<VisitDay> visits_of_pair(Database& database, const PersonId& teacher, const PersonId& observer,
                                     int count_max)
{
    auto query = database.query(
        "SELECT id, started_on FROM observation WHERE teacher_id = ?1 AND observer_id = ?2 ORDER BY started_at DESC "
        "LIMIT ?3");
    query.bind_all(teacher, observer, count_max);
    return take_days(query);
}

}  // namespace throughline::store
