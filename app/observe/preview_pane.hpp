// PreviewPane: exactly what the teacher gets, as a page to read, with Share under the Enter key.
#pragma once

#include <functional>

#include <wx/panel.h>

#include "app/shell/shell.hpp"
#include "app/viewmodel/observe_view_model.hpp"

class wxButton;
class wxStaticText;

namespace throughline {

class ReadingView;
class WrappedText;

class PreviewPane : public wxPanel {
public:
    PreviewPane(wxWindow* parent, Shell& shell, ObserveViewModel& page);

    // False, and the reason in the notice bar, if there is nothing to preview now.
    bool show();
    void focus();  // Share: Enter gives it
    void share();

    std::function<void()> on_back;
    std::function<void()> on_shared;

private:
    Shell& shell_;
    ObserveViewModel& page_;
    wxStaticText* title_;
    ReadingView* text_;
    WrappedText* names_;
    wxButton* share_;
};

}  // namespace throughline
