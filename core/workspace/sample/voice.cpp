#include "core/workspace/sample/voice.hpp"

#include <algorithm>
#include <cassert>
#include <stdexcept>

#include <fmt/format.h>

namespace throughline::sample {
namespace {

constexpr std::string_view opening_quote = "“";

bool mentions(const std::vector<SceneLine>& lines, std::string_view place)
{
    return std::ranges::any_of(lines,
                               [&](const SceneLine& line) { return line.text.find(place) != std::string::npos; });
}

bool ends_sentence(std::string_view text)
{
    return !text.empty() && (text.back() == '.' || text.back() == '?' || text.back() == '!');
}

std::string capitalized(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

// "hold my own part" as said to somebody: "hold your own part".
std::string spoken_to(std::string_view text, const std::map<std::string_view, std::string_view>& persons)
{
    std::string said;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find(' ', at), text.size());
        const auto word = text.substr(at, end - at);
        const auto person = persons.find(word);
        if (!said.empty()) said += ' ';
        said += person == persons.end() ? word : person->second;
        at = end + 1;
    }
    return said;
}

int groups_of(char setting, int students)
{
    const int group_size = setting == 'm' ? 7 : setting == 'p' ? 6 : 4;
    return std::clamp(students / group_size, 3, 7);
}

}  // namespace

std::string minutes_and_seconds(std::int64_t elapsed_ms)
{
    const auto seconds = elapsed_ms / 1000;
    return fmt::format("{:02}:{:02}", seconds / 60, seconds % 60);
}

Voice::Voice(Random random, const Topic& topic, int students_present, int turn)
    : random_(random),
      topic_(topic),
      students_(students_present),
      groups_(groups_of(setting_of(topic.subject), students_present)),
      setting_(setting_of(topic.subject)),
      open_{turn, 0},
      ask_{turn, 0},
      wrong_{turn, 0},
      word_{turn, 0},
      did_{turn, 0}
{}

std::optional<int> Voice::take(Supply& supply, std::size_t size)
{
    if (supply.used == static_cast<int>(size)) return std::nullopt;
    return (supply.start + supply.used++) % static_cast<int>(size);
}

bool Voice::cast_questions(const std::vector<SceneLine>& lines, Cast& cast)
{
    const auto wanted = [&](std::initializer_list<std::string_view> places) {
        return std::ranges::any_of(places, [&](std::string_view place) { return mentions(lines, place); });
    };
    if (wanted({"{open}", "{a1}", "{a2}"})) {
        const auto at = take(open_, topic_.open.size());
        if (!at) return false;
        const auto& question = topic_.open[static_cast<std::size_t>(*at)];
        cast.places = {{"open", question.text}, {"a1", question.answers[0]}, {"a2", question.answers[1]}};
    }
    if (wanted({"{ask}", "{ans}"})) {
        const auto at = take(ask_, topic_.ask.size());
        if (!at) return false;
        cast.places["ask"] = topic_.ask[static_cast<std::size_t>(*at)].text;
        cast.places["ans"] = topic_.ask[static_cast<std::size_t>(*at)].answers[0];
    }
    if (wanted({"{wrong}", "{fix}"})) {
        const auto at = take(wrong_, topic_.wrong.size());
        if (!at) return false;
        cast.places["wrong"] = topic_.wrong[static_cast<std::size_t>(*at)].text;
        cast.places["fix"] = topic_.wrong[static_cast<std::size_t>(*at)].answers[0];
    }
    if (wanted({"{did}"})) {
        const auto at = take(did_, topic_.did.size());
        if (!at) return false;
        cast.places["did"] = topic_.did[static_cast<std::size_t>(*at)];
    }
    return true;
}

void Voice::cast_students(Cast& cast)
{
    std::vector<int> seats;
    while (seats.size() < 3) {
        const int seat = random_.between(1, students_);
        if (std::ranges::find(seats, seat) == seats.end()) seats.push_back(seat);
    }
    for (std::size_t i = 0; i < seats.size(); ++i)
        cast.places[fmt::format("s{}", i + 1)] = fmt::format("S{}", seats[i]);
    cast.places["count"] = fmt::format("{}", random_.between(2, std::min(5, groups_)));
}

