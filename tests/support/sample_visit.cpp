#include "tests/support/sample_visit.hpp"

#include <catch2/catch.hpp>

#include "throughline/exchange/rubric_file.hpp"

namespace throughline::test {
namespace {

template <class IdType>
IdType numbered(std::uint8_t number)
{
    IdType id;
    id.bytes[15] = number;
    return id;
}

constexpr std::int64_t morning = 1'791'205'800'000'000;  // 2026-10-05T13:10:00Z

Evidence line(EvidenceKind kind, std::int64_t elapsed_ms, const std::string& text)
{
    Evidence evidence;
    evidence.kind = kind;
    evidence.elapsed_ms = elapsed_ms;
    evidence.text = text;
    return evidence;
}

void add_evidence(ObservationDetail::Detail& visit, const std::vector<const RubricNode*>& rows)
{
    auto said = line(EvidenceKind::note, 90'000, "Who can explain why \xC2\xBD and 2/4 are the same?");
    said.speaker = Speaker::teacher;
    for (std::size_t row = 0; row < rows.size() && row < 2; ++row) said.indicators.push_back(rows[row]->code);
    visit.evidence.push_back(said);
    auto answer = line(EvidenceKind::note, 102'000, "\"Because you cut each half in two\" <points at the strip>");
    answer.speaker = Speaker::student;
    visit.evidence.push_back(answer);
    auto hidden = line(EvidenceKind::note, 120'000, private_words + ": ask about grouping");
    hidden.is_private = true;
    visit.evidence.push_back(hidden);
    auto count = line(EvidenceKind::tally, 300'000, "Open question");
    count.amount = 5;
    visit.evidence.push_back(count);
    auto wait = line(EvidenceKind::timer, 310'000, "Wait time");
    wait.amount = 94.4;
    visit.evidence.push_back(wait);
    auto working = line(EvidenceKind::snapshot, 600'000, "On task");
    working.amount = 22;
    working.out_of = 27;
    visit.evidence.push_back(working);
}

// A level on most rows, and each of the marks that are none.
void add_ratings(ObservationDetail::Detail& visit, const std::vector<const RubricNode*>& rows)
{
    for (std::size_t index = 0; index < rows.size(); ++index) {
        const auto& levels = visit.rubric.scale_of(*rows[index])->levels;
        Rating rating{rows[index]->code, Mark::level, levels[index % levels.size()].number};
        if (index % 5 == 3 && rows[index]->may_be_not_observed) rating.mark = Mark::not_observed;
        if (index % 5 == 4 && rows[index]->may_be_not_applicable) rating.mark = Mark::not_applicable;
        visit.ratings.push_back(rating);
    }
}

void add_responses(ObservationDetail::Detail& visit, const std::vector<const RubricNode*>& rows)
{
    Response response;
    response.observation = visit.observation.id;
    response.author = visit.teacher.id;
    response.on = Date(2026, 10, 6);
    response.kind = ResponseKind::acknowledged;
    visit.responses.push_back(response);
    response.kind = ResponseKind::reply;
    response.text = "I will try it on Thursday.\nCan you come then?";
    visit.responses.push_back(response);
    if (rows.empty()) return;
    response.kind = ResponseKind::self_rating;
    response.text.clear();
    response.rating = Rating{rows.front()->code, Mark::level, visit.rubric.scale_of(*rows.front())->levels[1].number};
    visit.responses.push_back(response);
}

}  // namespace

Rubric shipped_rubric(const std::string& id)
{
    for (const auto json : shipped_rubric_files()) {
        auto rubric = parse_rubric(json);
        REQUIRE(rubric);
        if (rubric->id == id) return *rubric;
    }
    FAIL("no shipped rubric is called " << id);
    return {};
}

ObservationDetail::Detail sample_visit(const Rubric& rubric, Purpose purpose)
{
    ObservationDetail::Detail visit;
    visit.rubric = rubric;
    visit.teacher.id = numbered<PersonId>(1);
    visit.teacher.given_name = "Ana";
    visit.teacher.family_name = "Ruiz";
    visit.observer.id = numbered<PersonId>(2);
    visit.observer.given_name = "Cora";
    visit.observer.family_name = "Coach";
    visit.observer.email = "coach@school.example";
    auto& observation = visit.observation;
    observation.id = numbered<ObservationId>(3);
    observation.teacher = visit.teacher.id;
    observation.observer = visit.observer.id;
    observation.purpose = purpose;
    observation.state = ObservationState::shared;
    observation.started_at = {morning};
    observation.started_on = Date(2026, 10, 5);
    observation.shared_at = Instant{morning + 30 * us_per_minute};
    observation.minutes = 15;
    observation.announced = false;
    observation.subject = "Math";
    observation.grade = "6";
    observation.students_present = 27;
    observation.strength = "Open questions with wait time.\nThree students answered each other.";
    observation.growth_area = "Reasons stay with one student";
    std::vector<const RubricNode*> rows;
    for (const auto* row : visit.rubric.rows())
        if (is_rated(*row)) rows.push_back(row);
    add_evidence(visit, rows);
    add_ratings(visit, rows);
    ActionStep step;
    step.text = "Ask one student to restate another's reason";
    if (!rows.empty()) step.indicators = {rows.front()->code};
    step.check_on = Date(2026, 10, 12);
    step.state = StepState::assigned;
    visit.step = step;
    Debrief debrief;
    debrief.due_on = Date(2026, 10, 7);
    debrief.notes = private_words + ": notes of the conversation";
    visit.debrief = debrief;
    Amendment amendment;
    amendment.field = "strength";
    amendment.old_text = "Open questions";
    amendment.new_text = observation.strength;
    amendment.reason = "I forgot the wait time";
    visit.amendments.push_back(amendment);
    add_responses(visit, rows);
    return visit;
}

}  // namespace throughline::test
