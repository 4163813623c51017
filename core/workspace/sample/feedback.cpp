// The two sentences that a visit ends with: what worked, and where to grow.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/workspace/sample/lesson.hpp"

namespace throughline::sample
{
namespace
{

constexpr std::size_t remembered_max = 8;

// " (06:40)", where this behavior was first seen; nothing if it was not.
std::string see(const LessonMarks& marks, const std::string& behaviour)
{
    const auto seen = marks.behaviours.find(behaviour);
    if (seen == marks.behaviours.end()) return "";
    return fmt::format(" ({})", minutes_and_seconds(seen->second.first_ms));
}

std::vector<std::string> behaviours_in(const LessonMarks& marks, Band band)
{
    std::vector<std::string> found;
    for (const auto& [behaviour, seen] : marks.behaviours)
        if (seen.band == band) found.push_back(behaviour);
    return found;
}

// A text of the list that fits the room and was not said to this teacher lately; empty if there is none.
std::string unsaid(const std::vector<FeedbackText>& texts, Voice& voice, const std::vector<std::string>& said)
{
    std::vector<std::string> choices;
    for (const auto& [settings, text] : texts)
        if (fits(settings, voice.setting()) && std::ranges::find(said, text) == said.end()) choices.push_back(text);
    return choices.empty() ? "" : voice.random().pick(choices);
}

void remember(std::vector<std::string>& said, const std::string& text)
{
    said.push_back(text);
    if (said.size() > remembered_max) said.erase(said.begin());
}

void write_strength(PlannedVisit& visit, Voice& voice, LessonMarks& marks, std::vector<std::string>& said)
{
    auto candidates = behaviours_in(marks, Band::high);
    voice.random().shuffle(candidates);
    for (const auto& behaviour : candidates) {
        const auto text = unsaid(text_bank().feedback_on(behaviour).strengths, voice, said);
        if (text.empty()) continue;
        visit.strength = voice.say(text, {{"see", see(marks, behaviour)}});
        marks.strength_on = behaviour;
        return remember(said, text);
    }
    visit.strength = voice.say(voice.random().pick(text_bank().talk_of("strength", voice.setting())));
}

void write_growth_area(PlannedVisit& visit, Voice& voice, LessonMarks& marks, std::vector<std::string>& said)
{
    for (const auto band : {Band::low, Band::middle}) {
        auto candidates = behaviours_in(marks, band);
        voice.random().shuffle(candidates);
        for (const auto& behaviour : candidates) {
            const auto text = unsaid(text_bank().feedback_on(behaviour).growth_areas, voice, said);
            if (text.empty()) continue;
            visit.growth_area = voice.say(text, {{"see", see(marks, behaviour)}});
            marks.growth_on = behaviour;
            return remember(said, text);
        }
    }
}

}  // namespace

void write_feedback(PlannedVisit& visit, Voice& voice, LessonMarks& marks, std::vector<std::string>& said)
{
    write_strength(visit, voice, marks, said);
    write_growth_area(visit, voice, marks, said);
}

}  // namespace throughline::sample
