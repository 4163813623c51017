// Source files as the house rules see them: a path, a text, and the text taken apart into code, literals and comments.
// Used by the checks in this folder, which must not find a banned word in a sentence or a statement in a comment.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

struct SourceFile {
    std::string path;  // below the top folder, '/' between
    std::string text;
};

// The project's own text files below `top`: neither what a build makes nor what git keeps.
std::vector<SourceFile> source_tree(const std::filesystem::path& top);

bool has_extension(const SourceFile& file, std::string_view extension);  // with its dot
bool is_below(const SourceFile& file, std::string_view folder);
bool is_cpp(const SourceFile& file);

// Three texts as long as the file's, with the same line breaks; what belongs to another layer is blank. Quotation
// marks stand with their literals. Knows C++ and SQL; of other files everything is code.
struct Layers {
    std::string code;
    std::string literals;
    std::string comments;
};
Layers layers_of(const SourceFile& file);

struct Token {
    std::string_view text;  // an identifier, a number, or one other character
    std::size_t at = 0;
};
bool is_name(const Token& token);
std::vector<Token> tokens_of(std::string_view code);

// "RubricVersionId" and "rubric_version_id" are both {"rubric", "version", "id"}.
std::vector<std::string> words_of(std::string_view name);

std::size_t line_at(std::string_view text, std::size_t at);  // counted from 1
std::vector<std::string_view> lines_of(std::string_view text);

}  // namespace tidy
