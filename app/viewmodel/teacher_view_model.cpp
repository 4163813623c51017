#include "app/viewmodel/teacher_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/command/person.hpp"
#include "throughline/model/script_line.hpp"
#include "throughline/query/policy.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

Result<void> TeacherViewModel::open(PersonId teacher)
{
    teacher_ = teacher;
    page_ = {};
    evidence_.clear();
    return refresh();
}

Result<void> TeacherViewModel::refresh()
{
    auto page = document_.ask(TeacherPage{teacher_});
    if (!page) return tl::unexpected(page.error());
    auto settings = document_.ask(SchoolSettings{});
    if (!settings) return tl::unexpected(settings.error());
    Teachers mine;
    mine.filter = page->teacher.person.name();
    mine.my_caseload_only = true;
    const auto caseload = document_.ask(mine);
    if (!caseload) return tl::unexpected(caseload.error());
    page_ = std::move(*page);
    has_evidence_ = false;
    calendar_ = std::move(settings->calendar);
    in_caseload_ = std::any_of(caseload->begin(), caseload->end(), [&](const auto& row) { return row.id == teacher_; });
    for (const auto& point : page_.ratings)
        if (auto asked_rubric = ask_rubric(point.rubric_version); !asked_rubric) return asked_rubric;
    return {};
}

Result<void> TeacherViewModel::look_at_evidence()
{
    if (has_evidence_) return {};
    auto evidence = document_.ask(TeacherEvidence{teacher_});
    if (!evidence) return tl::unexpected(evidence.error());
    evidence_ = std::move(*evidence);
    has_evidence_ = true;
    for (const auto& indicator : evidence_)
        if (auto asked_rubric = ask_rubric(indicator.rubric_version); !asked_rubric) return asked_rubric;
    return {};
}

// Of the page's ratings and tags; a version never changes once it is used, so each is asked once.
Result<void> TeacherViewModel::ask_rubric(RubricVersionId version)
{
    if (rubrics_.contains(version)) return {};
    auto rubric = document_.ask(RubricVersion{version});
    if (!rubric) return tl::unexpected(rubric.error());
    rubrics_.emplace(version, std::move(*rubric));
    return {};
}

std::string TeacherViewModel::name() const { return page_.teacher.person.name(); }

std::string TeacherViewModel::about() const
{
    const auto& person = page_.teacher.person;
    std::vector<std::string> parts;
    for (auto part : {subject_and_grade(person.subject, person.grade), page_.teacher.school_name})
        if (!part.empty()) parts.push_back(std::move(part));
    return join(parts, "  ·  ");
}

std::string TeacherViewModel::who_can_see() const
{
    if (!document_.actor().person)
        return "This file has no owner yet: whoever opens it sees this page. Set the owner in Settings.";
    if (*document_.actor().person == teacher_)
        return "This is your own page: you see what was shared with you, and nobody's private lines.";
    const auto policy = document_.ask(SchoolPolicy{});
    const bool read_steps = policy && policy->leaders_read_steps;
    return fmt::format(
        "{} sees what was shared. A leader sees that a coaching visit took place{}, not its words. "
        "Drafts and private lines stay with their author.",
        page_.teacher.person.given_name.empty() ? name() : page_.teacher.person.given_name,
        read_steps ? std::string(" and, by the school's policy, its step") : std::string());
}

Result<void> TeacherViewModel::set_in_caseload(bool in_caseload)
{
    const auto me = document_.actor().person;
    if (!me) return fail(ErrorCode::wrong_state, "Nobody is set as this file's owner. Say who you are in Settings.");
    const auto done = document_.execute(AssignCaseload{*me, teacher_, in_caseload});
    if (!done) return tl::unexpected(done.error());
    return {};
}

