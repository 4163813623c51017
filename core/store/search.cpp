#include "core/store/search.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "core/store/search_index.hpp"
#include "core/store/visit_facts.hpp"
#include "throughline/base/text.hpp"

namespace throughline::store {
namespace {

// More words than these that begin alike are left to FTS5, which gathers all of their places.
constexpr std::size_t words_max = 100;
// Words that stand in one of a hundred texts are common: the newest texts say so.
constexpr int texts_asked = 400;
constexpr int texts_common = 4;

// Of what stands around the words of a hit.
constexpr int shown_words = 24;

std::string any_of(const std::vector<std::string>& words)
{
    std::string any;
    for (const auto& word : words) any += (any.empty() ? "(\"" : " OR \"") + word + "\"";
    return any + ")";
}

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
std::vector<std::string> words_that_begin(Database& database, const SearchIndex& index, const std::string& beginning,
                                          Work& work)
{
    auto next = database.query(
        fmt::format("SELECT term FROM temp.{}_words WHERE term >= ? ORDER BY term LIMIT 1", index.table));
    std::vector<std::string> words;
    auto from = beginning;
    while (words.size() <= words_max) {
        next.restart();
        next.bind(from);
        work.spend(Work::seek);
        if (!next.next()) break;
        auto word = next.take<std::string>();
        if (!word.starts_with(beginning)) break;
        from = word + '\x01';
        words.push_back(std::move(word));
    }
    return words;
}

bool is_common(Database& database, const SearchIndex& index, const std::string& beginning, Work& work)
{
    auto newest =
        database.query(fmt::format("SELECT {1} FROM {0} ORDER BY number DESC LIMIT ?", index.table, index.texts));
    newest.bind(texts_asked);
    int having = 0;
    while (having < texts_common && newest.next()) {
        work.spend(Work::text);
        having += words_beginning(newest.take<std::string>(), beginning).empty() ? 0 : 1;
    }
    return having == texts_common;
}

SoughtWord unfinished(Database& database, const SearchIndex& index, const std::string& quoted, const std::string& word,
                      Work& work)
{
    const auto beginning = folded(word);
    SoughtWord sought{"\"" + quoted + "\"*", {}, {}};
    if (!is_one_token(beginning)) return sought;
    sought.beginning = beginning;
    auto words = words_that_begin(database, index, beginning, work);
    if (words.size() > words_max) {
        sought.is_read = is_common(database, index, beginning, work);
    } else if (!words.empty()) {
        sought.match = any_of(words);
        sought.any_of = std::move(words);
    }
    return sought;
}

// Whether a text is so short that all of it stands around its words. Signs that are no letters to the index count here
// as letters of a word, or as words: then the index is asked, or a few words more are shown.
bool is_shown_whole(std::string_view text)
{
    int words = 0;
    bool in_word = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_letter = byte >= 0x80 || std::isalnum(byte) != 0;
        words += is_letter && !in_word ? 1 : 0;
        in_word = is_letter;
    }
    return words <= shown_words;
}

// The words of a row that has all of them, as any of which it may have: so each is sought at this row alone.
std::string any_in(const std::vector<SoughtWord>& words, std::string_view text)
{
    const auto plain = folded(text);
    std::string expression;
    for (const auto& word : words) {
        std::vector<std::string> there;
        for (const auto& each : word.any_of)
            if (plain.find(each) != std::string::npos) there.push_back(each);
        if (word.any_of.empty() && !word.beginning.empty()) there = words_beginning(text, word.beginning);
        if (!expression.empty()) expression += " OR ";
        expression += there.empty() ? word.match : any_of(there);
    }
    return expression;
}

}  // namespace

void prepare_search(Database& database)
{
    for (const auto& index : search_indexes)
        database.script(fmt::format(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.{0}_words USING fts5vocab (main, {0}_search, instance)",
            index.table));
}

std::vector<std::string> words_beginning(std::string_view text, const std::string& beginning)
{
    auto plain = folded(text);
    // Quotation marks, dashes and their like are the only signs beyond ASCII that stand beside words in these texts.
    for (const std::string_view mark : {"\xE2\x80", "\xC2"})
        for (auto at = plain.find(mark); at != std::string::npos; at = plain.find(mark, at))
            plain.replace(at, mark.size() + 1, mark.size() + 1, ' ');
    const auto is_letter = [](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
    };
    std::vector<std::string> words;
    for (auto from = plain.begin(); from != plain.end();) {
        from = std::find_if(from, plain.end(), is_letter);
        const auto to = std::find_if_not(from, plain.end(), is_letter);
        std::string word(from, to);
        if (word.starts_with(beginning) && std::ranges::find(words, word) == words.end())
            words.push_back(std::move(word));
        from = to;
    }
    return words;
}

