#include "app/viewmodel/visit_wording.hpp"

#include <cctype>

#include <fmt/format.h>

#include "throughline/base/text.hpp"
#include "throughline/model/school_calendar.hpp"

namespace throughline {

namespace {

std::string check_words(StepResult result)
{
    switch (result) {
        case StepResult::practised:
            return "practised";
        case StepResult::partly:
            return "partly there";
        case StepResult::mastered:
            return "mastered";
        case StepResult::not_seen:
            return "not seen";
    }
    return {};
}

// What an event did to the step, where it was no check.
std::string change_words(StepState state)
{
    switch (state) {
        case StepState::draft:
            return "written down";
        case StepState::assigned:
            return "agreed";
        case StepState::acknowledged:
            return "received by the teacher";
        case StepState::in_practice:
            return "in practice";
        case StepState::mastered:
            return "mastered";
        case StepState::replaced:
            return "replaced by another step";
        case StepState::dropped:
            return "dropped";
    }
    return {};
}

}  // namespace

std::string sentence_case(std::string_view words)
{
    std::string text(words);
    if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string closed_words(std::string_view year) { return fmt::format("{}, closed", year); }

std::string visit_state_words(const VisitRow& visit)
{
    if (!visit.closed_year.empty()) {  // what is to do in it, nobody can do any more
        const auto* state = visit.state == ObservationState::draft      ? "Draft"
                            : visit.state == ObservationState::archived ? "Put away"
                            : visit.debriefed_at                        ? "Debriefed"
                                                                        : "Shared";
        return fmt::format("{} · {}", state, closed_words(visit.closed_year));
    }
    switch (visit.state) {
        case ObservationState::draft:
            return "Draft";
        case ObservationState::archived:
            return "Put away";
        case ObservationState::shared:
            break;
    }
    if (visit.debriefed_at) return "Debriefed";
    if (visit.is_debrief_skipped) return "Shared, no debrief";
    return visit.words_visible ? "Shared, debrief to hold" : "Shared";
}

std::string visit_kind_words(const VisitRow& visit)
{
    const auto purpose = sentence_case(name_of(visit.purpose));
    return visit.minutes ? fmt::format("{}, {} min", purpose, *visit.minutes) : purpose;
}

std::string subject_and_grade(std::string_view subject, std::string_view grade)
{
    const bool is_number = !grade.empty() && std::isdigit(static_cast<unsigned char>(grade.front()));
    const auto grade_words = is_number ? fmt::format("grade {}", grade) : std::string(grade);
    if (subject.empty()) return sentence_case(grade_words);
    return grade_words.empty() ? std::string(subject) : fmt::format("{}, {}", subject, grade_words);
}

std::string role_words(const std::set<Role>& roles)
{
    std::vector<std::string> names;
    for (const auto role : roles) names.emplace_back(name_of(role));
    return join(names, ", ");
}

std::string result_words(StepResult result)
{
    return result == StepResult::not_seen ? "Not seen" : sentence_case(name_of(result));
}

std::string step_state_words(StepState state) { return sentence_case(name_of(state)); }

std::string step_event_words(const StepEvent& event, Date today)
{
    auto what = event.result ? check_words(*event.result) : change_words(event.state);
    if (event.result && is_live(event.state)) what += ", still live";
    if (event.result && event.observation) what += ", seen on a visit";
    auto words = fmt::format("{}: {}.", spoken_date(event.on, today), what);
    if (!event.note.empty()) words += " " + event.note;
    return words;
}

std::string visits_using(const RubricRow& rubric)
{
    const auto words = counted(rubric.observation_count, "visit");
    return rubric.observation_count < RubricRow::observation_count_max ? words : words + " or more";
}

std::string speaker_words(Speaker speaker)
{
    return speaker == Speaker::observer ? "coach" : std::string(name_of(speaker));
}

}  // namespace throughline
