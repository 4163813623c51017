#include "core/workspace/observation_rules.hpp"

#include <cassert>

#include <fmt/format.h>

#include "throughline/base/text.hpp"

namespace throughline {
namespace {

std::string all_codes(const Rubric& rubric)
{
    std::vector<std::string> codes;
    for (const auto& node : rubric.nodes)
        if (is_rated(node)) codes.push_back(node.code);
    return join(codes, ", ");
}

Failure at(std::string_view place, Error error)
{
    error.place = place;
    return Failure(std::move(error));
}

}  // namespace

std::string& text_field(Observation& observation, ObservationField field)
{
    switch (field) {
        case ObservationField::subject:
            return observation.subject;
        case ObservationField::grade:
            return observation.grade;
        case ObservationField::strength:
            return observation.strength;
        case ObservationField::growth_area:
            break;
    }
    return observation.growth_area;
}

Result<void> check_facts(const Observation& observation)
{
    if (observation.minutes && (*observation.minutes < 0 || *observation.minutes > visit_minutes_max))
        return at("minutes", Error{ErrorCode::invalid,
                                   "A visit lasts 0 to {0} minutes; {1} was given.",
                                   {fmt::to_string(visit_minutes_max), fmt::to_string(*observation.minutes)},
                                   {},
                                   {}});
    if (observation.students_present &&
        (*observation.students_present < 0 || *observation.students_present > students_present_max))
        return at("students_present",
                  Error{ErrorCode::invalid,
                        "Students present are 0 to {0}; {1} was given.",
                        {fmt::to_string(students_present_max), fmt::to_string(*observation.students_present)},
                        {},
                        {}});
    if (observation.co_observer == observation.observer || observation.co_observer == observation.teacher)
        return at("co_observer", Error{ErrorCode::invalid,
                                       "The second observer is the observer or the teacher. Choose somebody else.",
                                       {},
                                       {},
                                       {}});
    return {};
}

Result<void> check_text(std::string_view text)
{
    if (count_characters(text) > feedback_chars_max)
        return fail(ErrorCode::invalid, "This text is longer than {0} characters. Shorten it.",
                    fmt::to_string(feedback_chars_max));
    if (!is_valid_utf8(text)) return fail(ErrorCode::invalid, "This text is not valid UTF-8. Type or paste it again.");
    return {};
}

Result<void> check_codes(const std::vector<std::string>& codes, const Rubric& rubric, std::string_view place)
{
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (rubric.node(codes[i]) != nullptr) continue;
        return at(fmt::format("{}[{}]", place, i),
                  Error{ErrorCode::invalid,
                        "{0} has no row {1}. Its rows are {2}.",
                        {rubric.short_title.empty() ? rubric.title : rubric.short_title, codes[i], all_codes(rubric)},
                        {},
                        {}});
    }
    return {};
}

Result<void> check_evidence(const Evidence& line, const Rubric& rubric)
{
    if (trimmed(line.text).empty() && !line.amount)
        return at("text", Error{ErrorCode::invalid, "An evidence line needs a text.", {}, {}, {}});
    if (count_characters(line.text) > evidence_chars_max)
        return at("text", Error{ErrorCode::invalid,
                                "An evidence line has at most {0} characters. Make two of it.",
                                {fmt::to_string(evidence_chars_max)},
                                {},
                                {}});
    if (!is_valid_utf8(line.text))
        return at("text", Error{ErrorCode::invalid, "This text is not valid UTF-8.", {}, {}, {}});
    if (line.elapsed_ms < 0)
        return at("at", Error{ErrorCode::invalid, "A line cannot come before the visit.", {}, {}, {}});
    return check_codes(line.indicators, rubric, "indicators");
}

Result<void> check_rating(const Rating& rating, const Rubric& rubric)
{
    const auto place = "ratings." + rating.code;
    const auto* node = rubric.node(rating.code);
    if (node == nullptr || !is_rated(*node))
        return at(place, Error{ErrorCode::invalid,
                               "{0} has no rated row {1}. Its rows are {2}.",
                               {rubric.short_title.empty() ? rubric.title : rubric.short_title, rating.code,
                                all_codes(rubric)},
                               {},
                               {}});
    if (rating.mark == Mark::not_applicable && !node->may_be_not_applicable)
        return at(place, Error{ErrorCode::invalid, "Row {0} cannot be marked not applicable.", {rating.code}, {}, {}});
    if (rating.mark == Mark::not_observed && !node->may_be_not_observed)
        return at(place, Error{ErrorCode::invalid, "Row {0} cannot be marked not observed.", {rating.code}, {}, {}});
    if (rating.mark != Mark::level || rubric.level(*node, rating.level) != nullptr) return {};
    std::vector<std::string> levels;
    if (const auto* scale = rubric.scale_of(*node))
        for (const auto& level : scale->levels) levels.push_back(fmt::format("{} {}", level.number, level.name));
    return at(place, Error{ErrorCode::invalid,
                           "Row {0} has no level {1}. Its levels are {2}.",
                           {rating.code, fmt::to_string(rating.level), join(levels, ", ")},
                           {},
                           {}});
}

Result<void> check_unmoved(std::string_view now, const std::optional<std::string>& was, std::string_view wanted)
{
    if (!was || *was == now || now == wanted) return {};
    return Failure(
        Error{ErrorCode::conflict,
              "Somebody else changed this text while you were typing. It now says: \"{0}\". Your text is kept: "
              "\"{1}\". Choose which one stays.",
              {std::string(now), std::string(wanted)},
              {},
              {}});
}

ActionStep new_step(Context& context, const Observation& observation)
{
    ActionStep step;
    step.id = context.new_id<ActionStepId>();
    step.observation = observation.id;
    step.teacher = observation.teacher;
    step.observer = observation.observer;
    return step;
}

}  // namespace throughline
