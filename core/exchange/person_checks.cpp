#include "core/exchange/person_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

int characters(std::string_view text)
{
    const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<int>(std::ranges::count_if(text, is_start));
}

std::optional<PersonFault> length_fault(const RosterPerson& person)
{
    struct Limit {
        PersonField field;
        std::string_view noun;
        std::string_view text;
        int chars_max;
    };
    for (const auto& limit : {Limit{PersonField::given_name, "given name", person.given_name, person_name_chars_max},
                              Limit{PersonField::family_name, "family name", person.family_name, person_name_chars_max},
                              Limit{PersonField::email, "e-mail address", person.email, email_chars_max},
                              Limit{PersonField::school, "school", person.school_name, roster_text_chars_max},
                              Limit{PersonField::subject, "subject", person.subject, roster_text_chars_max},
                              Limit{PersonField::grade, "grade", person.grade, roster_text_chars_max},
                              Limit{PersonField::staff_id, "staff id", person.staff_id, source_id_chars_max}}) {
        if (static_cast<int>(limit.text.size()) <= limit.chars_max || characters(limit.text) <= limit.chars_max)
            continue;
        return PersonFault{limit.field, "row.too_long",
                           fmt::format("The {} has {} characters; {} are the most. Shorten it, and look for a missing "
                                       "quotation mark.",
                                       limit.noun, characters(limit.text), limit.chars_max)};
    }
    return std::nullopt;
}

// The line on which the key was seen before; 0, and it is noted, if it was not.
int note_line(TextMap<int>& lines, const std::string& key, int line)
{
    if (key.empty()) return 0;
    const auto [entry, is_new] = lines.emplace(key, line);
    return is_new ? 0 : entry->second;
}

}  // namespace

std::optional<PersonFault> PersonChecks::accept(const RosterPerson& person)
{
    if (person.given_name.empty() && person.family_name.empty())
        return PersonFault{PersonField::name, "row.missing_required_value",
                           "The row has no name. Fill in the person's name."};
    if (!person.email.empty() && !is_email_address(person.email))
        return PersonFault{
            PersonField::email, "row.invalid_email",
            fmt::format("\"{}\" is not an e-mail address. Correct it, or leave it empty.", person.email)};
    if (auto fault = length_fault(person)) return fault;
    return duplicate(person);
}

std::optional<PersonFault> PersonChecks::duplicate(const RosterPerson& person)
{
    if (const int line = note_line(line_by_source_id_, person.source_id, person.line))
        return PersonFault{PersonField::staff_id, "reference.duplicate_sourced_id",
                           fmt::format("The id {} is already on line {}. Keep one of the two rows, or give each person "
                                       "an own id.",
                                       person.source_id, line)};
    // Somebody who left may have had the address that somebody else, or the same person's new record, has now.
    const auto email = person.active ? folded(person.email) : std::string();
    if (const int line = note_line(line_by_email_, email, person.line)) {
        line_by_source_id_.erase(person.source_id);  // a refused row takes nothing from a later one
        return PersonFault{PersonField::email, "row.duplicate_email",
                           fmt::format("The e-mail address {} is already on line {}. Keep one of the two rows, or give "
                                       "each person an own address.",
                                       person.email, line)};
    }
    if (!person.source_id.empty() || !email.empty()) return std::nullopt;
    const auto name = person.given_name + " " + person.family_name;
    const auto name_key = folded(name) + "\n" + folded(person.school_name);
    if (const int line = note_line(line_by_name_, name_key, person.line))
        return PersonFault{PersonField::name, "row.duplicate_person",
                           fmt::format("{} is already on line {}, and neither row has a staff id or an e-mail address "
                                       "to tell them apart. Add one, or remove this row.",
                                       trimmed(name), line)};
    return std::nullopt;
}

bool is_email_address(std::string_view text)
{
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f ||
            std::string_view(",;:<>()[]\"\\").find(c) != std::string_view::npos)
            return false;
    const auto domain = text.substr(at + 1);
    const bool has_empty_label =
        domain.empty() || domain.front() == '.' || domain.back() == '.' || domain.find("..") != std::string_view::npos;
    return !has_empty_label && domain.find('.') != std::string_view::npos;
}

std::string one_line(std::string_view text)
{
    constexpr std::string_view no_break_space = "\xc2\xa0";
    std::string line;
    line.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_no_break_space = text.substr(at).starts_with(no_break_space);
        const bool is_space = is_no_break_space || text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r');
        if (is_no_break_space) ++at;
        if (!is_space)
            line += text[at];
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (!line.empty() && line.back() == ' ') line.pop_back();
    return line;
}

}  // namespace throughline
