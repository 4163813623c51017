// Small questions about text that the library and both programs ask in the same way.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace throughline {

bool is_valid_utf8(std::string_view text);

// Without white space at both ends.
std::string_view trimmed(std::string_view text);

// For comparing what people type: lower case, without accents, runs of white space as one space.
// Input that is not UTF-8 is compared byte by byte.
std::string folded(std::string_view text);
// Characters (code points) of UTF-8, as people and limits count them.
std::size_t count_characters(std::string_view text);

// Takes the first word off the text; empty where there is none.
std::string_view next_word(std::string_view& text);
std::vector<std::string> split_words(std::string_view text);
std::string join(const std::vector<std::string>& parts, std::string_view between);

// "1 visit", "2 visits": the regular English plural, for messages and the command line.
std::string counted(std::int64_t count, std::string_view noun);

// "line 3, column 7": where the byte-th byte of a text stands, counted from 1, as readers of JSON report it.
std::string line_and_column(std::string_view text, std::size_t byte);

}  // namespace throughline
