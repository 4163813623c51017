#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "tests/tidy/house_rules.hpp"

namespace tidy {
namespace {

constexpr std::size_t file_lines_max = 600;
constexpr std::size_t line_columns_max = 120;

bool is_source(const SourceFile& file)
{
    static constexpr std::array<std::string_view, 6> endings{".cpp", ".hpp", ".sql", ".cmake", ".sh", ".py"};
    const auto fits = [&file](std::string_view ending) { return has_extension(file, ending); };
    return std::ranges::any_of(endings, fits) || file.path.ends_with("CMakeLists.txt") || is_below(file, ".ci");
}

// Characters, not bytes: the bytes within a UTF-8 character begin with 10.
std::size_t columns_of(std::string_view line)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool is_part_of_path(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' || c == '~' ||
           c == '}' || c == ')';
}

}  // namespace

std::string Finding::text() const { return fmt::format("{}:{}: {}", path, line, what); }

Findings long_files(const SourceFile& file)
{
    const auto lines = lines_of(file.text).size();
    if (!is_source(file) || lines <= file_lines_max) return {};
    return {{file.path, lines, fmt::format("{} lines, of at most {}; split it by meaning", lines, file_lines_max)}};
}

Findings long_lines(const SourceFile& file)
{
    Findings findings;
    if (!is_source(file)) return findings;
    std::size_t line_number = 0;
    for (const auto line : lines_of(file.text)) {
        ++line_number;
        if (const auto columns = columns_of(line); columns > line_columns_max)
            findings.push_back(
                {file.path, line_number, fmt::format("{} columns, of at most {}", columns, line_columns_max)});
    }
    return findings;
}

Findings header_openings(const SourceFile& file)
{
    Findings findings;
    if (!has_extension(file, ".hpp")) return findings;
    const auto lines = lines_of(file.text);
    if (std::ranges::find(lines, std::string_view("#pragma once")) == lines.end())
        findings.push_back({file.path, 1, "a header without #pragma once"});
    if (!file.text.starts_with("//") && !file.text.starts_with("/*"))
        findings.push_back({file.path, 1, "a header opens with a comment: what it is, who uses it, what it promises"});
    return findings;
}

Findings leftover_notes(const SourceFile& file)
{
    Findings findings;
    if (!is_source(file)) return findings;
    const auto layers = layers_of(file);
    const bool has_comments = is_cpp(file) || has_extension(file, ".sql");
    for (const auto& token : tokens_of(has_comments ? layers.comments : layers.code)) {
        const auto text = token.text;
        if (text ==
                "TO"
                "DO" ||
            text ==
                "FIX"
                "ME" ||
            text ==
                "XX"
                "X")
            findings.push_back({file.path, line_at(file.text, token.at), "a note left over; do it or file an issue"});
    }
    return findings;
}

Findings machine_paths(const SourceFile& file)
{
    // In two pieces, since this file is looked at too.
    static constexpr std::array<std::string_view, 3> folders{
        "/"
        "work/",
        "/"
        "home/",
        "/"
        "root/"};
    Findings findings;
    for (const auto folder : folders) {
        for (auto at = file.text.find(folder); at != std::string::npos; at = file.text.find(folder, at + 1)) {
            // core/work/... and $HOME/work/... are no absolute paths.
            if (at > 0 && is_part_of_path(file.text[at - 1])) continue;
            findings.push_back({file.path, line_at(file.text, at), fmt::format("{}: a path of one machine", folder)});
        }
    }
    return findings;
}

}  // namespace tidy
