// PlanDialog: plans or changes one visit or conference: day, time, length, purpose, note. What stands in the way is
// said quietly below, as it is typed, and refuses nothing.
#pragma once

#include <optional>

#include "app/shell/shell.hpp"
#include "app/viewmodel/plan_view_model.hpp"
#include "app/widget/standard_dialog.hpp"

class wxCheckBox;
class wxChoice;
class wxFlexGridSizer;
class wxSpinCtrl;

namespace throughline {

class DateField;
class TimeField;
class WrappedText;

class PlanDialog : public StandardDialog {
public:
    PlanDialog(wxWindow* parent, PlanViewModel& view_model, Date today);

    // "Planned: a visit to Ana Ruiz, Tue 24 Nov, 9:15"; empty until it was kept.
    [[nodiscard]] const std::string& done_words() const { return done_words_; }

private:
    void add_when(Date today);
    void add_what();
    void read();
    void changed();
    void keep();

    PlanViewModel& view_model_;
    wxFlexGridSizer* grid_ = nullptr;
    wxChoice* kind_ = nullptr;
    wxChoice* observer_ = nullptr;
    DateField* day_ = nullptr;
    TimeField* time_ = nullptr;
    wxSpinCtrl* minutes_ = nullptr;
    DateField* until_ = nullptr;
    wxChoice* purpose_ = nullptr;
    wxCheckBox* announced_ = nullptr;
    wxTextCtrl* note_ = nullptr;
    WrappedText* obstacles_ = nullptr;
    std::string done_words_;
};

// Asks when, and plans. True if it was planned; the status line says what.
bool plan_for(Shell& shell, PersonId teacher, std::optional<Date> day = {}, Purpose purpose = Purpose::coaching,
              std::optional<int> minute_of_day = {}, BookingKind kind = BookingKind::visit);
// The same, after asking whom.
void ask_whom_to_plan(Shell& shell, Date day, std::optional<int> minute_of_day);
// A time for a debrief that is due.
bool plan_debrief(Shell& shell, DebriefId debrief, PersonId teacher, const std::string& teacher_name,
                  std::optional<Instant> planned_at);
// The same for one that is there already.
bool change_plan(Shell& shell, const ScheduleRow& row);

}  // namespace throughline
