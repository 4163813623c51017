// The help texts, compiled into both programs: the same words open in the window (F1) and as
// `throughline-cli help TOPIC`. A topic is the name of a file in this folder without its ending: "today" is
// app/help/today.md. Markdown, plain and short.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace throughline {

std::optional<std::string_view> help_text(std::string_view topic);

// By name.
std::vector<std::string> help_topics();

// The first heading of a topic's text: "Today". The topic itself where the text has no heading.
std::string help_title(std::string_view topic);

}  // namespace throughline
