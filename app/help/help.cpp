#include "app/help/help.hpp"

#include <algorithm>

#include "throughline/base/embedded.hpp"
#include "throughline/leaving.hpp"

namespace throughline {

namespace help {
std::span<const embedded::File> files();  // made by embed_texts()
}

namespace {

constexpr std::string_view ending = ".md";

// Not a file of this folder: made from the schema.
constexpr std::string_view generated_topic = "file-format";

std::string_view topic_of(std::string_view file_name) { return file_name.substr(0, file_name.size() - ending.size()); }

}  // namespace

std::optional<std::string_view> help_text(std::string_view topic)
{
    if (topic == generated_topic) {
        static const std::string text = file_format_text();
        return text;
    }
    for (const auto& file : help::files())
        if (topic_of(file.name) == topic) return file.text;
    return std::nullopt;
}

std::vector<std::string> help_topics()
{
    std::vector<std::string> topics;
    for (const auto& file : help::files()) topics.emplace_back(topic_of(file.name));
    topics.emplace_back(generated_topic);
    std::sort(topics.begin(), topics.end());
    return topics;
}

std::string help_title(std::string_view topic)
{
    constexpr std::string_view heading = "# ";
    const auto text = help_text(topic);
    if (!text || text->substr(0, heading.size()) != heading) return std::string(topic);
    return std::string(text->substr(heading.size(), text->find('\n') - heading.size()));
}

}  // namespace throughline
