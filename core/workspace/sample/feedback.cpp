// The two sentences that a visit ends with: what worked, and where to grow.
#include <algorithm>

#include <fmt/format.h>

#include "core/workspace/sample/lesson.hpp"

namespace throughline::sample {
namespace {

constexpr std::size_t remembered_max = 10;

// The first line that a text speaks of; null if there is none.
const LessonMarks::Line* line_for(const FeedbackText& text, const LessonMarks::Seen& seen)
{
    for (const auto& line : seen.lines)
        for (const auto& phrase : text.phrases)
            if (line.text.find(phrase) != std::string::npos) return &line;
    return nullptr;
}

struct Remark {
    const FeedbackText* text;
    const LessonMarks::Line* line;
    std::string behaviour;
};

// What could be said of the visit's behaviors in this band, and was not said to this teacher lately.
std::vector<Remark> remarks(const LessonMarks& marks, Band band, std::vector<FeedbackText> Feedback::*kind,
                            Voice& voice, const std::vector<std::string>& said)
{
    std::vector<Remark> found;
    for (const auto& [behaviour, seen] : marks.behaviours) {
        if (seen.band != band) continue;
        for (const auto& text : text_bank().feedback_on(behaviour).*kind) {
            if (!fits(text.settings, voice.setting()) || std::ranges::find(said, text.text) != said.end()) continue;
            if (const auto* line = line_for(text, seen)) found.push_back({&text, line, behaviour});
        }
    }
    return found;
}

std::string told(const Remark& remark, Voice& voice, std::vector<std::string>& said)
{
    said.push_back(remark.text->text);
    if (said.size() > remembered_max) said.erase(said.begin());
    return voice.say(remark.text->text, {{"see", fmt::format(" ({})", minutes_and_seconds(remark.line->elapsed_ms))}});
}

void write_strength(PlannedVisit& visit, Voice& voice, LessonMarks& marks, std::vector<std::string>& said)
{
    const auto choices = remarks(marks, Band::high, &Feedback::strengths, voice, said);
    if (choices.empty()) {
        visit.strength = voice.say(voice.random().pick(text_bank().talk_of("strength", voice.setting())));
        return;
    }
    const auto& remark = voice.random().pick(choices);
    visit.strength = told(remark, voice, said);
    marks.strength_on = remark.behaviour;
    marks.strength_ms = remark.line->elapsed_ms;
}

void write_growth_area(PlannedVisit& visit, Voice& voice, LessonMarks& marks, std::vector<std::string>& said)
{
    for (const auto band : {Band::low, Band::middle}) {
        const auto choices = remarks(marks, band, &Feedback::growth_areas, voice, said);
        if (choices.empty()) continue;
        const auto& remark = voice.random().pick(choices);
        visit.growth_area = told(remark, voice, said);
        marks.growth_on = remark.behaviour;
        marks.growth_ms = remark.line->elapsed_ms;
        return;
    }
}

}  // namespace

void write_feedback(PlannedVisit& visit, Voice& voice, LessonMarks& marks, std::vector<std::string>& said)
{
    write_strength(visit, voice, marks, said);
    write_growth_area(visit, voice, marks, said);
    // Debriefs speak of times, too; where there was nothing to point to, of the first and the middle line.
    if (marks.strength_on.empty()) marks.strength_ms = visit.evidence.front().elapsed_ms;
    if (marks.growth_on.empty()) marks.growth_ms = visit.evidence[visit.evidence.size() / 2].elapsed_ms;
}

}  // namespace throughline::sample
