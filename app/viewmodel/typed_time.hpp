// Times of day as people type them: "9:15", "9", "0915", "2:30 pm". No wx.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace throughline {

constexpr int minutes_a_day = 24 * 60;

// Minutes of the day. One to six o'clock without "am" is taken for the afternoon: nobody visits a class at two in the
// morning.
std::optional<int> parse_typed_time(std::string_view typed);
// "9:15", "14:30".
std::string time_words(int minute_of_day);

}  // namespace throughline
