#include "app/viewmodel/typed_date.hpp"

#include <array>
#include <charconv>
#include <cstdlib>
#include <string>
#include <vector>

#include "throughline/base/text.hpp"

namespace throughline {

namespace {

namespace gregorian = boost::gregorian;

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};
constexpr std::size_t short_name_chars = 3;  // "nov", "fri"; also longer beginnings

template <std::size_t count>
std::optional<int> index_of(const std::array<std::string_view, count>& names, std::string_view typed)
{
    if (typed.size() < short_name_chars) return std::nullopt;
    for (std::size_t index = 0; index < count; ++index)
        if (names[index].starts_with(typed)) return static_cast<int>(index);
    return std::nullopt;
}

std::optional<int> number_in(std::string_view word)
{
    int number = 0;
    const auto* const end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

std::optional<Date> day_of(int year, int month, int day)
{
    constexpr int year_min = 1900;
    constexpr int year_max = 2200;
    if (year < year_min || year > year_max || day < 1) return std::nullopt;
    const auto months_last = gregorian::gregorian_calendar::end_of_month_day(static_cast<unsigned short>(year),
                                                                             static_cast<unsigned short>(month));
    if (day > months_last) return std::nullopt;
    return Date(static_cast<unsigned short>(year), static_cast<unsigned short>(month),
                static_cast<unsigned short>(day));
}

// The year that brings the day nearest to today.
std::optional<Date> nearest(int month, int day, Date today)
{
    std::optional<Date> best;
    for (int year = today.year() - 1; year <= today.year() + 1; ++year) {
        const auto candidate = day_of(year, month, day);
        if (!candidate) continue;
        if (!best || std::abs((*candidate - today).days()) < std::abs((*best - today).days())) best = candidate;
    }
    return best;
}

std::optional<Date> parse_relative(std::string_view word, Date today)
{
    if (word == "today") return today;
    if (word == "tomorrow") return today + gregorian::days(1);
    if (word == "yesterday") return today - gregorian::days(1);
    if (word.starts_with('+')) {
        constexpr int days_max = 1000;
        const auto count = number_in(word.substr(1));
        return count && *count >= 0 && *count <= days_max ? std::optional(today + gregorian::days(*count))
                                                          : std::nullopt;
    }
    if (const auto weekday = index_of(weekdays, word)) {
        const int ahead = (*weekday - today.day_of_week().as_number() + 7) % 7;
        return today + gregorian::days(ahead == 0 ? 7 : ahead);
    }
    return std::nullopt;
}

}  // namespace

std::optional<Date> parse_typed_date(std::string_view typed, Date today)
{
    if (const auto date = parse_date(trimmed(typed))) return date;
    auto text = folded(typed);
    for (auto& letter : text)
        if (letter == ',' || letter == '.') letter = ' ';
    auto words = split_words(text);
    // A weekday in front is what the program itself writes: "Tue 3 Nov".
    if (words.size() > 1 && index_of(weekdays, words.front())) words.erase(words.begin());
    if (words.size() == 1) return parse_relative(words[0], today);
    if (words.size() != 2 && words.size() != 3) return std::nullopt;

    auto month = index_of(months, words[1]);
    auto day = number_in(words[0]);
    if (!month) {
        month = index_of(months, words[0]);
        day = number_in(words[1]);
    }
    if (!month || !day) return std::nullopt;
    if (words.size() == 2) return nearest(*month + 1, *day, today);
    const auto year = number_in(words[2]);
    return year ? day_of(*year, *month + 1, *day) : std::nullopt;
}

ProposedYear proposed_school_year(Date today)
{
    constexpr int turns_in_july = 7;  // from then on people plan the next year
    const int year = today.year();
    const int first = today.month().as_number() >= turns_in_july ? year : year - 1;
    Date starts(static_cast<unsigned short>(first), gregorian::Aug, 15);
    Date ends(static_cast<unsigned short>(first + 1), gregorian::Jun, 15);
    const auto is_weekend = [](Date day) {
        return day.day_of_week() == gregorian::Saturday || day.day_of_week() == gregorian::Sunday;
    };
    while (is_weekend(starts)) starts += gregorian::days(1);
    while (is_weekend(ends)) ends -= gregorian::days(1);
    return {starts, ends};
}

}  // namespace throughline
