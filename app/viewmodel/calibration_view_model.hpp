// CalibrationViewModel: which calibration sessions there are, a new one, and each observer's history. No wx.
//
// Used by the Calibration page, beside RatingSheetViewModel (an open session) and MeetingViewModel (a closed one).
// Promises: joint visits that nobody has compared yet stand with the sessions; an observer's history is theirs, and who
// leads may choose whose; nothing of an open session's ratings is in any list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/viewmodel/document.hpp"
#include "app/viewmodel/saved_file.hpp"
#include "app/viewmodel/table_row.hpp"
#include "throughline/command/calibration.hpp"
#include "throughline/query/calibration.hpp"
#include "throughline/query/rubric.hpp"
#include "throughline/report/chart.hpp"

namespace throughline {

class CalibrationViewModel {
public:
    explicit CalibrationViewModel(Document& document) : document_(document) {}

    [[nodiscard]] Result<void> refresh();

    // Sessions and joint visits, the newest first.
    [[nodiscard]] ShownTable sessions(DayForm days = DayForm::spoken) const;
    // What Enter on a row leads to: a session, which for a joint visit is made now.
    [[nodiscard]] bool is_joint_visit(std::size_t row) const
    {
        return row < rows_.size() && rows_[row].pair.has_value();
    }
    [[nodiscard]] Result<CalibrationId> session_of(std::size_t row);
    [[nodiscard]] bool may_open() const { return may_open_; }

    // A new session, with what is usual in it.
    struct Choice {
        PersonId id;
        std::string name;
    };
    struct NewSession {
        std::vector<RubricRow> rubrics;
        std::vector<Choice> observers;
        OpenCalibration command;
    };
    [[nodiscard]] Result<NewSession> begin() const;
    struct Form {
        std::string id;
        std::string name;  // "Fifteen-minute visit, 9 rows"
    };
    [[nodiscard]] std::vector<Form> forms_of(const RubricVersionId& version) const;
    [[nodiscard]] Result<CalibrationId> open(const OpenCalibration& command);

    // What its leader can still change about a session.
    struct Part {  // somebody who observes, and whether they rate in it
        PersonId id;
        std::string name;
        bool is_in = false;
    };
    struct Changing {
        Calibration session;
        std::vector<Part> parts;  // empty once it is closed: who was in stays in
    };
    [[nodiscard]] std::optional<CalibrationId> own_session_of(std::size_t row) const;  // nothing: a joint visit's
    [[nodiscard]] bool may_change(const CalibrationId& session) const;
    [[nodiscard]] Result<Changing> changing(const CalibrationId& session);
    // `is_in` as it should be, as long as the parts. Words first, then who rates; at the first refusal it stops, what
    // was done before stays.
    [[nodiscard]] Result<void> change(const Changing& before, const ChangeCalibration& wanted,
                                      const std::vector<bool>& is_in);
    // The actor rates in it no more, and their ratings go with them.
    [[nodiscard]] Result<void> leave(const CalibrationId& session);

    // Whose history can be looked at: oneself, for leaders all who observe. Empty for the keeper of an empty house.
    [[nodiscard]] const std::vector<Choice>& observers() const { return observers_; }
    [[nodiscard]] std::size_t chosen_observer() const { return chosen_; }
    [[nodiscard]] Result<void> choose_observer(std::size_t choice);
    [[nodiscard]] Result<void> load_history();
    [[nodiscard]] ShownTable history(DayForm days = DayForm::spoken) const;
    [[nodiscard]] std::vector<std::string> history_sentences() const;
    // How far above or below the reference on average, session by session, on the version with most sessions; only
    // where at least two were held against ratings from outside the group's middle.
    [[nodiscard]] std::optional<report::Chart> drift_chart() const;

private:
    struct Row {
        std::optional<CalibrationSessions::Row> session;
        std::optional<JointVisits::Row> pair;
    };
    [[nodiscard]] TableRow shown(const Row& row, DayForm days) const;
    [[nodiscard]] const CalibrationSessions::Row* find(const CalibrationId& session) const;

    Document& document_;
    std::vector<Row> rows_;
    bool may_open_ = false;
    std::vector<Choice> observers_;
    std::size_t chosen_ = 0;
    CalibrationHistory::History history_;
    std::optional<OwnSeverity::Severity> severity_;  // of the actor's own history only
};

}  // namespace throughline
