// FeedbackPane: one strength, one growth area, one step, and beside them what is still blank and what was seen.
#pragma once

#include <map>
#include <memory>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/observe_view_model.hpp"
#include "app/widget/draft_text.hpp"

class wxStaticText;
class wxTextCtrl;

namespace throughline {

class ConflictStrip;
class SchoolDayChoice;
class TableView;
class WrappedText;

// A text of the visit with its place for a conflict. Used by the feedback and the facts.
struct VisitText {
    std::unique_ptr<DraftText> draft;
    ConflictStrip* conflict = nullptr;
};

class FeedbackPane : public wxPanel {
public:
    FeedbackPane(wxWindow* parent, Shell& shell, ObserveViewModel& page);

    void show();
    void focus();

private:
    using Field = FeedbackViewModel::Field;

    void add_text(wxSizer* column, Field field, const wxString& label, const wxString& hint);
    void add_step(wxSizer* column);
    void fit();

    Shell& shell_;
    ObserveViewModel& page_;
    FeedbackViewModel& feedback_;
    std::map<Field, VisitText> texts_;
    wxTextCtrl* tags_ = nullptr;
    SchoolDayChoice* check_on_ = nullptr;
    WrappedText* blanks_ = nullptr;
    TableView* lines_ = nullptr;
    Connection conflicts_;
};

}  // namespace throughline