std::vector<SoughtWord> sought_words(Database& database, std::string_view typed, FoundIn where, Work& work)
{
    std::vector<SoughtWord> sought;
    const auto words = split_words(typed);
    for (const auto& word : words) {
        std::string quoted;
        for (const char c : word) quoted += c == '"' ? ' ' : c;
        if (trimmed(quoted).empty()) continue;
        const bool is_last = &word == &words.back();
        if (is_last)
            sought.push_back(unfinished(database, index_of(where), quoted, word, work));
        else
            sought.push_back({"\"" + quoted + "\"", {}, {}});
    }
    return sought;
}

std::optional<SearchHit> hit_at(Database& database, FoundIn where, std::int64_t number)
{
    const auto& index = index_of(where);
    auto query = database.query(fmt::format(
        "SELECT r.id, {2}, {3} FROM {0} AS r CROSS JOIN observation AS o INDEXED BY observation_wall ON o.id = "
        "r.{1} WHERE r.number = ?",
        index.table, index.observation, index.is_private, visit_facts_columns));
    query.bind(number);
    if (!query.next()) return std::nullopt;
    SearchHit hit;
    hit.number = number;
    query.read(hit.row);
    query.read(hit.is_private);
    read_visit_facts(query, hit.visit);
    return hit;
}

std::string words_around(Database& database, const std::vector<SoughtWord>& words, FoundIn where, std::int64_t number)
{
    const auto& index = index_of(where);
    auto row = database.query(fmt::format("SELECT {1} FROM {0} WHERE number = ?", index.table, index.texts));
    row.bind(number);
    if (!row.next()) return {};
    auto text = row.take<std::string>();
    const bool is_one_text = std::string_view(index.column) == "0";
    if (is_one_text && is_shown_whole(text)) return text;
    auto query =
        database.query(fmt::format("SELECT snippet({0}_search, {1}, '', '', ' ... ', {2}) FROM {0}_search WHERE "
                                   "{0}_search MATCH ?1 AND rowid = ?2",
                                   index.table, index.column, shown_words));
    query.bind_all(any_in(words, text), number);
    return query.next() ? query.take<std::string>() : std::string();
}

std::int64_t people_count(Database& database)
{
    auto query = database.query("SELECT count(*) FROM person");
    query.next();
    return query.take<std::int64_t>();
}

std::optional<Observation> visit_facts(Database& database, const ObservationId& visit)
{
    auto query = database.query(fmt::format(
        "SELECT {0} FROM observation AS o INDEXED BY observation_wall WHERE o.id = ?", visit_facts_columns));
    query.bind(visit);
    if (!query.next()) return std::nullopt;
    Observation found;
    read_visit_facts(query, found);
    return found;
}

std::optional<RowSpan> rows_of_visit(Database& database, FoundIn where, const ObservationId& visit)
{
    const auto& index = index_of(where);
    auto query = database.query(
        fmt::format("SELECT min(number), max(number) FROM {0} WHERE {1} = ?", index.table, index.observation));
    query.bind(visit);
    query.next();
    const auto first = query.take<std::optional<std::int64_t>>();
    const auto last = query.take<std::optional<std::int64_t>>();
    if (!first || !last) return std::nullopt;
    return RowSpan{*first, *last};
}

namespace {

void take_visits(Query& query, std::vector<OwnVisit>& visits)
{
    while (query.next()) {
        OwnVisit visit;
        query.read(visit.key.began_us);
        query.read(visit.key.number);
        query.read(visit.visit);
        query.read(visit.on);
        visits.push_back(visit);
    }
}

std::string visits_before(const char* condition)
{
    return fmt::format(
        "SELECT started_at, number, id, started_on FROM observation WHERE {0} AND (started_at, number) < (?1, ?2) "
        "ORDER "
        "BY started_at DESC, number DESC LIMIT ?3",
        condition);
}

}  // namespace

std::vector<OwnVisit> own_visits(Database& database, const PersonId& person, const std::vector<VisitPair>& pairs,
                                 VisitKey before, int count_max)
{
    std::vector<OwnVisit> visits;
    for (const auto* condition : {"teacher_id = ?4", "observer_id = ?4", "co_observer_id = ?4"}) {
        auto query = database.query(visits_before(condition));
        query.bind_all(before.began_us, before.number, count_max, person);
        take_visits(query, visits);
    }
    for (const auto& pair : pairs) {
        auto query = database.query(visits_before("teacher_id = ?4 AND +observer_id = ?5"));
        query.bind_all(before.began_us, before.number, count_max, pair.teacher, pair.observer);
        take_visits(query, visits);
    }
    // Each part has its newest: so the newest of all are whole.
    std::ranges::sort(visits, std::greater{}, &OwnVisit::key);
    const auto is_same = [](const OwnVisit& a, const OwnVisit& b) { return a.key == b.key; };
    visits.erase(std::unique(visits.begin(), visits.end(), is_same), visits.end());
    if (visits.size() > static_cast<std::size_t>(count_max)) visits.resize(static_cast<std::size_t>(count_max));
    return visits;
}

}  // namespace throughline::store
