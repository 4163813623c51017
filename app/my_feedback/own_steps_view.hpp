// A teacher's own action steps: the list, and the history of the one that is chosen. To read only: a step is checked by
// who agreed it.
#pragma once

#include <wx/panel.h>

#include "app/viewmodel/teacher_view_model.hpp"

namespace throughline {

class EmptyNote;
class ReadingView;
class TableView;

class OwnStepsView : public wxPanel {
public:
    OwnStepsView(wxWindow* parent, TeacherViewModel& record);

    void show();
    void focus();

private:
    void show_selected();

    TeacherViewModel& record_;
    wxPanel* body_;
    EmptyNote* empty_ = nullptr;
    TableView* list_ = nullptr;
    ReadingView* history_ = nullptr;
};

}  // namespace throughline