std::optional<std::vector<SceneLine>> Voice::play(const Scene& scene)
{
    Cast cast;
    if (!cast_questions(scene.lines, cast)) return std::nullopt;
    cast_students(cast);
    auto lines = scene.lines;
    for (auto& line : lines) line.text = fill(line.text, cast);
    return lines;
}

std::string Voice::say(std::string_view text, const std::map<std::string, std::string>& extra)
{
    Cast cast;
    cast_students(cast);
    for (const auto& [name, value] : extra) cast.places[name] = value;
    return fill(text, cast);
}

std::string Voice::fill(std::string_view text, const Cast& cast)
{
    std::string filled;
    while (!text.empty()) {
        const auto open = text.find('{');
        filled += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        assert(close != std::string_view::npos && "a place without its closing brace");
        auto value = place(text.substr(open + 1, close - open - 1), cast);
        const bool begins = filled.empty() || filled.ends_with(opening_quote);
        filled += begins ? capitalized(std::move(value)) : value;
        text.remove_prefix(close + 1);
        // A value that ends a sentence brings its own point.
        if (ends_sentence(filled) && !text.empty() && text.front() == '.') text.remove_prefix(1);
    }
    return filled;
}

std::string Voice::place(std::string_view name, const Cast& cast)
{
    if (const auto bar = name.find('|'); bar != std::string_view::npos) return choice(name);
    if (const auto cast_place = cast.places.find(name); cast_place != cast.places.end()) return cast_place->second;
    if (name.front() >= 'A' && name.front() <= 'Z') {
        std::string lower(name);
        lower[0] = static_cast<char>(lower[0] - 'A' + 'a');
        return capitalized(place(lower, cast));
    }
    const std::map<std::string_view, std::string_view> us{
        {"my", "our"}, {"myself", "ourselves"}, {"I", "we"}, {"me", "us"}};
    const std::map<std::string_view, std::string_view> you{
        {"my", "your"}, {"myself", "yourself"}, {"I", "you"}, {"me", "you"}};
    if (name == "goal.we") return spoken_to(topic_.goal, us);
    if (name == "goal.you") return spoken_to(topic_.goal, you);
    if (name == "word") return topic_.word[static_cast<std::size_t>(word_.start) % topic_.word.size()];
    if (name == "team") return setting_ == 'p' ? "group" : setting_ == 'm' ? "section" : "table";
    if (name == "teams") return setting_ == 'p' ? "groups" : setting_ == 'm' ? "sections" : "tables";
    const std::map<std::string_view, const std::string*> of_topic{
        {"topic", &topic_.name},  {"goal", &topic_.goal},     {"link", &topic_.link},       {"task", &topic_.task},
        {"start", &topic_.start}, {"things", &topic_.things}, {"product", &topic_.product}, {"say", &topic_.say},
        {"exit", &topic_.exit},   {"help", &topic_.help},     {"more", &topic_.more}};
    if (const auto text = of_topic.find(name); text != of_topic.end()) return *text->second;
    return number(name);
}

std::string Voice::choice(std::string_view choices)
{
    auto number = random_.below(1 + static_cast<int>(std::ranges::count(choices, '|')));
    while (number-- > 0) choices.remove_prefix(choices.find('|') + 1);
    return std::string(choices.substr(0, choices.find('|')));
}

std::string Voice::number(std::string_view name)
{
    const int n = students_;
    const auto say_between = [&](int low, int high) { return fmt::format("{}", random_.between(low, high)); };
    if (name == "n") return fmt::format("{}", n);
    if (name == "groups") return fmt::format("{}", groups_);
    if (name == "visited") return say_between(2, groups_ - 1);
    if (name == "few") return say_between(2, std::clamp(n / 5, 2, 5));
    if (name == "some") return say_between(n * 4 / 10, n * 6 / 10);
    if (name == "most") return say_between(n * 3 / 4, n - 1);
    if (name == "wait") return say_between(3, 6);
    if (name == "short") return say_between(1, 2);
    if (name == "quick") return say_between(4, 15);
    if (name == "sec") return say_between(8, 50);
    if (name == "min") return say_between(4, 9);
    if (name == "long") return say_between(2, 4);
    throw std::logic_error(fmt::format("a text has a place that nothing fills: {}", name));
}

}  // namespace throughline::sample
