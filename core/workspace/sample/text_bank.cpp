#include "core/workspace/sample/text_bank.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <stdexcept>

#include <fmt/format.h>

#include "core/embed/embedded.hpp"
#include "throughline/base/text.hpp"

namespace throughline::sample {

std::span<const embedded::File> files();  // made by embed_texts()

namespace {

// A fault in a compiled-in text is a programming error; the message says where.
[[noreturn]] void fault(std::string_view file, std::string_view line, std::string_view what)
{
    throw std::logic_error(fmt::format("{}: {}: \"{}\"", file, what, line));
}

std::vector<std::string> split(std::string_view text, char at)
{
    std::vector<std::string> parts;
    while (true) {
        const auto end = text.find(at);
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

struct Entry {
    std::string key;
    FeedbackText text;
};

// "key: value", "key@settings: value", "key~phrase/phrase: value" or all of it.
Entry entry_of(std::string_view file, std::string_view line)
{
    const auto colon = line.find(": ");
    if (colon == std::string_view::npos) fault(file, line, "a line without a key");
    Entry entry;
    entry.key = line.substr(0, colon);
    entry.text = {"*", {}, std::string(trimmed(line.substr(colon + 2)))};
    if (const auto at = entry.key.find('~'); at != std::string::npos) {
        entry.text.phrases = split(entry.key.substr(at + 1), '/');
        entry.key.resize(at);
    }
    if (const auto at = entry.key.find('@'); at != std::string::npos) {
        entry.text.settings = entry.key.substr(at + 1);
        entry.key.resize(at);
    }
    return entry;
}

void read_topic_entry(Topic& topic, std::string_view file, std::string_view line)
{
    const auto [key, text] = entry_of(file, line);
    const auto& value = text.text;
    const std::map<std::string_view, std::string*> singles{
        {"goal", &topic.goal},       {"link", &topic.link}, {"task", &topic.task}, {"start", &topic.start},
        {"things", &topic.things},   {"say", &topic.say},   {"exit", &topic.exit}, {"help", &topic.help},
        {"product", &topic.product}, {"more", &topic.more}};
    if (const auto single = singles.find(key); single != singles.end()) {
        *single->second = value;
        return;
    }
    if (key == "word") return topic.word.push_back(value);
    if (key == "did") return topic.did.push_back(value);
    auto parts = split(value, '|');
    const std::size_t parts_wanted = key == "open" ? 3 : 2;
    if (parts.size() != parts_wanted) fault(file, line, "the wrong number of parts");
    Topic::Question question{parts[0], {parts.begin() + 1, parts.end()}};
    if (key == "open") return topic.open.push_back(std::move(question));
    if (key == "ask") return topic.ask.push_back(std::move(question));
    if (key == "wrong") return topic.wrong.push_back(std::move(question));
    fault(file, line, "an unknown key");
}

void read_topic_line(TextBank& bank, std::string_view file, std::string_view line, std::string_view subject)
{
    if (!line.starts_with("== ")) {
        if (bank.topics.empty()) fault(file, line, "a line before the first topic");
        return read_topic_entry(bank.topics.back(), file, line);
    }
    const auto head = split(line.substr(3), '|');
    if (head.size() != 2) fault(file, line, "a topic's head without a name");
    Topic topic;
    const bool is_grade = head[0].size() == 1;
    topic.subject = is_grade ? std::string(subject) : head[0];
    topic.grade = is_grade ? head[0] : "";
    topic.name = head[1];
    bank.topics.push_back(std::move(topic));
}

Band band_of(std::string_view file, std::string_view word)
{
    if (word == "hi") return Band::high;
    if (word == "mid") return Band::middle;
    if (word == "lo") return Band::low;
    fault(file, word, "an unknown band");
}

void read_scene_line(TextBank& bank, std::string_view file, std::string_view line)
{
    if (line.front() == '[') {
        auto words = split_words(line.substr(1, line.size() - 2));
        Scene scene;
        static const std::map<std::string_view, Position> positions{
            {"first", Position::first}, {"late", Position::late}, {"last", Position::last}};
        for (; words.size() > 3; words.pop_back()) {
            if (words.back() == "only")
                scene.only = true;
            else if (const auto position = positions.find(words.back()); position != positions.end())
                scene.position = position->second;
            else
                break;
        }
        if (words.front() == "plain") {
            words.erase(words.begin());
        } else {
            if (words.size() != 5) fault(file, line, "a scene's head of the wrong length");
            scene.behaviour = words[0];
            scene.row = words[1];
            scene.band = band_of(file, words[2]);
            words.erase(words.begin(), words.begin() + 3);
        }
        if (words.size() != 2) fault(file, line, "a scene's head of the wrong length");
        scene.phases = words[0];
        scene.settings = words[1];
        return bank.scenes.push_back(std::move(scene));
    }
    if (bank.scenes.empty() || line.size() < 3 || line[1] != ' ') fault(file, line, "not a line of a scene");
    const std::map<char, Speaker> speakers{{'T', Speaker::teacher}, {'S', Speaker::student}, {'-', Speaker::none}};
    const auto speaker = speakers.find(line[0]);
    if (speaker == speakers.end()) fault(file, line, "an unknown speaker");
    bank.scenes.back().lines.push_back({speaker->second, std::string(trimmed(line.substr(2)))});
}

void read_feedback_line(TextBank& bank, std::string_view file, std::string_view line)
{
    if (line.front() == '[') {
        const auto words = split_words(line.substr(1, line.size() - 2));
        if (words.size() != 3) fault(file, line, "a head of the wrong length");
        return bank.feedback.push_back({words[0], words[1], words[2], {}, {}, {}, {}});
    }
    if (bank.feedback.empty()) fault(file, line, "a line before the first head");
    auto& feedback = bank.feedback.back();
    const auto [key, text] = entry_of(file, line);
    const std::map<std::string_view, std::vector<FeedbackText>*> lists{{"strength", &feedback.strengths},
                                                                       {"growth", &feedback.growth_areas},
                                                                       {"step", &feedback.steps},
                                                                       {"words", &feedback.words}};
    const auto list = lists.find(key);
    if (list == lists.end()) fault(file, line, "an unknown key");
    list->second->push_back(text);
}

void read_line(TextBank& bank, std::string_view file, std::string_view line)
{
    static const std::map<std::string_view, std::string_view> subjects{{"topics_math.txt", "Math"},
                                                                       {"topics_ela.txt", "ELA"},
                                                                       {"topics_science.txt", "Science"},
                                                                       {"topics_social_studies.txt", "Social Studies"}};
    if (file.starts_with("topics_")) {
        const auto subject = subjects.find(file);
        return read_topic_line(bank, file, line, subject == subjects.end() ? "" : subject->second);
    }
    if (file.starts_with("scenes_")) return read_scene_line(bank, file, line);
    if (file.starts_with("feedback_")) return read_feedback_line(bank, file, line);
    auto [key, text] = entry_of(file, line);
    bank.talk.push_back({std::move(key), std::move(text)});
}

TextBank read_bank()
{
    // By name, so that the order in which the build found the files never shows in a sample.
    std::map<std::string_view, std::string_view> sorted;
    for (const auto& file : files()) sorted.emplace(file.name, file.text);
    TextBank bank;
    for (const auto& [name, text] : sorted)
        for (const auto& line : split(text, '\n'))
            if (!line.empty() && line.front() != '#') read_line(bank, name, line);
    return bank;
}

}  // namespace

std::vector<const Topic*> TextBank::topics_of(std::string_view subject, std::string_view grade) const
{
    std::vector<const Topic*> found;
    for (const auto& topic : topics)
        if (topic.subject == subject && (topic.grade.empty() || topic.grade == grade)) found.push_back(&topic);
    return found;
}

const Feedback& TextBank::feedback_on(std::string_view behaviour) const
{
    const auto found = std::ranges::find(feedback, behaviour, &Feedback::behaviour);
    if (found == feedback.end()) fault("feedback", behaviour, "no feedback on this behavior");
    return *found;
}

std::vector<std::string_view> TextBank::talk_of(std::string_view key, char setting) const
{
    std::vector<std::string_view> found;
    for (const auto& entry : talk)
        if (entry.key == key && fits(entry.line.settings, setting)) found.push_back(entry.line.text);
    if (found.empty()) fault("talk.txt", key, "nothing to say");
    return found;
}

const TextBank& text_bank()
{
    static const TextBank bank = read_bank();
    return bank;
}

char setting_of(std::string_view subject)
{
    if (subject == "Art") return 'a';
    if (subject == "Music") return 'm';
    return subject == "PE" ? 'p' : 'd';
}

bool fits(std::string_view settings, char setting)
{
    return settings == "*" || settings.find(setting) != std::string_view::npos;
}

}  // namespace throughline::sample
