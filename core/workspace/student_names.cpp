// Names of students: the list as hashes, and what in a visit's text looks like one.
#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "core/base/secrets.hpp"
#include "core/store/people.hpp"
#include "core/store/wall.hpp"
#include "core/workspace/detail.hpp"
#include "core/workspace/execute.hpp"
#include "core/workspace/settings.hpp"
#include "core/workspace/visibility.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/student_names.hpp"
#include "throughline/model/person.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/student_names.hpp"

namespace throughline {
namespace {

const std::string key_setting = "student_name_key";

struct Word {
    std::string text;
    bool begins_large = false;
    bool begins_sentence = false;
};

// A byte of a letter; everything above ASCII counts as one, as names have many.
bool is_letter(unsigned char c)
{
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || c == '-';
}

// Large letters of ASCII and the two-byte letters that names begin with: À to Þ, and those that folding changes.
bool begins_large(const std::string& word)
{
    const auto first = static_cast<unsigned char>(word[0]);
    if (first < 0x80) return first >= 'A' && first <= 'Z';
    return word.size() > 1 && first == 0xc3 && static_cast<unsigned char>(word[1]) >= 0x80 &&
           static_cast<unsigned char>(word[1]) <= 0x9e;
}

std::vector<Word> words_in(const std::string& text)
{
    std::vector<Word> words;
    bool begins = true;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_letter(static_cast<unsigned char>(text[at]))) {
            begins = begins || std::string_view(".!?:\n\"").find(text[at]) != std::string_view::npos;
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && is_letter(static_cast<unsigned char>(text[end]))) ++end;
        Word word{text.substr(at, end - at), false, begins};
        if (word.text.ends_with("'s")) word.text.resize(word.text.size() - 2);
        if (!word.text.empty()) {
            word.begins_large = throughline::begins_large(word.text);
            words.push_back(std::move(word));
        }
        begins = false;
        at = end;
    }
    return words;
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> all)
{
    return std::find(all.begin(), all.end(), folded(word)) != all.end();
}

bool says_something(const std::string& word)
{
    return is_one_of(word, {"said", "says", "asked", "asks", "answered", "answers", "replied", "explained", "explains",
                            "raised", "raises", "volunteered", "responded", "whispered", "shouted", "called"});
}

bool introduces(const std::string& word) { return is_one_of(word, {"student", "named", "pupil", "classmate"}); }

// Words with a large letter that are no names: what a script is full of.
bool is_ordinary(const std::string& word)
{
    return is_one_of(word, {"i",     "teacher", "student",  "students", "nobody",   "one",   "two", "three", "all",
                            "most",  "each",    "he",       "she",      "they",     "we",    "you", "it",    "who",
                            "class", "group",   "everyone", "another",  "mr",       "mrs",   "ms",  "dr",    "the",
                            "a",     "some",    "several",  "pairs",    "partners", "girls", "boys"});
}

class Finder {
public:
    explicit Finder(Context& context) : context_(context), key_(store::setting(context.database, key_setting, ""))
    {
        // Names are kept folded, too: a district's five thousand need not be folded for each question.
        for (const auto& row : store::all_people(context.database))
            for (auto& word : words_in(row.name_folded)) staff_.insert(std::move(word.text));
    }

    void look(const std::string& text, const std::string& where)
    {
        const auto words = words_in(text);
        for (std::size_t at = 0; at < words.size(); ++at) {
            if (const auto name = listed_name(words, at); !name.empty())
                add(name, where, true);
            else if (looks_like_name(words, at))
                add(words[at].text, where, false);
        }
    }
    std::vector<StudentNameQuestions::Row> take() { return std::move(rows_); }

private:
    // Two or three words in a row that are a name of the list, however they are written.
    [[nodiscard]] std::string listed_name(const std::vector<Word>& words, std::size_t at)
    {
        if (key_.empty()) return {};
        std::string name = words[at].text;
        for (std::size_t next = at + 1; next < std::min(words.size(), at + 3); ++next) {
            name += " " + words[next].text;
            if (store::is_student_name(context_.database, seal_of(folded(name), key_))) return name;
        }
        return {};
    }
    [[nodiscard]] bool looks_like_name(const std::vector<Word>& words, std::size_t at) const
    {
        const auto& word = words[at];
        if (!word.begins_large || is_ordinary(word.text) || staff_.contains(folded(word.text))) return false;
        if (at + 1 < words.size() && says_something(words[at + 1].text)) return true;
        return at > 0 && introduces(words[at - 1].text) && !word.begins_sentence;
    }
    void add(const std::string& name, const std::string& where, bool is_listed)
    {
        for (const auto& row : rows_)
            if (row.where == where && row.name.find(name) != std::string::npos) return;  // a part of one found before
        rows_.push_back({name, where, is_listed});
    }

    Context& context_;
    std::string key_;
    std::set<std::string> staff_;
    std::vector<StudentNameQuestions::Row> rows_;
};

std::vector<std::string> names_in(const std::string& text)
{
    std::vector<std::string> names;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const auto end = std::min(text.find('\n', begin), text.size());
        const auto line = std::string(trimmed(text.substr(begin, end - begin)));
        begin = end + 1;
        const auto split = split_name(line);
        if (split.given_name.empty() || split.family_name.empty()) continue;  // one word alone would ask too often
        names.push_back(split.given_name + " " + split.family_name);
    }
    return names;
}

}  // namespace

template <>
Result<int> handle(Context& context, const ImportStudentNames& import)
{
    if (const auto allowed = require_keeping_house(context); !allowed) return Failure(allowed.error());
    const auto names = names_in(import.text);
    if (names.empty() && !trimmed(import.text).empty())
        return fail(ErrorCode::bad_input, "No line holds a given and a family name, such as \"Maria Lopez\".");
    if (names.size() > student_names_max)
        return fail(ErrorCode::bad_input, "There are more than {0} names; that is no school.",
                    fmt::to_string(student_names_max));
    auto key = store::setting(context.database, key_setting, "");
    if (key.empty()) {
        key = new_key();
        set_setting(context, key_setting, key);
    }
    std::set<std::string> hashes;
    for (const auto& name : names) hashes.insert(seal_of(folded(name), key));
    store::replace_student_names(context.database, hashes);
    context.label = "Take in a list of students' names";
    context.final = true;
    return static_cast<int>(hashes.size());
}

template <>
Result<std::vector<StudentNameQuestions::Row>> answer(Context& context, const StudentNameQuestions& asked)
{
    const auto visit = answer(context, FeedbackPreview{asked.observation});
    if (!visit) return Failure(visit.error());
    Finder finder(context);
    finder.look(visit->observation.strength, "the strength");
    finder.look(visit->observation.growth_area, "the growth area");
    if (visit->step) finder.look(visit->step->text, "the action step");
    for (const auto& line : visit->evidence) {
        constexpr std::int64_t ms_a_second = 1000;
        constexpr std::int64_t seconds_a_minute = 60;
        const auto seconds = line.elapsed_ms / ms_a_second;
        finder.look(line.text,
                    fmt::format("the line at {}:{:02}", seconds / seconds_a_minute, seconds % seconds_a_minute));
    }
    return finder.take();
}

THROUGHLINE_COMMAND(ImportStudentNames);
THROUGHLINE_QUERY(StudentNameQuestions);

}  // namespace throughline
