#include "core/exchange/given_visit.hpp"

#include <nlohmann/json.hpp>

namespace throughline {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json or_null(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json day_or_null(const std::optional<Date>& day) { return day ? Json(iso(*day)) : Json(nullptr); }

Json json_of(const Evidence& line)
{
    return {{"elapsed_ms", line.elapsed_ms}, {"speaker", name_of(line.speaker)},
            {"kind", name_of(line.kind)},    {"text", line.text},
            {"indicators", line.indicators}, {"amount", or_null(line.amount)},
            {"out_of", or_null(line.out_of)}};
}

Json json_of(const ActionStep& step)
{
    return {{"text", step.text}, {"indicators", step.indicators}, {"check_on", day_or_null(step.check_on)}};
}

template <class Value>
std::optional<Value> optional_at(const Json& json, const char* name)
{
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? std::nullopt : std::optional<Value>(found->get<Value>());
}

Evidence evidence_of(const Json& json)
{
    Evidence line;
    line.elapsed_ms = json.at("elapsed_ms").get<std::int64_t>();
    line.speaker = parse_speaker(json.at("speaker").get<std::string>()).value_or(Speaker::none);
    line.kind = parse_evidence_kind(json.at("kind").get<std::string>()).value_or(EvidenceKind::note);
    line.text = json.at("text").get<std::string>();
    line.indicators = json.at("indicators").get<std::vector<std::string>>();
    line.amount = optional_at<double>(json, "amount");
    line.out_of = optional_at<double>(json, "out_of");
    return line;
}

Rating rating_of(const Json& json)
{
    Rating rating;
    rating.code = json.at("code").get<std::string>();
    rating.mark = parse_mark(json.at("mark").get<std::string>()).value_or(Mark::level);
    rating.level = json.at("level").get<int>();
    return rating;
}

ActionStep step_of(const Json& json)
{
    ActionStep step;
    step.text = json.at("text").get<std::string>();
    step.indicators = json.at("indicators").get<std::vector<std::string>>();
    if (const auto day = optional_at<std::string>(json, "check_on")) step.check_on = parse_date(*day);
    return step;
}

void take(const Json& json, ObservationDetail::Detail& visit)
{
    auto& facts = visit.observation;
    facts.state = ObservationState::shared;
    facts.shared_at = Instant{json.at("shared_at_us").get<std::int64_t>()};
    if (const auto day = parse_date(json.at("started_on").get<std::string>())) facts.started_on = *day;
    facts.minutes = optional_at<int>(json, "minutes");
    facts.students_present = optional_at<int>(json, "students_present");
    facts.subject = json.at("subject").get<std::string>();
    facts.grade = json.at("grade").get<std::string>();
    facts.strength = json.at("strength").get<std::string>();
    facts.growth_area = json.at("growth_area").get<std::string>();
    facts.pinned_result = json.at("pinned_result").get<std::string>();
    visit.evidence.clear();
    for (const auto& line : json.at("evidence")) visit.evidence.push_back(evidence_of(line));
    visit.ratings.clear();
    for (const auto& rating : json.at("ratings")) visit.ratings.push_back(rating_of(rating));
    visit.step.reset();
    if (const auto& step = json.at("action_step"); !step.is_null()) visit.step = step_of(step);
    visit.pinned_step.reset();
    if (const auto& step = json.at("pinned_step"); !step.is_null()) visit.pinned_step.emplace().step = step_of(step);
}

}  // namespace

std::string given_text(const ObservationDetail::Detail& visit)
{
    const auto& facts = visit.observation;
    Json json{{"purpose", name_of(facts.purpose)},
              {"teacher", visit.teacher.name()},
              {"observer", visit.observer.name()},
              {"rubric", {{"id", visit.rubric.id}, {"title", visit.rubric.title}, {"version", visit.rubric.version}}},
              {"started_on", iso(facts.started_on)},
              {"shared_at_us", facts.shared_at.value_or(Instant{}).us},
              {"minutes", or_null(facts.minutes)},
              {"subject", facts.subject},
              {"grade", facts.grade},
              {"students_present", or_null(facts.students_present)},
              {"evidence", Json::array()},
              {"ratings", Json::array()},
              {"strength", facts.strength},
              {"growth_area", facts.growth_area},
              {"action_step", visit.step ? json_of(*visit.step) : Json(nullptr)},
              {"pinned_step", visit.pinned_step ? json_of(visit.pinned_step->step) : Json(nullptr)},
              {"pinned_result", facts.pinned_result}};
    for (const auto& line : visit.evidence)
        if (!line.is_private) json["evidence"].push_back(json_of(line));
    for (const auto& rating : visit.ratings)
        json["ratings"].push_back({{"code", rating.code}, {"mark", name_of(rating.mark)}, {"level", rating.level}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<void> lay_given_over(std::string_view given, ObservationDetail::Detail& visit)
{
    try {
        take(Json::parse(given), visit);
    } catch (const Json::exception& error) {
        auto failure = Error{ErrorCode::bad_input,
                             "What had been given of this visit cannot be read. The file may be damaged; run 'check'.",
                             {},
                             {},
                             {}};
        failure.detail = error.what();
        return Failure(std::move(failure));
    }
    visit.amendments.clear();
    visit.openings.clear();
    visit.responses.clear();
    visit.debrief.reset();
    visit.last_ratings.clear();
    visit.unsettled.clear();
    visit.may_change = false;
    visit.words_visible = true;
    return {};
}

}  // namespace throughline
