// One teacher's page: visits, steps with their history, evidence by indicator, ratings over time. No wx.
//
// Used by the Teacher page. Promises: what the page says comes from one question, so its parts agree with each other;
// the evidence, by far the most of it, is asked for when it is first shown; a step changes only through the library's
// own rules (CheckStep, CloseStep, MoveStepCheck).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/rating_table.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/table_row.hpp"

namespace throughline {

class TeacherViewModel {
public:
    explicit TeacherViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> open(PersonId teacher);
    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] bool is_open() const { return !teacher_.is_nil(); }
    [[nodiscard]] PersonId teacher() const { return teacher_; }
    [[nodiscard]] const TeacherPageAnswer& page() const { return page_; }

    [[nodiscard]] std::string name() const;
    [[nodiscard]] std::string about() const;        // "Math, grade 6, Lincoln School"
    [[nodiscard]] std::string who_can_see() const;  // one sentence
    [[nodiscard]] bool is_active() const { return page_.teacher.person.active; }
    [[nodiscard]] bool in_caseload() const { return in_caseload_; }
    [[nodiscard]] bool has_caseload() const { return document_.actor().person.has_value(); }
    [[nodiscard]] Result<void> set_in_caseload(bool in_caseload);

    [[nodiscard]] std::vector<TableRow> visit_rows() const;
    [[nodiscard]] std::vector<TableRow> step_rows() const;
    [[nodiscard]] ReadingText step_history(std::size_t step) const;
    // Before the four below: reads the evidence, unless that has been done since the last refresh.
    [[nodiscard]] Result<void> look_at_evidence();
    [[nodiscard]] const std::vector<IndicatorEvidence>& evidence() const { return evidence_; }
    [[nodiscard]] std::vector<TableRow> indicator_rows() const;
    [[nodiscard]] std::vector<TableRow> evidence_rows(std::size_t indicator) const;
    [[nodiscard]] ReadingText evidence_line(std::size_t indicator, std::size_t line) const;
    [[nodiscard]] std::vector<report::RatingSeries> ratings(bool with_details) const;
    [[nodiscard]] bool has_rating_details() const;

    [[nodiscard]] const StepRow* step(std::size_t index) const;
    [[nodiscard]] std::optional<std::size_t> index_of(ActionStepId step) const;
    // The step to look at first: the live one with the earliest check-back day, else the newest.
    [[nodiscard]] std::optional<std::size_t> step_to_show() const;
    [[nodiscard]] bool is_live_step(std::size_t index) const;

private:
    [[nodiscard]] const IndicatorEvidence* indicator(std::size_t index) const;
    [[nodiscard]] Result<void> ask_rubric(RubricVersionId version);

    Document& document_;
    PersonId teacher_;
    TeacherPageAnswer page_;
    std::vector<IndicatorEvidence> evidence_;
    bool has_evidence_ = false;  // it has been asked for since the last refresh
    report::RubricsByVersion rubrics_;
    SchoolCalendar calendar_;
    bool in_caseload_ = false;
};

}  // namespace throughline
