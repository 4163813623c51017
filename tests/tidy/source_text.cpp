#include "tests/tidy/source_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <iterator>

namespace tidy {
namespace {

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

// Cuts a text into stretches of one kind each. `at_` only moves forward, so each character lands in one layer.
class LayerCutter {
public:
    explicit LayerCutter(std::string_view text) : text_(text)
    {
        std::string blank(text);
        std::ranges::replace_if(
            blank, [](char c) { return c != '\n'; }, ' ');
        layers_ = {blank, blank, blank};
    }

    Layers cut_cpp()
    {
        while (at_ < text_.size()) {
            if (starts("//"))
                take(layers_.comments, end_of("\n", at_) - at_);
            else if (starts("/*"))
                take(layers_.comments, past("*/", at_ + 2) - at_);
            else if (text_[at_] == '"' && is_raw())
                take(layers_.literals, raw_length());
            else if (text_[at_] == '"')
                take(layers_.literals, quoted_length('"'));
            else if (text_[at_] == '\'' && !is_digit_separator())
                take(layers_.literals, quoted_length('\''));
            else
                take(layers_.code, 1);
        }
        return layers_;
    }

    Layers cut_sql()
    {
        while (at_ < text_.size()) {
            if (starts("--"))
                take(layers_.comments, end_of("\n", at_) - at_);
            else if (starts("/*"))
                take(layers_.comments, past("*/", at_ + 2) - at_);
            else if (text_[at_] == '\'')
                take(layers_.literals, past("'", at_ + 1) - at_);
            else
                take(layers_.code, 1);
        }
        return layers_;
    }

private:
    bool starts(std::string_view with) const { return text_.substr(at_).starts_with(with); }
    std::size_t end_of(std::string_view stop, std::size_t from) const
    {
        return std::min(text_.find(stop, from), text_.size());
    }
    std::size_t past(std::string_view stop, std::size_t from) const
    {
        return std::min(end_of(stop, from) + stop.size(), text_.size());
    }

    void take(std::string& layer, std::size_t length)
    {
        layer.replace(at_, length, text_.substr(at_, length));
        at_ += length;
    }

    std::size_t quoted_length(char quote) const
    {
        auto end = at_ + 1;
        // A quotation mark that is never closed ends with its line, so that the rest of the file is still read.
        while (end < text_.size() && text_[end] != quote && text_[end] != '\n') end += text_[end] == '\\' ? 2 : 1;
        return std::min(end + 1, text_.size()) - at_;
    }

    // Where the name or number that ends just before `at_` begins; digit separators are within a number.
    std::size_t word_before() const
    {
        auto begin = at_;
        while (begin > 0 && (is_letter(text_[begin - 1]) || text_[begin - 1] == '\'')) --begin;
        return begin;
    }
    bool is_digit_separator() const { return word_before() < at_ && is_digit(text_[word_before()]); }

    bool is_raw() const
    {
        static constexpr std::array<std::string_view, 5> prefixes{"R", "u8R", "uR", "UR", "LR"};
        const auto begin = word_before();
        return std::ranges::find(prefixes, text_.substr(begin, at_ - begin)) != prefixes.end();
    }
    std::size_t raw_length() const
    {
        const auto open = end_of("(", at_);
        const auto close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
        return past(close, open) - at_;
    }

    std::string_view text_;
    Layers layers_;
    std::size_t at_ = 0;
};

bool is_skipped(const std::filesystem::path& folder)
{
    const auto name = folder.filename().string();
    // Hidden folders are git's and the editors', except the one with the command for continuous integration.
    return name == "build" || (name.starts_with(".") && name != ".ci");
}

}  // namespace

std::vector<SourceFile> source_tree(const std::filesystem::path& top)
{
    std::vector<SourceFile> files;
    for (auto entry = std::filesystem::recursive_directory_iterator(top); entry != end(entry); ++entry) {
        if (entry->is_directory() && is_skipped(entry->path())) entry.disable_recursion_pending();
        // In a second work tree of a repository, `.git` is a file.
        if (!entry->is_regular_file() || entry->path().filename() == ".git") continue;
        std::ifstream stream(entry->path(), std::ios::binary);
        std::string text(std::istreambuf_iterator<char>(stream), {});
        const bool is_binary = text.find('\0') != std::string::npos;
        if (!is_binary) files.push_back({entry->path().lexically_relative(top).generic_string(), std::move(text)});
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

bool has_extension(const SourceFile& file, std::string_view extension) { return file.path.ends_with(extension); }

bool is_below(const SourceFile& file, std::string_view folder)
{
    return file.path.starts_with(std::string(folder) + "/");
}

bool is_cpp(const SourceFile& file) { return has_extension(file, ".cpp") || has_extension(file, ".hpp"); }

Layers layers_of(const SourceFile& file)
{
    if (is_cpp(file)) return LayerCutter(file.text).cut_cpp();
    if (has_extension(file, ".sql")) return LayerCutter(file.text).cut_sql();
    return {file.text, {}, {}};
}

bool is_name(const Token& token) { return is_letter(token.text.front()) && !is_digit(token.text.front()); }

std::vector<Token> tokens_of(std::string_view code)
{
    std::vector<Token> tokens;
    for (std::size_t at = 0; at < code.size();) {
        auto end = at + 1;
        if (is_letter(code[at])) {
            const bool is_number = is_digit(code[at]);
            while (end < code.size() && (is_letter(code[end]) || (is_number && code[end] == '\''))) ++end;
        }
        if (std::isspace(static_cast<unsigned char>(code[at])) == 0) tokens.push_back({code.substr(at, end - at), at});
        at = end;
    }
    return tokens;
}

std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool next_is_lower = i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1])) != 0;
        // "HTTPReader" is "http reader": a capital begins a word after a small letter, or before one.
        const bool begins = is_upper(name[i]) && i > 0 && (!is_upper(name[i - 1]) || next_is_lower);
        if ((begins || !is_letter(name[i]) || name[i] == '_') && !words.back().empty()) words.emplace_back();
        if (is_letter(name[i]) && name[i] != '_')
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::size_t line_at(std::string_view text, std::size_t at)
{
    return 1 + static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n'));
}

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace tidy
