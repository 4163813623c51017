// A teacher's evidence by indicator: the indicators with how much there is, their lines newest first, one line in full.
#pragma once

#include <wx/panel.h>

#include "app/viewmodel/teacher_view_model.hpp"

namespace throughline {

class EmptyNote;
class ReadingView;
class TableView;

class EvidenceView : public wxPanel {
public:
    EvidenceView(wxWindow* parent, TeacherViewModel& view_model);

    // Reads nothing itself: the view-model has looked at the evidence.
    void show();
    void focus();
    // Enter on a line: its visit.
    std::function<void(ObservationId)> on_open_visit;

private:
    void show_lines();
    void show_line();

    TeacherViewModel& view_model_;
    wxPanel* body_;
    EmptyNote* empty_ = nullptr;
    TableView* indicators_ = nullptr;
    TableView* lines_ = nullptr;
    ReadingView* line_ = nullptr;
};

}  // namespace throughline
