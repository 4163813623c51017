#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "tests/tidy/house_rules.hpp"

namespace tidy {
namespace {

// The words that begin a statement; "*" stands for any one word. Capitals, as this house writes SQL: in lower case
// they are English ("select a teacher from the list") unless a literal begins with them.
using Opening = std::array<std::string_view, 3>;
constexpr std::array openings{Opening{"SELECT"},
                              Opening{"INSERT", "INTO"},
                              Opening{"REPLACE", "INTO"},
                              Opening{"UPDATE", "*", "SET"},
                              Opening{"DELETE", "FROM"},
                              Opening{"CREATE", "TABLE"},
                              Opening{"CREATE", "INDEX"},
                              Opening{"CREATE", "TRIGGER"},
                              Opening{"CREATE", "VIEW"},
                              Opening{"ALTER", "TABLE"},
                              Opening{"DROP", "TABLE"},
                              Opening{"PRAGMA"},
                              Opening{"BEGIN", "IMMEDIATE"}};
// What makes a lower-case literal a statement and not a sentence: one word of English fewer to mistake.
constexpr std::array lower_openings{Opening{"insert", "into"}, Opening{"delete", "from"}, Opening{"update", "*", "set"},
                                    Opening{"create", "table"}, Opening{"pragma"}};

bool opens(const std::vector<Token>& tokens, std::size_t at, const Opening& opening)
{
    for (std::size_t i = 0; i < opening.size() && !opening[i].empty(); ++i) {
        if (at + i >= tokens.size()) return false;
        if (opening[i] != "*" && tokens[at + i].text != opening[i]) return false;
    }
    return true;
}

bool is_statement(const std::vector<Token>& tokens, std::size_t at)
{
    const auto opens_here = [&](const Opening& opening) { return opens(tokens, at, opening); };
    if (std::ranges::any_of(openings, opens_here)) return true;
    const bool begins_literal = at > 0 && (tokens[at - 1].text == "\"" || tokens[at - 1].text == "(");
    if (!begins_literal) return false;
    if (std::ranges::any_of(lower_openings, opens_here)) return true;
    // "select id, name from person": a column list or a star, which a sentence does not have.
    const bool is_select = tokens[at].text == "select" && at + 2 < tokens.size();
    return is_select && (tokens[at + 1].text == "*" || tokens[at + 2].text == "," || tokens[at + 2].text == "from" ||
                         tokens[at + 2].text == "(");
}

}  // namespace

Findings sql_outside_store(const SourceFile& file)
{
    Findings findings;
    const bool is_fenced = is_below(file, "include") || is_below(file, "core") || is_below(file, "app");
    if (!is_fenced || is_below(file, "core/store")) return findings;
    if (has_extension(file, ".sql")) findings.push_back({file.path, 1, "a file of SQL outside core/store/"});
    if (!is_cpp(file)) return findings;
    const auto literals = layers_of(file).literals;
    const auto tokens = tokens_of(literals);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        if (is_statement(tokens, i))
            findings.push_back({file.path, line_at(file.text, tokens[i].at),
                                fmt::format("SQL ({} ...) outside core/store/", tokens[i].text)});
    return findings;
}

}  // namespace tidy
