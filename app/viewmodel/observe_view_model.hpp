// ObserveViewModel: the whole of a visit as the Observe page shows it, from the door to Share and after.
//
// Promises: nothing but Share (and what a person does after it) has effects outside the visit; the preview shows what
// Share then gives, word for word; sharing twice or sharing over an open conflict is refused. No wx.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/facts_view_model.hpp"
#include "app/viewmodel/feedback_view_model.hpp"
#include "app/viewmodel/open_visit.hpp"
#include "app/viewmodel/ratings_view_model.hpp"
#include "app/viewmodel/script_view_model.hpp"
#include "throughline/command/observation.hpp"
#include "throughline/exchange/feedback_text.hpp"

namespace throughline {

class ObserveViewModel {
public:
    ObserveViewModel(Document& document, DraftKeeper& drafts);

    [[nodiscard]] Result<void> open(ObservationId id);

    [[nodiscard]] OpenVisit& visit() { return visit_; }
    [[nodiscard]] const OpenVisit& visit() const { return visit_; }
    [[nodiscard]] ScriptViewModel& script() { return script_; }
    [[nodiscard]] RatingsViewModel& ratings() { return ratings_; }
    [[nodiscard]] FeedbackViewModel& feedback() { return feedback_; }
    [[nodiscard]] FactsViewModel& facts() { return facts_; }

    // --- the top of the page ---
    [[nodiscard]] std::string teacher() const;
    [[nodiscard]] std::string subtitle() const;  // "Coaching visit · Math, grade 6 · Tue 3 Nov, 10:42"
    // Of a visit that is or was opened again: "Open for correction since Tue 3 Nov: the wrong class is named".
    [[nodiscard]] std::string unlocking_words() const;
    // Why it can only be read, where its school year is closed, and what was typed and no record took up; else empty.
    [[nodiscard]] std::string closed_year_words() const;
    // What the teacher asked to be looked at in this visit; empty if they did not.
    [[nodiscard]] std::string focus_words() const;
    [[nodiscard]] std::string clock() const;        // "07:42", "15 min"
    [[nodiscard]] std::string clock_state() const;  // "running", "stopped", "stopped at the last line"
    [[nodiscard]] Result<void> stop_clock();        // the visit's minutes are what it shows, rounded up
    [[nodiscard]] Result<void> resume_clock();

    // Last time's step. The mark takes effect on Share only.
    [[nodiscard]] bool has_pinned_step() const;
    [[nodiscard]] std::string pinned_text() const;
    [[nodiscard]] std::string pinned_origin() const;  // "Agreed Tue 20 Oct, 10 school days ago"
    [[nodiscard]] std::optional<StepResult> pinned_result() const;
    [[nodiscard]] Result<void> mark_pinned(std::optional<StepResult> result);

    // --- giving it ---
    // Settles what is typed, adds an unfinished line, stops the clock, and shows what the teacher will get.
    [[nodiscard]] Result<std::vector<FeedbackBlock>> preview();
    // What looks like a student's name in what is about to be shared, as a question; empty if nothing does.
    [[nodiscard]] std::string student_name_question() const;
    [[nodiscard]] Result<ShareObservation::Made> share();

    // --- after Share ---
    [[nodiscard]] Result<std::vector<FeedbackBlock>> shared_record() const;
    [[nodiscard]] std::string shared_words() const;   // "Shared Tue 3 Nov at 10:42, and locked."
    [[nodiscard]] std::string debrief_words() const;  // "Debrief due Thu 5 Nov, in 2 school days"
    [[nodiscard]] std::string step_words() const;     // "The step is checked Tue 10 Nov, in 5 school days"
    [[nodiscard]] std::string message_words() const;  // "A message was prepared at 10:45", never "sent"
    [[nodiscard]] std::string answer_words() const;   // whether the teacher read it, and answered
    [[nodiscard]] bool may_follow_up() const;         // its observer: prepare a message, debrief
    [[nodiscard]] bool may_amend() const;             // the same, in a year that is not closed
    [[nodiscard]] std::optional<DebriefId> debrief() const;
    // Writes the feedback as an .eml file and notes that it was prepared.
    [[nodiscard]] Result<void> prepare_message(const std::filesystem::path& file);
    [[nodiscard]] std::string message_file_name() const;
    [[nodiscard]] std::string amendable_text(ObservationField field) const;
    [[nodiscard]] Result<void> amend(ObservationField field, const std::string& text, const std::string& reason);

private:
    [[nodiscard]] Result<void> settle_everything();
    [[nodiscard]] std::string day_words(Date day) const;

    Document& document_;
    OpenVisit visit_;
    ScriptViewModel script_;
    RatingsViewModel ratings_;
    FeedbackViewModel feedback_;
    FactsViewModel facts_;
};

}  // namespace throughline
