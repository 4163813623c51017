#include "app/cli/rows.hpp"

#include <fmt/format.h>

namespace throughline::cli {
namespace {

Json json_of_event(const StepEvent& event)
{
    return {{"id", event.id.text()},
            {"on", iso(event.on)},
            {"at", iso_utc(event.at)},
            {"state", name_of(event.state)},
            {"result", event.result ? Json(name_of(*event.result)) : Json(nullptr)},
            {"observation", json_of_id(event.observation)},
            {"note", json_or_null(event.note)}};
}

Json json_of_step(const ActionStep& step)
{
    return {{"id", step.id.text()},
            {"text", step.text},
            {"indicators", step.indicators},
            {"state", name_of(step.state)},
            {"assigned_on", json_of(step.assigned_on)},
            {"check_on", json_of(step.check_on)},
            {"closed_on", json_of(step.closed_on)}};
}

Json json_of_line(const Evidence& line)
{
    return {{"id", line.id.text()},
            {"at", written_elapsed(line.elapsed_ms)},
            {"noted_at", iso_utc(line.noted_at)},
            {"speaker", json_or_null(std::string(name_of(line.speaker)))},
            {"kind", name_of(line.kind)},
            {"text", line.text},
            {"indicators", line.indicators},
            {"private", line.is_private},
            {"amount", json_or_null(line.amount)},
            {"out_of", json_or_null(line.out_of)}};
}

Json json_of_rating(const Rating& rating, const Rubric& rubric)
{
    const auto* node = rubric.node(rating.code);
    const auto* level = node && rating.mark == Mark::level ? rubric.level(*node, rating.level) : nullptr;
    return {{"code", rating.code},
            {"title", node ? Json(node->title) : Json(nullptr)},
            {"mark", name_of(rating.mark)},
            {"level", rating.mark == Mark::level ? Json(rating.level) : Json(nullptr)},
            {"level_name", level ? Json(level->name) : Json(nullptr)}};
}

Json named(const PersonId& id, const std::string& name) { return {{"id", id.text()}, {"name", name}}; }

}  // namespace

std::string written_elapsed(std::int64_t elapsed_ms)
{
    const auto seconds = elapsed_ms / 1000;
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string words_of(const Rating& rating, const Rubric& rubric)
{
    if (rating.mark == Mark::not_observed) return "not observed";
    if (rating.mark == Mark::not_applicable) return "not applicable";
    const auto* node = rubric.node(rating.code);
    const auto* level = node ? rubric.level(*node, rating.level) : nullptr;
    return level && !level->name.empty() ? fmt::format("{} ({})", level->name, rating.level)
                                         : std::to_string(rating.level);
}

Json json_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(const std::optional<Date>& day) { return day ? Json(iso(*day)) : Json(nullptr); }

Json json_of(const std::optional<Instant>& instant) { return instant ? Json(iso_utc(*instant)) : Json(nullptr); }

Json json_of(const Person& person, const std::string& school_name)
{
    auto roles = Json::array();
    for (const auto role : person.roles) roles.push_back(name_of(role));
    return {{"id", person.id.text()},
            {"name", person.name()},
            {"given_name", person.given_name},
            {"family_name", person.family_name},
            {"email", json_or_null(person.email)},
            {"staff_id", json_or_null(person.staff_id)},
            {"school", json_or_null(school_name)},
            {"subject", json_or_null(person.subject)},
            {"grade", json_or_null(person.grade)},
            {"roles", std::move(roles)},
            {"active", person.active}};
}

Json json_of(const FollowUp& follow_up)
{
    return {
        {"kind", name_of(follow_up.kind)},
        {"teacher", named(follow_up.teacher, follow_up.teacher_name)},
        {"observer", follow_up.observer.is_nil() ? Json(nullptr) : named(follow_up.observer, follow_up.observer_name)},
        {"due_on", iso(follow_up.due_on)},
        {"state", name_of(follow_up.state)},
        {"overdue_school_days", follow_up.overdue_school_days},
        {"words", follow_up.words},
        {"observation", follow_up.observation.is_nil() ? Json(nullptr) : Json(follow_up.observation.text())},
        {"debrief", json_of_id(follow_up.debrief)},
        {"step", json_of_id(follow_up.step)},
        {"booking", json_of_id(follow_up.booking)},
        {"planned_at", json_of(follow_up.planned_at)}};
}

Json json_of(const WhoNextRow& row)
{
    return {{"kind", name_of(FollowUpKind::visit)},
            {"teacher", named(row.teacher, row.teacher_name)},
            {"subject", json_or_null(row.subject)},
            {"grade", json_or_null(row.grade)},
            {"last_visit_on", json_of(row.last_visit_on)},
            {"school_days_since", json_or_null(row.school_days_since)},
            {"state", name_of(row.state)},
            {"overdue_school_days", row.overdue_school_days},
            {"due_on", json_of(row.due_on)},
            {"purpose", name_of(row.purpose)},
            {"words", row.reason},
            {"live_step", json_or_null(row.live_step)}};
}

Json json_of(const StepRow& row)
{
    auto json = json_of_step(row.step);
    json["observation"] = row.step.observation.text();
    json["observer"] = named(row.step.observer, row.observer_name);
    json["events"] = Json::array();
    for (const auto& event : row.events) json["events"].push_back(json_of_event(event));
    return json;
}

Json json_of(const Debrief& debrief)
{
    return {{"id", debrief.id.text()},
            {"due_on", iso(debrief.due_on)},
            {"planned_at", json_of(debrief.planned_at)},
            {"held_at", json_of(debrief.held_at)},
            {"minutes", json_or_null(debrief.minutes)},
            {"protocol", json_or_null(debrief.protocol)},
            {"done", debrief.done},
            {"notes", json_or_null(debrief.notes)},
            {"teacher_words", json_or_null(debrief.teacher_words)},
            {"practised", json_or_null(debrief.practised)},
            {"next_visit_on", json_of(debrief.next_visit_on)}};
}

Json json_of(const Amendment& amendment)
{
    return {{"id", amendment.id.text()},      {"at", iso_utc(amendment.at)},    {"field", amendment.field},
            {"old_text", amendment.old_text}, {"new_text", amendment.new_text}, {"reason", amendment.reason}};
}

Json json_of(const Response& response)
{
    Json json{{"id", response.id.text()},
              {"kind", name_of(response.kind)},
              {"at", iso_utc(response.at)},
              {"filed_at", iso_utc(response.filed_at)},
              {"text", json_or_null(response.text)},
              {"packet", json_of_id(response.packet)}};
    if (!response.rating) return json;
    const auto& rating = *response.rating;
    json["code"] = rating.code;
    json["mark"] = name_of(rating.mark);
    json["level"] = rating.mark == Mark::level ? Json(rating.level) : Json(nullptr);
    return json;
}

Json json_of(const VisitRow& row, const OpenedFile& file)
{
    return {{"id", row.id.text()},
            {"state", name_of(row.state)},
            {"purpose", name_of(row.purpose)},
            {"teacher", named(row.teacher, row.teacher_name)},
            {"observer", named(row.observer, row.observer_name)},
            {"started_at", iso(file.local(row.started_at))},
            {"started_on", iso(row.started_on)},
            {"minutes", json_or_null(row.minutes)},
            {"subject", json_or_null(row.subject)},
            {"grade", json_or_null(row.grade)},
            {"rubric_title", row.rubric_title},
            {"words_visible", row.words_visible},
            {"closed_year", json_or_null(row.closed_year)}};
}

Json json_of(const VisitRequests::Row& row)
{
    const auto& request = row.request;
    return {{"id", request.id.text()},
            {"teacher", row.teacher_name},
            {"observer", row.observer_name},
            {"focus", request.focus},
            {"when", json_or_null(request.wish)},
            {"asked_on", iso(request.asked_on)},
            {"state", name_of(request.state)},
            {"words", row.state},
            {"answer", json_or_null(request.answer)},
            {"booking", json_of_id(request.booking)},
            {"observation", json_of_id(request.observation)}};
}

Json json_of(const std::vector<Conflict>& conflicts)
{
    auto words = Json::array();
    for (const auto& conflict : conflicts) words.push_back(conflict.words);
    return words;
}

Json json_of(const ScheduleRow& row, const OpenedFile& file)
{
    return {{"id", row.id.text()},
            {"kind", name_of(row.kind)},
            {"state", name_of(row.state)},
            {"teacher", named(row.teacher, row.teacher_name)},
            {"observer", named(row.observer, row.observer_name)},
            {"on", iso(row.on)},
            {"starts_at", row.starts_at ? Json(iso(file.local(*row.starts_at))) : Json(nullptr)},
            {"starts_at_utc", json_of(row.starts_at)},
            {"minutes", row.minutes},
            {"purpose", name_of(row.purpose)},
            {"announced", row.announced},
            {"note", json_or_null(row.note)},
            {"skip_reason", json_or_null(row.skip_reason)},
            {"series", json_of_id(row.series)},
            {"observation", row.observation.is_nil() ? Json(nullptr) : Json(row.observation.text())},
            {"sequence", row.sequence},
            {"conflicts", json_of(row.conflicts)}};
}

Json json_of(const ObservationDetail::Detail& detail, const OpenedFile& file)
{
    const auto& visit = detail.observation;
    Json json{
        {"id", visit.id.text()},
        {"state", name_of(visit.state)},
        {"purpose", name_of(visit.purpose)},
        {"teacher", named(visit.teacher, detail.teacher.name())},
        {"observer", named(visit.observer, detail.observer.name())},
        {"co_observer", json_of_id(visit.co_observer)},
        {"rubric", {{"id", detail.rubric.id}, {"title", detail.rubric.title}, {"version", detail.rubric.version}}},
        {"form", json_or_null(visit.form_id)},
        {"started_at", iso(file.local(visit.started_at))},
        {"started_at_utc", iso_utc(visit.started_at)},
        {"started_on", iso(visit.started_on)},
        {"minutes", json_or_null(visit.minutes)},
        {"announced", json_or_null(visit.announced)},
        {"subject", json_or_null(visit.subject)},
        {"grade", json_or_null(visit.grade)},
        {"students_present", json_or_null(visit.students_present)},
        {"words_visible", detail.words_visible},
        {"closed_year", json_or_null(detail.closed_year)},
        {"evidence", Json::array()},
        {"ratings", Json::array()},
        {"strength", json_or_null(visit.strength)},
        {"growth_area", json_or_null(visit.growth_area)},
        {"action_step", detail.step ? json_of_step(*detail.step) : Json(nullptr)},
        {"pinned_step", json_of_id(visit.pinned_step)},
        {"pinned_result", json_or_null(visit.pinned_result)},
        {"debrief", detail.debrief ? json_of(*detail.debrief) : Json(nullptr)},
        {"amendments", Json::array()},
        {"openings", Json::array()},
        {"responses", Json::array()},
        {"shared_at", json_of(visit.shared_at)},
        {"prepared_at", json_of(visit.prepared_at)},
        {"acknowledged_at", json_of(visit.acknowledged_at)}};
    for (const auto& line : detail.evidence) json["evidence"].push_back(json_of_line(line));
    for (const auto& rating : detail.ratings) json["ratings"].push_back(json_of_rating(rating, detail.rubric));
    for (const auto& amendment : detail.amendments) json["amendments"].push_back(json_of(amendment));
    for (const auto& opening : detail.openings)
        json["openings"].push_back({{"opened_on", iso(opening.opened_on)},
                                    {"shared_again_on", iso(opening.shared_again_on)},
                                    {"reason", opening.reason}});
    for (const auto& response : detail.responses) json["responses"].push_back(json_of(response));
    return json;
}

}  // namespace throughline::cli
