// FactsPane: purpose, rubric, minutes and the like; all of it may stay blank. Also where a visit moves to another
// teacher, or is put away.
#pragma once

#include <map>

#include <wx/panel.h>

#include "app/observe/feedback_pane.hpp"

class wxButton;
class wxChoice;

namespace throughline {

class FactsPane : public wxPanel {
public:
    FactsPane(wxWindow* parent, Shell& shell, ObserveViewModel& page);

    void show();
    void focus();

    // What the menus run.
    void move_to_another_teacher();
    void put_away();

private:
    using Field = FeedbackViewModel::Field;

    void add_choices(wxFlexGridSizer* grid);
    void add_numbers(wxFlexGridSizer* grid);
    void add_text(wxFlexGridSizer* grid, Field field, const wxString& label);
    wxChoice* add_choice(wxFlexGridSizer* grid, const wxString& label, std::function<Result<void>(int)> choose);
    wxTextCtrl* add_number(wxFlexGridSizer* grid, const wxString& label,
                           std::function<Result<void>(const std::string&)> set);
    void say(const Result<void>& done);

    Shell& shell_;
    ObserveViewModel& page_;
    FactsViewModel& facts_;
    wxChoice* purpose_ = nullptr;
    wxChoice* rubric_ = nullptr;
    wxChoice* form_ = nullptr;
    wxChoice* announced_ = nullptr;
    wxChoice* co_observer_ = nullptr;
    wxTextCtrl* minutes_ = nullptr;
    wxTextCtrl* students_ = nullptr;
    std::map<Field, VisitText> texts_;
    wxStaticText* problem_ = nullptr;
    wxButton* move_ = nullptr;
    wxButton* archive_ = nullptr;
    std::vector<FactsViewModel::Option<RubricVersionId>> rubrics_;
    std::vector<FactsViewModel::Option<std::string>> forms_;
    std::vector<FactsViewModel::Option<std::optional<PersonId>>> co_observers_;
};

}  // namespace throughline
