// A teacher's own page: what was shared with them, what they say to it, who can see it and who opened it. No wx.
//
// Used by the My feedback page. Promises: everything comes from the questions that the library answers to this person;
// nothing that is typed here is kept before it is said, and what was said stays.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/feedback.hpp"
#include "throughline/query/feedback.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/unlocking.hpp"

namespace throughline {

class MyFeedbackViewModel {
public:
    explicit MyFeedbackViewModel(Document& document) : document_(document) {}

    // Asks again; the chosen visit stays, or the newest is chosen.
    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] Result<void> choose(ObservationId visit);
    [[nodiscard]] std::optional<PersonId> me() const { return document_.actor().person; }

    [[nodiscard]] const std::vector<MyFeedback::Row>& visits() const { return visits_; }
    [[nodiscard]] std::vector<TableRow> visit_rows() const;
    [[nodiscard]] std::string summary() const;  // "3 visits were shared with you, 1 is new"
    [[nodiscard]] std::string empty_words() const;

    // The chosen visit; false where nothing was shared yet.
    [[nodiscard]] bool has_visit() const { return visit_.has_value(); }
    // There is something for a packet of the year: a shared visit, or a goal or step of one's own.
    [[nodiscard]] bool has_year() const { return has_visit() || has_goals_; }
    [[nodiscard]] std::optional<std::size_t> chosen_row() const;
    [[nodiscard]] std::string visit_name() const;  // "Coaching visit, Mon 5 Oct, Cora Coach"
    [[nodiscard]] std::string observer_name() const;
    [[nodiscard]] ReadingText feedback() const;
    // The visit was shared and is open for correction: what is shown is what had been given.
    [[nodiscard]] bool is_open_again() const;
    [[nodiscard]] std::optional<ObservationId> visit_id() const
    {
        return visit_ ? std::optional(visit_->observation.id) : std::nullopt;
    }
    [[nodiscard]] bool may_answer() const;
    [[nodiscard]] bool may_acknowledge() const;
    // What was typed as a reply or a reflection and not said yet.
    [[nodiscard]] std::string kept_words(ResponseKind kind) const;
    [[nodiscard]] bool may_rate() const
    {
        return may_answer() && !asked_rows().empty();
    }  // the visit's form has rows with levels

    // Who can see the chosen visit: one sentence for the page, and the whole list.
    [[nodiscard]] std::string who_can_see() const;
    [[nodiscard]] ReadingText everybody_who_can_see() const;

    // What the teacher says. Each gives what was done in words: "Kept: you have read it."
    [[nodiscard]] Result<std::string> acknowledge();
    [[nodiscard]] Result<std::string> write(ResponseKind kind, const std::string& text);

    // A row of the rubric to rate oneself on. `choices` begins with none.
    struct OwnRating {
        std::string name;    // "6 Critical thinking"
        std::string beside;  // "Cora Coach: Medium-high (4)", "Cora Coach did not rate it"
        std::vector<std::string> choices;
        std::size_t chosen = 0;  // what was said last
    };
    [[nodiscard]] std::vector<OwnRating> own_ratings() const;
    // `chosen` as long as own_ratings(); rows that say the same as before are not said again.
    [[nodiscard]] Result<std::string> rate(const std::vector<std::size_t>& chosen);

    [[nodiscard]] Result<ShownTable> who_opened() const;

    // A packet of the chosen visit or of the year; what it is, the file's ending says: .html or .pdf.
    enum class PacketOf { visit, year };
    [[nodiscard]] std::string packet_name(PacketOf of) const;
    [[nodiscard]] Result<void> save_packet(PacketOf of, const std::filesystem::path& file);

private:
    struct Choice {
        std::string words;
        std::optional<Rating> rating;  // nothing: not rated
    };
    [[nodiscard]] std::vector<const RubricNode*> asked_rows() const;
    [[nodiscard]] std::vector<Choice> choices_of(const RubricNode& row) const;
    [[nodiscard]] std::optional<Rating> own_rating(const std::string& code) const;
    [[nodiscard]] Result<std::string> say(Respond respond);
    [[nodiscard]] std::string step_state() const;
    [[nodiscard]] ReadingText unlocking_text() const;

    Document& document_;
    std::vector<MyFeedback::Row> visits_;
    bool has_goals_ = false;
    std::optional<ObservationDetail::Detail> visit_;
    std::optional<Unlockings::Row> unlocking_;  // the latest of the chosen visit
    std::vector<std::string> who_can_see_;
    SchoolCalendar calendar_;
};

}  // namespace throughline
