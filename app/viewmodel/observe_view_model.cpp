#include "app/viewmodel/observe_view_model.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/viewmodel/packet_files.hpp"
#include "app/viewmodel/visit_wording.hpp"
#include "app/viewmodel/wording.hpp"
#include "throughline/base/text.hpp"
#include "throughline/exchange/message.hpp"
#include "throughline/query/student_names.hpp"
#include "throughline/query/unlocking.hpp"
#include "throughline/query/visit_request.hpp"

namespace throughline {

ObserveViewModel::ObserveViewModel(Document& document, DraftKeeper& drafts)
    : document_(document),
      visit_(document, drafts),
      script_(visit_),
      ratings_(visit_),
      feedback_(visit_),
      facts_(visit_)
{}

Result<void> ObserveViewModel::open(ObservationId id) { return visit_.open(id); }

std::string ObserveViewModel::teacher() const { return visit_.detail().teacher.name(); }

std::string ObserveViewModel::subtitle() const
{
    const auto& observation = visit_.observation();
    std::vector<std::string> parts{visit_words(observation.purpose)};
    const auto lesson = subject_and_grade(observation.subject, observation.grade);
    if (!lesson.empty()) parts.push_back(lesson);
    parts.push_back(spoken_date(observation.started_on, document_.today()) + ", " +
                    clock_minutes(observation.started_at, document_.zone()));
    const auto& rubric = visit_.rubric();
    parts.push_back(rubric.short_title.empty() ? rubric.title : rubric.short_title);
    if (const auto& year = visit_.detail().closed_year; !year.empty()) parts.push_back(closed_words(year));
    return join(parts, "  ·  ");
}

std::string ObserveViewModel::closed_year_words() const
{
    const auto& detail = visit_.detail();
    if (detail.closed_year.empty()) return {};
    auto words = fmt::format(
        "The school year {} is closed: this visit can be read and not changed. Who leads can open the year again in "
        "Settings.",
        detail.closed_year);
    for (const auto& text : detail.unfinished)
        words += fmt::format("\nTyped before, and part of no record: {}", trimmed(text.text));
    return words;
}

std::string ObserveViewModel::unlocking_words() const
{
    if (!visit_.detail().closed_year.empty() && visit_.is_shared()) return {};
    const auto rows = document_.ask(Unlockings{visit_.id()});
    if (!rows || rows->empty() || rows->front().unlocking.state == UnlockingState::declined) return {};
    const auto& latest = rows->front();
    const bool is_asked = latest.unlocking.state == UnlockingState::asked;
    return (is_asked ? "Asked to open it again, " + latest.state : sentence_case(latest.state)) + ": " +
           latest.unlocking.reason;
}

std::string ObserveViewModel::focus_words() const
{
    VisitRequests asked;
    asked.teacher = visit_.observation().teacher;
    const auto seen = document_.ask(asked);
    if (!seen) return {};
    for (const auto& row : seen->rows)
        if (row.request.observation && *row.request.observation == visit_.id())
            return row.teacher_name + " asks: " + row.request.focus;
    return {};
}

std::string ObserveViewModel::clock() const
{
    const auto minutes = visit_.observation().minutes;
    return minutes ? fmt::format("{} min", *minutes) : spoken_elapsed(visit_.elapsed_ms());
}

std::string ObserveViewModel::clock_state() const
{
    if (visit_.is_running()) return "running";
    return visit_.was_left() ? "stopped at the last line" : "stopped";
}

Result<void> ObserveViewModel::stop_clock()
{
    if (visit_.observation().minutes) return {};
    constexpr std::int64_t ms_per_minute = 60'000;
    const auto minutes = (visit_.elapsed_ms() + ms_per_minute - 1) / ms_per_minute;
    ChangeObservation change{};
    change.observation = visit_.id();
    change.minutes = static_cast<int>(std::clamp<std::int64_t>(minutes, 1, visit_minutes_max));
    return visit_.act(change);
}

Result<void> ObserveViewModel::resume_clock()
{
    visit_.touch_clock();
    if (!visit_.observation().minutes) return {};
    ChangeObservation change{};
    change.observation = visit_.id();
    change.minutes = std::optional<int>{};
    return visit_.act(change);
}

bool ObserveViewModel::has_pinned_step() const { return visit_.detail().pinned_step.has_value(); }

std::string ObserveViewModel::pinned_text() const
{
    return has_pinned_step() ? visit_.detail().pinned_step->step.text : std::string();
}

std::string ObserveViewModel::pinned_origin() const
{
    if (!has_pinned_step() || !visit_.detail().pinned_step->step.assigned_on) return {};
    return "Agreed " + day_words(*visit_.detail().pinned_step->step.assigned_on);
}

std::optional<StepResult> ObserveViewModel::pinned_result() const
{
    return parse_step_result(visit_.observation().pinned_result);
}

Result<void> ObserveViewModel::mark_pinned(std::optional<StepResult> result)
{
    if (pinned_result() == result) return {};
    return visit_.act(MarkPinnedStep{visit_.id(), result});
}

Result<void> ObserveViewModel::settle_everything()
{
    if (script_.editing())
        if (auto done = script_.enter(script_.input()); !done) return done;
    if (auto done = script_.enter(script_.input()); !done) return done;
    return visit_.drafts().settle(any(visit_.id()));
}

Result<std::vector<FeedbackBlock>> ObserveViewModel::preview()
{
    if (auto done = settle_everything(); !done) return tl::unexpected(done.error());
    if (auto done = stop_clock(); !done) return tl::unexpected(done.error());
    auto seen = document_.ask(FeedbackPreview{visit_.id()});
    if (!seen) return tl::unexpected(seen.error());
    // What Share fills in by the rules, so that this page says the same as the one the teacher gets.
    const auto& settings = visit_.settings();
    if (seen->step && !seen->step->check_on) seen->step->check_on = feedback_.check_on_by_rule();
    if (!seen->debrief) {
        Debrief debrief;
        debrief.due_on =
            settings.calendar.school_days_after(document_.today(), settings.rules.debrief_within_school_days);
        seen->debrief = debrief;
    }
    return feedback_blocks(*seen);
}

std::string ObserveViewModel::student_name_question() const
{
    constexpr std::size_t said_max = 4;
    const auto names = document_.ask(StudentNameQuestions{visit_.id()});
    if (!names || names->empty()) return {};
    std::vector<std::string> said;
    for (const auto& row : *names)
        if (said.size() < said_max) said.push_back("\"" + row.name + "\" in " + row.where);
    auto question = "A student's name? " + join(said, ", ");
    if (names->size() > said_max) question += fmt::format(" and {} more", names->size() - said_max);
    return question + ". Initials or a seat number do as well; you may share it as it is.";
}

Result<ShareObservation::Made> ObserveViewModel::share()
{
    if (auto done = settle_everything(); !done) return tl::unexpected(done.error());
    auto outcome = document_.execute(ShareObservation{visit_.id()});
    if (!outcome) return tl::unexpected(outcome.error());
    return outcome->value;
}

Result<std::vector<FeedbackBlock>> ObserveViewModel::shared_record() const
{
    const auto seen = document_.ask(FeedbackPreview{visit_.id()});
    if (!seen) return tl::unexpected(seen.error());
    return feedback_blocks(*seen);
}

std::string ObserveViewModel::shared_words() const
{
    const auto& shared_at = visit_.observation().shared_at;
    if (!shared_at) return {};
    const auto day = document_.zone().local(*shared_at).date();
    return fmt::format("Shared {} at {}, and locked.", spoken_date(day, document_.today()),
                       clock_minutes(*shared_at, document_.zone()));
}

std::string ObserveViewModel::debrief_words() const
{
    const auto& debrief = visit_.detail().debrief;
    if (!debrief) return {};
    if (debrief->held_at) {
        const auto day = document_.zone().local(*debrief->held_at).date();
        return "Debrief held " + day_words(day);
    }
    if (!visit_.detail().closed_year.empty()) return "The debrief was not held.";
    if (debrief->is_skipped()) return "No debrief: " + debrief->skip_reason;
    return "Debrief due " + day_words(debrief->due_on);
}

std::string ObserveViewModel::step_words() const
{
    const auto& step = visit_.detail().step;
    if (!step) return "No action step, so nothing to check";
    if (!is_live(step->state)) return "The step is " + std::string(name_of(step->state));
    return step->check_on ? "Look back at the step " + day_words(*step->check_on) : "The step has no check-back day";
}

std::string ObserveViewModel::message_words() const
{
    const auto& prepared_at = visit_.observation().prepared_at;
    if (!prepared_at) return "Nothing prepared yet";
    const auto day = document_.zone().local(*prepared_at).date();
    return fmt::format("Prepared {} at {}. Throughline sends nothing by itself.", spoken_date(day, document_.today()),
                       clock_minutes(*prepared_at, document_.zone()));
}

std::string ObserveViewModel::answer_words() const
{
    const auto& responses = visit_.detail().responses;
    const auto name = visit_.detail().teacher.name();
    const auto& read_at = visit_.observation().acknowledged_at;
    auto words = read_at ? fmt::format("{} read it {}.", name,
                                       spoken_date(document_.zone().local(*read_at).date(), document_.today()))
                         : name + " has not said yet that they read it.";
    const auto answers = std::count_if(responses.begin(), responses.end(), [](const Response& response) {
        return response.kind != ResponseKind::acknowledged;
    });
    if (answers > 0) words += " What they answered stands below the feedback.";
    return words;
}

bool ObserveViewModel::may_amend() const { return may_follow_up() && visit_.detail().closed_year.empty(); }

bool ObserveViewModel::may_follow_up() const
{
    const auto& actor = document_.actor().person;
    return visit_.is_shared() && (!actor || *actor == visit_.observation().observer);
}

std::optional<DebriefId> ObserveViewModel::debrief() const
{
    const auto& debrief = visit_.detail().debrief;
    return debrief ? std::optional(debrief->id) : std::nullopt;
}

Result<void> ObserveViewModel::prepare_message(const std::filesystem::path& file)
{
    MakePacket packet;
    packet.observation = visit_.id();
    return write_packet(document_, packet, file);
}

std::string ObserveViewModel::message_file_name() const { return throughline::message_file_name(visit_.detail()); }

std::string ObserveViewModel::amendable_text(ObservationField field) const
{
    const auto& observation = visit_.observation();
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

Result<void> ObserveViewModel::amend(ObservationField field, const std::string& text, const std::string& reason)
{
    return visit_.act(AmendObservation{visit_.id(), field, text, reason});
}

std::string ObserveViewModel::day_words(Date day) const
{
    return day_and_distance(day, document_.today(), visit_.settings().calendar);
}

}  // namespace throughline
