// The words that schools use for roles, in one table.
#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "throughline/base/text.hpp"
#include "throughline/exchange/roster_file.hpp"

namespace throughline {
namespace {

constexpr unsigned teacher = 1U << static_cast<unsigned>(Role::teacher);
constexpr unsigned observer = 1U << static_cast<unsigned>(Role::observer);
constexpr unsigned leader = 1U << static_cast<unsigned>(Role::leader);
constexpr unsigned administrator = 1U << static_cast<unsigned>(Role::administrator);

struct RoleWord {
    std::string_view words;  // folded, single spaces, no punctuation
    unsigned roles;
};

// Whole titles only. "Football coach" must not become somebody who may open visits, so a coach's subject is listed.
constexpr std::array role_words{
    RoleWord{"teacher", teacher},
    RoleWord{"teacher leader", teacher | observer},
    RoleWord{"lead teacher", teacher | observer},
    RoleWord{"mentor teacher", teacher | observer},
    RoleWord{"master teacher", teacher | observer},
    RoleWord{"coach", observer},
    RoleWord{"mentor", observer},
    RoleWord{"observer", observer},
    RoleWord{"evaluator", observer},
    RoleWord{"leap leader", observer},
    RoleWord{"leap", observer},
    RoleWord{"department chair", observer},
    RoleWord{"dept chair", observer},
    RoleWord{"department head", observer},
    RoleWord{"dept head", observer},
    RoleWord{"department lead", observer},
    RoleWord{"head of department", observer},
    RoleWord{"chair", observer},
    RoleWord{"hod", observer},
    RoleWord{"principal", leader | observer},
    RoleWord{"assistant principal", leader | observer},
    RoleWord{"asst principal", leader | observer},
    RoleWord{"associate principal", leader | observer},
    RoleWord{"vice principal", leader | observer},
    RoleWord{"deputy principal", leader | observer},
    RoleWord{"ap", leader | observer},
    RoleWord{"vp", leader | observer},
    RoleWord{"head teacher", leader | observer},
    RoleWord{"headteacher", leader | observer},
    RoleWord{"deputy head teacher", leader | observer},
    RoleWord{"deputy headteacher", leader | observer},
    RoleWord{"assistant head teacher", leader | observer},
    RoleWord{"assistant headteacher", leader | observer},
    RoleWord{"deputy head", leader | observer},
    RoleWord{"assistant head", leader | observer},
    RoleWord{"head of school", leader | observer},
    RoleWord{"school leader", leader | observer},
    RoleWord{"leader", leader | observer},
    RoleWord{"administrator", administrator},
    RoleWord{"admin", administrator},
    RoleWord{"office", administrator},
    RoleWord{"school office", administrator},
    RoleWord{"office administrator", administrator},
};

constexpr std::array coached_subjects{
    "academic", "content", "curriculum", "data",     "ela",     "english",     "instruction", "instructional",
    "lead",     "leap",    "learning",   "literacy", "math",    "mathematics", "maths",       "new teacher",
    "peer",     "reading", "science",    "stem",     "teacher", "teaching",    "technology",  "writing"};

bool is_letter_or_digit(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || byte >= 0x80;
}

// Folded, punctuation as spaces; what stands in brackets or after a dash only narrows the title and goes.
std::string title_words(std::string_view part)
{
    std::string text = folded(part.substr(0, part.find('(')));
    for (const std::string_view dash : {" - ", " – ", " — ", ": "}) text = text.substr(0, text.find(dash));
    std::ranges::replace_if(
        text, [](char c) { return !is_letter_or_digit(c); }, ' ');
    return join(split_words(text), " ");
}

unsigned roles_of_title(std::string_view title)
{
    const auto found = std::ranges::find(role_words, title, &RoleWord::words);
    if (found != role_words.end()) return found->roles;
    constexpr std::string_view coach_ending = " coach";
    if (title.ends_with(coach_ending)) {
        const auto subject = title.substr(0, title.size() - coach_ending.size());
        return std::ranges::find(coached_subjects, subject) != coached_subjects.end() ? observer : 0;
    }
    // "6th grade teacher", "teacher of mathematics"; a "teacher aide" is none.
    if (title.ends_with(" teacher") || title.starts_with("teacher of ")) return teacher;
    if (title.ends_with(" department chair") || title.ends_with(" department head")) return observer;
    return 0;
}

std::vector<std::string_view> split_at_separators(std::string_view words)
{
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= words.size(); ++at) {
        const auto rest = words.substr(at);
        const bool is_and = rest.size() > 4 && (rest[0] == ' ' || rest[0] == '\n') &&
                            folded(rest.substr(1, 3)) == "and" && (rest[4] == ' ' || rest[4] == '\n');
        const bool is_end = at == words.size() || std::string_view(";,/&+|").find(words[at]) != std::string_view::npos;
        if (!is_and && !is_end) continue;
        if (const auto part = trimmed(words.substr(start, at - start)); !part.empty()) parts.push_back(part);
        if (is_and) at += 3;  // to the blank after it, which may begin another " and "
        start = at + 1;
    }
    return parts;
}

}  // namespace

std::vector<Role> roles_from_words(std::string_view words)
{
    const auto parts = split_at_separators(words);
    if (parts.empty()) return {Role::teacher};
    unsigned held = 0;
    for (const auto part : parts) {
        const auto roles = roles_of_title(title_words(part));
        if (roles == 0) return {};
        held |= roles;
    }
    std::vector<Role> roles;
    for (const auto role : {Role::teacher, Role::observer, Role::leader, Role::administrator})
        if ((held & 1U << static_cast<unsigned>(role)) != 0) roles.push_back(role);
    return roles;
}

std::string unknown_role_word(std::string_view words)
{
    for (const auto part : split_at_separators(words))
        if (roles_of_title(title_words(part)) == 0) return std::string(part);
    return {};
}

std::string_view role_words_understood()
{
    return "teacher, coach, instructional coach, LEAP leader, department chair, mentor, teacher leader, principal, "
           "assistant principal, administrator";
}

}  // namespace throughline