std::vector<TableRow> TeacherViewModel::visit_rows() const
{
    std::vector<TableRow> rows;
    for (const auto& visit : page_.visits) {
        TableRow row{any(visit.id), {}, TableRow::Look::plain};
        row.cells = {day_and_distance(visit.started_on, document_.today(), calendar_),
                     visit_kind_words(visit),
                     visit.observer_name,
                     visit_state_words(visit),
                     visit.rubric_title,
                     visit.words_visible ? visit.step_text : "The words stay between observer and teacher"};
        if (!visit.words_visible) row.look = TableRow::Look::quiet;
        if (visit.state == ObservationState::draft) {
            row.tinted_cell = 3;
            row.tone = Tone::neutral;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<TableRow> TeacherViewModel::step_rows() const
{
    std::vector<TableRow> rows;
    for (const auto& entry : page_.steps) {
        const auto& step = entry.step;
        const bool live = is_live(step.state);
        TableRow row{any(step.id), {}, live ? TableRow::Look::plain : TableRow::Look::quiet};
        if (live && step.check_on && *step.check_on < document_.today()) {
            row.tinted_cell = 1;
            row.tone = tone_of(DueState::overdue);
        }
        std::string check_back = "when it is shared";
        if (live)
            check_back = step.check_on ? spoken_distance(*step.check_on, document_.today(), calendar_) : "no day set";
        if (step.closed_on) check_back = "closed " + spoken_date(*step.closed_on, document_.today());
        row.cells = {step_state_words(step.state), check_back, step.text};
        rows.push_back(std::move(row));
    }
    return rows;
}

ReadingText TeacherViewModel::step_history(std::size_t index) const
{
    const auto* entry = step(index);
    if (!entry) return {};
    const auto today = document_.today();
    ReadingText text = {heading_paragraph(entry->step.text)};
    auto facts = step_state_words(entry->step.state);
    if (!entry->step.indicators.empty()) facts += "  ·  on " + join(entry->step.indicators, ", ");
    if (!entry->observer_name.empty()) facts += "  ·  agreed with " + entry->observer_name;
    text.push_back(quiet_paragraph(facts));
    if (is_live(entry->step.state) && entry->step.check_on)
        text.push_back(
            plain_paragraph("Look for it " + day_and_distance(*entry->step.check_on, today, calendar_) + "."));
    text.push_back(subheading_paragraph("History"));
    for (const auto& event : entry->events) text.push_back(plain_paragraph(step_event_words(event, today)));
    if (entry->events.empty())
        text.push_back(quiet_paragraph("Nothing yet: the step is agreed when its visit is shared."));
    return text;
}

std::vector<TableRow> TeacherViewModel::indicator_rows() const
{
    std::vector<TableRow> rows;
    for (const auto& entry : evidence_) {
        const auto words = entry.code.empty() ? std::string("Without a tag") : entry.code + " " + entry.title;
        // An indicator has no id of its own: its oldest line stands for it, so that a selection stays where it was.
        const auto id = entry.lines.empty() ? AnyId{} : any(entry.lines.back().evidence.id);
        const auto rubric = rubrics_.find(entry.rubric_version);
        rows.push_back({id,
                        {words, std::to_string(entry.lines.size()),
                         rubric == rubrics_.end() ? std::string() : report::rubric_words(rubric->second)}});
    }
    return rows;
}

std::vector<TableRow> TeacherViewModel::evidence_rows(std::size_t index) const
{
    std::vector<TableRow> rows;
    const auto* entry = indicator(index);
    if (!entry) return rows;
    for (const auto& line : entry->lines) {
        auto text = line.evidence.text;
        std::replace(text.begin(), text.end(), '\n', ' ');
        rows.push_back({any(line.evidence.id),
                        {spoken_date(line.on, document_.today()), spoken_elapsed(line.evidence.elapsed_ms),
                         speaker_words(line.evidence.speaker), text},
                        line.evidence.is_private ? TableRow::Look::quiet : TableRow::Look::plain});
    }
    return rows;
}

ReadingText TeacherViewModel::evidence_line(std::size_t index, std::size_t line_index) const
{
    const auto* entry = indicator(index);
    if (!entry || line_index >= entry->lines.size()) return {};
    const auto& line = entry->lines[line_index];
    auto where = fmt::format("{}, {} into the visit, noted by {}", spoken_date(line.on, document_.today()),
                             spoken_elapsed(line.evidence.elapsed_ms), line.observer_name);
    if (line.evidence.is_private) where += ", private: only its author sees it";
    return {plain_paragraph(line.evidence.text), quiet_paragraph(where)};
}

std::vector<report::RatingSeries> TeacherViewModel::ratings(bool with_details) const
{
    return report::rating_series(page_.ratings, rubrics_, with_details);
}

bool TeacherViewModel::has_rating_details() const
{
    const auto all = ratings(true);
    return std::any_of(all.begin(), all.end(), [](const auto& series) { return series.is_detail; });
}

const StepRow* TeacherViewModel::step(std::size_t index) const
{
    return index < page_.steps.size() ? &page_.steps[index] : nullptr;
}

std::optional<std::size_t> TeacherViewModel::index_of(ActionStepId id) const
{
    for (std::size_t index = 0; index < page_.steps.size(); ++index)
        if (page_.steps[index].step.id == id) return index;
    return std::nullopt;
}

std::optional<std::size_t> TeacherViewModel::step_to_show() const
{
    std::optional<std::size_t> best;
    for (std::size_t index = 0; index < page_.steps.size(); ++index) {
        const auto& step = page_.steps[index].step;
        if (!is_live(step.state) || !step.check_on) continue;
        if (!best || *step.check_on < *page_.steps[*best].step.check_on) best = index;
    }
    if (!best && !page_.steps.empty()) best = 0;
    return best;
}

bool TeacherViewModel::is_live_step(std::size_t index) const
{
    const auto* entry = step(index);
    return entry && is_live(entry->step.state);
}

const IndicatorEvidence* TeacherViewModel::indicator(std::size_t index) const
{
    return index < evidence_.size() ? &evidence_[index] : nullptr;
}

}  // namespace throughline
