// VisitHeader: whose visit it is, its clock, the way to Share, and last time's step pinned below.
#pragma once

#include <functional>
#include <vector>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/observe_view_model.hpp"

class wxButton;
class wxRadioButton;
class wxStaticText;

namespace throughline {

class Card;
class WrappedText;

class VisitHeader : public wxPanel {
public:
    VisitHeader(wxWindow* parent, Shell& shell, ObserveViewModel& page);

    void show();
    void tick();  // each second

    void toggle_clock();

    std::function<void()> on_preview;

private:
    void build_pinned();
    void show_pinned();
    void show_about();

    Shell& shell_;
    ObserveViewModel& page_;
    wxStaticText* teacher_;
    wxStaticText* subtitle_;
    WrappedText* about_;  // what the teacher asked for, and that it is open for correction; hidden if there is neither
    wxStaticText* clock_;
    wxStaticText* clock_state_;
    wxButton* clock_button_;
    wxButton* preview_;
    Card* pinned_;
    WrappedText* pinned_text_ = nullptr;
    wxStaticText* pinned_origin_ = nullptr;
    struct Mark {
        wxRadioButton* button;
        std::optional<StepResult> result;
    };
    std::vector<Mark> marks_;
};

}  // namespace throughline
