// The sample's debriefs.
#include <fmt/format.h>

#include "core/workspace/sample/follow_through.hpp"
#include "throughline/model/debrief.hpp"

namespace throughline::sample {
namespace {

using boost::posix_time::minutes;

struct Conversation {
    Voice& voice;
    std::map<std::string, std::string> places;

    std::string line(std::string_view key)
    {
        const auto choices = text_bank().talk_of(key, voice.setting());
        return voice.say(voice.random().pick(choices), places);
    }
};

std::string protocol_for(Purpose purpose, Random& random)
{
    if (purpose == Purpose::evaluation) return "formal";
    if (purpose != Purpose::coaching) return "teacher-first";
    const double draw = random.unit();
    return draw < 0.7 ? "5p" : draw < 0.85 ? "see-name-do" : "teacher-first";
}

// The protocol's steps that were ticked: all, or all but the last ones when time ran out.
std::vector<std::string> ticked(const std::string& protocol, std::size_t left_out)
{
    auto steps = debrief_protocol(protocol)->steps;
    steps.resize(steps.size() - std::min(left_out, steps.size()));
    return steps;
}

// When it was held: the next day or the day after, a few later. Nothing if that has not come yet.
std::optional<LocalTime> held_at(const PlannedVisit& visit, const Slot& slot, const SampleYear& year, Date today,
                                 Random& random)
{
    if (slot.ending == Ending::debrief_overdue || slot.ending == Ending::debrief_due) return std::nullopt;
    const double draw = random.unit();
    const int wait = visit.purpose == Purpose::walkthrough || draw < 0.55 ? 1 : draw < 0.88 ? 2 : random.between(3, 5);
    const int shared_day = year.last_before(visit.shared_at->date() + boost::gregorian::days(1));
    const auto day_index = static_cast<std::size_t>(shared_day + wait);
    const bool was_forgotten = today <= year.ends_on && random.chance(0.008);
    if (day_index >= year.school_days.size()) {
        // The year's last ones are held on its last afternoon, when everyone is still there.
        const auto last = LocalTime(year.school_days.back(), minutes(17 * 60 + 40));
        return last > *visit.shared_at && last.date() < today ? std::optional(last) : std::nullopt;
    }
    const auto day = year.school_days[day_index];
    if (day >= today || was_forgotten) return std::nullopt;
    const int minute = random.chance(0.4) ? random.between(7 * 60 + 52, 8 * 60 - 2) - 20 : random.between(905, 960);
    return LocalTime(day, minutes(minute));
}

// `outcome` is the key of what was agreed.
void write_coaching(PlannedDebrief& debrief, Conversation& talk, std::string_view outcome)
{
    const auto agreed = talk.line(outcome);
    const auto practice = talk.line("practice");
    debrief.practised = practice.find("No time left") == std::string::npos;
    debrief.done = ticked(debrief.protocol, *debrief.practised ? 0 : 1);
    if (debrief.protocol == "5p") {
        debrief.notes = fmt::format("Praise: {}\nProcess: {}\nPrioritize: {}\nPlan: {}\nPractice: {}",
                                    talk.line("praise"), talk.line("process"), agreed, talk.line("plan"), practice);
    } else if (debrief.protocol == "see-name-do") {
        debrief.notes = fmt::format("Success: {}\nGap: {}\nStep: {}\nPlan: {}\nPractice: {}", talk.line("praise"),
                                    talk.line("process"), agreed, talk.line("plan"), practice);
    } else {
        debrief.notes = fmt::format("{} {}\n{}", talk.line("process"), talk.line("praise"), agreed);
        debrief.practised.reset();
    }
}

std::string teacher_words(Voice& voice, const LessonMarks& marks)
{
    auto& random = voice.random();
    if (random.chance(0.2)) return "";
    std::vector<std::string> own;
    if (!marks.growth_on.empty())
        for (const auto& [settings, phrases, text] : text_bank().feedback_on(marks.growth_on).words)
            if (fits(settings, voice.setting())) own.push_back(text);
    if (!own.empty() && random.chance(0.6)) return voice.say(random.pick(own));
    return voice.say(random.pick(text_bank().talk_of("words", voice.setting())));
}

void amend_now_and_then(PlannedVisit& visit, Conversation& talk)
{
    if (!talk.voice.random().chance(0.012)) return;
    const auto line = talk.line("amend");
    const auto bar = line.find(" | ");
    visit.amendment = PlannedAmendment{visit.debrief->held_at + minutes(visit.debrief->minutes + 25),
                                       visit.strength + " " + line.substr(0, bar), line.substr(bar + 3)};
}

}  // namespace

void hold_debrief(PlannedVisit& visit, const DebriefMatter& matter, Voice& voice)
{
    const auto& [slot, year, today, marks, teacher_name, kept_step] = matter;
    auto& random = voice.random();
    const auto when = held_at(visit, slot, year, today, random);
    if (!when) return;
    Conversation talk{voice,
                      {{"name", teacher_name},
                       {"at", minutes_and_seconds(marks.strength_ms)},
                       {"at2", minutes_and_seconds(marks.growth_ms)},
                       {"step", visit.step ? visit.step->text : kept_step},
                       {"rowa", marks.strength_on.empty() ? "3" : marks.strength_on},
                       {"rowb", marks.growth_on.empty() ? "6" : marks.growth_on}}};
    PlannedDebrief debrief;
    debrief.held_at = *when;
    debrief.protocol = protocol_for(visit.purpose, random);
    switch (visit.purpose) {
        case Purpose::evaluation:
            debrief.minutes = random.between(20, 35);
            debrief.done = ticked(debrief.protocol, random.chance(0.3) ? 1 : 0);
            debrief.notes = talk.line("formal");
            break;
        case Purpose::walkthrough:
            debrief.minutes = random.between(2, 5);
            debrief.notes = talk.line("walk");
            break;
        case Purpose::peer:
            debrief.minutes = random.between(8, 20);
            debrief.done = ticked(debrief.protocol, 1);
            debrief.notes = talk.line("peer");
            break;
        default:
            debrief.minutes = random.between(12, 28);
            write_coaching(debrief, talk, visit.step ? "prioritize" : kept_step.empty() ? "nostep" : "holdover");
            if (slot.next_day && random.chance(0.6))
                debrief.next_visit_on = year.school_days[static_cast<std::size_t>(*slot.next_day)];
    }
    debrief.teacher_words = teacher_words(voice, marks);
    visit.debrief = std::move(debrief);
    amend_now_and_then(visit, talk);
}

}  // namespace throughline::sample
