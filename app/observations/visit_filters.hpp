// The filters above the list of visits: school, teacher, observer, purpose, rubric, state and days.
//
// Used by the Observations page. Each change goes to the view-model at once; `on_change` then asks it again.
#pragma once

#include <functional>

#include <wx/panel.h>

#include "app/viewmodel/observations_view_model.hpp"

class wxChoice;
class wxFlexGridSizer;
class wxTextCtrl;

namespace throughline {

class DateField;

class VisitFilters : public wxPanel {
public:
    VisitFilters(wxWindow* parent, ObservationsViewModel& view_model, Date today);

    // Schools, rubrics and names that one can choose from may be new; what is chosen stays.
    void show();
    void clear();
    void focus();

    std::function<void()> on_change;

private:
    void complete_names();  // once they are wanted: a district has thousands
    wxChoice* add_choice(const wxString& label, const std::vector<wxString>& names);
    wxTextCtrl* add_name(const wxString& label);
    void make_period(Date today);
    void take();
    void take_period();

    ObservationsViewModel& view_model_;
    wxFlexGridSizer* grid_;
    wxTextCtrl* teacher_;
    wxTextCtrl* observer_;
    wxChoice* school_;
    wxChoice* purpose_;
    wxChoice* state_;
    wxChoice* rubric_;
    wxChoice* period_;
    DateField* from_;
    DateField* to_;
    wxPanel* between_;
    bool knows_names_ = false;
};

}  // namespace throughline
