#include "core/exchange/visit_cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

std::optional<int> whole_number_in(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::vector<std::string> pieces(std::string_view text, std::string_view separators)
{
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (separators.find(c) == std::string_view::npos)
            parts.back() += c;
        else if (!parts.back().empty())
            parts.emplace_back();
    }
    if (parts.back().empty()) parts.pop_back();
    return parts;
}

std::optional<Date> date_of(int year, int month, int day)
{
    constexpr int century = 2000;
    if (year < 100) year += century;
    if (year < 1900 || year > 2200) return std::nullopt;
    return parse_date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
}

std::optional<int> month_in(const std::string& word)
{
    constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto text = folded(word);
    for (std::size_t i = 0; i < months.size(); ++i)
        if (text.starts_with(months[i])) return static_cast<int>(i) + 1;
    return std::nullopt;
}

// Three pieces: numbers, or two numbers and a month's name.
std::optional<Date> date_in(const std::vector<std::string>& parts, DateOrder order)
{
    constexpr std::size_t part_count = 3;
    if (parts.size() != part_count) return std::nullopt;
    const std::array<std::optional<int>, 3> numbers{whole_number_in(parts[0]), whole_number_in(parts[1]),
                                                    whole_number_in(parts[2])};
    if (!numbers[2]) return std::nullopt;
    if (numbers[0] && numbers[1]) {
        constexpr std::size_t year_digits = 4;
        if (parts[0].size() == year_digits) return date_of(*numbers[0], *numbers[1], *numbers[2]);
        return order == DateOrder::day_first ? date_of(*numbers[2], *numbers[1], *numbers[0])
                                             : date_of(*numbers[2], *numbers[0], *numbers[1]);
    }
    const auto month = month_in(numbers[0] ? parts[1] : parts[0]);
    if (!month || (!numbers[0] && !numbers[1])) return std::nullopt;
    return date_of(*numbers[2], *month, numbers[0] ? *numbers[0] : *numbers[1]);
}

bool is_weekday(const std::string& word)
{
    constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto text = folded(word);
    return std::ranges::any_of(days, [&](std::string_view day) { return text.starts_with(day); });
}

std::optional<Mark> mark_in(std::string_view word)
{
    auto text = folded(word);
    std::ranges::replace(text, ' ', '-');
    const auto mark = parse_mark(text);
    return mark == Mark::level ? std::nullopt : mark;
}

}  // namespace

std::optional<CellTime> date_in_cell(std::string_view cell, DateOrder order)
{
    auto text = std::string(trimmed(cell));
    if (text.size() > 10 && text[10] == 'T') text[10] = ' ';
    auto parts = pieces(text, " ,");
    if (!parts.empty() && is_weekday(parts.front())) parts.erase(parts.begin());
    // The time stands last, perhaps with AM or PM.
    std::optional<int> minute;
    const auto colon =
        std::ranges::find_if(parts, [](const std::string& part) { return part.find(':') != std::string::npos; });
    if (colon != parts.end()) {
        minute = time_in_cell(join({colon, parts.end()}, " "));
        if (!minute) return std::nullopt;
        parts.erase(colon, parts.end());
    }
    if (parts.size() == 1) parts = pieces(parts.front(), "/-.");
    const auto date = date_in(parts, order);
    return date ? std::optional(CellTime{*date, minute}) : std::nullopt;
}

std::optional<int> time_in_cell(std::string_view cell)
{
    auto text = folded(trimmed(cell));
    std::erase(text, ' ');
    bool is_afternoon = false;
    bool is_twelve_hours = false;
    for (const auto* ending : {"a.m.", "am", "p.m.", "pm"}) {
        if (!text.ends_with(ending)) continue;
        is_twelve_hours = true;
        is_afternoon = ending[0] == 'p';
        text.resize(text.size() - std::string_view(ending).size());
        break;
    }
    const auto parts = pieces(text, ":.");
    if (parts.empty() || parts.size() > 3 || (parts.size() == 1 && !is_twelve_hours)) return std::nullopt;
    auto hour = whole_number_in(parts[0]);
    const auto minute = parts.size() > 1 ? whole_number_in(parts[1]) : std::optional(0);
    if (!hour || !minute || *minute < 0 || *minute > 59) return std::nullopt;
    constexpr int noon = 12;
    if (is_twelve_hours && (*hour < 1 || *hour > noon)) return std::nullopt;
    if (is_twelve_hours) hour = *hour % noon + (is_afternoon ? noon : 0);
    if (*hour < 0 || *hour > 23) return std::nullopt;
    return *hour * minutes_per_hour + *minute;
}

std::optional<int> minutes_in_cell(std::string_view cell)
{
    auto text = folded(trimmed(cell));
    for (const auto* ending : {"minutes", "minute", "mins", "min", "m"})
        if (text.ends_with(ending)) {
            text.resize(text.size() - std::string_view(ending).size());
            break;
        }
    const auto number = whole_number_in(trimmed(text));
    return number && *number >= 0 && *number <= visit_minutes_max ? number : std::nullopt;
}

std::optional<Purpose> purpose_in_cell(std::string_view cell)
{
    auto text = folded(trimmed(cell));
    if (const auto exact = parse_purpose(text)) return exact;
    constexpr std::array<std::pair<std::string_view, Purpose>, 9> words{{{"coach", Purpose::coaching},
                                                                         {"evaluat", Purpose::evaluation},
                                                                         {"formal", Purpose::evaluation},
                                                                         {"walkthrough", Purpose::walkthrough},
                                                                         {"walk-through", Purpose::walkthrough},
                                                                         {"walk through", Purpose::walkthrough},
                                                                         {"peer", Purpose::peer},
                                                                         {"calibrat", Purpose::calibration},
                                                                         {"self", Purpose::self}}};
    if (text.find("informal") != std::string::npos) return Purpose::coaching;
    for (const auto& [word, purpose] : words)
        if (text.find(word) != std::string::npos) return purpose;
    return std::nullopt;
}

std::optional<bool> shared_in_cell(std::string_view cell)
{
    const auto text = folded(trimmed(cell));
    constexpr std::array<std::string_view, 9> yes{"shared", "yes", "y", "true", "final", "done", "sent", "given", "1"};
    constexpr std::array<std::string_view, 8> no{"draft", "no", "n", "false", "not shared", "unshared", "open", "0"};
    if (std::ranges::find(yes, text) != yes.end()) return true;
    if (std::ranges::find(no, text) != no.end()) return false;
    return std::nullopt;
}

std::optional<std::string> rating_in_cell(std::string_view cell, const VisitMapping& mapping, const Rubric& rubric,
                                          const std::string& code)
{
    const auto text = trimmed(cell);
    if (text.empty()) return std::string();
    const auto wanted = folded(text);
    for (const auto& word : mapping.words)
        if (folded(word.word) == wanted) return word.stands_for;
    const auto* node = rubric.node(code);
    if (node != nullptr)
        if (const auto* level = rubric.level(*node, text)) return fmt::to_string(level->number);
    if (const auto mark = mark_in(text)) return std::string(name_of(*mark));
    return std::nullopt;
}

}  // namespace throughline
