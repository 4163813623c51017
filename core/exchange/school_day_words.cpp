#include "core/exchange/school_day_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

using std::string_view;

constexpr std::array<string_view, 16> half_day_words{
    "half day",      "half days",      "halfday",      "1 2 day",         "early dismissal", "early release",
    "early closing", "late start",     "late opening", "delayed opening", "delayed start",   "hour delay",
    "minimum day",   "noon dismissal", "short day",    "shortened day"};
constexpr std::array<string_view, 13> weather_words{"snow",    "ice",          "weather",      "storm",     "blizzard",
                                                    "heating", "extreme cold", "extreme heat", "hurricane", "tornado",
                                                    "flood",   "power outage", "smoke"};
constexpr std::array<string_view, 16> holiday_words{
    "holiday", "holidays",     "recess",    "break",  "vacation",     "no school", "no classes",   "no students",
    "day off", "thanksgiving", "christmas", "easter", "memorial day", "labor day", "veterans day", "independence day"};
constexpr std::array<string_view, 5> closing_words{"closed", "closing", "closings", "closure", "closures"};
constexpr std::array<string_view, 18> ordinary_words{"first day of school",
                                                     "first day of classes",
                                                     "first day for students",
                                                     "first student day",
                                                     "last day of school",
                                                     "last day of classes",
                                                     "last day for students",
                                                     "last student day",
                                                     "school begins",
                                                     "school starts",
                                                     "classes begin",
                                                     "classes start",
                                                     "back to school",
                                                     "resume",
                                                     "resumes",
                                                     "make up day",
                                                     "makeup day",
                                                     "in session"};

// Lower case, only letters and digits, one space between and at both ends, so that "ice" is not found in "office".
std::string as_words(string_view text)
{
    std::string words = " ";
    for (const char c : folded(text)) {
        const bool is_part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (is_part)
            words += c;
        else if (words.back() != ' ')
            words += ' ';
    }
    if (words.back() != ' ') words += ' ';
    return words;
}

bool has_one_of(const std::string& words, const auto& wanted)
{
    return std::ranges::any_of(
        wanted, [&words](string_view each) { return words.find(fmt::format(" {} ", each)) != std::string::npos; });
}

}  // namespace

std::optional<DayKind> kind_of_words(std::string_view text)
{
    const auto words = as_words(text);
    if (has_one_of(words, half_day_words)) return DayKind::half_day;
    if (has_one_of(words, ordinary_words)) return std::nullopt;
    if (has_one_of(words, weather_words)) return DayKind::closing;
    if (has_one_of(words, holiday_words)) return DayKind::holiday;
    if (has_one_of(words, closing_words)) return DayKind::closing;
    return std::nullopt;
}

bool is_ordinary_school_day(std::string_view text)
{
    const auto words = as_words(text);
    return has_one_of(words, ordinary_words) && !has_one_of(words, half_day_words);
}

std::string day_kinds_understood()
{
    return fmt::format("{}, {} or {}", name_of(DayKind::holiday), name_of(DayKind::closing),
                       name_of(DayKind::half_day));
}

std::optional<SpanFault> fault_of(const SchoolDaySpan& span)
{
    const auto days = (span.last - span.first).days() + 1;
    if (days < 1)
        return SpanFault{"to", fmt::format("The last day, {}, is before the first, {}. Exchange or correct them.",
                                           iso(span.last), iso(span.first))};
    if (days > school_day_span_days_max)
        return SpanFault{"to", fmt::format("From {} to {} are {} days, more than any holiday has. Correct the dates.",
                                           iso(span.first), iso(span.last), days)};
    if (span.name.size() > static_cast<std::size_t>(school_day_name_chars_max))
        return SpanFault{"name",
                         fmt::format("The name is longer than {} characters. Shorten it.", school_day_name_chars_max)};
    if (span.school.size() > static_cast<std::size_t>(school_day_name_chars_max))
        return SpanFault{"school", fmt::format("The school's name is longer than {} characters. Shorten it.",
                                               school_day_name_chars_max)};
    return std::nullopt;
}

}  // namespace throughline
