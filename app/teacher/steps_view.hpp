// A teacher's action steps: the list, the history of the one that is chosen, and what was seen of it.
#pragma once

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/teacher_view_model.hpp"

namespace throughline {

class EmptyNote;
class ReadingView;
class StepCheckBar;
class TableView;

class StepsView : public wxPanel {
public:
    StepsView(wxWindow* parent, Shell& shell, TeacherViewModel& view_model);

    void show();
    // The step to look at first, for a teacher that was just opened.
    void select_first();
    void focus();
    [[nodiscard]] std::vector<MenuCommand> commands();

private:
    void show_selected();

    TeacherViewModel& view_model_;
    wxPanel* body_;
    EmptyNote* empty_ = nullptr;
    TableView* list_ = nullptr;
    ReadingView* history_ = nullptr;
    StepCheckBar* check_ = nullptr;
};

}  // namespace throughline
