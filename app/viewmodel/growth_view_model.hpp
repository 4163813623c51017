// GrowthViewModel: one teacher's year: whose, which year, for what purpose, on which rubric version; the charts, the
// markers beside them, and the same numbers as a table. No wx.
//
// Used by the Growth page, a teacher's page and My feedback.
// Promises: all numbers come from one answer of TeacherGrowth, worded by report/growth_chart.hpp, so that the table and
// its file say what the picture shows. Nobody is looked at who was not chosen: opening another's growth is kept in the
// record of who looked, and that record should hold no accidents. A teacher finds their own year.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/reading_text.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/growth.hpp"
#include "throughline/report/chart.hpp"

namespace throughline {

// Every number of the answer, a row each: what, when, level, between which two, by whom. Rows of one visit have its id.
[[nodiscard]] ShownTable growth_table(const TeacherGrowth::Growth& growth, Date today, DayForm days = DayForm::spoken);

class GrowthViewModel {
public:
    explicit GrowthViewModel(const Document& document) : document_(document) {}

    // Has the question asked by somebody else, since a model is fitted to a school's year, which is longer than a
    // frame; the answer goes to `take`. Nothing: what is asked is no longer wanted. Without it all is asked at once.
    std::function<void(const std::optional<TeacherGrowth>&)> ask_elsewhere;
    [[nodiscard]] Result<void> take(Result<TeacherGrowth::Growth> answer);
    // Whether one waits so long for it that the words should say so.
    void say_waiting(bool is_waiting) { is_waiting_ = is_waiting; }
    [[nodiscard]] const Document& document() const { return document_; }

    // Who and which years there are. What was chosen stays chosen if it is still there.
    [[nodiscard]] Result<void> refresh();

    // With many schools, the teachers to choose from are those of one.
    enum Part : std::size_t { school, teacher, year, purpose, rubric, part_count };
    // "School", "Teacher", "School year", "Purpose", "Rubric".
    [[nodiscard]] static const char* title(Part part);
    [[nodiscard]] const std::vector<std::string>& choices(Part part) const { return words_[part]; }
    [[nodiscard]] std::optional<std::size_t> chosen(Part part) const;
    [[nodiscard]] Result<void> choose(Part part, std::size_t choice);
    [[nodiscard]] Result<void> choose_teacher(PersonId chosen_one);
    // On the page of one person: theirs, and nobody else to choose.
    [[nodiscard]] Result<void> show_only(PersonId one);
    [[nodiscard]] std::optional<PersonId> chosen_teacher() const { return teacher_; }

    // Whether how strict each observer is is taken out of the line; recorded ratings stay as they are.
    [[nodiscard]] bool allows_for_observers() const { return with_observers_; }
    [[nodiscard]] Result<void> allow_for_observers(bool allowed);

    // The teacher, as a text for the settings. Whoever is not to be seen any more is not chosen.
    [[nodiscard]] std::string remembered() const;
    void recall(const std::string& remembered);

    // While another answer for the same teacher is waited for, the one before; nobody's year under another's name.
    [[nodiscard]] const std::optional<TeacherGrowth::Growth>& growth() const { return growth_; }
    // What to do where there is nothing to show.
    [[nodiscard]] std::string empty_words() const;
    [[nodiscard]] std::string second_line() const;  // "Ana Ruiz, 2026-27: coaching on Look-fors 1.0, 3 visits"
    [[nodiscard]] std::string words() const;        // "Not enough visits yet: 3 of 6"
    // The present level, the slope where there is a direction, and what is left out.
    [[nodiscard]] std::vector<std::string> sentences() const;
    [[nodiscard]] std::optional<report::Chart> chart() const;
    [[nodiscard]] std::vector<report::Chart> indicator_charts() const;
    [[nodiscard]] ReadingText markers() const;
    [[nodiscard]] ReadingText how_computed() const;
    [[nodiscard]] ShownTable table(DayForm days = DayForm::spoken) const;

private:
    [[nodiscard]] Result<void> list_teachers(const SchoolSettings::Settings& settings);
    [[nodiscard]] Result<void> ask();
    void forget();
    void word_series();

    const Document& document_;
    bool with_observers_ = true;
    bool is_of_one_ = false;  // of whom the page around it is
    std::vector<PersonId> teachers_;
    std::vector<SchoolYear> years_;  // newest first
    std::vector<Purpose> purposes_;
    std::vector<RubricVersionId> rubrics_;
    std::string school_;  // its name; empty: as the teacher's, or one's own
    std::optional<PersonId> teacher_;
    std::optional<SchoolYearId> year_;  // nothing: this year
    std::optional<Purpose> purpose_;    // nothing: as the question chooses
    std::optional<RubricVersionId> rubric_;
    std::optional<TeacherGrowth::Growth> growth_;
    bool is_asked_ = false;  // elsewhere, and the answer has not come
    bool is_waiting_ = false;
    std::vector<std::string> words_[part_count];
};

}  // namespace throughline
