#include "app/viewmodel/typed_time.hpp"

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {

namespace {

constexpr int minutes_an_hour = 60;
constexpr int noon = 12;
constexpr int first_school_hour = 7;  // before it, an hour is one of the afternoon

struct Digits {
    int value = 0;
    std::size_t count = 0;
};

Digits take_digits(std::string_view& text)
{
    Digits digits;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
        digits.value = digits.value * 10 + (text.front() - '0');
        ++digits.count;
        text.remove_prefix(1);
    }
    return digits;
}

std::optional<int> hour_of_day(int hour, std::string_view half)
{
    constexpr int hours_a_day = 24;
    if (half == "am" || half == "a" || half == "pm" || half == "p") {
        if (hour < 1 || hour > noon) return std::nullopt;
        return hour % noon + (half.front() == 'p' ? noon : 0);
    }
    if (!half.empty() || hour >= hours_a_day) return std::nullopt;
    return hour >= 1 && hour < first_school_hour ? hour + noon : hour;
}

}  // namespace

std::optional<int> parse_typed_time(std::string_view typed)
{
    const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    auto text = folded(trimmed(typed));
    // "9.15" is a time, too; the points of "p.m." are none.
    for (std::size_t at = 1; at + 1 < text.size(); ++at)
        if (text[at] == '.' && is_digit(text[at - 1]) && is_digit(text[at + 1])) text[at] = ':';
    std::erase_if(text, [](char letter) { return letter == ' ' || letter == '.'; });
    std::string_view rest = text;
    auto hours = take_digits(rest);
    Digits minutes;
    if (hours.count == 0) return std::nullopt;
    if (!rest.empty() && rest.front() == ':') {
        rest.remove_prefix(1);
        minutes = take_digits(rest);
        if (minutes.count != 2 || hours.count > 2) return std::nullopt;
    } else if (hours.count > 2) {
        if (hours.count > 4) return std::nullopt;
        minutes.value = hours.value % 100;
        hours.value /= 100;
    }
    const auto hour = hour_of_day(hours.value, rest);
    if (!hour || minutes.value >= minutes_an_hour) return std::nullopt;
    return *hour * minutes_an_hour + minutes.value;
}

std::string time_words(int minute_of_day)
{
    return fmt::format("{}:{:02}", minute_of_day / minutes_an_hour, minute_of_day % minutes_an_hour);
}

}  // namespace throughline
