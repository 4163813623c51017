// The list of visits, filtered and read page by page, newest first. No wx.
//
// Used by the Observations page. Promises: every filter is a condition of the question to the workspace, so the oldest
// visit is found whether or not it was on screen; a visit made just now is in the list after `refresh`; refreshing
// keeps as many rows as were loaded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/query/observation.hpp"
#include "throughline/query/rubric.hpp"

namespace throughline {

class ObservationsViewModel {
public:
    static constexpr int page_rows = 500;
    static constexpr std::size_t rows_max = 20'000;  // what a list can show; beyond that the filter has to narrow

    explicit ObservationsViewModel(Document& document) : document_(document) {}

    // People, schools and rubrics to filter by; then the list.
    [[nodiscard]] Result<void> refresh();
    [[nodiscard]] Result<void> load_more();
    [[nodiscard]] bool has_more() const { return has_more_ && visits_.size() < rows_max; }

    [[nodiscard]] const std::vector<School>& schools() const { return schools_; }
    [[nodiscard]] const std::vector<RubricRow>& rubrics() const { return rubrics_; }
    // Names to complete while typing; none before people are known.
    [[nodiscard]] Result<void> know_people();
    [[nodiscard]] std::vector<std::string> teacher_names() const;
    [[nodiscard]] std::vector<std::string> observer_names() const;

    enum class Period { all, this_year, last_four_weeks, between };
    void set_school(std::optional<SchoolId> school) { query_.school = school; }
    void set_teacher(const std::string& typed) { teacher_typed_ = typed; }
    void set_observer(const std::string& typed) { observer_typed_ = typed; }
    void set_purpose(std::optional<Purpose> purpose) { query_.purpose = purpose; }
    void set_state(std::optional<ObservationState> state) { query_.state = state; }
    void set_rubric(std::string rubric_id) { query_.rubric_id = std::move(rubric_id); }
    void set_period(Period period, std::optional<Date> from = {}, std::optional<Date> to = {});
    void clear_filters();
    [[nodiscard]] bool is_filtered() const;

    [[nodiscard]] const std::vector<VisitRow>& visits() const { return visits_; }
    [[nodiscard]] std::vector<TableRow> rows() const;
    [[nodiscard]] std::string count_words() const;  // "500 visits shown, newest first; there are more"
    // Why a typed name filters nothing: nobody or several people fit. Empty if all is well.
    [[nodiscard]] std::string name_trouble() const { return name_trouble_; }
    [[nodiscard]] std::string empty_words() const;

private:
    [[nodiscard]] Result<void> ask(int count_max);
    [[nodiscard]] bool resolve_names();
    [[nodiscard]] bool resolve(const std::string& typed, bool observers, std::optional<PersonId>& person);
    void apply_period();

    Document& document_;
    Observations query_;
    std::string teacher_typed_;
    std::string observer_typed_;
    Period period_ = Period::all;
    std::optional<Date> from_;
    std::optional<Date> to_;
    std::string name_trouble_;
    std::vector<School> schools_;
    std::vector<RubricRow> rubrics_;
    std::optional<std::vector<PersonRow>> people_;  // read when a name is wanted
    SchoolCalendar calendar_;
    std::vector<VisitRow> visits_;
    bool has_more_ = false;
};

}  // namespace throughline
