// What a coach types while watching: one line, its speaker's prefix, its tags, its abbreviations, its judging words.
// Pure text in, values out; the same rules for the window and for tests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "throughline/model/observation.hpp"
#include "throughline/model/rubric.hpp"

namespace throughline {

struct ScriptLine {
    Speaker speaker = Speaker::none;
    std::string text;                       // without prefix and tags, abbreviations expanded
    std::vector<std::string> indicators;    // codes of the rubric, as tagged, each once
    std::vector<std::string> unknown_tags;  // "#42" when the rubric has no 42: kept in the text as typed
    bool is_private = false;
};

// "t who can explain why? #6.1 #3b" -> teacher, tags 6.1 and 3b. Prefixes: `t ` teacher, `s ` student, `o ` observer,
// `! ` or `p ` private (before a speaker's prefix or alone). `#` tags are codes of the rubric, any case; a tag the
// rubric lacks stays in the text. Abbreviations are whole words.
ScriptLine parse_script_line(std::string_view typed, const Rubric& rubric,
                             const std::map<std::string, std::string>& abbreviations);

// A word that judges instead of telling what was seen, for a quiet underline and a suggestion; never a block.
struct JudgementWord {
    std::size_t begin = 0;  // byte offsets into the text
    std::size_t end = 0;
    std::string suggestion;
};
std::vector<JudgementWord> judgement_words(std::string_view text);

// "00:01:30" (hours may be more than two digits) and back; nothing else. Milliseconds are dropped.
std::string spoken_elapsed(std::int64_t elapsed_ms);  // "01:30", "1:02:05"
std::optional<std::int64_t> parse_elapsed(std::string_view text);

}  // namespace throughline
